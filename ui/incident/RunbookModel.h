// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Response.h"

#include <QAbstractListModel>

namespace hinoban::ui {

// The runbook as lines: each phase as a head, its items below. Rows stay where they are from moment to moment, so that
// the line somebody is at is not lost. Thread: the screen's.
class RunbookModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, // of an item; empty: a phase
        StateRole,             // int of respond::ItemState::State
        NoteRole,              // second line: whose work it is, or when, by whom and why it is done
        DueRole,               // of a phase: "1/5 · until 19:25"
    };

    explicit RunbookModel(QObject *parent = nullptr);
    void setPhases(std::vector<respond::PhaseState> phases);
    void retranslate();
    [[nodiscard]] int doneItems() const { return m_done; }
    [[nodiscard]] int allItems() const { return m_all; }
    [[nodiscard]] int firstOpen() const; // row; -1: none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        const respond::PhaseState *phase = nullptr;
        const respond::ItemState *item = nullptr; // null: the phase itself
    };
    [[nodiscard]] QString note(const respond::ItemState &item) const;

    std::vector<respond::PhaseState> m_phases;
    std::vector<Row> m_rows; // into `m_phases`
    int m_done = 0, m_all = 0;
};

} // namespace hinoban::ui
