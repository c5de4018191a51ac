// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/ContactsModel.h"

#include "app/base/SafeText.h"
#include "ui/common/PlainToolTip.h"
#include "ui/contacts/ContactWords.h"

#include <algorithm>

namespace hinoban::ui {

ContactsModel::ContactsModel(bool numbered, QObject *parent)
    : QAbstractListModel(parent)
    , m_numbered(numbered)
{
}

void ContactsModel::setContacts(std::vector<respond::Contact> contacts)
{
    if (contacts == m_contacts) return;
    const bool sameRows = std::equal(contacts.begin(), contacts.end(), m_contacts.begin(), m_contacts.end(),
                                     [](const auto &a, const auto &b) { return a.id == b.id; });
    if (!sameRows) beginResetModel();
    m_contacts = std::move(contacts);
    if (!sameRows)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void ContactsModel::setMessages(const QList<respond::SentMessage> &messages)
{
    if (messages.size() == m_messages.size()) return; // messages are only ever added
    m_messages = messages;
    if (!m_contacts.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DoneRole, Qt::AccessibleTextRole});
}

void ContactsModel::retranslate()
{
    if (!m_contacts.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const respond::Contact *ContactsModel::contact(int row) const
{
    return row >= 0 && row < rowCount() ? &m_contacts[size_t(row)] : nullptr;
}

int ContactsModel::rowOf(const QString &id) const
{
    const auto found =
        std::find_if(m_contacts.begin(), m_contacts.end(), [&id](const auto &contact) { return contact.id == id; });
    return found == m_contacts.end() ? -1 : int(found - m_contacts.begin());
}

int ContactsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_contacts.size()); }

bool ContactsModel::isDone(const respond::Contact &contact) const
{
    // A message names its template and its party. Where several contacts share a template, the party decides.
    return std::any_of(m_messages.begin(), m_messages.end(), [&](const respond::SentMessage &message) {
        if (!contact.templates.contains(message.templateId)) return false;
        const auto sharing = std::count_if(m_contacts.begin(), m_contacts.end(), [&](const auto &other) {
            return other.templates.contains(message.templateId);
        });
        return sharing == 1 || message.party == contact.organisation || message.party == contact.organisationJa;
    });
}

QVariant ContactsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto &contact = m_contacts[size_t(index.row())];
    const QString title = contactTitle(contact);
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return title;
    case Qt::ToolTipRole:
        return plainToolTip(contactText(contact));
    case Qt::AccessibleTextRole: {
        QStringList parts;
        if (m_numbered) parts.append(tr("Step %1").arg(index.row() + 1));
        parts.append(title);
        if (m_numbered && isDone(contact)) parts.append(tr("sent"));
        parts.append(safeText(respond::useOf(contact), 400));
        return parts.join(QStringLiteral(". "));
    }
    case IdRole:
        return contact.id;
    case NumberRole:
        return m_numbered ? index.row() + 1 : 0;
    case DoneRole:
        return isDone(contact);
    case RoleWordRole: {
        const QString word = roleWord(contact.role);
        return word == title ? QString() : word;
    }
    case UseRole:
        return safeText(respond::useOf(contact), 400);
    case AdviceRole:
        return safeText(respond::adviceOf(contact), 600);
    case ChannelsRole: {
        QStringList channels;
        for (const auto &channel : contact.channels)
            channels.append(channelText(channel));
        if (channels.isEmpty()) channels.append(tr("No channel known: enter it from your contract."));
        return channels;
    }
    case TrustRole:
        return trustText(contact);
    case CopyRole:
        return contactText(contact);
    default:
        return {};
    }
}

} // namespace hinoban::ui
