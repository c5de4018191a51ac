// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Pack.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QtEndian>

#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Piece = 65536;

// One folder in the archive, so that unpacking it strews nothing about.
QByteArray folderOf(const QString &path)
{
    QByteArray name;
    QString base = QFileInfo(path).fileName();
    base.chop(base.endsWith(".tgz"_L1) ? 4 : 7);
    for (const char c : base.toUtf8())
        name += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '_';
    if (name.isEmpty() || name.startsWith('.')) name.prepend("bundle");
    return name.left(80);
}

struct CloseWriter {
    void operator()(archive *writer) const { archive_write_free(writer); }
};

class ArchivePack final : public Pack {
public:
    explicit ArchivePack(const QString &path)
        : m_file(path)
        , m_folder(folderOf(path))
    {
        m_file.setDirectWriteFallback(false);
    }

    [[nodiscard]] Result<void> open()
    {
        if (!m_file.open(QIODevice::WriteOnly)) return tl::unexpected(writeError(m_file));
        archive *writer = m_writer.get();
        // The header of gzip holds the time of compression: not ours, or the same evidence would have many hashes.
        if (!writer || archive_write_add_filter_gzip(writer) != ARCHIVE_OK ||
            archive_write_set_filter_option(writer, "gzip", "timestamp", nullptr) != ARCHIVE_OK ||
            archive_write_set_format_ustar(writer) != ARCHIVE_OK ||
            // No zeros after gzip's trailer: tapes are not meant.
            archive_write_set_bytes_in_last_block(writer, 1) != ARCHIVE_OK ||
            archive_write_open2(writer, this, nullptr, &ArchivePack::written, nullptr, nullptr) != ARCHIVE_OK)
            return tl::unexpected(error());
        return {};
    }

    Result<void> add(const QByteArray &name, QIODevice &content, Instant time) override
    {
        const std::unique_ptr<archive_entry, void (*)(archive_entry *)> entry(archive_entry_new(), archive_entry_free);
        if (!entry) return failure(ErrorCode::Internal, m_file.fileName(), u"no memory"_s);
        qint64 left = content.size() - content.pos();
        archive_entry_set_pathname(entry.get(), (m_folder + '/' + name).constData());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_size(entry.get(), left);
        archive_entry_set_mtime(entry.get(),
                                time_t(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count()), 0);
        if (archive_write_header(m_writer.get(), entry.get()) != ARCHIVE_OK) return tl::unexpected(error());
        while (left > 0) {
            const QByteArray piece = content.read(qMin(left, Piece));
            if (piece.isEmpty()) return failure(ErrorCode::Corrupt, QString::fromLatin1(name), u"it became shorter"_s);
            if (archive_write_data(m_writer.get(), piece.constData(), size_t(piece.size())) != piece.size())
                return tl::unexpected(error());
            left -= piece.size();
        }
        return {};
    }

    Result<void> finish() override
    {
        if (archive_write_close(m_writer.get()) != ARCHIVE_OK) return tl::unexpected(error());
        // commit() forgets why it failed.
        if (!m_file.flush()) return tl::unexpected(writeError(m_file));
        if (!m_file.commit()) return tl::unexpected(writeError(m_file));
        return {};
    }

    QString scratch() const override { return QFileInfo(m_file.fileName()).absolutePath(); }

private:
    static la_ssize_t written(archive *writer, void *self, const void *data, size_t size)
    {
        auto &file = static_cast<ArchivePack *>(self)->m_file;
        const bool done = file.write(static_cast<const char *>(data), qint64(size)) == qint64(size) && file.flush();
        if (done) return la_ssize_t(size);
        static_cast<ArchivePack *>(self)->m_problem = writeError(file);
        archive_set_error(writer, EIO, "%s", qPrintable(file.errorString()));
        return -1;
    }

    Error error() const
    {
        if (m_problem) return *m_problem;
        return {ErrorCode::Internal, m_file.fileName(), QString::fromUtf8(archive_error_string(m_writer.get()))};
    }

    QSaveFile m_file; // must outlive the archive that writes into it
    QByteArray m_folder;
    std::optional<Error> m_problem; // of the file, which forgets it
    std::unique_ptr<archive, CloseWriter> m_writer{archive_write_new()};
};

class FolderPack final : public Pack {
public:
    explicit FolderPack(const QString &path)
        : m_path(QFileInfo(path).absoluteFilePath())
        , m_folder(m_path + ".XXXXXX"_L1)
    {
    }

    [[nodiscard]] Result<void> open()
    {
        if (!m_folder.isValid()) return failure(ErrorCode::ReadOnly, m_path, m_folder.errorString());
        return {};
    }

    Result<void> add(const QByteArray &name, QIODevice &content, Instant time) override
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        if (!QDir().mkpath(QFileInfo(path).absolutePath()))
            return failure(ErrorCode::DiskFull, m_path, u"no folder can be made"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) return tl::unexpected(writeError(file));
        for (;;) {
            const QByteArray piece = content.read(Piece);
            if (piece.isEmpty()) break;
            if (file.write(piece) != piece.size()) return tl::unexpected(writeError(file));
        }
        if (!file.flush()) return tl::unexpected(writeError(file));
        file.setFileTime(QDateTime::fromMSecsSinceEpoch(toUnixMicroseconds(time) / 1000, Qt::UTC),
                         QFileDevice::FileModificationTime);
        return {};
    }

    Result<void> finish() override
    {
        // The octets before the name: after a power cut the folder is whole, or it is not there.
        const int descriptor = ::open(QFile::encodeName(m_folder.path()).constData(), O_RDONLY | O_DIRECTORY);
        const bool synced = descriptor >= 0 && ::syncfs(descriptor) == 0;
        if (descriptor >= 0) ::close(descriptor);
        if (!synced) return failure(ErrorCode::DiskFull, m_path, u"it could not be written to the disk"_s);
        if (!QDir().rename(m_folder.path(), m_path))
            return failure(ErrorCode::ReadOnly, m_path, u"the folder cannot be given its name"_s);
        m_folder.setAutoRemove(false);
        return {};
    }

    QString scratch() const override { return QFileInfo(m_path).absolutePath(); }

private:
    QString m_path;
    QTemporaryDir m_folder;
};

bool isHarmless(const QByteArray &name)
{
    if (name.isEmpty() || name.size() > 240 || name.startsWith('/') || name.endsWith('/')) return false;
    for (const QByteArray &part : name.split('/'))
        if (part.isEmpty() || part.startsWith('.')) return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-' || c == '/';
    });
}

tl::unexpected<Error> strange(const QString &path)
{
    return failure(ErrorCode::Corrupt, path, u"there is a file in it whose name no bundle has"_s);
}

struct CloseReader {
    void operator()(archive *reader) const { archive_read_free(reader); }
};

constexpr std::array<quint32, 256> Crc32 = [] {
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 c = i;
        for (int bit = 0; bit < 8; ++bit)
            c = c & 1 ? 0xedb88320 ^ (c >> 1) : c >> 1;
        table[i] = c;
    }
    return table;
}();

class ArchiveUnpack final : public Unpack {
public:
    explicit ArchiveUnpack(QString path)
        : m_path(std::move(path))
    {
    }

    [[nodiscard]] Result<void> open()
    {
        archive *reader = m_reader.get();
        if (!reader || archive_read_support_filter_gzip(reader) != ARCHIVE_OK ||
            archive_read_support_format_tar(reader) != ARCHIVE_OK ||
            archive_read_open_filename(reader, QFile::encodeName(m_path).constData(), Piece) != ARCHIVE_OK)
            return tl::unexpected(error());
        return {};
    }

    Result<std::optional<QByteArray>> next() override
    {
        for (;;) {
            archive_entry *entry = nullptr;
            const int said = archive_read_next_header(m_reader.get(), &entry);
            if (said == ARCHIVE_EOF) return std::optional<QByteArray>();
            if (said != ARCHIVE_OK) return tl::unexpected(error());
            const char *path = archive_entry_pathname(entry);
            const QByteArray whole = path ? QByteArray(path) : QByteArray();
            if (archive_entry_filetype(entry) == AE_IFDIR) continue; // somebody packed a folder again
            if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry)) return strange(m_path);
            const qsizetype slash = whole.indexOf('/', whole.startsWith("./") ? 2 : 0);
            if (slash < 0) return strange(m_path);
            if (m_folder.isEmpty()) m_folder = whole.left(slash + 1);
            m_name = whole.mid(slash + 1);
            if (!whole.startsWith(m_folder) || !isHarmless(m_name)) return strange(m_path);
            return std::optional(m_name);
        }
    }

    Result<QByteArray> read() override
    {
        QByteArray piece(Piece, Qt::Uninitialized);
        const la_ssize_t size = archive_read_data(m_reader.get(), piece.data(), size_t(piece.size()));
        if (size < 0) return tl::unexpected(error());
        piece.truncate(qsizetype(size));
        return piece;
    }

    // libarchive passes over gzip's trailer (RFC 1952, 2.3.1) and over what pads the files.
    Result<void> checkWhole() override
    {
        const std::unique_ptr<archive, CloseReader> raw(archive_read_new());
        archive_entry *entry = nullptr;
        if (!raw || archive_read_support_filter_gzip(raw.get()) != ARCHIVE_OK ||
            archive_read_support_format_raw(raw.get()) != ARCHIVE_OK ||
            archive_read_open_filename(raw.get(), QFile::encodeName(m_path).constData(), Piece) != ARCHIVE_OK ||
            archive_read_next_header(raw.get(), &entry) != ARCHIVE_OK)
            return failure(ErrorCode::Corrupt, m_path, u"it cannot be read again"_s);
        quint32 crc = 0xffffffff, size = 0;
        QByteArray piece(Piece, Qt::Uninitialized);
        for (;;) {
            const la_ssize_t got = archive_read_data(raw.get(), piece.data(), size_t(piece.size()));
            if (got < 0) return failure(ErrorCode::Corrupt, m_path, u"it cannot be read again"_s);
            if (got == 0) break;
            for (la_ssize_t at = 0; at < got; ++at)
                crc = Crc32[(crc ^ quint8(piece[qsizetype(at)])) & 0xff] ^ (crc >> 8);
            size += quint32(got);
        }
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly) || file.size() < 18 || !file.seek(file.size() - 8))
            return failure(ErrorCode::Corrupt, m_path, u"it cannot be read again"_s);
        const QByteArray trailer = file.read(8);
        if (trailer.size() != 8 || qFromLittleEndian<quint32>(trailer.constData()) != ~crc ||
            qFromLittleEndian<quint32>(trailer.constData() + 4) != size)
            return failure(ErrorCode::Corrupt, m_path, u"its checksum does not fit"_s);
        return {};
    }

private:
    Error error() const
    {
        const char *words = m_reader ? archive_error_string(m_reader.get()) : nullptr;
        const QString where = m_name.isEmpty() ? m_path : m_path + u' ' + QString::fromLatin1(m_name);
        return {ErrorCode::Corrupt, where, words ? QString::fromUtf8(words) : u"it cannot be read"_s};
    }

    QString m_path;
    QByteArray m_folder, m_name;
    std::unique_ptr<archive, CloseReader> m_reader{archive_read_new()};
};

class FolderUnpack final : public Unpack {
public:
    explicit FolderUnpack(const QString &path)
        : m_root(path)
    {
    }

    [[nodiscard]] Result<void> open() { return list({}); }

    Result<std::optional<QByteArray>> next() override
    {
        if (m_at == m_names.size()) return std::optional<QByteArray>();
        const QByteArray name = m_names[m_at++];
        m_file.close();
        m_file.setFileName(m_root.filePath(QString::fromLatin1(name)));
        if (!m_file.open(QIODevice::ReadOnly))
            return failure(ErrorCode::Corrupt, m_file.fileName(), m_file.errorString());
        return std::optional(name);
    }

    Result<QByteArray> read() override
    {
        QByteArray piece(Piece, Qt::Uninitialized);
        const qint64 size = m_file.read(piece.data(), piece.size());
        if (size < 0) return failure(ErrorCode::Corrupt, m_file.fileName(), m_file.errorString());
        piece.truncate(size);
        return piece;
    }

    Result<void> checkWhole() override { return {}; }

private:
    Result<void> list(const QString &below)
    {
        constexpr auto All = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        const auto found = QDir(m_root.filePath(below)).entryInfoList(All, QDir::Name);
        for (const QFileInfo &info : found) {
            const QString name = below + info.fileName();
            if (info.isSymLink() || !isHarmless(name.toUtf8())) return strange(m_root.path());
            if (!info.isDir()) {
                m_names.push_back(name.toLatin1());
            } else if (below.count(u'/') < 3) {
                if (auto done = list(name + u'/'); !done) return done;
            }
        }
        return {};
    }

    QDir m_root;
    QByteArrayList m_names;
    qsizetype m_at = 0;
    QFile m_file;
};

bool isArchiveName(const QString &path) { return path.endsWith(".tar.gz"_L1) || path.endsWith(".tgz"_L1); }

} // namespace

Error writeError(const QFileDevice &file)
{
    // Qt has no word of its own for a full disk, and for a write that stopped half-way none at all.
    const QString folder = QFileInfo(file.fileName()).absolutePath();
    const bool full = file.error() == QFileDevice::ResourceError || QStorageInfo(folder).bytesAvailable() < Piece;
    if (full) return {ErrorCode::DiskFull, folder, u"no space is left"_s};
    return {ErrorCode::ReadOnly, folder, file.errorString()};
}

Result<std::unique_ptr<Pack>> Pack::create(const QString &path)
{
    const QFileInfo file(path);
    if (file.exists() || file.isSymLink())
        return failure(ErrorCode::NotPermitted, path, u"there is something of this name already"_s);
    if (!QFileInfo(file.absolutePath()).isDir())
        return failure(ErrorCode::NotFound, file.absolutePath(), u"no such folder"_s);
    const auto opened = [](auto pack) -> Result<std::unique_ptr<Pack>> {
        if (auto done = pack->open(); !done) return tl::unexpected(done.error());
        return std::unique_ptr<Pack>(std::move(pack));
    };
    if (isArchiveName(path)) return opened(std::make_unique<ArchivePack>(path));
    return opened(std::make_unique<FolderPack>(path));
}

Result<std::unique_ptr<Unpack>> Unpack::open(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists()) return failure(ErrorCode::NotFound, path, u"no such file"_s);
    const auto opened = [](auto pack) -> Result<std::unique_ptr<Unpack>> {
        if (auto done = pack->open(); !done) return tl::unexpected(done.error());
        return std::unique_ptr<Unpack>(std::move(pack));
    };
    if (file.isDir()) return opened(std::make_unique<FolderUnpack>(path));
    return opened(std::make_unique<ArchiveUnpack>(path));
}

} // namespace hinoban::store
