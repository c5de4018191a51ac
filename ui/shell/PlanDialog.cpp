// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/PlanDialog.h"

#include "app/base/SafeText.h"
#include "app/detect/Sentence.h"
#include "ui/common/Person.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/PlanWords.h"
#include "ui/common/TimeText.h"
#include "ui/shell/PlanForm.h"

#include <QDateTime>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr qsizetype LongestReason = 400;

void setColour(QLabel *label, Mark mark)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, markColour(mark));
    label->setPalette(palette);
}

} // namespace

PlanDialog::PlanDialog(const dns::Name &domain, QWidget *parent)
    : KeptDialog(parent)
    , m_domain(domain)
    , m_intro(plainLabel(this))
    , m_problem(plainLabel(this))
    , m_pages(new QStackedWidget(this))
    , m_form(new PlanForm(domain, this))
    , m_close(new QPushButton(this))
    , m_withdraw(new QPushButton(this))
    , m_accept(new QPushButton(this))
    , m_new(new QPushButton(this))
    , m_back(new QPushButton(this))
    , m_plan(new QPushButton(this))
{
    setObjectName(QStringLiteral("PlanDialog"));
    resize(900, 620);
    m_problem->setObjectName(QStringLiteral("planFailure"));
    m_problem->hide();
    m_withdraw->setObjectName(QStringLiteral("planWithdraw"));
    m_accept->setObjectName(QStringLiteral("planAccept"));
    m_new->setObjectName(QStringLiteral("planNew"));
    m_back->setObjectName(QStringLiteral("planBack"));
    m_plan->setObjectName(QStringLiteral("planMake"));
    m_plan->setProperty("primary", true);
    m_new->setProperty("primary", true);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_intro);
    layout->addWidget(m_problem);
    m_pages->addWidget(makeList());
    m_pages->addWidget(m_form);
    layout->addWidget(m_pages, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_close);
    buttons->addStretch(1);
    for (auto *button : {m_withdraw, m_accept, m_new, m_back, m_plan})
        buttons->addWidget(button);
    layout->addLayout(buttons);
    for (auto *button : {m_close, m_withdraw, m_accept, m_new, m_back, m_plan})
        button->setAutoDefault(false);

    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_new, &QPushButton::clicked, this, [this] { setPage(Form); });
    connect(m_back, &QPushButton::clicked, this, [this] { setPage(List); });
    connect(m_withdraw, &QPushButton::clicked, this, [this] { decide(console::PlanDeed::Kind::Withdraw); });
    connect(m_accept, &QPushButton::clicked, this, [this] { decide(console::PlanDeed::Kind::Accept); });
    connect(m_plan, &QPushButton::clicked, this, [this] {
        if (auto deed = m_form->deed()) ask(*deed);
    });
    connect(&TimeText::instance(), &TimeText::changed, this, &PlanDialog::retranslate);
    retranslate();
    setPage(List);
}

QWidget *PlanDialog::makeList()
{
    auto *page = new QWidget(this);
    m_plansModel = new TextTable(this);
    m_plans = TextTable::makeView(m_plansModel, page);
    m_plans->setObjectName(QStringLiteral("plans"));
    m_changesModel = new TextTable(this);
    m_changes = TextTable::makeView(m_changesModel, page);
    m_changes->setObjectName(QStringLiteral("planChanges"));
    m_who = plainLabel(page);
    m_who->setObjectName(QStringLiteral("planWho"));
    m_outcome = plainLabel(page);
    for (auto *label : {m_intro, m_problem, m_who, m_outcome})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_outcome->setObjectName(QStringLiteral("planOutcome"));
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plans, 2);
    layout->addWidget(m_outcome);
    layout->addWidget(m_who);
    layout->addWidget(m_changes, 3);
    connect(m_plans->selectionModel(), &QItemSelectionModel::currentChanged, this, &PlanDialog::showPlan);
    return page;
}

void PlanDialog::retranslate()
{
    setWindowTitle(tr("Planned changes of %1").arg(m_domain.display()));
    m_intro->setText(tr("From its beginning on, a planned change counts as expected, and so does the state before it. "
                        "When its time is over and something else is there, it is an alarm (W1)."));
    const Instant now = m_snapshot ? m_snapshot->at : Instant{};
    const QString zone = TimeText::instance().zoneName(now);
    m_plansModel->setHeads(
        {tr("State"), tr("From (%1)").arg(zone), tr("Until (%1)").arg(zone), tr("Who"), tr("Reason")});
    m_plans->setAccessibleName(tr("Planned changes"));
    m_changesModel->setHeads(planHeads());
    m_changes->setAccessibleName(tr("What the plan changes"));
    m_close->setText(tr("Close"));
    m_withdraw->setText(tr("&Withdraw it…"));
    m_accept->setText(tr("&Accept the new state…"));
    m_new->setText(tr("&Plan a change…"));
    m_back->setText(tr("&Back"));
    m_plan->setText(tr("&Plan the change"));
    m_form->retranslate();
    say(m_problemWords);
    showPlans();
}

void PlanDialog::changeEvent(QEvent *event)
{
    KeptDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void PlanDialog::show(const console::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_view = snapshot ? snapshot->domains.find(m_domain) : nullptr;
    if (m_view) m_form->show(m_view->domain, snapshot->at);
    showPlans();
    if (!isVisible()) takeFocus();
}

void PlanDialog::takeFocus()
{
    if (m_pages->currentIndex() == Form)
        m_form->begin();
    else if (m_ids.isEmpty())
        m_new->setFocus();
    else
        m_plans->setFocus();
}

const watch::Plan *PlanDialog::chosen() const
{
    const int row = m_plans->currentIndex().row();
    if (!m_view || row < 0 || row >= int(m_ids.size())) return nullptr;
    const auto &plans = m_view->domain.plans;
    const auto found =
        std::find_if(plans.begin(), plans.end(), [&](const watch::Plan &plan) { return plan.id == m_ids[row]; });
    return found == plans.end() ? nullptr : &*found;
}

void PlanDialog::showPlans()
{
    const auto *before = chosen();
    const QString kept = before ? before->id : QString();
    std::vector<TextTable::Line> lines;
    m_ids.clear();
    const auto time = [](Instant at) {
        const auto &times = TimeText::instance();
        return TextTable::Cell{
            times.dateTime(at).toString(QStringLiteral("yyyy-MM-dd HH:mm")), {}, false, times.both(at), false};
    };
    for (const auto &plan : m_view ? m_view->domain.plans : std::vector<watch::Plan>{}) {
        const auto standing = standingOf(*m_view, plan, m_snapshot->at);
        lines.push_back({{standing.word, standing.mark, false, {}, false},
                         time(plan.from),
                         time(plan.until),
                         {safeText(plan.approval.person, LongestReason), {}, false, {}, false},
                         {safeText(plan.approval.reason, LongestReason), {}, false, {}, false}});
        m_ids << plan.id;
    }
    m_plansModel->setLines(std::move(lines));
    if (!m_ids.isEmpty()) {
        const auto row = std::max<qsizetype>(0, m_ids.indexOf(kept));
        if (m_plans->currentIndex().row() != row) m_plans->selectRow(int(row));
    }
    showPlan();
}

void PlanDialog::showPlan()
{
    const auto *plan = chosen();
    for (auto *button : {m_withdraw, m_accept})
        button->setEnabled(plan && !m_waiting);
    m_new->setEnabled(m_view != nullptr && !m_waiting);
    m_plan->setEnabled(m_view != nullptr && !m_waiting);
    m_changesModel->setLines(plan ? planTable(m_view->domain, *plan) : std::vector<TextTable::Line>{});
    TextTable::giveRoomTo(m_changes, {1, 2}); // the first column as wide as it is now
    m_outcome->hide();
    if (!plan) {
        m_who->setText(tr("No change of this domain is planned."));
        return;
    }
    QString who = tr("%1 (plan %2)").arg(windowText(*plan), plan->id);
    if (!plan->approval.source.isEmpty()) who += QStringLiteral(" · ") + safeText(plan->approval.source, LongestReason);
    m_who->setText(who);
    const auto standing = standingOf(*m_view, *plan, m_snapshot->at);
    if (!standing.outcome) return;
    m_outcome->setText(QString(markSymbol(standing.mark.value_or(Mark::Unknown))) + QStringLiteral(" W1 ") +
                       detect::sentence(*standing.outcome));
    setColour(m_outcome, standing.mark.value_or(Mark::Unknown));
    m_outcome->show();
}

void PlanDialog::setPage(Page page)
{
    m_pages->setCurrentIndex(page);
    for (auto *button : {m_withdraw, m_accept, m_new})
        button->setVisible(page == List);
    m_back->setVisible(page == Form);
    m_plan->setVisible(page == Form);
    say({});
    takeFocus();
}

void PlanDialog::decide(console::PlanDeed::Kind kind)
{
    const auto *plan = chosen();
    if (!plan) return;
    console::PlanDeed deed;
    deed.kind = kind;
    deed.domain = m_domain;
    deed.plan.id = plan->id;
    const bool accepts = kind == console::PlanDeed::Kind::Accept;
    const auto standing = standingOf(*m_view, *plan, m_snapshot->at);
    const bool isDone = standing.outcome && isDoneAsPlanned(*standing.outcome);
    QString words = accepts ? tr("What the plan says becomes what is expected; the state before it is a mismatch then.")
                            : tr("The plan is gone. What is expected now stays; what differs from it is a finding.");
    if (accepts && !isDone) words += QLatin1Char(' ') + tr("Hinoban has not seen that the change is done.");
    auto *dialog =
        DecisionDialog::about((accepts ? QStringLiteral("accept ") : QStringLiteral("withdraw ")) + plan->id,
                              accepts ? tr("Accept the new state") : tr("Withdraw the planned change"), words, this);
    if (m_refused && m_refused->kind == kind && m_refused->plan.id == plan->id && !dialog->hasWords())
        dialog->setReason(m_refused->reason);
    dialog->setActionText(accepts ? tr("Accept the new state") : tr("Withdraw it"));
    connect(dialog, &DecisionDialog::decided, this, [this, deed](const QString &who, const QString &why) mutable {
        deed.person = who;
        deed.reason = why;
        ask(deed);
    });
    dialog->open();
}

void PlanDialog::ask(const console::PlanDeed &deed)
{
    m_waiting = true;
    m_refused.reset();
    say({});
    showPlan();
    Q_EMIT asked(deed);
}

void PlanDialog::showDone(const console::PlanDeed &deed)
{
    if (!m_waiting || deed.domain != m_domain) return;
    m_waiting = false;
    m_refused.reset();
    if (deed.kind == console::PlanDeed::Kind::Make) {
        m_form->clear();
        setPage(List);
    }
    showPlans();
}

bool PlanDialog::showRefused(const console::PlanDeed &deed, const Error &error)
{
    if (!m_waiting || deed.domain != m_domain) return false;
    m_waiting = false;
    m_refused = deed;
    // The form is as it was; a decision's reason stands in its question when that is asked again.
    say([error] { return tr("Not stored: %1 What you typed is still here.").arg(sentence(error)); });
    showPlan();
    return isVisible();
}

void PlanDialog::leave()
{
    if (!m_waiting) return;
    m_waiting = false;
    say([] { return tr("The workspace was closed before it answered: look in the list whether this was stored."); });
    showPlan();
}

void PlanDialog::say(std::function<QString()> problem)
{
    m_problemWords = std::move(problem);
    m_problem->setText(m_problemWords ? m_problemWords() : QString());
    setColour(m_problem, Mark::Mismatch);
    m_problem->setVisible(m_problemWords != nullptr);
}

bool PlanDialog::hasWords() const { return m_waiting || m_refused || m_form->hasWords(); }

} // namespace hinoban::ui
