// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incident/FormDialog.h"

#include "ui/common/Person.h"
#include "ui/common/TimeField.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr int LongestLine = 300;

} // namespace

FormDialog::FormDialog(const QString &title, const QString &explanation, const QString &action, QWidget *parent)
    : KeptDialog(parent)
    , m_action(action)
    , m_form(new QFormLayout)
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    auto *words = new QLabel(explanation, this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setMinimumWidth(380);
    layout->addWidget(words);
    layout->addLayout(m_form);
}

QLineEdit *FormDialog::addLine(const QString &name, const QString &label, const QString &text, bool isNeeded)
{
    auto *edit = new QLineEdit(text, this);
    edit->setObjectName(name);
    edit->setMaxLength(LongestLine);
    edit->setAccessibleName(QString(label).remove(u'&'));
    m_form->addRow(label, edit);
    if (isNeeded) m_needed += edit;
    m_stood.append({edit, text});
    if (!m_first) m_first = edit;
    connect(edit, &QLineEdit::textChanged, this, &FormDialog::check);
    return edit;
}

TimeField *FormDialog::addTime(const QString &name, const QString &label, Instant at)
{
    m_time = new TimeField(name, this);
    m_time->setInstant(at);
    m_time->retranslate(QString(label).remove(u'&'));
    m_form->addRow(label, m_time);
    return m_time;
}

void FormDialog::ready()
{
    m_person = addLine(QStringLiteral("person"), tr("Your &name"), person(), true);
    auto *buttons = new QDialogButtonBox(this);
    m_decide = buttons->addButton(m_action, QDialogButtonBox::AcceptRole);
    m_decide->setObjectName(QStringLiteral("decide"));
    m_decide->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    layout()->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        setPerson(personName());
        accept();
        Q_EMIT decided();
    });
    check();
    m_first->setFocus();
}

QString FormDialog::line(const QString &name) const
{
    const auto *edit = findChild<QLineEdit *>(name);
    return edit ? edit->text().trimmed() : QString();
}

std::optional<Instant> FormDialog::time() const { return m_time ? std::optional(m_time->instant()) : std::nullopt; }

bool FormDialog::hasWords() const
{
    return std::any_of(m_stood.begin(), m_stood.end(), [this](const auto &line) {
        return line.first != m_person && line.first->text() != line.second;
    });
}

QString FormDialog::personName() const { return m_person->text().trimmed(); }

void FormDialog::check()
{
    if (!m_decide) return;
    m_decide->setEnabled(std::none_of(m_needed.begin(), m_needed.end(),
                                      [](const QLineEdit *edit) { return edit->text().trimmed().isEmpty(); }));
}

} // namespace hinoban::ui
