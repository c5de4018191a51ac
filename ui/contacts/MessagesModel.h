// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"

#include <QAbstractTableModel>

namespace hinoban::ui {

// What was really sent, in the order in which it was recorded. Only ever grows: rows are appended.
class MessagesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, PartyColumn, TextColumn, ChannelColumn, PersonColumn, ColumnCount };
    enum Role { BytesRole = Qt::UserRole, CopyRole };

    explicit MessagesModel(QObject *parent = nullptr);
    void setMessages(const QList<respond::SentMessage> &messages);
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<respond::SentMessage> m_messages;
};

// A kept message as a person reads it: a mail file's text decoded, everything else as it is; safe, plain text.
[[nodiscard]] QString readable(const respond::SentMessage &message);

} // namespace hinoban::ui
