// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/WhyPanel.h"

#include "app/console/SecurityReport.h"
#include "app/detect/Sentence.h"
#include "ui/common/Fonts.h"
#include "ui/common/PlanWords.h"
#include "ui/common/ProblemWords.h"
#include "ui/common/StateMark.h"
#include "ui/common/Theme.h"
#include "ui/records/LookAlikeLine.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace hinoban::ui {

WhyPanel::WhyPanel(QWidget *parent)
    : QFrame(parent)
    , m_signal(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_more(new QLabel(this))
    , m_evidence(new QToolButton(this))
    , m_security(new QLabel(this))
    , m_plan(new QLabel(this))
    , m_lookAlike(new LookAlikeLine(this))
{
    setObjectName(QStringLiteral("why"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 8, 12, 8);
    rows->setSpacing(4);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(10);
    rows->addLayout(layout);
    rows->addWidget(m_lookAlike);
    rows->addWidget(m_plan);
    rows->addWidget(m_security);
    for (auto *label : {m_signal, m_sentence, m_more, m_security, m_plan})
        label->setTextFormat(Qt::PlainText);
    m_signal->setObjectName(QStringLiteral("whySignal"));
    m_security->setObjectName(QStringLiteral("whySecurity"));
    m_plan->setObjectName(QStringLiteral("whyPlan"));
    for (auto *label : {m_security, m_plan}) {
        label->setWordWrap(true);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setFont(fonts::prose(fonts::Size::Small));
        label->hide();
    }
    m_signal->setFont(fonts::prose(fonts::Size::Normal, true));
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("whySentence"));
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_more->setProperty("muted", true);
    m_evidence->setProperty("link", true);
    m_evidence->setObjectName(QStringLiteral("whyEvidence"));
    layout->addWidget(m_signal, 0, Qt::AlignTop);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_evidence, 0, Qt::AlignVCenter);
    layout->addWidget(m_more, 0, Qt::AlignVCenter);
    m_more->setProperty("key", true);
    m_more->setFont(fonts::prose(fonts::Size::Small));
    m_more->setText(QStringLiteral("Enter"));
    connect(m_evidence, &QToolButton::clicked, this, &WhyPanel::evidenceRequested);
    retranslate();
}

void WhyPanel::retranslate()
{
    m_sentence->setAccessibleName(tr("Why"));
    m_security->setAccessibleName(QStringLiteral("DNSSEC"));
    m_plan->setAccessibleName(tr("Planned change"));
    m_lookAlike->retranslate();
}

// One line: the verdict, and why; of a sound chain the zones that it leads through and how long it is signed.
void WhyPanel::showSecurity(const dns::ValidationPtr &validation)
{
    m_security->setVisible(validation != nullptr);
    if (!validation) return;
    QString text = QStringLiteral("DNSSEC  ") + console::securityWord(validation->security);
    QStringList zones;
    for (const auto &link : validation->chain)
        zones << (link.zone.isRoot() ? QStringLiteral(".") : link.zone.display());
    if (!validation->reason.isEmpty())
        text += QStringLiteral(" — ") + dns::sentence(validation->reason);
    else if (const auto *own = validation->link(validation->name); own && own->expiration)
        text += QStringLiteral(" — ") +
                tr("%1; keys signed until %2").arg(zones.join(QStringLiteral(" → ")), toRfc3339(*own->expiration));
    m_security->setText(text);
    const Colours &c = Theme::colours();
    const QColor ink = validation->security == dns::Security::Bogus    ? markColour(Mark::Mismatch)
                       : validation->security == dns::Security::Secure ? c.ok
                                                                       : c.unk;
    const QString colour = QStringLiteral("color: %1").arg(ink.name());
    if (m_security->styleSheet() != colour) m_security->setStyleSheet(colour);
}

const detect::Finding *WhyPanel::findingFor(const console::DomainView &view, const console::Row *row)
{
    if (view.findings.empty()) return nullptr;
    if (!row) return &view.findings.front();
    const QString key = row->owner.display() + QLatin1Char(' ') + QString::fromLatin1(dns::typeText(row->type));
    for (const auto &finding : view.findings) {
        if (finding.subject == key) return &finding;
        for (const auto &line : row->lines)
            for (const auto *shown : {&line.parent, &line.authoritative, &line.resolver})
                if (shown->kind == console::Shown::Kind::Different && shown->text.contains(finding.subject))
                    return &finding;
    }
    return nullptr;
}

void WhyPanel::show(const console::DomainView *view, const console::Row *row, Instant now)
{
    const Colours &c = Theme::colours();
    const detect::Finding *finding = view ? findingFor(*view, row) : nullptr;
    const bool aboutRow = view && row;
    // A row without a finding of its own still stands under what is worst for the domain.
    const bool rowFine = aboutRow && !finding && row->state() != watch::State::Mismatch;
    if (view && !finding && !rowFine) finding = findingFor(*view, nullptr);
    QColor ink = c.ink;
    QString signal, sentence;
    if (finding) {
        const Mark mark = markOf(finding->severity);
        // As on the timeline.
        const bool isDone = isDoneAsPlanned(*finding), isExpected = !isDone && isExpectedChange(*finding);
        signal = isDone       ? QString(markSymbol(Mark::Match))
                 : isExpected ? QStringLiteral("◇")
                              : QString(markSymbol(mark));
        signal += QLatin1Char(' ') + finding->signal;
        if (isExpected) signal += QStringLiteral(" · ") + tr("expected change");
        sentence = detect::sentence(*finding);
        ink = markColour(mark);
        m_tint = markTint(mark);
    } else if (!view) {
        sentence = tr("Nothing is watched yet.");
        m_tint = c.pane;
    } else if (view->state == console::DomainState::Unknown || (aboutRow && row->state() == watch::State::Unknown)) {
        signal = QString(markSymbol(Mark::Unknown));
        sentence = view->unknownReason.isEmpty() ? tr("Not enough answers to tell.")
                                                 : tr("Not known: %1.").arg(problemText(view->unknownReason));
        ink = c.unk;
        m_tint = c.unkbg;
    } else {
        signal = QString(markSymbol(Mark::Match));
        sentence = aboutRow && !row->hasExpectation ? tr("Nothing is expected of this record; it is only looked at.")
                   : aboutRow                       ? tr("As expected, wherever it was asked.")
                                                    : tr("Everything is as expected.");
        ink = c.ok;
        m_tint = c.okbg;
    }
    m_signal->setText(signal);
    m_signal->setVisible(!signal.isEmpty());
    const QString colour = QStringLiteral("color: %1").arg(ink.name());
    if (m_signal->styleSheet() != colour) m_signal->setStyleSheet(colour);
    m_sentence->setText(sentence);
    const bool evidence = finding && !finding->evidence.empty();
    m_evidence->setText(evidence ? tr("%n pieces of evidence", nullptr, int(finding->evidence.size())) : QString());
    m_evidence->setVisible(evidence);
    m_more->setVisible(evidence);
    m_lookAlike->show(finding);
    m_plan->setText(view ? planLine(*view, now) : QString());
    m_plan->setVisible(!m_plan->text().isEmpty());
    showSecurity(view ? view->dnssec : dns::ValidationPtr());
    update();
}

void WhyPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_tint);
    painter.fillRect(QRect(0, 0, width(), 1), Theme::colours().line);
}

} // namespace hinoban::ui
