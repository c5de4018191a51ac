// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/OriginDatabase.h"

#include "app/base/SafeText.h"

#include <QFile>
#include <QFileInfo>

#include <maxminddb.h>

#include <algorithm>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>

namespace hinoban::path {
namespace {

constexpr quint64 LastSecond = 253402300799; // of the year 9999: the file may say anything
constexpr qsizetype MostName = 120;

// How the databases in use call the number; IPinfo's is a text, "AS13335".
constexpr std::array<const char *, 2> Keys{"autonomous_system_number", "asn"};

std::optional<quint32> numberIn(const MMDB_entry_data_s &data)
{
    if (!data.has_data) return {};
    quint64 number = 0;
    switch (data.type) {
    case MMDB_DATA_TYPE_UINT16:
        number = data.uint16;
        break;
    case MMDB_DATA_TYPE_UINT32:
        number = data.uint32;
        break;
    case MMDB_DATA_TYPE_UINT64:
        number = data.uint64;
        break;
    case MMDB_DATA_TYPE_UTF8_STRING: {
        QByteArray text(data.utf8_string, static_cast<qsizetype>(data.data_size));
        if (text.startsWith("AS")) text.remove(0, 2);
        number = text.toULongLong();
        break;
    }
    default:
        break;
    }
    if (number == 0 || number > 0xffffffffU) return {};
    return static_cast<quint32>(number);
}

QString textIn(const MMDB_entry_data_s &data)
{
    if (!data.has_data || data.type != MMDB_DATA_TYPE_UTF8_STRING) return {};
    return QString::fromUtf8(data.utf8_string, static_cast<qsizetype>(std::min<uint32_t>(data.data_size, 64)));
}

// GeoLite2 and DB-IP nest it; IPinfo has a text beside the number, and the country's name under the other key.
QString countryIn(MMDB_entry_s &entry)
{
    MMDB_entry_data_s data{};
    if (MMDB_get_value(&entry, &data, "country", "iso_code", nullptr) == MMDB_SUCCESS)
        if (const QString code = countryFromText(textIn(data)); !code.isEmpty()) return code;
    for (const char *key : {"country_code", "country"}) {
        if (MMDB_get_value(&entry, &data, key, nullptr) != MMDB_SUCCESS) continue;
        if (const QString code = countryFromText(textIn(data)); !code.isEmpty()) return code;
    }
    return {};
}

} // namespace

struct OriginDatabase::Handle {
    MMDB_s database{};
    QString name;
    Instant made{};
    bool isOpen = false;
    ~Handle()
    {
        if (isOpen) MMDB_close(&database);
    }
};

OriginDatabase::OriginDatabase()
    : m_handle(std::make_unique<Handle>())
{
}

OriginDatabase::~OriginDatabase() = default;

Result<std::shared_ptr<const OriginDatabase>> OriginDatabase::open(const QString &file)
{
    if (!QFileInfo(file).isFile()) return failure(ErrorCode::NotFound, file, QStringLiteral("no such file"));
    std::shared_ptr<OriginDatabase> out(new OriginDatabase);
    const int status = MMDB_open(QFile::encodeName(file).constData(), MMDB_MODE_MMAP, &out->m_handle->database);
    if (status != MMDB_SUCCESS) return failure(ErrorCode::BadInput, file, QString::fromUtf8(MMDB_strerror(status)));
    out->m_handle->isOpen = true;
    out->m_handle->name = safeText(QFileInfo(file).fileName(), MostName);
    const quint64 made = std::min<quint64>(out->m_handle->database.metadata.build_epoch, LastSecond);
    out->m_handle->made = Instant(std::chrono::seconds(static_cast<qint64>(made)));
    return std::shared_ptr<const OriginDatabase>(std::move(out));
}

std::optional<Origin> OriginDatabase::originOf(const QHostAddress &address) const
{
    sockaddr_storage storage{};
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
        v4->sin_family = AF_INET;
        v4->sin_addr.s_addr = htonl(address.toIPv4Address());
    } else if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        if (m_handle->database.metadata.ip_version == 4) return {};
        auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
        v6->sin6_family = AF_INET6;
        const Q_IPV6ADDR octets = address.toIPv6Address();
        std::copy(std::begin(octets.c), std::end(octets.c), v6->sin6_addr.s6_addr);
    } else {
        return {};
    }
    int error = MMDB_SUCCESS;
    MMDB_lookup_result_s found =
        MMDB_lookup_sockaddr(&m_handle->database, reinterpret_cast<const sockaddr *>(&storage), &error);
    if (error != MMDB_SUCCESS || !found.found_entry) return {};
    Origin origin{0, countryIn(found.entry), m_handle->name, m_handle->made};
    for (const char *key : Keys) {
        MMDB_entry_data_s data{};
        if (MMDB_get_value(&found.entry, &data, key, nullptr) != MMDB_SUCCESS) continue;
        if (const auto number = numberIn(data)) {
            origin.as = *number;
            break;
        }
    }
    if (origin.as == 0 && origin.country.isEmpty()) return {};
    return origin;
}

} // namespace hinoban::path
