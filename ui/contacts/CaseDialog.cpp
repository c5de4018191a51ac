// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/CaseDialog.h"

#include "app/base/SafeText.h"
#include "ui/common/Language.h"
#include "ui/common/Person.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/TimeText.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {
namespace {

constexpr int LongestField = 300;

} // namespace

CaseDialog::CaseDialog(const respond::CaseFile &file, const QString &person, QWidget *parent)
    : KeptDialog(parent)
    , m_file(file)
    , m_person(new QLineEdit(person, this))
    , m_service(new QLineEdit(this))
    , m_problem(plainLabel(this))
    , m_stopped(new QPushButton(tr("Stopped now"), this))
    , m_resumed(new QPushButton(tr("Resumed now"), this))
{
    setWindowTitle(tr("The case"));
    setObjectName(QStringLiteral("caseDialog"));
    const bool japanese = Language::instance().current() == QLatin1String("ja");

    auto *inside = new QWidget(this);
    auto *form = new QFormLayout(inside);
    for (const auto &known : respond::caseFields()) {
        const QString name = QLatin1String(known.name);
        auto *edit = new QLineEdit(file.of(name), inside);
        edit->setObjectName(QStringLiteral("case.") + name);
        edit->setMaxLength(LongestField);
        const QString label = QString::fromUtf8(japanese ? known.ja : known.en);
        edit->setAccessibleName(label);
        edit->setCursorPosition(0);
        form->addRow(plainLabel(inside, label), edit);
        m_fields[name] = edit;
    }
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);

    QStringList services;
    for (const auto &service : file.services)
        services +=
            service.resumed
                ? tr("%1: resumed %2").arg(safeText(service.name, 100), TimeText::instance().brief(*service.resumed))
            : service.stopped
                ? tr("%1: stopped %2").arg(safeText(service.name, 100), TimeText::instance().brief(*service.stopped))
                : safeText(service.name, 100);
    m_service->setObjectName(QStringLiteral("caseService"));
    m_service->setMaxLength(LongestField);
    m_service->setPlaceholderText(tr("Name of a service of yours"));
    m_service->setAccessibleName(tr("Service"));
    m_person->setObjectName(QStringLiteral("casePerson"));
    m_person->setAccessibleName(tr("Person"));
    m_problem->setObjectName(QStringLiteral("caseProblem"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_service, 1);
    row->addWidget(m_stopped);
    row->addWidget(m_resumed);
    auto *who = new QHBoxLayout;
    who->addWidget(plainLabel(this, tr("Person")));
    who->addWidget(m_person, 1);
    auto *box = new QDialogButtonBox(this);
    m_save = box->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("caseSave"));
    m_save->setDefault(true);
    box->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);

    auto *all = new QVBoxLayout(this);
    all->setSpacing(10);
    all->addWidget(
        plainLabel(this, tr("Told once, it stands in every letter. Each change is an entry of the timeline.")));
    all->addWidget(scroll, 1);
    if (!services.isEmpty()) all->addWidget(plainLabel(this, services.join(u'\n')));
    all->addLayout(row);
    all->addLayout(who);
    all->addWidget(m_problem);
    all->addWidget(box);
    resize(520, 560);

    for (auto *button : {m_stopped, m_resumed})
        button->setAutoDefault(false);
    for (auto *edit : findChildren<QLineEdit *>())
        connect(edit, &QLineEdit::textChanged, this, &CaseDialog::check);
    connect(m_stopped, &QPushButton::clicked, this, [this] { mark(true); });
    connect(m_resumed, &QPushButton::clicked, this, [this] { mark(false); });
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, &CaseDialog::save);
    check();
}

void CaseDialog::mark(bool isStopped)
{
    setPerson(m_person->text());
    Q_EMIT serviceMarked(m_service->text().trimmed(), isStopped, m_person->text().trimmed());
    m_service->clear();
}

void CaseDialog::save()
{
    if (isChanged()) setPerson(m_person->text());
    for (const auto &[name, edit] : m_fields)
        if (const QString text = edit->text().trimmed(); text != m_file.of(name))
            Q_EMIT told(name, text, m_person->text().trimmed());
    accept();
}

bool CaseDialog::isChanged() const
{
    return std::any_of(m_fields.begin(), m_fields.end(),
                       [this](const auto &field) { return field.second->text().trimmed() != m_file.of(field.first); });
}

bool CaseDialog::hasWords() const { return isChanged() || !m_service->text().trimmed().isEmpty(); }

void CaseDialog::check()
{
    const bool named = !m_person->text().trimmed().isEmpty();
    const QString service = safeText(m_service->text().trimmed(), 100);
    QString problem;
    if (hasWords() && !named)
        problem = tr("Say who tells it.");
    else if (!service.isEmpty())
        problem = tr("Say of “%1” whether it was stopped or resumed.").arg(service);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_save->setEnabled(problem.isEmpty());
    for (auto *button : {m_stopped, m_resumed})
        button->setEnabled(named && !service.isEmpty());
}

void CaseDialog::focusField(const QString &gapField)
{
    if (auto *edit = findChild<QLineEdit *>(gapField))
        edit->setFocus(Qt::OtherFocusReason);
    else if (gapField == QLatin1String("case.services"))
        m_service->setFocus(Qt::OtherFocusReason);
}

} // namespace hinoban::ui
