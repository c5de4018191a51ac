// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Log.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSortFilterProxyModel>

namespace hinoban::ui {

// What stands before an entry: in colour, in shape and in a word.
enum class EntryMark { Mismatch, Suspicion, Note, Planned, Done, Cleared, Person, Message, Decision, Fact, Program };
[[nodiscard]] EntryMark markOf(const respond::Entry &entry);
[[nodiscard]] QString markWord(EntryMark mark); // in the program's language
[[nodiscard]] QString markGlyph(EntryMark mark);

// People said or did it, or know it; otherwise an instrument measured it.
[[nodiscard]] bool isOfPeople(const respond::Entry &entry);

// The incident log as rows, in the order in which it was written. New records are appended, so that selection and
// scrolling of the views survive; only a log that is not the continuation of the shown one resets the model.
// Thread: the screen's.
class TimelineModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, MarkColumn, TextColumn, ColumnCount };
    enum Role {
        MarkRole = Qt::UserRole, // EntryMark as int
        LeadRole,                // "D1": the signal, empty for everything else
        NoteRole,                // "learned 19:40", "4 → 2": said after the sentence, muted
        SentenceRole,            // without lead and note
        HappenedRole,            // qint64, microseconds
        SequenceRole,            // row in the log: the order of writing
        PeopleRole,              // bool
        CopyRole,                // one line of text: both times, mark, sentence, note
    };

    explicit TimelineModel(QObject *parent = nullptr);

    void setLog(const QList<store::LogRecord> &log);
    void retranslate(); // language or zone of times changed

    [[nodiscard]] const store::LogRecord &record(int row) const { return m_log.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] const QString &sentenceAt(int row) const;
    [[nodiscard]] QString leadAt(int row) const;
    [[nodiscard]] QString noteAt(int row) const;
    [[nodiscard]] QString toolTipAt(int row) const;
    [[nodiscard]] QString copyTextAt(int row) const;
    [[nodiscard]] QString wholeTextAt(int row) const;
    // "entry 17": how another entry is named beside one, by its hash; the hash where it is not of this log.
    [[nodiscard]] QString nameOf(const QByteArray &hash) const;

    QList<store::LogRecord> m_log;
    QHash<QByteArray, int> m_rows;               // by hash
    QHash<QByteArray, QByteArray> m_correctedBy; // hash → the newest that corrects it
    QList<EntryMark> m_marks;
    mutable QList<QString> m_sentences; // null: not asked for yet
};

// The newest first, and only what was asked for.
class TimelineFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class Kinds { All, People, Measured };

    explicit TimelineFilter(QObject *parent = nullptr);
    void setKinds(Kinds kinds);
    [[nodiscard]] Kinds kinds() const { return m_kinds; }
    // Only entries about this domain, and those about no single one; nothing: of all.
    void setDomain(const std::optional<dns::Name> &domain);
    // Only of this author; empty: of everybody.
    void setAuthor(const QString &author);
    [[nodiscard]] const QString &author() const { return m_author; }
    // The same judgement for whatever shows the log beside the list.
    [[nodiscard]] bool accepts(const respond::Entry &entry) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    Kinds m_kinds = Kinds::All;
    std::optional<dns::Name> m_domain;
    QString m_author;
};

} // namespace hinoban::ui
