// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Person.h"

#include "ui/common/PlainLabel.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace hinoban::ui {

namespace {

constexpr int LongestName = 120;

} // namespace

QString person() { return QSettings().value(QStringLiteral("person")).toString(); }

void setPerson(const QString &name) { QSettings().setValue(QStringLiteral("person"), name.trimmed()); }

DecisionDialog::DecisionDialog(const QString &title, const QString &explanation, Reason reason, QWidget *parent)
    : KeptDialog(parent)
    , m_words(plainLabel(this, explanation))
    , m_person(new QLineEdit(person(), this))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    m_words->setMinimumWidth(380);
    layout->addWidget(m_words);

    auto *form = new QFormLayout;
    m_person->setMaxLength(LongestName);
    m_person->setObjectName(QStringLiteral("person"));
    form->addRow(QStringLiteral(" "), m_person);
    m_personLabel = qobject_cast<QLabel *>(form->labelForField(m_person));
    if (reason == Reason::Needed) {
        m_reason = new QPlainTextEdit(this);
        m_reason->setObjectName(QStringLiteral("reason"));
        m_reason->setProperty("framed", true);
        m_reason->setTabChangesFocus(true);
        m_reason->setFixedHeight(72);
        form->addRow(QStringLiteral(" "), m_reason);
        m_reasonLabel = qobject_cast<QLabel *>(form->labelForField(m_reason));
        connect(m_reason, &QPlainTextEdit::textChanged, this, &DecisionDialog::check);
    }
    layout->addLayout(form);

    auto *buttons = new QDialogButtonBox(this);
    m_decide = buttons->addButton(tr("OK"), QDialogButtonBox::AcceptRole);
    m_decide->setObjectName(QStringLiteral("decide"));
    m_decide->setDefault(true);
    m_cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const QString name = m_person->text().trimmed();
        setPerson(name);
        const QString why = m_reason ? m_reason->toPlainText().trimmed() : QString();
        accept();
        Q_EMIT decided(name, why);
    });
    connect(m_person, &QLineEdit::textChanged, this, &DecisionDialog::check);
    retranslate();
    check();
    if (m_reason && !m_person->text().isEmpty()) m_reason->setFocus();
}

DecisionDialog *DecisionDialog::about(const QString &subject, const QString &title, const QString &explanation,
                                      QWidget *parent)
{
    if (auto *left = find<DecisionDialog>(parent, subject)) {
        disconnect(left, &DecisionDialog::decided, nullptr, nullptr);
        left->setWindowTitle(title);
        left->m_words->setText(explanation);
        return left;
    }
    auto *dialog = new DecisionDialog(title, explanation, Reason::Needed, parent);
    dialog->setSubject(subject);
    return dialog;
}

bool DecisionDialog::hasWords() const { return m_reason && !m_reason->toPlainText().trimmed().isEmpty(); }

void DecisionDialog::setReason(const QString &words)
{
    if (m_reason) m_reason->setPlainText(words);
}

// Title, explanation and what the button does are said by whoever opens it.
void DecisionDialog::retranslate()
{
    m_personLabel->setText(tr("Your &name"));
    m_person->setAccessibleName(tr("Your name"));
    m_cancel->setText(tr("Cancel"));
    if (!m_reason || m_ownReasonText) return;
    m_reasonLabel->setText(tr("&Reason"));
    m_reason->setAccessibleName(tr("Reason"));
}

void DecisionDialog::changeEvent(QEvent *event)
{
    KeptDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void DecisionDialog::setActionText(const QString &text) { m_decide->setText(text); }

void DecisionDialog::setReasonText(const QString &text)
{
    if (!m_reason || !m_reasonLabel) return;
    m_ownReasonText = true;
    m_reasonLabel->setText(text);
    m_reason->setAccessibleName(QString(text).remove(QLatin1Char('&')));
}

void DecisionDialog::check()
{
    const bool named = !m_person->text().trimmed().isEmpty();
    const bool reasoned = !m_reason || !m_reason->toPlainText().trimmed().isEmpty();
    m_decide->setEnabled(named && reasoned);
}

void withPerson(QWidget *parent, const std::function<void(const QString &)> &done, const std::function<void()> &refused)
{
    const QString known = person();
    if (!known.isEmpty()) {
        done(known);
        return;
    }
    auto *dialog = new DecisionDialog(DecisionDialog::tr("Who sits here?"),
                                      DecisionDialog::tr("Entries and decisions are kept with the name of a person."),
                                      DecisionDialog::Reason::No, parent);
    QObject::connect(dialog, &DecisionDialog::decided, parent, [done](const QString &name) { done(name); });
    if (refused) QObject::connect(dialog, &QDialog::rejected, parent, refused);
    dialog->open();
}

} // namespace hinoban::ui
