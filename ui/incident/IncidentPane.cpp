// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incident/IncidentPane.h"

#include "app/base/SafeText.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/Person.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/StateMark.h"
#include "ui/common/TimeField.h"
#include "ui/common/TimeText.h"
#include "ui/incident/FormDialog.h"
#include "ui/incident/RunbookList.h"
#include "ui/incident/RunbookModel.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace hinoban::ui {

using Kind = respond::IncidentAct::Kind;
using State = respond::IncidentState;

namespace {

const QString RunbookTab = QStringLiteral("runbook"), PeopleTab = QStringLiteral("people"),
              ClocksTab = QStringLiteral("clocks");

QPushButton *button(QWidget *parent, const char *name)
{
    auto *made = new QPushButton(parent);
    made->setObjectName(QLatin1String(name));
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

QLabel *words(QWidget *parent, const char *name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QHBoxLayout *row(std::initializer_list<QWidget *> widgets)
{
    auto *layout = new QHBoxLayout;
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(6);
    for (auto *widget : widgets)
        layout->addWidget(widget);
    layout->addStretch(1);
    return layout;
}

// The dialog about this that was closed with words in it, opened again; false: there is none.
bool openKept(QWidget *parent, const QString &subject)
{
    auto *kept = KeptDialog::find<FormDialog>(parent, subject);
    if (kept) kept->open();
    return kept != nullptr;
}

// A room is opened only where it is a page on the web.
QUrl pageOf(const QString &room)
{
    const QUrl url(room.trimmed(), QUrl::StrictMode);
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() ? url : QUrl();
}

} // namespace

IncidentPane::IncidentPane(QWidget *parent)
    : Pane(parent)
    , m_runbook(new RunbookModel(this))
    , m_list(new RunbookList(this))
    , m_people(new TextTable(this))
    , m_clockTable(new TextTable(this))
    , m_peopleView(TextTable::makeView(m_people, this))
    , m_clockView(TextTable::makeView(m_clockTable, this))
    , m_pages(new QStackedWidget(this))
    , m_problem(words(this, "runbookProblem"))
    , m_room(words(this, "room"))
    , m_words(words(this, "clockWords"))
    , m_state(words(this, "incidentWords"))
    , m_open(button(this, "openIncidentButton"))
    , m_close(button(this, "closeIncidentButton"))
    , m_command(button(this, "commandButton"))
    , m_assign(button(this, "assignRole"))
    , m_changeRoom(button(this, "changeRoom"))
    , m_copyRoom(button(this, "copyRoom"))
    , m_openRoom(button(this, "openRoom"))
    , m_applies(button(this, "deadlineApplies"))
    , m_not(button(this, "deadlineNotApplying"))
    , m_met(button(this, "deadlineMet"))
    , m_situation(button(this, "situationDraft"))
    , m_meetings(button(this, "setMeetings"))
{
    setObjectName(QStringLiteral("IncidentPane"));
    m_list->setModel(m_runbook);
    m_peopleView->setObjectName(QStringLiteral("peopleList"));
    m_clockView->setObjectName(QStringLiteral("clockList"));
    m_state->setContentsMargins(12, 8, 12, 0);
    m_problem->setContentsMargins(12, 6, 12, 6);
    body()->addWidget(m_state);
    body()->addLayout(row({m_open, m_close, m_command}));
    body()->addWidget(m_problem);
    m_pages->addWidget(m_list);
    m_pages->addWidget(makePeople());
    m_pages->addWidget(makeClocks());
    body()->addWidget(m_pages, 1);

    connect(header(), &PaneHeader::tabChanged, this, &IncidentPane::showTab);
    connect(m_list, &RunbookList::toggled, this, &IncidentPane::toggleItem);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (snapshot() && snapshot()->incident.state == State::Closed)
            reopenIncident();
        else
            openIncident();
    });
    connect(m_close, &QPushButton::clicked, this, &IncidentPane::closeRequested);
    connect(m_command, &QPushButton::clicked, this, &IncidentPane::takeCommandRequested);
    connect(m_assign, &QPushButton::clicked, this, &IncidentPane::assignRole);
    connect(m_peopleView, &QTableView::activated, this, &IncidentPane::assignRole);
    connect(m_changeRoom, &QPushButton::clicked, this, &IncidentPane::changeRoom);
    connect(m_copyRoom, &QPushButton::clicked, this, &IncidentPane::copyRoom);
    connect(m_openRoom, &QPushButton::clicked, this, &IncidentPane::openRoom);
    connect(m_applies, &QPushButton::clicked, this, [this] { decideDeadline(true); });
    connect(m_not, &QPushButton::clicked, this, [this] { decideDeadline(false); });
    connect(m_met, &QPushButton::clicked, this, &IncidentPane::meetDeadline);
    connect(m_situation, &QPushButton::clicked, this, [this] { Q_EMIT draftRequested(QStringLiteral("SITREP")); });
    connect(m_meetings, &QPushButton::clicked, this, &IncidentPane::setMeetings);
    connect(m_clockView->selectionModel(), &QItemSelectionModel::currentChanged, this, &IncidentPane::sayActions);
    retranslate();
    refresh();
}

QWidget *IncidentPane::makePeople()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(12, 8, 12, 0);
    line->addWidget(m_room);
    layout->addLayout(line);
    layout->addLayout(row({m_openRoom, m_copyRoom, m_changeRoom}));
    layout->addWidget(m_peopleView, 1);
    layout->addLayout(row({m_assign}));
    return page;
}

QWidget *IncidentPane::makeClocks()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_words->setContentsMargins(12, 6, 12, 0);
    m_words->setProperty("muted", true);
    layout->addWidget(m_clockView, 1);
    layout->addWidget(m_words);
    layout->addLayout(row({m_applies, m_not, m_met, m_situation, m_meetings}));
    return page;
}

QString IncidentPane::title() const { return tr("Incident"); }

const respond::Response &IncidentPane::response() const
{
    static const respond::Response none;
    return snapshot() ? snapshot()->response : none;
}

void IncidentPane::retranslate()
{
    m_list->setAccessibleName(tr("Runbook"));
    m_peopleView->setAccessibleName(tr("Who does what, and how to reach them"));
    m_clockView->setAccessibleName(tr("Clocks and deadlines"));
    m_people->setHeads({tr("Part"), tr("Person"), tr("Telephone or room")});
    m_clockTable->setHeads({tr("What"), tr("How long"), tr("When")});
    TextTable::giveRoomTo(m_peopleView, {1, 2});
    TextTable::giveRoomTo(m_clockView, {0});
    //: Button: closes the incident, with a reason
    m_close->setText(tr("Close…"));
    m_assign->setText(tr("Give this part…"));
    m_changeRoom->setText(tr("Change…"));
    m_copyRoom->setText(tr("Copy"));
    m_openRoom->setText(tr("Open the room"));
    //: Button: the deadline that is chosen applies
    m_applies->setText(tr("Applies…"));
    //: Button: the deadline that is chosen does not apply
    m_not->setText(tr("Does not apply…"));
    //: Button: what was due is done
    m_met->setText(tr("Done…"));
    m_situation->setText(tr("Situation report"));
    m_meetings->setText(tr("Meetings…"));
    m_runbook->retranslate();
}

void IncidentPane::refresh()
{
    const auto state = snapshot() ? snapshot()->incident.state : State::Quiet;
    const bool lasts = state != State::Quiet && state != State::Closed;
    m_now = snapshot() ? snapshot()->at : Instant{};
    m_runbook->setPhases(response().phases);
    header()->setTitle({});
    //: Tab of the incident pane: the checklist; %1 of %2 are done
    header()->setTab(RunbookTab, m_runbook->allItems() > 0
                                     ? tr("Runbook %1/%2").arg(m_runbook->doneItems()).arg(m_runbook->allItems())
                                     : tr("Runbook"));
    //: Tab of the incident pane: roles and room
    header()->setTab(PeopleTab, tr("People"));
    //: Tab of the incident pane: clocks and deadlines
    header()->setTab(ClocksTab, tr("Clocks"));

    m_problem->setVisible(!response().problem.isEmpty());
    m_problem->setText(response().problem);
    QString said = incidentWord(state);
    if (snapshot() && !snapshot()->incident.id.isEmpty()) said += QStringLiteral(" · ") + snapshot()->incident.id;
    if (snapshot() && !snapshot()->incident.openedBy.isEmpty())
        said += QStringLiteral(" · ") + tr("opened by %1").arg(safeText(snapshot()->incident.openedBy, 60));
    m_state->setText(said);
    //: Button: a person says that this is an incident
    m_open->setText(state == State::Closed ? tr("Reopen…") : tr("Open the incident"));
    m_open->setEnabled(snapshot() && snapshot()->incident.openedBy.isEmpty());
    m_open->setVisible(!snapshot() || snapshot()->incident.openedBy.isEmpty());
    m_open->setProperty("primary", state == State::Hijack);
    m_open->setToolTip(
        plainToolTip(state == State::Quiet ? tr("You will be asked why.") : tr("The findings are the reason.")));
    m_close->setVisible(lasts);
    const bool isCommanded = snapshot() && !snapshot()->incident.commander.isEmpty();
    m_command->setText(isCommanded ? tr("Hand over…") : tr("Take command…"));
    m_command->setVisible(lasts);
    showPeople();
    showClocks();
}

void IncidentPane::showPeople()
{
    const QString &room = response().room;
    m_room->setText(room.isEmpty()
                        ? tr("There is no standing room yet: a call or chat that does not hang on the domain.")
                        : tr("Room: %1").arg(safeText(room, 300)));
    m_copyRoom->setEnabled(!room.isEmpty());
    m_openRoom->setVisible(!pageOf(room).isEmpty());
    m_changeRoom->setEnabled(snapshot() != nullptr);
    std::vector<TextTable::Line> lines;
    for (const auto &one : response().roles) {
        const bool isHeld = !one.person.isEmpty();
        const QString since = isHeld && one.since != Instant{}
                                  ? tr("since %1, said by %2").arg(TimeText::instance().both(one.since), one.by)
                                  : QString();
        const QString before = one.before.isEmpty() ? QString() : tr("before: %1").arg(safeText(one.before, 60));
        const QString tip = QStringList{since, before}.join(u'\n').trimmed();
        lines.push_back({{respond::roleWord(one.role)},
                         {isHeld ? safeText(one.person, 100) : tr("nobody"), {}, false, tip},
                         {one.call.isEmpty() ? QStringLiteral("—") : safeText(one.call, 200)}});
    }
    m_people->setLines(std::move(lines));
    if (!m_peopleView->currentIndex().isValid() && m_people->rowCount() > 0)
        m_peopleView->setCurrentIndex(m_people->index(0, 0));
    m_assign->setEnabled(m_people->rowCount() > 0);
}

void IncidentPane::showClocks()
{
    auto clocks = snapshot() ? incidentClocks(*snapshot(), m_now) : std::vector<IncidentClock>{};
    if (clocks != m_clocks) {
        std::vector<TextTable::Line> lines;
        lines.reserve(clocks.size());
        for (const auto &one : clocks)
            lines.push_back(one.line);
        m_clocks = std::move(clocks);
        m_clockTable->setLines(std::move(lines));
    }
    if (!m_clockView->currentIndex().isValid() && m_clockTable->rowCount() > 0)
        m_clockView->setCurrentIndex(m_clockTable->index(0, 0));
    sayActions();
}

void IncidentPane::setNow(Instant now)
{
    m_now = now;
    if (isVisible() && m_pages->currentIndex() == 2) showClocks();
}

const IncidentClock *IncidentPane::clock() const
{
    const int at = m_clockView->currentIndex().row();
    return at >= 0 && size_t(at) < m_clocks.size() ? &m_clocks[size_t(at)] : nullptr;
}

void IncidentPane::sayActions()
{
    const auto *chosen = clock();
    const bool isDeadline = chosen && chosen->kind == IncidentClock::Kind::Deadline;
    for (auto *one : {m_applies, m_not, m_met})
        one->setVisible(isDeadline);
    for (auto *one : {m_situation, m_meetings})
        one->setVisible(!isDeadline);
    m_situation->setEnabled(response().nextMeeting.has_value());
    m_words->setText(chosen ? chosen->words : QString());
}

void IncidentPane::showTab(const QString &tab)
{
    m_pages->setCurrentIndex(tab == PeopleTab ? 1 : tab == ClocksTab ? 2 : 0);
    if (tab == ClocksTab) showClocks();
}

void IncidentPane::focusRunbook()
{
    header()->setCurrentTab(RunbookTab);
    showTab(RunbookTab);
    const bool isAtItem = !m_list->currentIndex().data(RunbookModel::IdRole).toString().isEmpty();
    if (const int row = m_runbook->firstOpen(); row >= 0 && !isAtItem) m_list->setCurrentIndex(m_runbook->index(row));
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void IncidentPane::act(respond::IncidentAct act)
{
    withPerson(this, [this, act](const QString &who) mutable {
        act.person = who;
        Q_EMIT acted(act);
    });
}

void IncidentPane::openIncident()
{
    if (!snapshot() || !snapshot()->incident.openedBy.isEmpty()) return;
    respond::IncidentAct opening;
    opening.kind = Kind::Open;
    opening.domain = domain();
    if (!snapshot()->incident.signalIds.isEmpty()) return act(opening);
    auto *dialog = DecisionDialog::about(QStringLiteral("open"), tr("Open an incident"),
                                         tr("No finding says so: why is it one? The domain that is chosen is %1.")
                                             .arg(domain().isRoot() ? QStringLiteral("—") : domain().display()),
                                         this);
    dialog->setActionText(tr("Open the incident"));
    connect(dialog, &DecisionDialog::decided, this, [this, opening](const QString &who, const QString &why) mutable {
        opening.person = who;
        opening.reason = why;
        Q_EMIT acted(opening);
    });
    dialog->open();
}

void IncidentPane::reopenIncident()
{
    auto *dialog = DecisionDialog::about(QStringLiteral("reopen"), tr("Reopen the incident"),
                                         tr("It goes on as the same incident: parts, ticks and letters stay."), this);
    dialog->setActionText(tr("Reopen"));
    connect(dialog, &DecisionDialog::decided, this, [this](const QString &who, const QString &why) {
        respond::IncidentAct reopening;
        reopening.kind = Kind::Reopen;
        reopening.person = who;
        reopening.reason = why;
        Q_EMIT acted(reopening);
    });
    dialog->open();
}

void IncidentPane::toggleItem(const QModelIndex &index)
{
    respond::IncidentAct ticking;
    ticking.item = index.data(RunbookModel::IdRole).toString();
    if (ticking.item.isEmpty()) return;
    const auto state = respond::ItemState::State(index.data(RunbookModel::StateRole).toInt());
    if (state == respond::ItemState::State::Fulfilled) return; // evidence is nobody's to take away
    ticking.kind = state == respond::ItemState::State::Open ? Kind::Tick : Kind::Untick;
    act(ticking);
}

void IncidentPane::assignRole()
{
    const int at = m_peopleView->currentIndex().row();
    if (at < 0 || size_t(at) >= response().roles.size()) return;
    const auto now = response().roles[size_t(at)];
    if (openKept(this, QStringLiteral("role ") + now.role)) return;
    auto *dialog =
        new FormDialog(tr("Give the part: %1").arg(respond::roleWord(now.role)),
                       tr("Who has it, and how that person is reached: a telephone number or a room. Leave the person "
                          "empty where nobody has it any more. The timeline says who gave it to whom, and when."),
                       tr("Give"), this);
    dialog->setSubject(QStringLiteral("role ") + now.role);
    dialog->setObjectName(QStringLiteral("assignDialog"));
    dialog->addLine(QStringLiteral("holder"), tr("&Person"), now.person);
    dialog->addLine(QStringLiteral("call"), tr("&Telephone or room"), now.call);
    dialog->ready();
    connect(dialog, &FormDialog::decided, this, [this, dialog, role = now.role] {
        respond::IncidentAct assigning;
        assigning.kind = Kind::Assign;
        assigning.role = role;
        assigning.holder = dialog->line(QStringLiteral("holder"));
        assigning.call = dialog->line(QStringLiteral("call"));
        assigning.person = dialog->personName();
        Q_EMIT acted(assigning);
    });
    dialog->open();
}

void IncidentPane::changeRoom()
{
    if (openKept(this, QStringLiteral("room"))) return;
    auto *dialog = new FormDialog(tr("The standing room"),
                                  tr("A call or chat that stays open and does not hang on the domain: a link or a "
                                     "number. It stands in every situation report."),
                                  tr("Save"), this);
    dialog->setSubject(QStringLiteral("room"));
    dialog->setObjectName(QStringLiteral("roomDialog"));
    dialog->addLine(QStringLiteral("roomLine"), tr("&Room"), response().room);
    dialog->ready();
    connect(dialog, &FormDialog::decided, this, [this, dialog] {
        Q_EMIT caseTold(QStringLiteral("channel"), dialog->line(QStringLiteral("roomLine")), dialog->personName());
    });
    dialog->open();
}

void IncidentPane::copyRoom() { QApplication::clipboard()->setText(response().room); }

void IncidentPane::openRoom()
{
    if (const QUrl page = pageOf(response().room); !page.isEmpty()) Q_EMIT roomRequested(page);
}

void IncidentPane::decideDeadline(bool applies)
{
    const auto *chosen = clock();
    if (!chosen || chosen->kind != IncidentClock::Kind::Deadline) return;
    std::optional<Instant> known;
    for (const auto &one : response().deadlines)
        if (one.rule.id == chosen->id) known = one.startsAt;
    if (openKept(this, (applies ? QStringLiteral("applies ") : QStringLiteral("not ")) + chosen->id)) return;
    auto *dialog =
        new FormDialog(chosen->line.front().text,
                       applies ? tr("It counts from the moment at which somebody in the organisation knew. Who says so "
                                    "stands on the timeline.")
                               : tr("It will not be counted. The timeline says who decided it, and why."),
                       applies ? tr("It applies") : tr("It does not apply"), this);
    dialog->setSubject((applies ? QStringLiteral("applies ") : QStringLiteral("not ")) + chosen->id);
    dialog->setObjectName(QStringLiteral("deadlineDialog"));
    if (applies) dialog->addTime(QStringLiteral("known"), tr("&Known since"), known.value_or(m_now));
    dialog->addLine(QStringLiteral("why"), tr("&Reason"), {}, !applies);
    dialog->ready();
    connect(dialog, &FormDialog::decided, this, [this, dialog, applies, id = chosen->id, known] {
        respond::IncidentAct deciding;
        deciding.kind = applies ? Kind::Applies : Kind::NotApplying;
        deciding.item = id;
        deciding.person = dialog->personName();
        deciding.reason = dialog->line(QStringLiteral("why"));
        // The field has whole minutes: what nobody touched stays what it is.
        if (const auto typed = dialog->time())
            deciding.known = known && std::chrono::floor<std::chrono::minutes>(*known) == *typed ? *known : *typed;
        Q_EMIT acted(deciding);
    });
    dialog->open();
}

void IncidentPane::meetDeadline()
{
    const auto *chosen = clock();
    if (!chosen || chosen->kind != IncidentClock::Kind::Deadline) return;
    auto *dialog = DecisionDialog::about(QStringLiteral("met ") + chosen->id, chosen->line.front().text,
                                         tr("It is done. What was done, and how?"), this);
    dialog->setActionText(tr("Done"));
    connect(dialog, &DecisionDialog::decided, this, [this, id = chosen->id](const QString &who, const QString &why) {
        respond::IncidentAct meeting;
        meeting.kind = Kind::Met;
        meeting.item = id;
        meeting.person = who;
        meeting.reason = why;
        Q_EMIT acted(meeting);
    });
    dialog->open();
}

void IncidentPane::setMeetings()
{
    if (openKept(this, QStringLiteral("meetings"))) return;
    auto *dialog =
        new FormDialog(tr("Meetings of every day"),
                       tr("Morning, noon and evening, on the wall of one zone. For each, the situation report "
                          "is drafted from the timeline."),
                       tr("Save"), this);
    dialog->setSubject(QStringLiteral("meetings"));
    dialog->setObjectName(QStringLiteral("meetingsDialog"));
    dialog->addLine(QStringLiteral("times"), tr("&Times"), response().meetings.times.join(u' '), true);
    dialog->addLine(QStringLiteral("zone"), tr("&Zone"), response().meetings.zone, true);
    dialog->ready();
    connect(dialog, &FormDialog::decided, this, [this, dialog] {
        respond::IncidentAct meeting;
        meeting.kind = Kind::Meet;
        meeting.times = dialog->line(QStringLiteral("times")).split(u' ', Qt::SkipEmptyParts);
        meeting.zone = dialog->line(QStringLiteral("zone"));
        meeting.person = dialog->personName();
        Q_EMIT acted(meeting);
    });
    dialog->open();
}

} // namespace hinoban::ui
