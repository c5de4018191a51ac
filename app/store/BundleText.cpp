// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/BundleText.h"

#include "app/base/SafeText.h"
#include "app/dns/Message.h"

#include <QFile>
#include <QStringDecoder>

// A static library's resources are linked only if somebody asks for them, and only outside of any namespace.
static void initBundleResource() { Q_INIT_RESOURCE(bundle); }

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestText = qsizetype(8) * 1024 * 1024;

QByteArray plain(const QString &text) { return safeText(text, 512).toUtf8(); }

QByteArray bodyOf(const QByteArray &bytes)
{
    if (const auto message = dns::parseMessage(bytes)) return dns::messageText(*message);
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(bytes);
    if (!decode.hasError()) return safeText(text, LongestText, true).toUtf8() + '\n';
    QByteArray lines(";; neither a DNS message nor text; in hexadecimal:\n");
    for (qsizetype at = 0; at < bytes.size(); at += 32)
        lines += bytes.mid(at, 32).toHex(' ') + '\n';
    return lines;
}

} // namespace

QByteArray readableAnswer(const QByteArray &sha256, const QByteArray &bytes, const std::vector<AskedOf> &asked,
                          quint64 more)
{
    QByteArray text = ";; SHA-256 " + sha256.toHex() + ", " + QByteArray::number(bytes.size()) + " octets\n";
    for (const AskedOf &one : asked) {
        text += ";; " + toRfc3339(one.at).toLatin1() + ' ' + plain(one.vantage) + ": " + plain(one.question) + " @ " +
                plain(one.server);
        if (!one.address.isEmpty() && one.address != one.server) text += " (" + plain(one.address) + ')';
        text += '\n';
    }
    if (more > 0) text += ";; and at " + QByteArray::number(more) + " more times\n";
    return text + '\n' + bodyOf(bytes);
}

Result<QByteArray> bundleReadme(const QString &language, const BundleReport &report, Instant last, bool drill)
{
    initBundleResource();
    QFile file(u":/bundle/README.%1.md"_s.arg(language));
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, file.fileName(), file.errorString());
    QString text = QString::fromUtf8(file.readAll());
    QString heads;
    for (const ChainHead &head : report.heads)
        heads +=
            u"    %1 %2 %3\n"_s.arg(safeText(head.writer, 80)).arg(head.sequence).arg(QString::fromLatin1(head.hash));
    if (heads.isEmpty()) heads = u"    -\n"_s;
    const QString banner = !drill ? QString()
                           : language == "ja"_L1
                               ? u"**訓練：これは訓練の記録です。実際に起きたことではありません。**\n\n"_s
                               : u"**DRILL: this is the record of a drill. It did not happen.**\n\n"_s;
    text.replace(u"@DRILL@\n"_s, banner);
    text.replace(u"@ENTRIES@"_s, QString::number(report.entries));
    text.replace(u"@ANSWERS@"_s, QString::number(report.answers));
    text.replace(u"@MESSAGES@"_s, QString::number(report.messages));
    text.replace(u"@DRAFTS@"_s, QString::number(report.drafts));
    text.replace(u"@LAST@"_s, report.entries == 0 ? u"-"_s : toRfc3339(last));
    text.replace(u"@HEADS@\n"_s, heads);
    return text.toUtf8();
}

QByteArray fileNameOf(const QString &text)
{
    QByteArray name;
    for (const QChar c : text.left(64)) {
        const char16_t u = c.unicode();
        const bool plainChar = (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '.' ||
                               u == '_' || u == '-';
        name += plainChar ? char(u) : '_';
    }
    if (name.isEmpty() || name.startsWith('.')) name.prepend('_');
    return name;
}

} // namespace hinoban::store
