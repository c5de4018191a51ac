// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/IncidentBar.h"

#include "app/base/SafeText.h"
#include "ui/common/Fonts.h"
#include "ui/common/Person.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr int Height = 54, Side = 14;
constexpr int Slack = 6; // widths of text are measured in fractions, and given in whole pixels

QFont figureFont() { return fonts::prose(fonts::Size::Large, true); }
QFont wordFont() { return fonts::prose(fonts::Size::Normal); }
QFont captionFont() { return fonts::prose(fonts::Size::Small); }

// Whether anything was seen yet that could be called quiet.
bool looked(const console::SnapshotPtr &snapshot) { return snapshot && snapshot->domains.summary().anyLooked; }

// Where no false MX is known: is the right one, in all domains?
BarCell::Part mailPart(const console::SnapshotPtr &snapshot)
{
    const Colours &c = Theme::colours();
    const auto all = snapshot ? snapshot->domains.summary() : console::DomainsSummary();
    if (all.mailDiffers) return {IncidentBar::tr("differs"), markColour(Mark::Suspicion), true};
    if (all.mailUnknown) return {IncidentBar::tr("unknown"), c.unk, true};
    return all.mailKnown ? BarCell::Part{IncidentBar::tr("as expected"), c.ink, true}
                         : BarCell::Part{QStringLiteral("—"), c.mut, true};
}

} // namespace

StateBlock::StateBlock(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setState(m_state, {});
}

void StateBlock::setState(respond::IncidentState state, const QStringList &signalIds)
{
    m_state = state;
    m_unknown.clear();
    m_signals = signalIds.join(QLatin1Char(' '));
    say();
}

void StateBlock::setUnknown(const QString &word)
{
    m_unknown = word;
    m_signals.clear();
    say();
}

void StateBlock::say()
{
    setAccessibleName(tr("State: %1").arg(word()));
    setAccessibleDescription(m_signals);
    setToolTip(plainToolTip(m_signals.isEmpty() ? word() : word() + QStringLiteral(": ") + m_signals));
    updateGeometry();
    update();
}

QString StateBlock::word() const { return m_unknown.isEmpty() ? incidentWord(m_state) : m_unknown; }

QSize StateBlock::sizeHint() const
{
    const int word_ = QFontMetrics(fonts::prose(fonts::Size::Title, true)).horizontalAdvance(word()) + 24;
    return {std::clamp(word_ + 2 * Side, 170, 240), Height};
}

void StateBlock::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::colours();
    const bool hijack = m_unknown.isEmpty() && m_state == respond::IncidentState::Hijack;
    const Mark mark = m_unknown.isEmpty() ? incidentMark(m_state) : Mark::Unknown;
    // Red is for mismatch only: every other state keeps a quiet ground.
    const QColor ground = hijack ? c.bar : markTint(mark);
    const QColor ink = hijack ? c.onBar : markColour(mark);
    QPainter painter(this);
    painter.fillRect(rect(), ground);
    const QFont title = fonts::prose(fonts::Size::Title, true), small = fonts::prose(fonts::Size::Small);
    const QFontMetrics titleMetrics(title), smallMetrics(small);
    const bool two = !m_signals.isEmpty();
    const int height_ = titleMetrics.height() + (two ? smallMetrics.height() : 0);
    const int top = (height() - height_) / 2;
    paintMark(painter, QRectF(Side, top, 14, titleMetrics.height()), mark, 13, ink);
    painter.setPen(ink);
    painter.setFont(title);
    painter.drawText(QRect(Side + 22, top, width() - Side - 26, titleMetrics.height()), Qt::AlignVCenter, word());
    if (!two) return;
    painter.setFont(small);
    painter.setOpacity(0.9);
    const QRect line(Side, top + titleMetrics.height(), width() - 2 * Side, smallMetrics.height());
    painter.drawText(line, Qt::AlignVCenter, smallMetrics.elidedText(m_signals, Qt::ElideRight, line.width()));
}

BarCell::BarCell(const QString &name, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(name);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
}

void BarCell::set(const QString &caption, const std::vector<Part> &parts)
{
    m_caption = caption;
    m_parts = parts;
    setAccessibleName(text());
    setToolTip(plainToolTip(m_opens.isEmpty() ? text() : text() + QLatin1Char('\n') + m_opens));
    updateGeometry();
    update();
}

void BarCell::setOpens(const QString &what)
{
    m_opens = what;
    setAccessibleDescription(what);
    setFocusPolicy(what.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    setCursor(what.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void BarCell::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !m_opens.isEmpty())
        Q_EMIT opened();
    else
        QWidget::keyPressEvent(event);
}

void BarCell::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_opens.isEmpty() && event->button() == Qt::LeftButton && rect().contains(event->pos())) Q_EMIT opened();
}

void BarCell::addWidget(QWidget *widget)
{
    m_extra = widget;
    widget->setParent(this);
    widget->show();
}

QString BarCell::text() const
{
    QStringList words;
    for (const auto &part : m_parts)
        words << part.text;
    return m_caption + QStringLiteral(": ") + words.join(QStringLiteral(" · "));
}

int BarCell::partsWidth(int count) const
{
    int width = 0;
    for (int i = 0; i < count && i < int(m_parts.size()); ++i) {
        const auto &part = m_parts[size_t(i)];
        width += QFontMetrics(part.strong ? figureFont() : wordFont()).horizontalAdvance(part.text) + (i ? 10 : 0);
    }
    return width;
}

QSize BarCell::sizeHint() const
{
    const int caption = QFontMetrics(captionFont()).horizontalAdvance(m_caption);
    const int extra = m_extra ? m_extra->sizeHint().width() + 10 : 0;
    return {std::max(caption, partsWidth(int(m_parts.size())) + extra) + 2 * Side + Slack, Height};
}

// Figures never give way; captions and explanations may.
QSize BarCell::minimumSizeHint() const
{
    int strong = 0;
    while (strong < int(m_parts.size()) && m_parts[size_t(strong)].strong)
        ++strong;
    const int extra = m_extra ? m_extra->sizeHint().width() + 10 : 0;
    return {partsWidth(strong) + extra + 2 * Side + Slack, Height};
}

void BarCell::resizeEvent(QResizeEvent *)
{
    if (!m_extra) return;
    const QSize size = m_extra->sizeHint();
    const int below = QFontMetrics(captionFont()).height();
    m_extra->setGeometry(width() - Side - size.width(), (height() - size.height() + below) / 2, size.width(),
                         size.height());
}

void BarCell::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::colours();
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), c.line);
    const QFontMetrics caption(captionFont()), figure(figureFont());
    const int top = (height() - caption.height() - figure.height()) / 2;
    const int room = width() - 2 * Side;
    painter.setFont(captionFont());
    painter.setPen(c.mut);
    painter.drawText(QRect(Side, top, room, caption.height()), Qt::AlignVCenter,
                     caption.elidedText(m_caption, Qt::ElideRight, room));
    int x = Side;
    const int right = width() - Side - (m_extra ? m_extra->width() + 10 : 0);
    const int baseline = top + caption.height() + figure.ascent();
    for (const auto &part : m_parts) {
        const QFont font = part.strong ? figureFont() : wordFont();
        const QFontMetrics metrics(font);
        const QString text = metrics.elidedText(part.text, Qt::ElideRight, right - x);
        painter.setFont(font);
        painter.setPen(part.colour.isValid() ? part.colour : c.ink);
        painter.drawText(x, baseline, text);
        x += metrics.horizontalAdvance(text) + 10;
        if (x >= right) break;
    }
    if (!hasFocus()) return;
    painter.setPen(QPen(c.info, 1));
    painter.drawRect(rect().adjusted(1, 1, -3, -3));
}

IncidentBar::IncidentBar(QWidget *parent)
    : QFrame(parent)
    , m_state(new StateBlock(this))
    , m_changed(new BarCell(QStringLiteral("sinceChange"), this))
    , m_noticed(new BarCell(QStringLiteral("sinceNoticed"), this))
    , m_mail(new BarCell(QStringLiteral("mail"), this))
    , m_tail(new BarCell(QStringLiteral("cacheTail"), this))
    , m_due(new BarCell(QStringLiteral("due"), this))
    , m_command(new BarCell(QStringLiteral("command"), this))
    , m_take(new QPushButton(this))
{
    setObjectName(QStringLiteral("IncidentBar"));
    setFixedHeight(Height);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 1);
    layout->setSpacing(0);
    layout->addWidget(m_state);
    layout->addWidget(m_changed);
    layout->addWidget(m_noticed);
    layout->addWidget(m_mail);
    layout->addWidget(m_tail, 1);
    layout->addWidget(m_due);
    layout->addWidget(m_command);
    m_take->setObjectName(QStringLiteral("takeCommand"));
    m_take->setFocusPolicy(Qt::StrongFocus);
    m_command->addWidget(m_take);
    connect(m_take, &QPushButton::clicked, this, &IncidentBar::takeCommandRequested);
    connect(m_tail, &BarCell::opened, this, &IncidentBar::recoveryRequested);
    connect(m_due, &BarCell::opened, this, &IncidentBar::incidentRequested);
    connect(&Theme::instance(), &Theme::changed, this, &IncidentBar::refresh);
    connect(&TimeText::instance(), &TimeText::changed, this, &IncidentBar::refresh);
    refresh();
}

void IncidentBar::show(const console::SnapshotPtr &snapshot, const dns::Name &domain, Instant now)
{
    m_snapshot = snapshot;
    m_domain = domain;
    m_now = now;
    refresh();
}

void IncidentBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
}

void IncidentBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::colours().pane);
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::colours().line);
}

void IncidentBar::refresh()
{
    const Colours &c = Theme::colours();
    static const respond::Incident none;
    const respond::Incident &incident = m_snapshot ? m_snapshot->incident : none;
    const bool active = incident.state != respond::IncidentState::Quiet;
    if (!active && m_snapshot && m_snapshot->interception)
        m_state->setUnknown(tr("DNS rewritten"));
    else if (active || looked(m_snapshot))
        m_state->setState(incident.state, incident.signalIds);
    else if (m_snapshot && m_snapshot->domains.empty())
        m_state->setUnknown(tr("Nothing watched"));
    else
        m_state->setUnknown(tr("First look…"));

    const auto &times = TimeText::instance();
    QString changed = tr("Since the change");
    if (incident.changedAt) {
        const QString when = times.brief(*incident.changedAt);
        changed = incident.changedAtSource == QLatin1String("registry")
                      ? tr("Since the change (%1, registry)").arg(when)
                      : tr("Since the change (%1, first evidence)").arg(when);
    }
    const auto since = [&](const std::optional<Instant> &from) -> std::vector<BarCell::Part> {
        if (!from) return {{QStringLiteral("—"), c.mut, true}};
        return {{spanText(m_now - *from), c.ink, true}};
    };
    m_changed->set(changed, since(incident.changedAt));
    m_noticed->set(tr("Since noticed"), since(incident.noticedAt));
    m_changed->setVisible(active);
    m_noticed->setVisible(active);

    if (incident.mailLost)
        m_mail->set(tr("Mail: ask for replies by phone"), {{tr("✕ lost or read by others"), c.bad, true}});
    else
        m_mail->set(tr("Mail"), {mailPart(m_snapshot)});

    // The tail of the domain selected; the counts are of its resolvers.
    const auto view = m_snapshot ? m_snapshot->domains.find(m_domain) : nullptr;
    m_tail->setOpens(tr("Ctrl+R shows who recovers when"));
    std::vector<BarCell::Part> tail;
    QString caption = tr("Caches");
    if (view) {
        const auto &t = view->tail;
        const int all = t.serveFalse + t.serveTrue + t.unknown;
        if (t.serveFalse > 0) {
            tail.push_back({tr("%1 false").arg(t.serveFalse), c.bad, true});
            tail.push_back({tr("%1 true").arg(t.serveTrue), c.ok, true});
        } else {
            tail.push_back({tr("%1 true").arg(t.serveTrue), t.serveTrue ? c.ok : c.mut, true});
        }
        if (t.unknown > 0) tail.push_back({tr("%1 unknown").arg(t.unknown), c.unk, true});
        if (t.unbounded && !t.falseServersAnswer)
            caption = tr("%n caches: no end before the repair", nullptr, all);
        else if (t.unbounded)
            caption = tr("%n caches: no end while the false nameservers answer", nullptr, all);
        else if (t.end)
            caption = (t.serveFalse > 0 ? tr("%n caches: false until %1", nullptr, all)
                                        : tr("%n caches: others may be false until %1", nullptr, all))
                          .arg(times.full(*t.end));
        else
            caption = tr("%n caches", nullptr, all);
    } else {
        tail.push_back({QStringLiteral("—"), c.mut, true});
    }
    m_tail->set(caption, tail);

    // The nearest of what is due; the meeting where nothing else is.
    m_due->setOpens(tr("Ctrl+J shows runbook, people and clocks"));
    auto due = m_snapshot ? respond::nextDue(m_snapshot->response, m_snapshot->requests) : std::nullopt;
    if (m_snapshot && m_snapshot->response.nextMeeting && (!due || *m_snapshot->response.nextMeeting < due->at))
        due = respond::NextDue{tr("meeting"), *m_snapshot->response.nextMeeting};
    m_due->setVisible(active && due);
    if (due) {
        const bool isLate = due->at <= m_now;
        m_due->set(isLate ? tr("Overdue: %1").arg(safeText(due->what, 60)) : tr("Due: %1").arg(safeText(due->what, 60)),
                   {{spanText(isLate ? m_now - due->at : due->at - m_now), isLate ? c.warn : c.ink, true}});
    }

    m_command->set(tr("In command"), {{incident.commander.isEmpty() ? tr("nobody") : incident.commander,
                                       incident.commander.isEmpty() ? c.mut : c.ink, true}});
    m_take->setText(incident.commander.isEmpty() ? person().isEmpty() ? tr("Take command…") : tr("Take command")
                                                 : tr("Hand over…"));
    m_take->setAccessibleName(m_take->text());
    m_take->setVisible(active);
    m_command->setVisible(active);
    update();
}

} // namespace hinoban::ui
