// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/store/Bundle.h"
#include "app/store/ChainCheck.h"
#include "app/store/Pack.h"
#include "app/store/RecordText.h"
#include "app/store/Seen.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <map>
#include <optional>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

// What is larger was not written by us.
constexpr qsizetype LongestSumsLine = 64 + 2 + 240, LongestHashLine = 64, LargestHeads = qsizetype(1) << 20;

// Keeps a forged bundle from eating the memory or the night. Each file and each entry of a true one has a hash of its
// own, in which there is nothing to compress: what an archive can hold follows from its size.
struct Bounds {
    qint64 octets = qint64(64) << 30; // of all files together; a sparse one counts with its holes
    qint64 list = qint64(1) << 30;    // of SHA256SUMS, and of one list of hashes
    quint64 files = 8'000'000;
};

Bounds boundsOf(const QString &path)
{
    Bounds bounds;
    const QFileInfo file(path);
    if (file.isDir()) return bounds;
    bounds.octets = std::min(bounds.octets, (qint64(256) << 20) + 100 * file.size());
    bounds.list = std::min(bounds.list, (qint64(1) << 20) + 16 * file.size());
    bounds.files = std::min<quint64>(bounds.files, 10'000 + quint64(file.size()) / 16);
    return bounds;
}

QString text(const char *source) { return QCoreApplication::translate("store::Verify", source); }
QString shown(const QByteArray &name) { return safeText(QString::fromUtf8(name), 240); }

class BundleVerifier {
public:
    BundleVerifier(Unpack &unpack, const Bounds &bounds, std::optional<ChainHead> quoted)
        : m_unpack(unpack)
        , m_bounds(bounds)
        , m_chains(std::move(quoted))
    {
    }

    [[nodiscard]] VerifyReport run()
    {
        for (;;) {
            const auto name = m_unpack.next();
            if (!name) {
                bad(text(QT_TRANSLATE_NOOP("store::Verify", "it cannot be read to its end (%1)"))
                        .arg(name.error().where + ": "_L1 + name.error().detail));
                break;
            }
            if (!*name) break;
            if (m_files.size() >= m_bounds.files) {
                bad(text(QT_TRANSLATE_NOOP("store::Verify", "it has more files than a bundle can have")));
                break;
            }
            if (!file(**name)) break;
        }
        finish();
        if (!m_report.firstBad.isEmpty()) return std::move(m_report);
        if (const auto whole = m_unpack.checkWhole(); !whole)
            bad(text(QT_TRANSLATE_NOOP("store::Verify", "it cannot be read to its end (%1)"))
                    .arg(whole.error().where + ": "_L1 + whole.error().detail));
        return std::move(m_report);
    }

private:
    void bad(const QString &problem)
    {
        if (m_report.firstBad.isEmpty()) m_report.firstBad = problem;
    }
    void bad(const QByteArray &name, const char *source) { bad(shown(name) + ": "_L1 + text(source)); }

    enum class Kind { Log, Hashes, Sums, Heads, Other };
    static Kind kindOf(const QByteArray &name)
    {
        if (name == "SHA256SUMS") return Kind::Sums;
        if (name == "heads.json") return Kind::Heads;
        if (!name.startsWith("log/")) return Kind::Other;
        return name.endsWith(".jsonl") ? Kind::Log : name.endsWith(".hashes") ? Kind::Hashes : Kind::Other;
    }
    // What may be held of such a file at once.
    static qsizetype longest(Kind kind)
    {
        return kind == Kind::Log      ? LongestRecord
               : kind == Kind::Hashes ? LongestHashLine
               : kind == Kind::Sums   ? LongestSumsLine
                                      : LargestHeads;
    }

    // False: nothing more can be read.
    bool file(const QByteArray &name)
    {
        const Kind kind = kindOf(name);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QByteArray held;
        qint64 size = 0;
        m_entryInFile = 0;
        if (kind == Kind::Hashes) m_hashes.clear();
        for (;;) {
            const auto piece = m_unpack.read();
            if (!piece) {
                bad(text(QT_TRANSLATE_NOOP("store::Verify", "it cannot be read to its end (%1)"))
                        .arg(piece.error().where + ": "_L1 + piece.error().detail));
                return false;
            }
            if (piece->isEmpty()) break;
            hash.addData(*piece);
            size += piece->size();
            m_octets += piece->size();
            bool isTooMuch = m_octets > m_bounds.octets;
            if (kind != Kind::Other) {
                held += *piece;
                if (kind != Kind::Heads) lines(kind, held);
                const bool isList = kind == Kind::Hashes || kind == Kind::Sums;
                isTooMuch |= m_isTooLong || held.size() > longest(kind) || (isList && size > m_bounds.list);
            }
            if (isTooMuch) {
                bad(name, QT_TRANSLATE_NOOP("store::Verify", "it is larger than anything that a bundle has"));
                return false;
            }
        }
        if (kind == Kind::Log) {
            if (!held.isEmpty()) entry(held); // the line end of the last one is missing: SHA256SUMS says so
            if (m_entryInFile * LongestHashLine != m_hashes.size()) bad(name, HashesMismatch);
            m_hashes.clear();
        } else if (kind == Kind::Hashes) {
            if (!held.isEmpty()) hashLine(held);
        } else if (kind == Kind::Sums) {
            m_isSumsOpen = !held.isEmpty();
            m_hasSums = size > 0;
        } else if (kind == Kind::Heads) {
            m_heads = held;
        }
        if (kind == Kind::Sums || name == "SHA256SUMS.asc") return true;
        const QByteArray sha256 = hash.result();
        if (!m_files.emplace(name, sha256).second) bad(name, QT_TRANSLATE_NOOP("store::Verify", "it is there twice"));
        m_kept.insert(sha256);
        if (name.startsWith("answers/") && name.endsWith(".bin")) {
            ++m_report.answers;
            if (name.mid(8).chopped(4) != sha256.toHex())
                bad(name, QT_TRANSLATE_NOOP("store::Verify", "its bytes do not fit its hash"));
        }
        return true;
    }

    static constexpr const char *HashesMismatch =
        QT_TRANSLATE_NOOP("store::Verify", "it has not as many entries as its list of hashes");

    // Takes the whole lines out of it.
    void lines(Kind kind, QByteArray &held)
    {
        qsizetype from = 0;
        for (;;) {
            const qsizetype end = held.indexOf('\n', from);
            if (end < 0) break;
            m_isTooLong |= end - from > longest(kind);
            if (m_isTooLong) break;
            const QByteArray line = held.mid(from, end - from);
            if (kind == Kind::Log)
                entry(line);
            else if (kind == Kind::Hashes)
                hashLine(line);
            else
                m_sums += line + '\n';
            from = end + 1;
        }
        held.remove(0, from);
    }

    // What is no hash holds its place, and fits nothing.
    void hashLine(const QByteArray &line) { m_hashes += line.leftJustified(LongestHashLine, ' ', true); }

    void entry(const QByteArray &line)
    {
        const QByteArray hash = m_hashes.mid(m_entryInFile++ * LongestHashLine, LongestHashLine);
        // What cannot be read stands at the place where the next entry belongs.
        ChainHead next = m_chains.heads().empty() || m_entryInFile == 1
                             ? ChainHead{QString(), 1, emptyChainHash()}
                             : ChainHead{m_chains.heads().back().writer, m_chains.heads().back().sequence + 1,
                                         m_chains.heads().back().hash};
        if (const auto value = parseJson(line, {LongestRecord, StoredLimits.depth})) {
            const QJsonObject record = value->toObject();
            const QJsonValue writer = record.value(u"writer"_s), sequence = record.value(u"sequence"_s),
                             previous = record.value(u"previous"_s);
            if (writer.isString() && m_entryInFile == 1) next.writer = writer.toString();
            if (sequence.toInteger() > 0) next.sequence = quint64(sequence.toInteger());
            if (previous.isString()) next.hash = previous.toString().toUtf8();
        }
        m_chains.add(next.writer.toUtf8(), next.sequence, next.hash, hash, line);
    }

    void finish()
    {
        m_chains.finish();
        // Of all that does not fit, an entry or an answer says most about what was done.
        if (!m_chains.firstBad().isEmpty()) m_report.firstBad = m_chains.firstBad();
        m_report.entries = m_chains.entries();
        m_report.heads = m_chains.heads();
        checkSums();
        checkHeads();
        bad(m_chains.firstMissing(m_kept));
    }

    void checkSums()
    {
        if (!m_hasSums) bad("SHA256SUMS", QT_TRANSLATE_NOOP("store::Verify", "it is missing"));
        if (m_isSumsOpen)
            bad("SHA256SUMS", QT_TRANSLATE_NOOP("store::Verify", "a line of it is not as sha256sum writes it"));
        for (qsizetype from = 0; from < m_sums.size();) {
            const qsizetype end = m_sums.indexOf('\n', from);
            const QByteArray line = m_sums.mid(from, end - from), name = line.mid(66);
            from = end + 1;
            const auto found = m_files.find(name);
            if (line.mid(64, 2) != "  " || name.isEmpty())
                bad("SHA256SUMS", QT_TRANSLATE_NOOP("store::Verify", "a line of it is not as sha256sum writes it"));
            else if (found == m_files.end())
                bad(name, QT_TRANSLATE_NOOP("store::Verify", "it is listed and is missing"));
            else if (found->second.toHex() != line.left(64))
                bad(name, QT_TRANSLATE_NOOP("store::Verify", "its bytes are not those that SHA256SUMS lists"));
            if (found != m_files.end()) m_files.erase(found);
        }
        if (!m_files.empty())
            bad(m_files.begin()->first, QT_TRANSLATE_NOOP("store::Verify", "SHA256SUMS does not list it"));
    }

    void checkHeads()
    {
        std::vector<ChainHead> said;
        const auto value = parseJson(m_heads, {LargestHeads, 8});
        const QJsonArray heads = value ? value->toObject().value(u"heads"_s).toArray() : QJsonArray();
        for (const auto &one : heads) {
            const QJsonObject head = one.toObject();
            said.push_back({head.value(u"writer"_s).toString(), quint64(head.value(u"sequence"_s).toInteger()),
                            head.value(u"hash"_s).toString().toLatin1()});
        }
        if (!value || said != m_report.heads)
            bad("heads.json", QT_TRANSLATE_NOOP("store::Verify", "the heads in it are not those of the logs"));
    }

    Unpack &m_unpack;
    Bounds m_bounds;
    ChainCheck m_chains;
    VerifyReport m_report;
    std::map<QByteArray, QByteArray> m_files; // SHA-256, 32 octets
    QSet<QByteArray> m_kept;
    QByteArray m_hashes; // of the log that comes next, 64 digits each
    QByteArray m_sums;   // whole lines
    QByteArray m_heads;
    qsizetype m_entryInFile = 0;
    qint64 m_octets = 0;
    bool m_isTooLong = false, m_isSumsOpen = false, m_hasSums = false;
};

} // namespace

bool isBundle(const QString &path)
{
    if (QFileInfo(path).isDir()) return true;
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(2) == QByteArray("\x1f\x8b");
}

Result<VerifyReport> verifyBundle(const QString &path, const std::optional<ChainHead> &quoted)
{
    auto unpack = Unpack::open(path);
    if (!unpack) return tl::unexpected(unpack.error());
    return BundleVerifier(**unpack, boundsOf(path), quoted).run();
}

} // namespace hinoban::store
