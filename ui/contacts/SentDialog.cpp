// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/SentDialog.h"

#include "app/base/SafeText.h"
#include "ui/common/Person.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeField.h"
#include "ui/contacts/ContactWords.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace hinoban::ui {
SentDialog::SentDialog(respond::SentMessage message, const respond::Contact &contact, int openGaps, bool drill,
                       Instant now, QWidget *parent)
    : KeptDialog(parent)
    , m_message(std::move(message))
    , m_now(now)
    , m_channel(new QComboBox(this))
    , m_person(new QLineEdit(person(), this))
    , m_reference(new QLineEdit(this))
    , m_time(new TimeField(QStringLiteral("sent"), this))
    , m_openGaps(openGaps)
    , m_problem(plainLabel(this))
{
    const bool call = isCallScript(m_message.templateId);
    setObjectName(QStringLiteral("sentDialog"));
    setWindowTitle(call ? tr("I called") : tr("I sent this"));

    m_channel->setEditable(true);
    m_channel->setObjectName(QStringLiteral("sentChannel"));
    for (const auto &channel : contact.channels)
        m_channel->addItem(channelText(channel));
    if (call) {
        const auto phone = m_channel->findText(channelWord(respond::Channel::Kind::Phone), Qt::MatchStartsWith);
        if (phone >= 0) m_channel->setCurrentIndex(phone);
    }
    m_channel->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_channel->setMinimumContentsLength(28);
    m_person->setObjectName(QStringLiteral("sentPerson"));
    m_reference->setObjectName(QStringLiteral("sentReference"));
    m_reference->setPlaceholderText(tr("ticket or case number, if there is one"));
    m_time->setInstant(now);
    m_time->retranslate(tr("Time"));

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("To"), plainLabel(this, m_message.party));
    form->addRow(tr("Text"), plainLabel(this, templateWord(m_message.templateId)));
    form->addRow(tr("&Channel"), m_channel);
    auto *whenName = plainLabel(this, tr("&Time"));
    whenName->setBuddy(m_time->field());
    form->addRow(whenName, m_time);
    form->addRow(tr("&Person"), m_person);
    form->addRow(tr("&Reference"), m_reference);

    auto *intro =
        plainLabel(this, drill ? tr("DRILL: nothing may really be sent. This puts the message on the drill's timeline.")
                               : tr("Hinoban sends nothing by itself. This keeps the message as it is now and puts it "
                                    "on the timeline."));
    auto *box = new QDialogButtonBox(this);
    m_record = box->addButton(tr("Put on the timeline"), QDialogButtonBox::AcceptRole);
    m_record->setDefault(true);
    box->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);

    auto *all = new QVBoxLayout(this);
    all->setSpacing(10);
    all->addWidget(intro);
    all->addLayout(form);
    all->addWidget(m_problem);
    all->addWidget(box);
    setMinimumWidth(420);

    connect(m_channel, &QComboBox::editTextChanged, this, &SentDialog::check);
    connect(m_person, &QLineEdit::textChanged, this, &SentDialog::check);
    connect(m_time, &TimeField::changed, this, &SentDialog::check);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        m_message.channel = safeText(m_channel->currentText().trimmed(), 300);
        if (!reference().isEmpty()) m_message.channel += tr(", reference %1").arg(reference());
        m_message.person = safeText(m_person->text().trimmed(), 100);
        m_message.sentAt = m_time->instant();
        Q_EMIT sent(m_message);
        accept();
    });
    m_channelAtFirst = m_channel->currentText();
    m_personAtFirst = m_person->text();
    check();
    if (m_person->text().isEmpty()) m_person->setFocus();
}

bool SentDialog::hasWords() const
{
    return !m_reference->text().isEmpty() || m_channel->currentText() != m_channelAtFirst ||
           m_person->text() != m_personAtFirst;
}

QString SentDialog::reference() const { return safeText(m_reference->text().trimmed(), 100); }

void SentDialog::check()
{
    QString problem;
    if (m_channel->currentText().trimmed().isEmpty())
        problem = tr("Say over which channel it went.");
    else if (m_person->text().trimmed().isEmpty())
        problem = tr("Say who did it.");
    else if (m_time->instant() > m_now + std::chrono::minutes(1))
        problem = tr("This time has not come yet.");
    else if (m_openGaps > 0)
        problem = tr("The text still has gaps (%1). Fill them in first: in the text, or once for all letters by "
                     "“Fill in…”.")
                      .arg(m_openGaps);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_record->setEnabled(problem.isEmpty());
}

} // namespace hinoban::ui
