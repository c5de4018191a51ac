// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/ProblemWords.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <vector>

namespace hinoban::ui {

namespace {

constexpr int Deepest = 4;
constexpr qsizetype LongestKnown = 2000; // ours are shorter; a longer text is somebody else's
constexpr const char *Context = "Problem";

// As app/watch, app/dns and app/console write them.
constexpr const char *Ours[] = {
    QT_TRANSLATE_NOOP("Problem", "the network between rewrites DNS"),
    QT_TRANSLATE_NOOP("Problem", "whose address it is (origin AS) is not known"),
    QT_TRANSLATE_NOOP("Problem", "malformed reply"),
    QT_TRANSLATE_NOOP("Problem", "timed out"),
    QT_TRANSLATE_NOOP("Problem", "unreachable"),
    QT_TRANSLATE_NOOP("Problem", "the name does not exist"),
    QT_TRANSLATE_NOOP("Problem", "the name has no address"),
    QT_TRANSLATE_NOOP("Problem", "a chain of more than %1 aliases"),
    QT_TRANSLATE_NOOP("Problem", "%1 nameservers are named, and %2 of them were looked for"),
    QT_TRANSLATE_NOOP("Problem", "%1 of their addresses were not asked"),
    QT_TRANSLATE_NOOP("Problem", "This look was cut short, so that nobody is flooded through us: %1."),
};

struct Form {
    const char *source;
    QRegularExpression shape;
};

const std::vector<Form> &forms()
{
    static const std::vector<Form> all = [] {
        std::vector<Form> out;
        for (const char *source : Ours) {
            QString pattern = QRegularExpression::escape(QString::fromLatin1(source));
            for (const char *place : {"\\%1", "\\%2"})
                pattern.replace(QLatin1String(place), QStringLiteral("(.+)"));
            out.push_back({source, QRegularExpression(QRegularExpression::anchoredPattern(pattern))});
        }
        return out;
    }();
    return all;
}

QString said(const QString &text, int depth)
{
    if (depth > Deepest || text.isEmpty()) return text;
    for (const Form &form : forms()) {
        const auto match = form.shape.match(text);
        if (!match.hasMatch()) continue;
        QString out = QCoreApplication::translate(Context, form.source);
        QStringList parts;
        for (int i = 1; i <= match.lastCapturedIndex(); ++i)
            parts << said(match.captured(i), depth + 1);
        if (parts.size() == 1) return out.arg(parts[0]);
        if (parts.size() == 2) return out.arg(parts[0], parts[1]);
        return out;
    }
    // "192.0.2.1: timed out", and several of them.
    for (const auto &between : {QStringLiteral("; "), QStringLiteral(": ")}) {
        QStringList parts = text.split(between);
        if (parts.size() < 2) continue;
        for (QString &part : parts)
            part = said(part, depth + 1);
        return parts.join(between);
    }
    return text;
}

} // namespace

QString problemText(const QString &problem) { return problem.size() > LongestKnown ? problem : said(problem, 0); }

} // namespace hinoban::ui
