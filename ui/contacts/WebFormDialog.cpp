// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/WebFormDialog.h"

#include "ui/common/Fonts.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QTableWidget>
#include <QVBoxLayout>

namespace hinoban::ui {
namespace {

enum Column { LabelColumn, ValueColumn, MarkColumn, ColumnCount };

// Enough to know it again; what is copied is all of it.
QString shown(const QString &value)
{
    constexpr qsizetype MostLines = 4, MostCharacters = 240;
    const auto lines = value.split(u'\n');
    const QString some = lines.mid(0, MostLines).join(u'\n').left(MostCharacters);
    return some.size() < value.size() ? some + QChar(0x2026) : some;
}

} // namespace

WebFormDialog::WebFormDialog(respond::WebForm form, std::vector<respond::FilledField> fields, bool drill,
                             QWidget *parent)
    : QDialog(parent)
    , m_form(std::move(form))
    , m_fields(std::move(fields))
    , m_intro(plainLabel(this))
    , m_drill(plainLabel(this))
    , m_notice(plainLabel(this))
    , m_table(new QTableWidget(int(m_fields.size()), ColumnCount, this))
    , m_copy(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("formDialog"));
    setWindowFlag(Qt::WindowStaysOnTopHint);
    resize(680, 560);
    m_intro->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_drill->setVisible(drill);
    m_table->setObjectName(QStringLiteral("formFields"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(ValueColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(LabelColumn, 180);
    m_table->setColumnWidth(MarkColumn, 150);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setTabKeyNavigation(false);
    for (int row = 0; row < int(m_fields.size()); ++row) {
        const auto &field = m_fields[size_t(row)];
        for (const auto &[column, text] :
             {std::pair{LabelColumn, field.label}, std::pair{ValueColumn, shown(field.value)},
              std::pair{MarkColumn, QString()}}) {
            auto *item = new QTableWidgetItem(text);
            item->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
            m_table->setItem(row, column, item);
        }
        m_table->item(row, ValueColumn)->setFont(fonts::mono(fonts::Size::Small));
    }
    m_table->setCurrentCell(0, LabelColumn);
    m_notice->setObjectName(QStringLiteral("formNotice"));
    m_copy->setObjectName(QStringLiteral("formCopy"));
    m_copy->setProperty("primary", true);
    m_copy->setDefault(true);
    m_close->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_close);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(10);
    all->addWidget(m_drill);
    all->addWidget(m_intro);
    all->addWidget(m_table, 1);
    all->addWidget(m_notice);
    all->addLayout(buttons);
    connect(m_copy, &QPushButton::clicked, this, &WebFormDialog::copyAndGoOn);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(key), m_table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, &WebFormDialog::copyAndGoOn);
    }
    connect(&Theme::instance(), &Theme::changed, this, &WebFormDialog::restyle);
    retranslate();
    restyle();
    m_table->setFocus();
}

void WebFormDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

void WebFormDialog::retranslate()
{
    setWindowTitle(tr("Fill in a web form"));
    m_intro->setText(
        tr("%1\nReturn copies the chosen field and goes on to the next. What the fields are is known from: %2")
            .arg(m_form.address, m_form.source));
    m_drill->setText(tr("DRILL: nothing may be sent."));
    m_table->setAccessibleName(tr("Fields of the form"));
    m_table->setHorizontalHeaderLabels({tr("Field"), tr("What goes in"), tr("State")});
    for (int row = 0; row < int(m_fields.size()); ++row)
        m_table->item(row, MarkColumn)->setText(markOf(m_fields[size_t(row)]));
    //: Button: copies the chosen field of a web form and goes on to the next
    m_copy->setText(tr("Copy, next"));
    m_close->setText(tr("Close"));
    say(m_words, m_isProblem);
}

void WebFormDialog::restyle()
{
    const auto &colours = Theme::colours();
    m_drill->setStyleSheet(QStringLiteral("color:%1;background:%2;border:0;padding:3px 12px")
                               .arg(colours.onBar.name(), colours.drill.name()));
    for (int row = 0; row < int(m_fields.size()); ++row) {
        const auto &field = m_fields[size_t(row)];
        m_table->item(row, MarkColumn)->setForeground(!field.ready() && field.required ? colours.warn : colours.mut);
    }
    say(m_words, m_isProblem);
}

QString WebFormDialog::markOf(const respond::FilledField &field)
{
    if (!field.gaps.isEmpty()) return tr("▲ missing: %1").arg(field.gaps.join(QStringLiteral(", ")));
    if (field.tooLong()) return tr("▲ longer than %1 characters").arg(field.longest);
    if (field.value.isEmpty()) return tr("empty");
    return field.required ? tr("● ready") : tr("● ready, optional");
}

void WebFormDialog::copyAndGoOn()
{
    const int row = m_table->currentRow();
    if (row < 0 || row >= int(m_fields.size())) return;
    const auto &field = m_fields[size_t(row)];
    const bool isLast = row + 1 == int(m_fields.size());
    if (!field.ready()) {
        // Nothing to carry over, and nothing that has to be: the next one.
        if (field.value.isEmpty() && field.gaps.isEmpty() && !field.required) {
            say([field] { return tr("Nothing to copy: “%1” is optional and empty.").arg(field.label); }, false);
            if (!isLast) m_table->setCurrentCell(row + 1, LabelColumn);
            return;
        }
        say(
            [field] {
                return tr("Not copied: “%1” is not complete (%2). Fill the gap in the draft first, or choose another "
                          "field.")
                    .arg(field.label, markOf(field));
            },
            true);
        return;
    }
    QApplication::clipboard()->setText(field.value);
    if (isLast)
        say([field] { return tr("Copied: %1. That was the last field.").arg(field.label); }, false);
    else
        say([label = field.label,
             next = m_fields[size_t(row) + 1].label] { return tr("Copied: %1. Next: %2.").arg(label, next); },
            false);
    if (!isLast) m_table->setCurrentCell(row + 1, LabelColumn);
}

void WebFormDialog::say(std::function<QString()> words, bool isProblem)
{
    const auto &colours = Theme::colours();
    m_words = std::move(words);
    m_isProblem = isProblem;
    m_notice->setText(m_words ? m_words() : QString());
    m_notice->setVisible(m_words != nullptr);
    m_notice->setStyleSheet(
        isProblem ? QStringLiteral("color:%1;background:%2;padding:4px").arg(colours.warn.name(), colours.warnbg.name())
                  : QStringLiteral("padding:4px"));
}

} // namespace hinoban::ui
