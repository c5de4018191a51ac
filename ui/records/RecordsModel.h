// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/StateMark.h"

#include <QAbstractTableModel>

namespace hinoban::ui {

// The records matrix of one domain as a table: one line a value, lines of one RRset together; below them the
// registration. A new moment is taken over by difference, so that selection and scrolling survive it.
class RecordsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Expected, Parent, Authoritative, Resolvers, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole + 1, // ItemKind
        MarkRole,                    // int(Mark), or nothing where there is no judgement
        SpansRole,                   // std::vector<detect::Span>: the differing characters of the text
        NoteRole,                    // short text behind the value: "TTL 60"
        NoteDiffersRole,             // bool: the note itself is what differs
        MissingRole,                 // bool: expected and not there
        WordsRole,                   // bool: the text is words of ours, not record data
        FirstRole,
        LastRole,     // bool: first, last line of its RRset
        GroupRole,    // int: which RRset or registration row, in the matrix's order
        DiffersRole,  // bool: anything in this group is not as expected
        SeverityRole, // int: 2 mismatch, 1 unknown, 0 match; for sorting
        SearchRole,   // QString: all the text of the group
    };
    enum class ItemKind { Value, Section, Registration };

    explicit RecordsModel(QObject *parent = nullptr);

    void setView(const console::DomainView *view); // null: nothing to show
    // Every value of an RRset that matches on a line of its own; else such an RRset takes one line.
    void setAllValues(bool all);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    void retranslate();

    // The RRset at this line; null for the registration.
    [[nodiscard]] const console::Row *rowAt(int line) const;
    [[nodiscard]] const console::RegistrationRow *registrationAt(int line) const;
    // Behind the cell; of the name and of the expected value: of the whole RRset.
    [[nodiscard]] std::vector<dns::ExchangePtr> exchangesAt(const QModelIndex &index) const;
    [[nodiscard]] registry::LookupPtr registration() const { return m_registration; }
    [[nodiscard]] int registrationMismatches() const;

private:
    struct Item {
        ItemKind kind = ItemKind::Value;
        int group = 0; // index into rows or registration
        int line = 0;
        bool collapsed = false;
        QString key; // the same in every moment
    };
    [[nodiscard]] std::vector<Item> itemsOf(const console::Matrix &matrix) const;
    void take(console::Matrix matrix, std::vector<Item> items);
    void arrange(const QStringList &order);
    [[nodiscard]] QStringList heads() const;

    [[nodiscard]] QString text(const Item &item, int column) const;
    [[nodiscard]] QString shownText(const Item &item, const console::Shown &shown) const;
    [[nodiscard]] QString resolversText(const Item &item) const;
    [[nodiscard]] QString registrationText(const Item &item, int column) const;
    [[nodiscard]] const console::Shown *shownAt(const Item &item, int column) const;
    [[nodiscard]] QVariant mark(const Item &item, int column) const;
    [[nodiscard]] QString note(const Item &item, int column, bool *differs) const;
    [[nodiscard]] QString toolTip(const Item &item, int column) const;
    [[nodiscard]] bool isWords(const Item &item, int column) const;
    [[nodiscard]] std::vector<detect::Span> spans(const Item &item, int column) const;
    [[nodiscard]] int severity(const Item &item) const;
    [[nodiscard]] QString search(const Item &item) const;
    [[nodiscard]] bool isLast(size_t position) const;

    console::Matrix m_matrix;
    watch::Domain m_domain;
    registry::LookupPtr m_registration;
    std::vector<Item> m_items;
    bool m_allValues = false;
};

} // namespace hinoban::ui

Q_DECLARE_METATYPE(std::vector<hinoban::detect::Span>)
