// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ResolverEditor.h"

#include "app/base/Prefix.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/StateMark.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr int LongestLine = 600;
constexpr int LongestName = 120;
constexpr int LongestNumber = 6;
constexpr int NarrowestField = 300; // pixels

QString problemText(console::ResolverProblem problem)
{
    using Problem = console::ResolverProblem;
    switch (problem) {
    case Problem::Missing:
        return ResolverEditor::tr("This is needed.");
    case Problem::TooLong:
        return ResolverEditor::tr("This is too long.");
    case Problem::NameTaken:
        return ResolverEditor::tr("Another resolver has this name.");
    case Problem::PlaceTaken:
        return ResolverEditor::tr("Another resolver is asked there already, over this protocol.");
    case Problem::NotAnAddress:
        return ResolverEditor::tr(
            "This is neither an address (192.0.2.53, 192.0.2.53#5353, 2001:db8::53) nor a URL with one.");
    case Problem::HostInsteadOfIt:
        return ResolverEditor::tr("Give the address here: Hinoban asks nobody else where a resolver is. A host name "
                                  "belongs to “Name in the certificate”.");
    case Problem::NotOfOneServer:
        return ResolverEditor::tr("No single server has this address.");
    case Problem::BadPort:
        return ResolverEditor::tr("The port is not a number from 1 to 65535.");
    case Problem::OtherProtocol:
        return ResolverEditor::tr("The URL is of another protocol than the one chosen.");
    case Problem::BadPath:
        return ResolverEditor::tr("What stands behind the address is no path that DNS over HTTPS can use.");
    case Problem::NotAHostName:
        return ResolverEditor::tr("This is not a host name.");
    case Problem::NotWithPlain:
        return ResolverEditor::tr("Plain DNS has no certificate. Choose DoT or DoH, or leave this empty.");
    case Problem::NotAWholeNumber:
        return ResolverEditor::tr("This is not a whole number from 1 to %1.").arg(watch::MostQuestionsPerSecond);
    }
    return {};
}

} // namespace

ResolverEditor::ResolverEditor(const std::optional<watch::Resolver> &edited, std::vector<watch::Resolver> others,
                               QWidget *parent)
    : KeptDialog(parent)
    , m_others(std::move(others))
    , m_isNew(!edited)
{
    setObjectName(QStringLiteral("ResolverEditor"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(560);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_name = makeField(form, "name", LongestName);
    m_place = makeField(form, "place", LongestLine);
    m_protocolLabel = new QLabel(this);
    m_protocol = new QComboBox(this);
    m_protocol->setObjectName(QStringLiteral("protocol"));
    for (const auto transport : {dns::Transport::Udp, dns::Transport::Tls, dns::Transport::Https})
        m_protocol->addItem(QString(), int(transport));
    m_protocolLabel->setBuddy(m_protocol);
    form->addRow(m_protocolLabel, m_protocol);
    m_certificateName = makeField(form, "certificateName", LongestLine);
    m_perSecond = makeField(form, "perSecond", LongestNumber);
    layout->addLayout(form);
    m_private = plainLabel(this);
    m_private->setObjectName(QStringLiteral("private"));
    layout->addWidget(m_private);

    auto *buttons = new QHBoxLayout;
    m_cancel = new QPushButton(this);
    m_cancel->setAutoDefault(false);
    m_take = new QPushButton(this);
    m_take->setObjectName(QStringLiteral("take"));
    m_take->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_take);
    layout->addLayout(buttons);

    if (edited) {
        const auto known = console::typedFrom(*edited);
        m_name.edit->setText(known.name);
        m_place.edit->setText(known.place);
        m_protocol->setCurrentIndex(m_protocol->findData(int(known.transport)));
        m_certificateName.edit->setText(known.certificateName);
        m_perSecond.edit->setText(known.perSecond);
    }
    for (const auto *field : {&m_name, &m_place, &m_certificateName, &m_perSecond})
        connect(field->edit, &QLineEdit::textChanged, this, &ResolverEditor::check);
    connect(m_place.edit, &QLineEdit::textChanged, this, &ResolverEditor::followPlace);
    connect(m_protocol, &QComboBox::currentIndexChanged, this, &ResolverEditor::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, &ResolverEditor::take);
    m_before = texts();
    retranslate();
    check();
}

QStringList ResolverEditor::texts() const
{
    return {m_name.edit->text(), m_place.edit->text(), m_certificateName.edit->text(), m_perSecond.edit->text(),
            QString::number(m_protocol->currentIndex())};
}

bool ResolverEditor::hasWords() const { return texts() != m_before; }

ResolverEditor::Field ResolverEditor::makeField(QFormLayout *form, const char *name, int longest)
{
    Field field{new QLineEdit(this), new QLabel(this), plainLabel(this)};
    field.edit->setObjectName(QLatin1String(name));
    field.edit->setMaxLength(longest);
    field.label->setBuddy(field.edit);
    field.problem->setObjectName(QLatin1String(name) + QStringLiteral("Problem"));
    QPalette palette = field.problem->palette();
    palette.setColor(QPalette::WindowText, markColour(Mark::Mismatch));
    field.problem->setPalette(palette);
    field.problem->hide();
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(field.edit);
    column->addWidget(field.problem);
    form->addRow(field.label, column);
    return field;
}

void ResolverEditor::retranslate()
{
    setWindowTitle(m_isNew ? tr("Add a resolver of your own") : tr("A resolver of your own"));
    const auto name = [](const Field &field, const QString &label, const QString &spoken) {
        field.label->setText(label);
        field.edit->setAccessibleName(spoken);
    };
    name(m_name, tr("&Name"), tr("Name"));
    name(m_place, tr("&Address or URL"), tr("Address or URL"));
    name(m_certificateName, tr("Name in the &certificate"), tr("Name in the certificate"));
    name(m_perSecond, tr("&Questions a second, at most"), tr("Questions a second, at most"));
    m_protocolLabel->setText(tr("&Protocol"));
    m_protocol->setAccessibleName(tr("Protocol"));
    m_protocol->setItemText(0, tr("Plain DNS (UDP, and TCP where needed)"));
    m_protocol->setItemText(1, tr("DNS over TLS (DoT)"));
    m_protocol->setItemText(2, tr("DNS over HTTPS (DoH)"));
    m_name.edit->setPlaceholderText(tr("Tokyo office"));
    m_place.edit->setPlaceholderText(QStringLiteral("192.0.2.53"));
    m_certificateName.edit->setPlaceholderText(tr("empty: it bears the address"));
    m_perSecond.edit->setPlaceholderText(QStringLiteral("20"));
    m_cancel->setText(tr("Cancel"));
    m_take->setText(m_isNew ? tr("A&dd") : tr("&Change"));
}

void ResolverEditor::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    check();
}

console::TypedResolver ResolverEditor::typed() const
{
    return {m_name.edit->text(), m_place.edit->text(), dns::Transport(m_protocol->currentData().toInt()),
            m_certificateName.edit->text(), m_perSecond.edit->text()};
}

ResolverEditor::Field &ResolverEditor::fieldOf(console::ResolverField field)
{
    switch (field) {
    case console::ResolverField::Name:
        return m_name;
    case console::ResolverField::Place:
        return m_place;
    case console::ResolverField::CertificateName:
        return m_certificateName;
    case console::ResolverField::PerSecond:
        return m_perSecond;
    }
    return m_name;
}

// A URL says by itself which protocol is meant.
void ResolverEditor::followPlace()
{
    if (const auto transport = console::transportOfPlace(m_place.edit->text()))
        m_protocol->setCurrentIndex(m_protocol->findData(int(*transport)));
}

void ResolverEditor::check()
{
    const auto resolver = console::ownResolver(typed(), m_others);
    for (auto *field : {&m_name, &m_place, &m_certificateName, &m_perSecond}) {
        // Nobody is told while he still types for the first time.
        QString text;
        if (m_tried && !resolver)
            for (const auto &refused : resolver.error())
                if (&fieldOf(refused.field) == field) text = problemText(refused.problem);
        field->problem->setText(text);
        field->problem->setVisible(!text.isEmpty());
        // Layouts ask wrapped lines for no more than one of them.
        const int wide = std::max(field->edit->width(), NarrowestField);
        field->problem->setMinimumHeight(text.isEmpty() ? 0 : field->problem->heightForWidth(wide));
        field->edit->setAccessibleDescription(text);
        if (field->edit->property("wrong").toBool() == text.isEmpty()) {
            field->edit->setProperty("wrong", !text.isEmpty());
            field->edit->style()->unpolish(field->edit);
            field->edit->style()->polish(field->edit);
        }
    }
    m_certificateName.edit->setEnabled(m_protocol->currentIndex() != 0 || !m_certificateName.edit->text().isEmpty());
    const bool isPrivate = resolver && !isGloballyRoutable(resolver->server.address);
    m_private->setText(isPrivate ? tr("%1 lies in no public network. By adding it you permit Hinoban to send it the "
                                      "questions about your domains; the timeline will say so.")
                                       .arg(resolver->server.address.toString())
                                 : tr("It is asked about every watched domain, as the public resolvers are."));
}

void ResolverEditor::take()
{
    m_tried = true;
    check();
    const auto resolver = console::ownResolver(typed(), m_others);
    if (!resolver) {
        fieldOf(resolver.error().front().field).edit->setFocus();
        return;
    }
    accept();
    Q_EMIT taken(*resolver);
}

} // namespace hinoban::ui
