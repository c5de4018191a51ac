// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"

#include <QAbstractListModel>

namespace hinoban::ui {

// Contacts in order: as numbered steps, or as a directory. A list with the same ids changes its rows only, so that
// the selection survives; thread: the screen's.
class ContactsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole,
        NumberRole,   // from 1; 0 in a directory
        DoneRole,     // bool: something was sent to it
        TitleRole,    // "JPCERT/CC"
        RoleWordRole, // "National CSIRT"; empty where the title says it already
        UseRole,      // why, and when
        AdviceRole,
        ChannelsRole, // QStringList, the first is the best
        TrustRole,
        CopyRole,
    };

    ContactsModel(bool numbered, QObject *parent = nullptr);

    void setContacts(std::vector<respond::Contact> contacts);
    void setMessages(const QList<respond::SentMessage> &messages); // who has had one is marked
    void retranslate();

    [[nodiscard]] const respond::Contact *contact(int row) const;
    [[nodiscard]] int rowOf(const QString &id) const; // -1: not here

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] bool isDone(const respond::Contact &contact) const;

    std::vector<respond::Contact> m_contacts;
    QList<respond::SentMessage> m_messages;
    bool m_numbered;
};

} // namespace hinoban::ui
