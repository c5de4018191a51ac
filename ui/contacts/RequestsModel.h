// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Request.h"

#include <QAbstractTableModel>

namespace hinoban::ui {

// What was asked of others, the most pressing first: overdue, then by when an answer is due, then what is over.
class RequestsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { PartyColumn, TextColumn, ClockColumn, StateColumn, ColumnCount };
    enum Role { IdRole = Qt::UserRole, DetailRole, CopyRole };

    explicit RequestsModel(QObject *parent = nullptr);
    void setRequests(const std::vector<respond::Request> &requests, Instant now);
    void retranslate();

    [[nodiscard]] const respond::Request *request(int row) const;
    [[nodiscard]] int rowOf(const QString &id) const; // -1: not there
    [[nodiscard]] int overdue() const;                // how many
    [[nodiscard]] int open() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString clockText(const respond::Request &request) const;
    [[nodiscard]] QString detailText(const respond::Request &request) const;

    std::vector<respond::Request> m_requests;
    Instant m_now{};
};

} // namespace hinoban::ui
