// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/WatchImport.h"

#include "app/base/SafeText.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QSet>
#include <QThreadPool>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr qint64 LongestFile = 64 << 20;
constexpr int MostProblems = 20, MostDomains = 10000;

// A list of domains is whatever looks like none of the formats that tools write.
bool isFormat(const QByteArray &content, const QString &path)
{
    static const QRegularExpression zone(QStringLiteral("^\\s*\\$(ORIGIN|TTL)\\b|\\sSOA\\s"),
                                         QRegularExpression::MultilineOption |
                                             QRegularExpression::CaseInsensitiveOption);
    return watch::guessImportFormat(content, path) != watch::ImportFormat::Zone ||
           zone.match(QString::fromUtf8(content)).hasMatch();
}

} // namespace

TypedDomains typedDomains(const QString &text)
{
    TypedDomains result;
    QSet<QByteArray> seen;
    int number = 0;
    for (const QString &raw : text.split(QLatin1Char('\n'))) {
        ++number;
        const QString line = raw.section(QLatin1Char('#'), 0, 0).trimmed();
        if (line.isEmpty()) continue;
        const auto problem = [&](const QString &why) {
            if (result.problems.size() < MostProblems)
                result.problems
                    << QCoreApplication::translate("hinoban::ui::WatchImport", "Line %1: %2").arg(number).arg(why);
        };
        const auto name = dns::Name::fromUserText(line);
        if (!name) {
            problem(sentence(name.error()));
        } else if (name->labelCount() < 2) {
            problem(QCoreApplication::translate("hinoban::ui::WatchImport", "“%1” is not a domain that a team can own.")
                        .arg(safeText(line, 80)));
        } else if (int(result.names.size()) >= MostDomains) {
            problem(
                QCoreApplication::translate("hinoban::ui::WatchImport", "More than %1 domains cannot be taken at once.")
                    .arg(MostDomains));
            break;
        } else if (!seen.contains(name->wire())) {
            seen.insert(name->wire());
            result.names.push_back(*name);
        }
    }
    return result;
}

Imported WatchImport::readNow(const QString &path, const dns::Name &suggested)
{
    Imported result;
    result.file = QFileInfo(path).fileName();
    QFile file(path);
    const auto failed = [&](ErrorCode code, const QString &detail) {
        result.problems << sentence(Error{code, result.file, detail});
        return result;
    };
    if (!file.open(QIODevice::ReadOnly)) return failed(ErrorCode::NotFound, file.errorString());
    if (file.size() > LongestFile) return failed(ErrorCode::BadInput, QStringLiteral("larger than 64 MiB"));
    const QByteArray bytes = file.readAll();
    if (!isFormat(bytes, path)) {
        auto typed = typedDomains(QString::fromUtf8(bytes));
        result.names = std::move(typed.names);
        for (const auto &problem : typed.problems)
            result.problems << result.file + QStringLiteral(": ") + problem;
        return result;
    }
    watch::ImportOptions options;
    options.format = watch::guessImportFormat(bytes, path);
    options.approval.source = QStringLiteral("%1 %2").arg(
        options.format == watch::ImportFormat::Zone ? QStringLiteral("zone file")
                                                    : QString::fromLatin1(watch::importFormatText(options.format)),
        result.file);
    auto read = watch::importExpectations(bytes, result.file, options);
    if (!read && !suggested.isRoot()) {
        options.domain = suggested;
        if (auto again = watch::importExpectations(bytes, result.file, options)) {
            read = std::move(again);
            result.suggested = true;
        }
    }
    if (!read) {
        result.problems << sentence(read.error());
        return result;
    }
    result.leftOut = read->leftOut;
    for (auto &domain : read->domains) {
        result.names.push_back(domain.name);
        result.zones.push_back(std::move(domain));
    }
    return result;
}

void WatchImport::read(const QString &path, const dns::Name &suggested)
{
    QPointer<WatchImport> self(this);
    QThreadPool::globalInstance()->start([self, path, suggested] {
        Imported imported = readNow(path, suggested);
        QMetaObject::invokeMethod(
            qApp,
            [self, imported = std::move(imported)] {
                if (self) Q_EMIT self->done(imported);
            },
            Qt::QueuedConnection);
    });
}

} // namespace hinoban::ui
