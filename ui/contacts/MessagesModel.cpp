// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/MessagesModel.h"

#include "app/base/SafeText.h"
#include "app/respond/MailReader.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/TimeText.h"
#include "ui/contacts/ContactWords.h"

namespace hinoban::ui {

namespace {
constexpr qsizetype LongestShown = 200000; // characters
}

MessagesModel::MessagesModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void MessagesModel::setMessages(const QList<respond::SentMessage> &messages)
{
    if (messages.size() < m_messages.size()) { // another workspace
        beginResetModel();
        m_messages = messages;
        endResetModel();
    } else if (messages.size() > m_messages.size()) {
        beginInsertRows({}, int(m_messages.size()), int(messages.size() - 1));
        m_messages = messages;
        endInsertRows();
    }
}

void MessagesModel::retranslate()
{
    if (!m_messages.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int MessagesModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_messages.size()); }

int MessagesModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant MessagesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto &message = m_messages.at(index.row());
    const auto &times = TimeText::instance();
    const auto text = [&](int column) -> QString {
        switch (column) {
        case TimeColumn:
            return times.brief(message.sentAt).chopped(3);
        case PartyColumn:
            return safeText(message.party, 200);
        case TextColumn:
            return templateWord(message.templateId);
        case ChannelColumn:
            return safeText(message.channel, 400);
        case PersonColumn:
            return safeText(message.person, 100);
        default:
            return {};
        }
    };
    switch (role) {
    case Qt::DisplayRole:
        return text(index.column());
    case Qt::ToolTipRole:
    case CopyRole: {
        QStringList lines{times.both(message.sentAt)};
        for (int column = PartyColumn; column < ColumnCount; ++column)
            lines.append(text(column));
        return role == CopyRole ? lines.join(QStringLiteral("  ")) : plainToolTip(lines.join(u'\n'));
    }
    case BytesRole: {
        const QStringList head{tr("Sent: %1").arg(times.both(message.sentAt)), tr("To: %1").arg(text(PartyColumn)),
                               tr("Channel: %1").arg(text(ChannelColumn)), tr("By: %1").arg(text(PersonColumn))};
        return head.join(u'\n') + QStringLiteral("\n\n") + readable(message);
    }
    default:
        return {};
    }
}

QVariant MessagesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    //: Column of sent messages: when
    case TimeColumn:
        return tr("Sent");
    //: Column of sent messages: to whom
    case PartyColumn:
        return tr("To");
    //: Column of sent messages: which text
    case TextColumn:
        return tr("Text");
    //: Column of sent messages: telephone, mail … with its address and reference
    case ChannelColumn:
        return tr("Channel");
    //: Column of sent messages: who sent it
    case PersonColumn:
        return tr("By");
    default:
        return {};
    }
}

QString readable(const respond::SentMessage &message)
{
    const QByteArray &bytes = message.bytes;
    if (const auto read = respond::readMail(bytes)) {
        const QString head = QString::fromUtf8(bytes.left(bytes.indexOf("\r\n\r\n")));
        return safeText(QString(head + QStringLiteral("\n\n") + read->text).remove(u'\r'), LongestShown, true);
    }
    const auto headEnd = bytes.indexOf("\r\n\r\n");
    const bool mail = headEnd > 0 && bytes.left(headEnd).contains("Content-Transfer-Encoding: base64");
    if (!mail) return safeText(QString::fromUtf8(bytes), LongestShown, true);
    const auto body = QByteArray::fromBase64(bytes.mid(headEnd + 4));
    QString text = QString::fromUtf8(bytes.left(headEnd)) + QStringLiteral("\n\n") + QString::fromUtf8(body);
    return safeText(text.remove(u'\r'), LongestShown, true);
}

} // namespace hinoban::ui
