// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/StateMark.h"

#include <QAbstractListModel>

namespace hinoban::ui {

// The watched domains, worst first, with a second line that says why or since when; of those, the ones whose name holds
// the filter's text. Taken over by difference, in a few steps however many domains change their places; where the same
// domains are watched as before, and nothing filters, none of them is even looked at. The second line is made when
// somebody looks at it.
class DomainModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        MarkRole = Qt::UserRole + 1, // int(Mark)
        SecondRole,                  // QString: the second line
        NameRole,                    // dns::Name's text, QByteArray
    };
    explicit DomainModel(QObject *parent = nullptr);

    void setSnapshot(const console::SnapshotPtr &snapshot);
    void setFilter(const QString &text); // empty: every domain
    void retranslate();
    [[nodiscard]] dns::Name nameAt(int row) const;
    [[nodiscard]] int rowOf(const dns::Name &name) const; // -1: not there, or filtered out
    [[nodiscard]] int domainCount() const;                // whatever the filter says

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    using Rows = std::vector<console::DomainViewPtr>;
    [[nodiscard]] QString secondLine(const console::DomainView &view) const;
    [[nodiscard]] Rows wantedRows() const;
    [[nodiscard]] const console::DomainViewPtr &viewAt(int at) const;
    [[nodiscard]] int count() const;
    [[nodiscard]] bool takeWhole(const console::SnapshotPtr &snapshot);
    void take(Rows rows);
    void reorder(Rows rows); // the same domains

    console::SnapshotPtr m_snapshot;
    QString m_filter;
    bool m_isWhole = true; // the rows are the moment's domains; then there are none of our own
    Rows m_rows;
};

} // namespace hinoban::ui
