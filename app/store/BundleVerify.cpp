// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/store/Bundle.h"
#include "app/store/ChainCheck.h"
#include "app/store/Pack.h"
#include "app/store/Seen.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <map>
#include <optional>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

// What is larger was not written by us; the rest keeps a forged bundle from eating the memory.
constexpr qsizetype LongestLine = qsizetype(64) * 1024 * 1024, LargestList = qsizetype(1) << 30;
constexpr size_t MostFiles = 8'000'000;

QString text(const char *source) { return QCoreApplication::translate("store::Verify", source); }
QString shown(const QByteArray &name) { return safeText(QString::fromUtf8(name), 240); }

class BundleVerifier {
public:
    BundleVerifier(Unpack &unpack, std::optional<ChainHead> quoted)
        : m_unpack(unpack)
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
            if (m_files.size() >= MostFiles) {
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

    // False: nothing more can be read.
    bool file(const QByteArray &name)
    {
        const bool isLog = name.startsWith("log/") && name.endsWith(".jsonl");
        const bool isSigned = name == "SHA256SUMS.asc";
        const bool isSums = name == "SHA256SUMS";
        const bool isWhole = isSums || name == "heads.json" || (name.startsWith("log/") && name.endsWith(".hashes"));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QByteArray held;
        m_entryInFile = 0;
        for (;;) {
            const auto piece = m_unpack.read();
            if (!piece) {
                bad(text(QT_TRANSLATE_NOOP("store::Verify", "it cannot be read to its end (%1)"))
                        .arg(piece.error().where + ": "_L1 + piece.error().detail));
                return false;
            }
            if (piece->isEmpty()) break;
            hash.addData(*piece);
            if (!isLog && !isWhole) continue;
            held += *piece;
            if (isLog) lines(held);
            if (held.size() > (isLog ? LongestLine : LargestList)) {
                bad(name, QT_TRANSLATE_NOOP("store::Verify", "it is larger than anything that a bundle has"));
                return false;
            }
        }
        if (isLog && !held.isEmpty()) entry(held); // the line end of the last one is missing: SHA256SUMS says so
        if (isLog && m_entryInFile != m_hashes.size()) bad(name, HashesMismatch);
        if (isLog) m_hashes.clear();
        if (isSums)
            m_sums = held;
        else if (name == "heads.json")
            m_heads = held;
        else if (isWhole)
            m_hashes = held.split('\n');
        if (isWhole && name.startsWith("log/")) {
            if (!m_hashes.isEmpty() && m_hashes.last().isEmpty()) m_hashes.removeLast();
        }
        if (isSums || isSigned) return true;
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

    void lines(QByteArray &held)
    {
        qsizetype from = 0;
        for (;;) {
            const qsizetype end = held.indexOf('\n', from);
            if (end < 0) break;
            entry(held.mid(from, end - from));
            from = end + 1;
        }
        held.remove(0, from);
    }

    void entry(const QByteArray &line)
    {
        const QByteArray hash = m_hashes.value(m_entryInFile++);
        // What cannot be read stands at the place where the next entry belongs.
        ChainHead next = m_chains.heads().empty() || m_entryInFile == 1
                             ? ChainHead{QString(), 1, emptyChainHash()}
                             : ChainHead{m_chains.heads().back().writer, m_chains.heads().back().sequence + 1,
                                         m_chains.heads().back().hash};
        if (const auto value = parseJson(line, {LongestLine, 32})) {
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
        if (m_sums.isEmpty()) bad("SHA256SUMS", QT_TRANSLATE_NOOP("store::Verify", "it is missing"));
        auto left = m_files;
        QByteArrayList all = m_sums.split('\n');
        if (all.takeLast() != QByteArray())
            bad("SHA256SUMS", QT_TRANSLATE_NOOP("store::Verify", "a line of it is not as sha256sum writes it"));
        for (const QByteArray &line : std::as_const(all)) {
            const QByteArray name = line.mid(66);
            const auto found = left.find(name);
            if (line.mid(64, 2) != "  " || name.isEmpty())
                bad("SHA256SUMS", QT_TRANSLATE_NOOP("store::Verify", "a line of it is not as sha256sum writes it"));
            else if (found == left.end())
                bad(name, QT_TRANSLATE_NOOP("store::Verify", "it is listed and is missing"));
            else if (found->second.toHex() != line.left(64))
                bad(name, QT_TRANSLATE_NOOP("store::Verify", "its bytes are not those that SHA256SUMS lists"));
            if (found != left.end()) left.erase(found);
        }
        if (!left.empty()) bad(left.begin()->first, QT_TRANSLATE_NOOP("store::Verify", "SHA256SUMS does not list it"));
    }

    void checkHeads()
    {
        std::vector<ChainHead> said;
        const auto value = parseJson(m_heads, {LargestList, 8});
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
    ChainCheck m_chains;
    VerifyReport m_report;
    std::map<QByteArray, QByteArray> m_files; // SHA-256, 32 octets
    QSet<QByteArray> m_kept;
    QByteArrayList m_hashes; // of the log that comes next
    QByteArray m_sums, m_heads;
    qsizetype m_entryInFile = 0;
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
    return BundleVerifier(**unpack, quoted).run();
}

} // namespace hinoban::store
