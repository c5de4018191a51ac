// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/TimelineFiles.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/respond/Pasted.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace hinoban::console {

namespace {

QString text(const char *source, int number = -1)
{
    return QCoreApplication::translate("console::Timeline", source, nullptr, number);
}

// The same thing told twice, whoever brings it the second time.
QByteArray keyOf(const respond::Entry &entry)
{
    return QByteArray::number(toUnixMicroseconds(entry.happened)) + '\n' + entry.author.toUtf8() + '\n' +
           respond::englishSentence(entry).toUtf8();
}

QByteArray adoptedKeyOf(const respond::Entry &entry)
{
    // A known fact's sentence ends with its source, which names the file: the words alone are compared.
    return QByteArray::number(toUnixMicroseconds(entry.happened)) + '\n' + entry.author.toUtf8() + '\n' +
           entry.text.toUtf8();
}

} // namespace

Result<QByteArray> timelineAs(const QString &format, const std::vector<store::LogRecord> &log)
{
    const auto known = respond::timelineFormatFromText(format);
    if (!known)
        return failure(ErrorCode::BadInput, format, QStringLiteral("not timesketch-csv, timesketch-jsonl or iris-csv"));
    std::vector<respond::Entry> entries;
    entries.reserve(log.size());
    for (const auto &record : log)
        entries.push_back(record.entry);
    return respond::exportTimeline(entries, *known);
}

Result<BroughtTimelinePtr> bringTimeline(const QString &path, std::optional<int> zoneSeconds,
                                         const std::vector<store::LogRecord> &log, const QString &person, Instant now)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    const QByteArray content = file.read(respond::LargestTimelineFile + 1);
    const QString name = safeText(QFileInfo(path).fileName(), 200);
    auto read = respond::importTimeline(content, name, zoneSeconds);
    if (!read) return tl::unexpected(read.error());

    auto brought = std::make_shared<BroughtTimeline>();
    brought->source = QStringLiteral("%1 %2").arg(name, QString::fromLatin1(sha256Hex(content)));
    QSet<QByteArray> there;
    for (const auto &record : log) {
        there.insert(keyOf(record.entry));
        there.insert(adoptedKeyOf(record.entry));
    }
    for (const auto &entry : read->entries) {
        auto own = respond::adopted(entry, brought->source, now);
        if (there.contains(keyOf(entry)) || there.contains(adoptedKeyOf(own)))
            ++brought->known;
        else
            brought->entries.push_back(std::move(own));
    }
    if (!brought->entries.empty()) {
        respond::Entry said;
        said.kind = respond::Entry::Kind::Person;
        said.happened = said.learned = now;
        said.author = person;
        said.rule = QStringLiteral("timeline.imported");
        said.source = brought->source;
        said.args = {{QStringLiteral("file"), name},
                     {QStringLiteral("count"), qint64(brought->entries.size())},
                     {QStringLiteral("left"), qint64(read->left)}};
        brought->entries.push_back(std::move(said));
    }
    read->entries.clear();
    brought->read = std::move(*read);
    return std::shared_ptr<const BroughtTimeline>(std::move(brought));
}

Result<respond::Entry> pastedEntry(const QByteArray &utf8, const std::vector<dns::Name> &domains, const QString &person,
                                   Instant now)
{
    return respond::entryFromPasted(QString::fromUtf8(utf8), safeText(person, 200), now, domains);
}

QStringList BroughtTimeline::lines() const
{
    const auto taken = entries.empty() ? size_t(0) : entries.size() - 1;
    QStringList lines{text(QT_TRANSLATE_N_NOOP("console::Timeline", "%n entries are taken."), int(taken))};
    if (known > 0)
        lines +=
            text(QT_TRANSLATE_N_NOOP("console::Timeline", "%n entries stand in the timeline already."), int(known));
    if (read.zoneless > 0)
        lines += text(
            QT_TRANSLATE_N_NOOP("console::Timeline", "%n times say no zone and were read in the zone that was given."),
            int(read.zoneless));
    if (read.left > 0)
        lines += text(QT_TRANSLATE_N_NOOP("console::Timeline", "%n rows were left out:"), int(read.left));
    for (const QString &problem : read.problems)
        lines += QStringLiteral("  ") + problem;
    if (read.left > quint64(read.problems.size())) lines += QStringLiteral("  …");
    if (!read.notRead.isEmpty())
        lines += text(QT_TRANSLATE_NOOP("console::Timeline",
                                        "Columns that nothing here understands, and that stay behind: %1"))
                     .arg(read.notRead.join(QStringLiteral(", ")));
    return lines;
}

} // namespace hinoban::console
