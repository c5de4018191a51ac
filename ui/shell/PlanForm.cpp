// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/PlanForm.h"

#include "app/base/SafeText.h"
#include "app/watch/Plan.h"
#include "app/watch/PlanText.h"
#include "ui/common/Fonts.h"
#include "ui/common/Person.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/PlanWords.h"
#include "ui/common/TimeField.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr int LongestLine = 400, LongestName = 120, MostProblems = 3;
constexpr auto UsualLength = std::chrono::hours(2);

// The next full hour.
Instant hourAfter(Instant at)
{
    constexpr qint64 Hour = qint64(3600) * 1000 * 1000;
    return instantFromUnixMicroseconds((toUnixMicroseconds(at) / Hour + 1) * Hour);
}

} // namespace

PlanForm::PlanForm(const dns::Name &domain, QWidget *parent)
    : QWidget(parent)
    , m_import(new WatchImport(this))
    , m_from(new TimeField(QStringLiteral("from"), this))
    , m_until(new TimeField(QStringLiteral("until"), this))
    , m_text(new QPlainTextEdit(this))
    , m_hint(plainLabel(this))
    , m_preview(plainLabel(this))
    , m_file(new QPushButton(this))
    , m_expected(new QPushButton(this))
    , m_changes(new TextTable(this))
    , m_view(TextTable::makeView(m_changes, this))
    , m_registrar(new QLineEdit(this))
    , m_registrarId(new QLineEdit(this))
    , m_person(new QLineEdit(this))
    , m_reason(new QLineEdit(this))
{
    m_present.name = domain;
    m_text->setObjectName(QStringLiteral("planText"));
    m_text->setProperty("framed", true);
    m_text->setFont(fonts::mono());
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setMinimumHeight(84);
    m_hint->setProperty("muted", true);
    m_view->setObjectName(QStringLiteral("planPreview"));
    m_view->setMinimumHeight(72);
    m_registrar->setObjectName(QStringLiteral("planRegistrar"));
    m_registrarId->setObjectName(QStringLiteral("planRegistrarId"));
    m_registrarId->setMaximumWidth(110);
    m_person->setObjectName(QStringLiteral("planPerson"));
    m_reason->setObjectName(QStringLiteral("planReason"));
    m_person->setText(person());
    for (auto *edit : {m_registrar, m_person})
        edit->setMaxLength(LongestName);
    m_registrarId->setMaxLength(10);
    m_reason->setMaxLength(LongestLine);
    for (auto *button : {m_file, m_expected})
        button->setAutoDefault(false);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_fields.reserve(6);
    add(form, m_from, m_from->field());
    add(form, m_until, m_until->field());
    auto *what = new QWidget(this);
    auto *whatLayout = new QVBoxLayout(what);
    whatLayout->setContentsMargins(0, 0, 0, 0);
    auto *helpers = new QHBoxLayout;
    helpers->addWidget(m_hint, 1);
    helpers->addWidget(m_expected);
    helpers->addWidget(m_file);
    whatLayout->addLayout(helpers);
    whatLayout->addWidget(m_text, 3);
    add(form, what, m_text);
    auto *registrar = new QWidget(this);
    auto *registrarLayout = new QHBoxLayout(registrar);
    registrarLayout->setContentsMargins(0, 0, 0, 0);
    registrarLayout->addWidget(m_registrar, 1);
    registrarLayout->addWidget(m_registrarId);
    add(form, registrar, m_registrar);
    form->addRow(m_preview, m_view);
    add(form, m_person);
    add(form, m_reason);

    connect(m_import, &WatchImport::done, this, &PlanForm::take);
    connect(m_file, &QPushButton::clicked, this, &PlanForm::chooseFile);
    connect(m_expected, &QPushButton::clicked, this, [this] {
        QStringList lines = m_text->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const auto &one : m_present.expectations)
            if (one.type != dns::Type::SOA && one.kind != watch::Expectation::Kind::Absent)
                for (const auto &line : watch::planLines(one, m_present.name))
                    if (!lines.contains(line)) lines << line;
        m_text->setPlainText(lines.join(QLatin1Char('\n')));
        m_text->setFocus();
    });
    for (auto *field : {m_from, m_until})
        connect(field, &TimeField::changed, this, &PlanForm::read);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_fileNote.clear();
        read();
    });
    for (auto *edit : {m_registrar, m_registrarId, m_person, m_reason})
        connect(edit, &QLineEdit::textChanged, this, &PlanForm::read);
    retranslate();
}

PlanForm::Field &PlanForm::add(QFormLayout *form, QWidget *field, QWidget *focus)
{
    auto *name = new QLabel(this);
    name->setBuddy(focus ? focus : field);
    auto *problem = plainLabel(this);
    problem->setObjectName((focus ? focus : field)->objectName() + QStringLiteral("Problem"));
    problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    problem->hide();
    auto *both = new QVBoxLayout;
    both->setSpacing(2);
    both->addWidget(field, 1);
    both->addWidget(problem);
    form->addRow(name, both);
    m_fields.push_back({focus ? focus : field, name, problem});
    return m_fields.back();
}

void PlanForm::say(Field &field, const QString &problem)
{
    field.problem->setText(problem);
    QPalette palette = field.problem->palette();
    palette.setColor(QPalette::WindowText, markColour(Mark::Mismatch));
    field.problem->setPalette(palette);
    field.problem->setVisible(!problem.isEmpty());
    field.widget->setAccessibleDescription(problem);
    if (!qobject_cast<QLineEdit *>(field.widget)) return;
    field.widget->setProperty("wrong", !problem.isEmpty());
    field.widget->style()->polish(field.widget);
}

void PlanForm::retranslate()
{
    const QString names[] = {tr("&From"),      tr("&Until"),     tr("What it &shall be"),
                             tr("R&egistrar"), tr("Your &name"), tr("&Reason")};
    for (size_t i = 0; i < m_fields.size(); ++i)
        m_fields[i].name->setText(names[i]);
    m_from->retranslate(tr("From"));
    m_until->retranslate(tr("Until"));
    m_text->setAccessibleName(tr("What it shall be, a record a line"));
    m_text->setPlaceholderText(
        QStringLiteral("www A 203.0.113.9\n@ NS ns1.example.net.\nshop CNAME under cdn.example.\nold A absent"));
    m_hint->setText(tr("A record a line. What is not named stays."));
    m_expected->setText(tr("&Take what is expected now"));
    m_file->setText(tr("From a f&ile…"));
    m_preview->setText(tr("Changes"));
    m_view->setAccessibleName(tr("What would change"));
    m_changes->setHeads(planHeads());
    m_registrar->setAccessibleName(tr("Registrar"));
    m_registrar->setPlaceholderText(tr("only if the registration moves: its name"));
    m_registrarId->setAccessibleName(tr("Number of the registrar at IANA"));
    m_registrarId->setPlaceholderText(tr("IANA number"));
    m_person->setAccessibleName(tr("Your name"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("the web site moves to the new provider, ticket …"));
    read();
}

void PlanForm::show(const watch::Domain &present, Instant now)
{
    const bool same = m_present == present;
    m_present = present;
    m_now = now;
    if (!same) read();
}

void PlanForm::begin()
{
    if (!m_begun) {
        m_begun = true;
        m_from->setInstant(hourAfter(m_now));
        m_until->setInstant(hourAfter(m_now) + UsualLength);
    }
    m_from->setFocus();
}

void PlanForm::clear()
{
    m_begun = m_tried = false;
    m_source.clear();
    for (auto *edit : {m_registrar, m_registrarId, m_reason})
        edit->clear();
    m_text->clear();
}

bool PlanForm::hasWords() const
{
    return !m_text->toPlainText().trimmed().isEmpty() || !m_registrar->text().trimmed().isEmpty() ||
           !m_registrarId->text().trimmed().isEmpty() || !m_reason->text().trimmed().isEmpty();
}

void PlanForm::read()
{
    const auto typed = watch::planFromText(m_text->toPlainText(), m_present, {});
    m_plan = watch::planOf(m_present, typed.wanted, m_from->instant(), m_until->instant(), {});
    m_plan.registrar = m_registrar->text().trimmed();
    m_plan.registrarIanaId = m_registrarId->text().trimmed();
    m_changes->setLines(planTable(m_present, m_plan));
    TextTable::giveRoomTo(m_view, {1, 2}); // the first column as wide as it is now
    QStringList problems;
    for (const auto &[number, error] : typed.problems) {
        if (problems.size() == MostProblems) {
            problems << tr("and %n more", nullptr, int(typed.problems.size()) - MostProblems);
            break;
        }
        problems << safeText(tr("Line %1: %2").arg(number).arg(sentence(error)), LongestLine);
    }
    m_textProblem = problems.join(QLatin1Char('\n'));
    (void)check();
}

// A line that is not understood is said at once; what is missing, once somebody has tried to plan without it.
bool PlanForm::check()
{
    QString problems[6];
    if (m_until->instant() <= m_from->instant())
        problems[Until] = tr("The change would end before it begins.");
    else if (m_until->instant() <= m_now)
        problems[Until] = tr("This time is over already.");
    problems[Text] = m_textProblem;
    if (m_textProblem.isEmpty() && m_plan.records.empty() && m_plan.registrar.isEmpty() &&
        m_plan.registrarIanaId.isEmpty())
        problems[Text] = hasWords() && !m_text->toPlainText().trimmed().isEmpty()
                             ? tr("All of this is expected already: nothing would change.")
                             : tr("Say what shall be otherwise, or which registrar it moves to.");
    const QString number = m_registrarId->text().trimmed();
    bool isNumber = true;
    if (!number.isEmpty()) (void)number.toUInt(&isNumber);
    if (!isNumber) problems[Registrar] = tr("The number that IANA has given the registrar has digits only.");
    if (m_person->text().trimmed().isEmpty()) problems[Person] = tr("Say who plans it.");
    if (m_reason->text().trimmed().isEmpty()) problems[Reason] = tr("Say why: the reason stands in the log.");
    bool good = true;
    for (size_t i = 0; i < m_fields.size(); ++i) {
        good = good && problems[i].isEmpty();
        const bool atOnce = m_tried || (i == Text && !m_textProblem.isEmpty()) || (i == Until && m_begun);
        QStringList said;
        if (atOnce && !problems[i].isEmpty()) said << problems[i];
        if (i == Text && !m_fileNote.isEmpty()) said << m_fileNote;
        say(m_fields[i], said.join(QLatin1Char('\n')));
    }
    return good;
}

std::optional<console::PlanDeed> PlanForm::deed()
{
    m_tried = true;
    read();
    if (!check()) {
        const auto first = std::find_if(m_fields.begin(), m_fields.end(),
                                        [](const Field &field) { return !field.problem->text().isEmpty(); });
        if (first != m_fields.end()) first->widget->setFocus();
        return {};
    }
    console::PlanDeed deed;
    deed.domain = m_present.name;
    deed.plan = m_plan;
    deed.plan.approval.source = m_source;
    deed.person = m_person->text().trimmed();
    deed.reason = m_reason->text().trimmed();
    setPerson(deed.person);
    return deed;
}

void PlanForm::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("How the zone shall be"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_import,
            [this](const QString &file) { m_import->read(file, m_present.name); });
    dialog->open();
}

// Of a file only what differs is taken into the lines: what it does not tell stays, as with lines that are typed.
void PlanForm::take(const Imported &imported)
{
    const auto zone = std::find_if(imported.zones.begin(), imported.zones.end(),
                                   [&](const watch::Domain &one) { return one.name == m_present.name; });
    if (zone == imported.zones.end()) {
        const QString why = imported.problems.isEmpty()
                                ? tr("%1 says nothing of %2.").arg(imported.file, m_present.name.display())
                                : imported.problems.first();
        m_fileNote = safeText(why, LongestLine);
        read();
        return;
    }
    QStringList lines = m_text->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const auto changes = watch::planOf(m_present, *zone, {}, {}, {});
    for (const auto &one : changes.records)
        if (one.type != dns::Type::SOA &&
            (one.kind != watch::Expectation::Kind::Absent || zone->find(one.owner, one.type)))
            lines << watch::planLines(one, m_present.name);
    m_source = imported.file;
    m_text->setPlainText(lines.join(QLatin1Char('\n')));
    if (!imported.leftOut.isEmpty())
        m_fileNote = tr("%n records of the file were left out: %1", nullptr, int(imported.leftOut.size()))
                         .arg(safeText(imported.leftOut.first(), LongestLine));
    else if (lines.isEmpty())
        m_fileNote = tr("%1 says what is expected already.").arg(imported.file);
    read();
}

} // namespace hinoban::ui
