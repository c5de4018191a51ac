// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/RawText.h"

#include <QCoreApplication>

namespace hinoban::ui {

QString hexDump(const QByteArray &bytes)
{
    QString text;
    for (qsizetype offset = 0; offset < bytes.size(); offset += 16) {
        const QByteArray line = bytes.mid(offset, 16);
        QString hex, plain;
        for (qsizetype i = 0; i < 16; ++i) {
            if (i == 8) hex += QLatin1Char(' ');
            if (i >= line.size()) {
                hex += QLatin1String("   ");
                continue;
            }
            const uchar octet = uchar(line.at(i));
            hex += QStringLiteral("%1 ").arg(octet, 2, 16, QLatin1Char('0'));
            plain += octet >= 0x20 && octet < 0x7f ? QChar(QLatin1Char(char(octet))) : QChar(QLatin1Char('.'));
        }
        text += QStringLiteral("%1  %2 %3\n").arg(offset, 4, 16, QLatin1Char('0')).arg(hex, plain);
    }
    return text;
}

QString rawText(const dns::Exchange &exchange)
{
    QString text = QCoreApplication::translate("hinoban::ui::ExchangeWindow", "Query, %n octets", nullptr,
                                               int(exchange.query.size())) +
                   QLatin1Char('\n') + hexDump(exchange.query);
    if (!exchange.reply.isEmpty())
        text += QLatin1Char('\n') +
                QCoreApplication::translate("hinoban::ui::ExchangeWindow", "Reply, %n octets", nullptr,
                                            int(exchange.reply.size())) +
                QLatin1Char('\n') + hexDump(exchange.reply);
    return text;
}

} // namespace hinoban::ui
