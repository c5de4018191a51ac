// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/AssetDialog.h"

#include "ui/common/Person.h"
#include "ui/common/PlainLabel.h"
#include "ui/records/HostileTable.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hinoban::ui {

namespace {

constexpr int LongestText = 500;

} // namespace

AssetDialog::AssetDialog(QWidget *parent)
    : KeptDialog(parent)
    , m_kind(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_reason(new QLineEdit(this))
    , m_person(new QLineEdit(person(), this))
    , m_problem(new QLabel(this))
{
    using respond::AssetKind;
    setObjectName(QStringLiteral("assetDialog"));
    setWindowTitle(tr("Name something as the attacker's"));
    for (const auto kind : {AssetKind::Nameserver, AssetKind::MailHost, AssetKind::Address, AssetKind::Domain})
        m_kind->addItem(assetKindWord(kind), int(kind));
    m_kind->setObjectName(QStringLiteral("assetKind"));
    m_name->setObjectName(QStringLiteral("assetName"));
    m_name->setPlaceholderText(tr("ns1.example.net, or 192.0.2.1"));
    m_reason->setObjectName(QStringLiteral("assetReason"));
    m_person->setObjectName(QStringLiteral("assetPerson"));
    m_problem->setObjectName(QStringLiteral("assetProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("muted", true);
    auto *form = new QFormLayout;
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Why"), m_reason);
    form->addRow(tr("Person"), m_person);
    for (auto *edit : {m_name, m_reason, m_person}) {
        edit->setMaxLength(LongestText);
        connect(edit, &QLineEdit::textChanged, this, &AssetDialog::check);
    }
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AssetDialog::check);
    auto *box = new QDialogButtonBox(this);
    m_add = box->addButton(tr("Name it"), QDialogButtonBox::AcceptRole);
    m_add->setObjectName(QStringLiteral("assetAdd"));
    m_add->setDefault(true);
    box->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto *all = new QVBoxLayout(this);
    auto *intro =
        plainLabel(this, tr("It is asked after until it is dead: by DNS, and a mail host for its greeting. Nothing "
                            "else is sent to it."));
    all->addWidget(intro);
    all->addLayout(form);
    all->addWidget(m_problem);
    all->addWidget(box);
    m_name->setFocus();
    resize(460, sizeHint().height());
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        const auto key = respond::assetFromTyped(AssetKind(m_kind->currentData().toInt()), m_name->text());
        if (!key) return;
        respond::AssetDeed deed;
        deed.key = *key;
        deed.person = m_person->text().trimmed();
        deed.reason = m_reason->text().trimmed();
        setPerson(deed.person);
        Q_EMIT named(deed);
        accept();
    });
    check();
}

bool AssetDialog::hasWords() const
{
    return !m_name->text().trimmed().isEmpty() || !m_reason->text().trimmed().isEmpty();
}

void AssetDialog::check()
{
    const auto key = respond::assetFromTyped(respond::AssetKind(m_kind->currentData().toInt()), m_name->text());
    const bool isTyped = !m_name->text().trimmed().isEmpty();
    m_problem->setText(isTyped && !key ? sentence(key.error()) : QString());
    m_add->setEnabled(key && !m_reason->text().trimmed().isEmpty() && !m_person->text().trimmed().isEmpty());
}

} // namespace hinoban::ui
