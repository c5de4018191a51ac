// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/StateMark.h"

#include <QAbstractListModel>

namespace hinoban::ui {

// The watched domains, worst first, with a second line that says why or since when. Taken over by difference.
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
    void retranslate();
    [[nodiscard]] dns::Name nameAt(int row) const;
    [[nodiscard]] int rowOf(const dns::Name &name) const; // -1: not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Item {
        dns::Name name;
        Mark mark = Mark::Unknown;
        QString second;
        friend bool operator==(const Item &, const Item &) = default;
    };
    [[nodiscard]] static Item itemOf(const console::Snapshot &snapshot, const console::DomainView &view);

    console::SnapshotPtr m_snapshot;
    std::vector<Item> m_items;
};

} // namespace hinoban::ui
