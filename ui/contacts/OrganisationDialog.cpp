// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/OrganisationDialog.h"

#include "ui/common/Fonts.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

namespace hinoban::ui {
namespace {

constexpr int LongestField = 200;

QLineEdit *field(QWidget *parent, const QString &key, const QString &text, const QString &accessibleName)
{
    auto *edit = new QLineEdit(text, parent);
    edit->setObjectName(key);
    edit->setMaxLength(LongestField);
    edit->setAccessibleName(accessibleName);
    edit->setMinimumWidth(190);
    edit->setCursorPosition(0);
    return edit;
}

} // namespace

OrganisationDialog::OrganisationDialog(const respond::Organisation &organisation, const respond::Incident &incident,
                                       QWidget *parent)
    : KeptDialog(parent)
    , m_incident(incident)
{
    setWindowTitle(tr("Who writes"));
    setObjectName(QStringLiteral("organisationDialog"));
    const auto make = [this](const char *key, const QString &text, const QString &name) {
        return field(this, QLatin1String(key), text, name);
    };
    m_name = make("organisation.name", organisation.name, tr("Organisation, in English"));
    m_nameJa = make("organisation.nameJa", organisation.nameJa, tr("Organisation, in Japanese"));
    m_person = make("organisation.person", organisation.person, tr("Person, in English"));
    m_personJa = make("organisation.personJa", organisation.personJa, tr("Person, in Japanese"));
    m_role = make("organisation.role", organisation.role, tr("Role, in English"));
    m_roleJa = make("organisation.roleJa", organisation.roleJa, tr("Role, in Japanese"));
    m_phone = make("organisation.phone", organisation.phone, tr("Telephone for replies"));
    m_mail = make("organisation.externalMail", organisation.externalMail, tr("Mail address outside your domains"));
    m_member = make("organisation.registrarMemberId", organisation.registrarMemberId, tr("Member id at the registrar"));
    m_zone = make("organisation.cloudZoneId", organisation.cloudZoneId, tr("Hosted zone at the DNS provider"));
    m_name->setPlaceholderText(QStringLiteral("Example Inc."));
    m_nameJa->setPlaceholderText(QStringLiteral("例示株式会社"));
    m_phone->setPlaceholderText(QStringLiteral("+81 3 0000 0000"));
    m_mail->setPlaceholderText(QStringLiteral("ir-team@example.net"));

    auto *intro =
        new QLabel(tr("Every draft is filled from this. Fill in what you have; the rest stays a marked gap."), this);
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    const auto say = [this](const QString &text) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setProperty("muted", true);
        return label;
    };
    grid->addWidget(say(QStringLiteral("English")), 0, 1);
    grid->addWidget(say(QStringLiteral("日本語")), 0, 2);
    int row = 1;
    const auto both = [&](const QString &name, QLineEdit *english, QLineEdit *japanese) {
        grid->addWidget(say(name), row, 0);
        grid->addWidget(english, row, 1);
        grid->addWidget(japanese, row++, 2);
    };
    const auto one = [&](const QString &name, QLineEdit *edit) {
        grid->addWidget(say(name), row, 0);
        grid->addWidget(edit, row++, 1, 1, 2);
    };
    both(tr("Organisation"), m_name, m_nameJa);
    both(tr("Person"), m_person, m_personJa);
    both(tr("Role"), m_role, m_roleJa);
    one(tr("Telephone for replies"), m_phone);
    one(tr("Mail outside your domains"), m_mail);
    one(tr("Member id at the registrar"), m_member);
    one(tr("Hosted zone at the DNS provider"), m_zone);

    m_problem = new QLabel(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("organisationProblem"));
    auto *box = new QDialogButtonBox(this);
    m_save = box->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    box->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(10);
    all->addWidget(intro);
    all->addLayout(grid);
    all->addWidget(m_problem);
    all->addWidget(box);

    connect(m_mail, &QLineEdit::textChanged, this, &OrganisationDialog::check);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT edited(this->organisation());
        accept();
    });
    m_before = this->organisation();
    check();
}

respond::Organisation OrganisationDialog::organisation() const
{
    const auto text = [](const QLineEdit *edit) { return edit->text().trimmed(); };
    respond::Organisation value;
    value.name = text(m_name);
    value.nameJa = text(m_nameJa);
    value.person = text(m_person);
    value.personJa = text(m_personJa);
    value.role = text(m_role);
    value.roleJa = text(m_roleJa);
    value.phone = text(m_phone);
    value.externalMail = text(m_mail);
    value.registrarMemberId = text(m_member);
    value.cloudZoneId = text(m_zone);
    return value;
}

void OrganisationDialog::focusField(const QString &name)
{
    if (auto *edit = findChild<QLineEdit *>(name)) edit->setFocus(Qt::OtherFocusReason);
}

void OrganisationDialog::check()
{
    const QString mail = m_mail->text().trimmed();
    QString problem;
    if (!mail.isEmpty() && !mail.contains(u'@'))
        problem = tr("This is not a mail address.");
    else if (!mail.isEmpty() && !respond::mailAddressIsSafe(mail, m_incident))
        problem = tr("This address is under an affected domain: replies would reach the attacker. Use another one.");
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_mail->setProperty("wrong", !problem.isEmpty());
    m_mail->style()->polish(m_mail);
    m_save->setEnabled(problem.isEmpty());
}

} // namespace hinoban::ui
