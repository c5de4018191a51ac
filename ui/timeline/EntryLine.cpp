// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/EntryLine.h"

#include "app/base/SafeText.h"
#include "ui/common/Fonts.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/TimeText.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {
namespace {

constexpr int LongestLine = 2000; // characters; the log takes no more

// How the log will have the line: without what its canonical form does not know.
respond::Entry understood(QString line, Instant now)
{
    constexpr qsizetype LongestEscaped = 16384;
    line.replace(QLatin1Char('\t'), QLatin1Char(' '));
    return respond::entryFromTyped(safeText(line.trimmed(), LongestEscaped), QString(), now,
                                   TimeText::instance().zoneSeconds(now));
}

bool isStored(const store::LogRecord &record, const store::ChainHead &head)
{
    return record.writer != head.writer || record.sequence <= head.sequence;
}

} // namespace

EntryLine::EntryLine(QWidget *parent)
    : QFrame(parent)
    , m_name(plainLine(this))
    , m_time(plainLine(this))
    , m_key(plainLine(this))
    , m_state(plainLine(this))
    , m_editor(new QLineEdit(this))
    , m_back(new QToolButton(this))
{
    m_editor->setMaxLength(LongestLine);
    m_editor->setObjectName(QStringLiteral("entryLine"));
    m_name->setBuddy(m_editor);
    m_name->setProperty("muted", true);
    m_time->setProperty("muted", true);
    m_time->setFont(fonts::prose(fonts::Size::Small));
    m_key->setProperty("key", true);
    m_key->setFont(fonts::prose(fonts::Size::Small));
    m_key->setText(QKeySequence(Qt::CTRL | Qt::Key_L).toString(QKeySequence::NativeText));
    m_state->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("entryState"));
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state->hide();
    m_back->setObjectName(QStringLiteral("entryBack"));
    m_back->setProperty("link", true);
    m_back->setFocusPolicy(Qt::StrongFocus);
    m_back->hide();

    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_name);
    line->addWidget(m_editor, 1);
    line->addWidget(m_time);
    line->addWidget(m_key);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(12, 4, 12, 4);
    all->setSpacing(3);
    auto *state = new QHBoxLayout;
    state->addWidget(m_state, 1);
    state->addWidget(m_back);
    all->addLayout(state);
    all->addLayout(line);

    connect(m_back, &QToolButton::clicked, this, [this] {
        const QStringList lines = waitingLines();
        m_waiting.clear();
        takeBack(lines);
        say();
        m_editor->setFocus();
    });
    connect(m_editor, &QLineEdit::returnPressed, this, &EntryLine::submit);
    connect(m_editor, &QLineEdit::textChanged, this, &EntryLine::sayTime);
    retranslate();
}

void EntryLine::setLog(const QList<store::LogRecord> &log, const store::ChainHead &head)
{
    if (log.size() < m_read) m_read = 0; // another log
    const auto waited = m_waiting.size();
    for (; m_read < log.size() && isStored(log.at(m_read), head); ++m_read) {
        const auto &entry = log.at(m_read).entry;
        if (entry.kind != respond::Entry::Kind::Person) continue;
        const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                        [&entry](const auto &waiting) { return waiting.text == entry.text; });
        if (found != m_waiting.end()) m_waiting.erase(found);
    }
    if (m_waiting.size() == waited) return;
    m_problem.clear();
    say();
}

void EntryLine::setNow(std::optional<Instant> now)
{
    m_now = now;
    sayTime();
}

void EntryLine::refused(const QString &line, const QString &sentence)
{
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(), [&line](const auto &waiting) {
        return waiting.line == line || waiting.text == line;
    });
    if (found == m_waiting.end()) return;
    const QString words = found->line;
    m_waiting.erase(found);
    m_problem = sentence;
    takeBack({words});
    say();
}

QStringList EntryLine::waitingLines() const
{
    QStringList lines;
    for (const auto &waiting : m_waiting)
        lines.append(waiting.line);
    return lines;
}

void EntryLine::takeBack(const QStringList &lines)
{
    QStringList back = lines;
    if (!m_editor->text().isEmpty()) back.append(m_editor->text());
    m_editor->setText(back.join(QStringLiteral(" / ")));
}

void EntryLine::retranslate()
{
    //: Before the line in which a person types an entry for the timeline
    m_name->setText(tr("&Record:"));
    m_editor->setPlaceholderText(tr("19:36 called the registrar, ticket …"));
    m_editor->setAccessibleName(tr("New entry of the timeline"));
    m_editor->setAccessibleDescription(
        tr("A time at the beginning says when it happened; without one it happened now. Enter writes it."));
    //: Button: takes words that are not in the log yet back into the line
    m_back->setText(tr("Take back"));
    say();
    sayTime();
}

void EntryLine::take()
{
    m_editor->setFocus(Qt::ShortcutFocusReason);
    m_editor->selectAll();
}

void EntryLine::submit()
{
    const QString line = m_editor->text().trimmed();
    if (line.isEmpty() || !m_now) return;
    m_waiting.append({line, understood(line, *m_now).text});
    m_problem.clear(); // the words that came back are these, or given up
    m_editor->clear();
    say();
    Q_EMIT typed(line);
}

void EntryLine::say()
{
    QString text;
    if (!m_problem.isEmpty())
        text = tr("Not written: %1 Your words are back in the line.").arg(m_problem);
    else if (!m_waiting.isEmpty())
        text = tr("Being written: %1").arg(waitingLines().join(QStringLiteral(" / ")));
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    m_back->setVisible(!m_waiting.isEmpty());
    m_editor->setProperty("wrong", !m_problem.isEmpty());
    m_editor->style()->polish(m_editor);
}

void EntryLine::sayTime()
{
    const QString line = m_editor->text().trimmed();
    m_key->setVisible(line.isEmpty());
    m_time->setVisible(!line.isEmpty() && m_now);
    if (line.isEmpty() || !m_now) return;
    const auto &times = TimeText::instance();
    const auto entry = understood(line, *m_now);
    m_time->setText(entry.happened == *m_now
                        ? tr("happened now")
                        : tr("happened %1")
                              .arg(times.dateTime(entry.happened).toString(QStringLiteral("MM-dd HH:mm")) + u' ' +
                                   times.zoneName(entry.happened)));
}

} // namespace hinoban::ui
