// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Exchange.h"

#include <QCryptographicHash>

#include <array>
#include <cmath>

namespace hinoban::dns {
namespace {

constexpr std::array<const char *, 4> Outcomes{"answered", "timed-out", "unreachable", "malformed"};
constexpr std::array<const char *, 3> Vantages{"parent", "authoritative", "resolver"};
constexpr std::array<const char *, 4> Transports{"udp", "tcp", "tls", "https"};
constexpr double MaxExact = 9007199254740992.0; // 2^53

tl::unexpected<Error> bad(const QString &key, const char *why)
{
    return failure(ErrorCode::BadInput, key, QString::fromLatin1(why));
}

template <class E, size_t N>
bool readWord(const QJsonValue &value, const std::array<const char *, N> &words, E &out)
{
    for (size_t i = 0; i < N; ++i)
        if (value.isString() && value.toString() == QLatin1String(words[i])) {
            out = static_cast<E>(i);
            return true;
        }
    return false;
}

bool readWhole(const QJsonValue &value, double from, double to, double &out)
{
    if (!value.isDouble()) return false;
    out = value.toDouble();
    return out >= from && out <= to && std::floor(out) == out;
}

bool readBytes(const QJsonValue &value, QByteArray &out)
{
    if (!value.isString()) return false;
    const auto decoded =
        QByteArray::fromBase64Encoding(value.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() > 65535) return false;
    out = decoded.decoded;
    return true;
}

QString base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }

} // namespace

QString Server::display() const
{
    if (!label.isEmpty()) return label;
    if (!name.isRoot()) return name.display();
    if (port == 53) return address.toString();
    return QStringLiteral("%1#%2").arg(address.toString()).arg(port);
}

const QByteArray &Exchange::replySha256() const
{
    return m_replySha256.get([this] {
        return reply.isEmpty() ? QByteArray() : QCryptographicHash::hash(reply, QCryptographicHash::Sha256).toHex();
    });
}

const QByteArray &Exchange::canonical() const
{
    return m_canonical.get(
        [this] { return message ? canonicalAnswerHash(*message, vantage == Vantage::Resolver) : QByteArray(); });
}

QByteArray transportText(Transport transport) { return Transports[static_cast<size_t>(transport)]; }

QByteArray outcomeText(Outcome outcome) { return Outcomes[static_cast<size_t>(outcome)]; }

QJsonObject toJson(const Exchange &exchange)
{
    QJsonObject server{{QStringLiteral("name"), QString::fromLatin1(exchange.server.name.text())},
                       {QStringLiteral("address"), exchange.server.address.toString()},
                       {QStringLiteral("port"), exchange.server.port},
                       {QStringLiteral("label"), exchange.server.label}};
    if (!exchange.server.authenticationName.isEmpty())
        server.insert(QStringLiteral("authenticationName"), exchange.server.authenticationName);
    if (!exchange.server.path.isEmpty()) server.insert(QStringLiteral("path"), exchange.server.path);
    QJsonObject object{
        {QStringLiteral("vantage"), QLatin1String(Vantages[static_cast<size_t>(exchange.vantage)])},
        {QStringLiteral("server"), server},
        {QStringLiteral("transport"), QString::fromLatin1(transportText(exchange.transport))},
        {QStringLiteral("name"), QString::fromLatin1(exchange.question.name.text())},
        {QStringLiteral("type"), QString::fromLatin1(typeText(exchange.question.type))},
        {QStringLiteral("class"), exchange.question.klass},
        {QStringLiteral("recursionDesired"), exchange.recursionDesired},
        {QStringLiteral("sentAtMicroseconds"), toUnixMicroseconds(exchange.sentAt)},
        {QStringLiteral("rttMicroseconds"), static_cast<qint64>(exchange.rtt.count())},
        {QStringLiteral("attempts"), static_cast<qint64>(exchange.attempts)},
        {QStringLiteral("strays"), static_cast<qint64>(exchange.strays)},
        {QStringLiteral("outcome"), QLatin1String(Outcomes[static_cast<size_t>(exchange.outcome)])},
        {QStringLiteral("detail"), exchange.detail},
        {QStringLiteral("query"), base64(exchange.query)},
        {QStringLiteral("reply"), base64(exchange.reply)},
        {QStringLiteral("replySha256"), QString::fromLatin1(exchange.replySha256())},
        {QStringLiteral("canonical"), QString::fromLatin1(exchange.canonical())},
    };
    if (!exchange.certificate.isEmpty()) object.insert(QStringLiteral("certificate"), base64(exchange.certificate));
    return object;
}

Result<ExchangePtr> exchangeFromJson(const QJsonObject &object)
{
    const auto at = [&object](const char *key) { return object.value(QLatin1String(key)); };
    auto exchange = std::make_shared<Exchange>();

    if (!readWord(at("vantage"), Vantages, exchange->vantage))
        return bad(QStringLiteral("vantage"), "not parent, authoritative or resolver");
    if (!readWord(at("transport"), Transports, exchange->transport))
        return bad(QStringLiteral("transport"), "not udp, tcp, tls or https");
    if (!readWord(at("outcome"), Outcomes, exchange->outcome))
        return bad(QStringLiteral("outcome"), "not answered, timed-out, unreachable or malformed");

    const QJsonObject server = at("server").toObject();
    auto serverName = Name::fromText(server.value(QLatin1String("name")).toString().toLatin1());
    if (!serverName) return tl::unexpected(serverName.error());
    exchange->server.name = std::move(*serverName);
    if (!exchange->server.address.setAddress(server.value(QLatin1String("address")).toString()))
        return bad(QStringLiteral("server.address"), "not an address");
    exchange->server.label = server.value(QLatin1String("label")).toString();
    exchange->server.authenticationName = server.value(QLatin1String("authenticationName")).toString();
    exchange->server.path = server.value(QLatin1String("path")).toString();

    auto name = Name::fromText(at("name").toString().toLatin1());
    if (!name) return tl::unexpected(name.error());
    exchange->question.name = std::move(*name);
    const auto type = typeFromText(at("type").toString().toLatin1());
    if (!type) return bad(QStringLiteral("type"), "not a record type");
    exchange->question.type = *type;

    double port = 0;
    double klass = 0;
    double sentAt = 0;
    double rtt = 0;
    double attempts = 0;
    double strays = 0;
    if (!readWhole(server.value(QLatin1String("port")), 0, 65535, port) || !readWhole(at("class"), 0, 65535, klass) ||
        !readWhole(at("sentAtMicroseconds"), -MaxExact, MaxExact, sentAt) ||
        !readWhole(at("rttMicroseconds"), 0, MaxExact, rtt) || !readWhole(at("attempts"), 0, 4294967295.0, attempts) ||
        !readWhole(at("strays"), 0, 4294967295.0, strays))
        return bad(QStringLiteral("exchange"), "a number is missing or out of range");
    exchange->server.port = static_cast<quint16>(port);
    exchange->question.klass = static_cast<quint16>(klass);
    exchange->sentAt = instantFromUnixMicroseconds(static_cast<qint64>(sentAt));
    exchange->rtt = Duration(static_cast<qint64>(rtt));
    exchange->attempts = static_cast<quint32>(attempts);
    exchange->strays = static_cast<quint32>(strays);

    if (!at("recursionDesired").isBool()) return bad(QStringLiteral("recursionDesired"), "not true or false");
    exchange->recursionDesired = at("recursionDesired").toBool();
    exchange->detail = at("detail").toString();
    if (!readBytes(at("query"), exchange->query)) return bad(QStringLiteral("query"), "not base64");
    if (!readBytes(at("reply"), exchange->reply)) return bad(QStringLiteral("reply"), "not base64");
    if (object.contains(QLatin1String("certificate")) && !readBytes(at("certificate"), exchange->certificate))
        return bad(QStringLiteral("certificate"), "not base64");

    if (exchange->answered()) {
        auto message = parseMessage(exchange->reply);
        if (!message) return tl::unexpected(message.error());
        exchange->message = std::make_shared<const Message>(std::move(*message));
    }
    if (at("replySha256").toString().toLatin1() != exchange->replySha256())
        return bad(QStringLiteral("replySha256"), "not the hash of the reply");
    if (at("canonical").toString().toLatin1() != exchange->canonical())
        return bad(QStringLiteral("canonical"), "not the hash of the canonical answer");
    return ExchangePtr(std::move(exchange));
}

} // namespace hinoban::dns
