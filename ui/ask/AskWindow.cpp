// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AskWindow.h"

#include "app/base/SafeText.h"
#include "app/console/EvidenceImport.h"
#include "ui/ask/QuestionLine.h"
#include "ui/common/CopyMenu.h"
#include "ui/common/Fonts.h"
#include "ui/common/RawText.h"
#include "ui/common/TimeText.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStyle>
#include <QTableView>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr size_t MostItems = 200;
constexpr qsizetype LongestAnswer = 56; // in the list; all of it is below
constexpr int AnswerColumn = 2;
constexpr qsizetype LongestKept = 512; // characters of a line in its entry

QPlainTextEdit *textView(const char *name, QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setReadOnly(true);
    edit->setFont(fonts::mono());
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    edit->setTabChangesFocus(true);
    edit->setObjectName(QLatin1String(name));
    return edit;
}

} // namespace

AskWindow::AskWindow(std::function<quint64()> nextTicket, QWidget *parent)
    : QDialog(parent)
    , m_nextTicket(std::move(nextTicket))
    , m_line(new QuestionLine(this))
    , m_name(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_ask(new QPushButton(this))
    , m_copy(new QPushButton(this))
    , m_keep(new QPushButton(this))
    , m_close(new QPushButton(this))
    , m_lines(new TextTable(this))
    , m_tabs(new QTabWidget(this))
    , m_decoded(textView("askDecoded", this))
    , m_raw(textView("askRaw", this))
    , m_json(textView("askJson", this))
{
    setObjectName(QStringLiteral("AskWindow"));
    resize(900, 620);
    m_line->setObjectName(QStringLiteral("askLine"));
    m_line->setFont(fonts::mono());
    m_name->setBuddy(m_line);
    m_hint->setObjectName(QStringLiteral("askHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setProperty("muted", true);
    m_hint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_ask->setObjectName(QStringLiteral("ask"));
    m_ask->setDefault(true);
    m_copy->setObjectName(QStringLiteral("askCopy"));
    m_keep->setObjectName(QStringLiteral("askKeep"));
    for (auto *button : {m_copy, m_keep, m_close})
        button->setAutoDefault(false);

    auto *layout = new QVBoxLayout(this);
    auto *top = new QHBoxLayout;
    top->addWidget(m_name);
    top->addWidget(m_line, 1);
    top->addWidget(m_ask);
    layout->addLayout(top);
    layout->addWidget(m_hint);
    m_list = TextTable::makeView(m_lines, this);
    m_list->setObjectName(QStringLiteral("askList"));
    m_tabs->addTab(m_decoded, QString());
    m_tabs->addTab(m_raw, QString());
    m_tabs->addTab(m_json, QString());
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 5);
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_copy);
    buttons->addWidget(m_keep);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    layout->addLayout(buttons);

    connect(m_ask, &QPushButton::clicked, this, &AskWindow::ask);
    connect(m_keep, &QPushButton::clicked, this, &AskWindow::keep);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        if (m_complaint) complain({});
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) { showItem(index.row()); });
    connect(&TimeText::instance(), &TimeText::changed, this, &AskWindow::fill);
    retranslate();
    showItem(-1);
    m_line->setFocus();
}

void AskWindow::begin(const QString &line)
{
    if (!line.isEmpty()) m_line->setText(line);
    m_line->selectAll();
    m_line->setFocus();
}

void AskWindow::setPlace(bool drill, bool paused)
{
    m_drill = drill;
    m_paused = paused;
    if (!m_complaint) complain({});
}

QString AskWindow::hint() const
{
    if (m_drill && m_paused) return tr("The drill is paused: its world answers when it goes on.");
    const QString habits = tr("As with dig, in any order: %1")
                               .arg(QStringLiteral("@server name type +tcp +tls +https +dnssec +cd +norec "
                                                   "+nsid -x address"));
    return m_drill ? habits + QLatin1Char('\n') + tr("The drill's world is asked, not the internet.") : habits;
}

// What is wrong with the line, or else how it is written.
void AskWindow::complain(std::function<QString()> words)
{
    m_complaint = std::move(words);
    m_hint->setText(m_complaint ? QString(markSymbol(Mark::Suspicion)) + QLatin1Char(' ') + m_complaint() : hint());
    m_hint->setProperty("muted", !m_complaint);
    m_hint->style()->polish(m_hint);
}

void AskWindow::ask()
{
    const QString typed = m_line->text().trimmed();
    if (typed.isEmpty()) return;
    const auto line = dns::AskLine::fromText(typed);
    if (!line) return complain([error = line.error()] { return sentence(error); });
    complain({});
    m_line->remember(typed);
    m_line->selectAll();
    const quint64 ticket = m_nextTicket();
    m_items.insert(m_items.begin(), Item{ticket, typed, nullptr});
    if (m_items.size() > MostItems) m_items.pop_back();
    fill();
    m_list->selectRow(0);
    showItem(0);
    Q_EMIT askRequested(ticket, typed);
}

void AskWindow::leavePlace()
{
    for (Item &item : m_items)
        item.left = true;
    fill();
    showItem(m_list->currentIndex().row());
}

// The entry says what was asked, and when: that is the answer's instant, of which a story's clock may have several.
bool AskWindow::isOf(const Item &item, const respond::Entry &entry)
{
    return item.asked && item.asked->exchange && entry.rule == QLatin1String("evidence.asked") &&
           entry.happened == item.asked->exchange->sentAt &&
           entry.args.value(QLatin1String("line")).toString() == safeText(item.asked->line, LongestKept);
}

void AskWindow::setLog(const QList<store::LogRecord> &log, const store::ChainHead &head)
{
    bool isNew = false;
    for (Item &item : m_items) {
        if (item.keep != Item::Keep::UnderWay || item.left) continue;
        const bool isThere = std::any_of(log.rbegin(), log.rend(), [&](const store::LogRecord &record) {
            return record.writer == head.writer && record.sequence <= head.sequence && isOf(item, record.entry);
        });
        if (!isThere) continue;
        item.keep = Item::Keep::Done;
        isNew = true;
    }
    if (isNew) fill();
}

bool AskWindow::keeping(quint64 ticket)
{
    const auto item =
        std::find_if(m_items.begin(), m_items.end(), [&](const Item &one) { return one.ticket == ticket; });
    if (item == m_items.end() || item->left || item->keep != Item::Keep::No) return false;
    item->keep = Item::Keep::UnderWay;
    complain({});
    fill();
    showItem(m_list->currentIndex().row());
    return true;
}

void AskWindow::showNotKept(const respond::Entry &entry, const Error &error)
{
    const auto item = std::find_if(m_items.begin(), m_items.end(), [&](const Item &one) {
        return one.keep == Item::Keep::UnderWay && isOf(one, entry);
    });
    if (item == m_items.end()) return;
    item->keep = Item::Keep::No;
    fill();
    showItem(m_list->currentIndex().row());
    complain([line = item->line, error] {
        return tr("Not put on the timeline: %1 (%2)").arg(safeText(line, LongestKept), sentence(error));
    });
}

void AskWindow::showAnswer(const console::AskedPtr &asked)
{
    const auto item =
        std::find_if(m_items.begin(), m_items.end(), [&](const Item &one) { return one.ticket == asked->ticket; });
    if (item == m_items.end() || item->asked) return; // forgotten since: the list is full
    item->asked = asked;
    fill();
    showItem(m_list->currentIndex().row());
}

const AskWindow::Item *AskWindow::current() const
{
    const int row = m_list->currentIndex().row();
    return row >= 0 && size_t(row) < m_items.size() ? &m_items[size_t(row)] : nullptr;
}

QString AskWindow::waitingWords(const Item &item)
{
    return item.left ? tr("not answered: what was open then was closed") : tr("asking…");
}

void AskWindow::fill()
{
    m_lines->setHeads({tr("Question"), tr("Server"), tr("Answer"), tr("Round trip"), tr("Over"), tr("Sent")});
    TextTable::giveRoomTo(m_list, {AnswerColumn});
    std::vector<TextTable::Line> lines;
    for (const Item &item : m_items) {
        if (!item.asked) {
            lines.push_back({{safeText(item.line), {}, true}, {}, {waitingWords(item), Mark::Unknown}, {}, {}, {}});
            continue;
        }
        const auto &exchange = item.asked->exchange;
        if (!exchange) {
            lines.push_back(
                {{safeText(item.line), {}, true}, {}, {sentence(*item.asked->error), Mark::Unknown}, {}, {}, {}});
            continue;
        }
        QString answer = safeText(console::answerSummary(*exchange), LongestAnswer);
        if (item.keep == Item::Keep::UnderWay) answer = tr("being put on the timeline: %1").arg(answer);
        if (item.keep == Item::Keep::Done) answer = tr("on the timeline: %1").arg(answer);
        lines.push_back(
            {{safeText(item.line), {}, true},
             {exchange->server.display()},
             {answer, exchange->answered() ? std::optional<Mark>() : std::optional<Mark>(Mark::Unknown)},
             {exchange->answered()
                  ? QString::number(double(exchange->rtt.count()) / 1000, 'f', 1) + QStringLiteral(" ms")
                  : QStringLiteral("—"),
              {},
              true},
             {QString::fromLatin1(dns::transportText(exchange->transport)).toUpper()},
             {TimeText::instance().brief(exchange->sentAt), {}, true, TimeText::instance().both(exchange->sentAt)}});
    }
    const int row = m_list->currentIndex().row();
    m_lines->setLines(std::move(lines));
    if (row >= 0 && !m_list->currentIndex().isValid()) m_list->selectRow(row);
}

void AskWindow::showItem(int row)
{
    const Item *item = row >= 0 && size_t(row) < m_items.size() ? &m_items[size_t(row)] : nullptr;
    const dns::ExchangePtr exchange = item && item->asked ? item->asked->exchange : nullptr;
    if (exchange) {
        m_decoded->setPlainText(QString::fromLatin1(console::answerAs(*exchange, console::AnswerForm::Text)));
        m_raw->setPlainText(rawText(*exchange));
        m_json->setPlainText(QString::fromUtf8(console::answerAs(*exchange, console::AnswerForm::Json)));
    } else {
        m_decoded->setPlainText(!item         ? tr("Nothing was asked yet.")
                                : item->asked ? sentence(*item->asked->error)
                                              : waitingWords(*item));
        m_raw->clear();
        m_json->clear();
    }
    m_copy->setEnabled(exchange != nullptr);
    m_keep->setEnabled(exchange != nullptr && !item->left && item->keep == Item::Keep::No);
}

void AskWindow::keep()
{
    const Item *item = current();
    if (item && item->asked && item->asked->exchange) Q_EMIT keepRequested(item->asked);
}

void AskWindow::retranslate()
{
    setWindowTitle(tr("Ask anything"));
    m_name->setText(tr("&Question:"));
    m_line->setAccessibleName(tr("Question, as dig takes it"));
    m_line->setToolTip(tr("Up and down: what was asked before"));
    m_ask->setText(tr("&Ask"));
    m_copy->setText(tr("&Copy as"));
    delete m_copy->menu();
    m_copy->setMenu(copyMenu(m_copy, [this]() -> dns::ExchangePtr {
        const Item *item = current();
        return item && item->asked ? item->asked->exchange : nullptr;
    }));
    m_keep->setText(tr("Put on the &timeline"));
    m_keep->setToolTip(tr("An entry with your name; the answer becomes evidence and is kept with its bytes"));
    m_close->setText(tr("Close"));
    m_list->setAccessibleName(tr("What was asked, the newest first"));
    m_tabs->setTabText(0, tr("&Decoded"));
    m_tabs->setTabText(1, tr("&Raw"));
    m_tabs->setTabText(2, tr("&JSON"));
    m_decoded->setAccessibleName(tr("Decoded"));
    m_raw->setAccessibleName(tr("Raw"));
    m_json->setAccessibleName(tr("JSON (RFC 8427)"));
    complain(m_complaint);
    fill();
    showItem(m_list->currentIndex().row());
}

void AskWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace hinoban::ui
