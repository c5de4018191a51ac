// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/PlanActs.h"
#include "app/console/Snapshot.h"
#include "ui/shell/WatchImport.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace hinoban::ui {

class TextTable;
class TimeField;

// Who plans a change of a domain, what, from when and until when. What cannot be taken is explained at its field, and
// stays in it. Thread: the screen's. Owner: the dialog.
class PlanForm final : public QWidget {
    Q_OBJECT
public:
    explicit PlanForm(const dns::Name &domain, QWidget *parent);

    void show(const watch::Domain &present, Instant now);
    using QWidget::show;
    void begin(); // the first field, with times that fit
    void clear();
    void retranslate();
    [[nodiscard]] bool hasWords() const;
    // What is typed; nothing where something is missing or wrong: then each field says it, and the first has the focus.
    [[nodiscard]] std::optional<console::PlanDeed> deed();

private:
    // A field with the place below it that says what is wrong with it.
    struct Field {
        QWidget *widget;
        QLabel *name, *problem;
    };
    Field &add(QFormLayout *form, QWidget *field, QWidget *focus = nullptr);
    void say(Field &field, const QString &problem);
    void read();                // what is typed, live
    [[nodiscard]] bool check(); // and whether it can be planned
    void chooseFile();
    void take(const Imported &imported);

    watch::Domain m_present;
    Instant m_now{};
    bool m_begun = false, m_tried = false;
    QString m_source; // the file that the lines are from
    watch::Plan m_plan;
    WatchImport *m_import;
    TimeField *m_from, *m_until;
    QPlainTextEdit *m_text;
    QLabel *m_hint, *m_preview;
    QPushButton *m_file, *m_expected;
    TextTable *m_changes;
    QTableView *m_view;
    QLineEdit *m_registrar, *m_registrarId, *m_person, *m_reason;
    QString m_textProblem, m_fileNote; // of the lines; of the file, until they are changed
    std::vector<Field> m_fields;
    enum { From, Until, Text, Registrar, Person, Reason };
};

} // namespace hinoban::ui
