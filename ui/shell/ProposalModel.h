// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Proposal.h"

#include <QAbstractItemModel>

namespace hinoban::ui {

// What Hinoban saw and would expect from now on: a branch a domain, a line an RRset, each to be accepted (checked),
// edited or refused. An RRset about which the vantages disagree starts unchecked: a person has to look at it.
class ProposalModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Record, Present, Value, SeenBy, Decision, ColumnCount };

    explicit ProposalModel(QObject *parent = nullptr);

    // `zones` are what imported files expect: they go before what was seen, and the difference is told. `known` is what
    // is expected so far of those that are watched already.
    void setProposal(const console::Proposal &proposal, const std::vector<watch::Domain> &zones,
                     const std::vector<watch::Domain> &known = {});
    [[nodiscard]] const console::ProposedRRset *rrsetAt(const QModelIndex &index) const; // null: a domain's line
    [[nodiscard]] const console::ProposedDomain *domainAt(const QModelIndex &index) const;

    // One value a line. Empty: no such RRset. For addresses, prefixes are understood too (203.0.113.0/24).
    [[nodiscard]] QString valuesAt(const QModelIndex &index) const;
    [[nodiscard]] Result<void> setValues(const QModelIndex &index, const QString &text);

    [[nodiscard]] int accepted() const;
    [[nodiscard]] console::Decided decided(const QString &person, const QString &reason) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    void retranslate();

Q_SIGNALS:
    void decisionsChanged();

private:
    struct Line {
        console::ProposedRRset proposed;
        watch::Expectation now; // as it would be taken
        QString present;        // what is expected so far; empty: nothing
        bool isSame = false;    // as what would be taken
        bool checked = true;
        bool edited = false;
    };
    struct Branch {
        console::ProposedDomain domain;
        std::vector<Line> lines;
    };
    [[nodiscard]] const Line *lineAt(const QModelIndex &index) const;
    [[nodiscard]] Line *lineAt(const QModelIndex &index);
    [[nodiscard]] Qt::CheckState checkState(const Branch &branch) const;

    std::vector<Branch> m_branches;
};

} // namespace hinoban::ui
