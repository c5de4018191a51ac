// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/ExchangeWindow.h"

#include "app/base/SafeText.h"
#include "ui/common/CopyMenu.h"
#include "ui/common/Fonts.h"
#include "ui/common/ProblemWords.h"
#include "ui/common/TimeText.h"
#include "ui/common/TransportWord.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr qsizetype LongestRaw = 1 << 20; // what the registry client reads at most

QString rttText(Duration rtt)
{
    return QString::number(double(rtt.count()) / 1000.0, 'f', rtt < std::chrono::milliseconds(10) ? 1 : 0) +
           QStringLiteral(" ms");
}

QPlainTextEdit *textView(QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setReadOnly(true);
    edit->setFont(fonts::mono());
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    edit->setTabChangesFocus(true);
    return edit;
}

} // namespace

ExchangeWindow::ExchangeWindow(const QString &what, std::vector<dns::ExchangePtr> exchanges, QWidget *parent)
    : QDialog(parent)
    , m_what(what)
    , m_exchanges(std::move(exchanges))
{
    build();
}

ExchangeWindow::ExchangeWindow(const QString &what, registry::LookupPtr lookup, QWidget *parent)
    : QDialog(parent)
    , m_what(what)
    , m_lookup(std::move(lookup))
{
    build();
}

ExchangeWindow::ExchangeWindow(const respond::Entry &entry, std::vector<console::StoredAnswer> answers, QWidget *parent)
    : QDialog(parent)
    , m_entry(entry)
    , m_answers(std::move(answers))
{
    build();
}

void ExchangeWindow::build()
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(820, 560);
    auto *layout = new QVBoxLayout(this);
    m_lines = new TextTable(this);
    m_list = TextTable::makeView(m_lines, this);
    m_list->setObjectName(QStringLiteral("exchanges"));
    m_tabs = new QTabWidget(this);
    m_readable = textView(this);
    m_raw = textView(this);
    m_readable->setObjectName(QStringLiteral("readable"));
    m_raw->setObjectName(QStringLiteral("raw"));
    m_tabs->addTab(m_readable, QString());
    m_tabs->addTab(m_raw, QString());
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter, 1);

    auto *buttons = new QDialogButtonBox(this);
    m_copy = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    if (!m_lookup && m_answers.empty()) {
        m_copyAs = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
        m_copyAs->setObjectName(QStringLiteral("copyAs"));
    }
    m_close = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    m_close->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this, &ExchangeWindow::copyAll);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { showLine(current.row()); });
    connect(&TimeText::instance(), &TimeText::changed, this, &ExchangeWindow::retranslate);
    retranslate();
    m_list->selectRow(0);
    showLine(0);
}

void ExchangeWindow::retranslate()
{
    setWindowTitle(m_lookup           ? tr("%1: the registry's answer").arg(m_what)
                   : m_what.isEmpty() ? tr("Evidence: %n answers", nullptr, int(m_answers.size()))
                                      : tr("%1: %n exchanges", nullptr, int(m_exchanges.size())).arg(m_what));
    m_lines->setHeads(
        {tr("Server"), tr("Address"), tr("Sent"), tr("Round trip"), tr("Over"), tr("Outcome"), tr("SHA-256")});
    m_list->setAccessibleName(tr("Exchanges"));
    m_readable->setAccessibleName(tr("Decoded"));
    m_raw->setAccessibleName(tr("Raw"));
    m_tabs->setTabText(0, tr("&Decoded"));
    m_tabs->setTabText(1, tr("&Raw"));
    m_copy->setText(tr("&Copy all"));
    m_close->setText(tr("Close"));
    if (m_copyAs) {
        m_copyAs->setText(tr("Copy &as"));
        delete m_copyAs->menu();
        m_copyAs->setMenu(copyMenu(m_copyAs, [this]() -> dns::ExchangePtr {
            const int line = m_list->currentIndex().row();
            return line >= 0 && size_t(line) < m_exchanges.size() ? m_exchanges[size_t(line)] : nullptr;
        }));
    }
    const int line = std::max(0, m_list->currentIndex().row());
    fill();
    showLine(line);
}

void ExchangeWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void ExchangeWindow::fill()
{
    std::vector<TextTable::Line> lines;
    if (m_lookup) {
        lines.push_back({{m_lookup->source},
                         {},
                         {TimeText::instance().full(m_lookup->askedAt), {}, true},
                         {rttText(m_lookup->took), {}, true},
                         {},
                         {m_lookup->problem.isEmpty() ? tr("answered") : problemText(m_lookup->problem)},
                         {QString::fromLatin1(m_lookup->rawSha256), {}, true}});
    }
    fillAnswers(lines);
    for (const auto &exchange : m_exchanges) {
        QString outcome = tr("answered");
        switch (exchange->outcome) {
        case dns::Outcome::Answered:
            if (exchange->message && exchange->message->rcode != dns::Rcode::NoError)
                outcome = QString::fromLatin1(dns::rcodeText(exchange->message->rcode));
            break;
        case dns::Outcome::TimedOut:
            outcome = tr("timed out");
            break;
        case dns::Outcome::Unreachable:
            outcome = tr("unreachable");
            break;
        case dns::Outcome::Malformed:
            outcome = tr("malformed");
            break;
        }
        lines.push_back({{exchange->server.display()},
                         {exchange->server.address.toString(), {}, true},
                         {TimeText::instance().full(exchange->sentAt), {}, true},
                         {exchange->answered() ? rttText(exchange->rtt) : QStringLiteral("—"), {}, true},
                         {transportWord(exchange->transport)},
                         {outcome, exchange->answered() ? std::optional<Mark>() : std::optional<Mark>(Mark::Unknown)},
                         {QString::fromLatin1(exchange->replySha256()), {}, true}});
    }
    m_lines->setLines(std::move(lines));
}

// What is kept of an answer is its bytes; server and time are the entry's.
void ExchangeWindow::fillAnswers(std::vector<TextTable::Line> &lines) const
{
    const QString server = safeText(m_entry.args.value(QLatin1String("server")).toString(), 300);
    for (const auto &answer : m_answers) {
        const bool kept = answer.problem.isEmpty();
        lines.push_back({{server},
                         {},
                         {TimeText::instance().full(m_entry.happened), {}, true},
                         {},
                         {},
                         {kept ? tr("kept") : tr("not kept"), kept ? std::optional<Mark>() : Mark::Unknown},
                         {QString::fromLatin1(answer.sha256), {}, true}});
    }
}

QString ExchangeWindow::readable(const console::StoredAnswer &answer) const
{
    QStringList lines{respond::sentence(m_entry), QStringLiteral("SHA-256: ") + QString::fromLatin1(answer.sha256),
                      QString()};
    if (!answer.problem.isEmpty()) return (lines << answer.problem).join(QLatin1Char('\n'));
    const auto message = dns::parseMessage(answer.bytes);
    lines << (message ? QString::fromLatin1(dns::messageText(*message)) : sentence(message.error()));
    return lines.join(QLatin1Char('\n'));
}

QString ExchangeWindow::readable(const dns::Exchange &exchange)
{
    QStringList lines;
    lines << tr("Question: %1").arg(QString::fromLatin1(dns::questionText(exchange.question)));
    lines << tr("Server: %1 (%2, port %3, %4)")
                 .arg(exchange.server.display(), exchange.server.address.toString(),
                      QString::number(exchange.server.port), transportWord(exchange.transport));
    lines << tr("Sent: %1").arg(TimeText::instance().both(exchange.sentAt));
    lines << (exchange.answered() ? tr("Round trip: %1, attempt %2").arg(rttText(exchange.rtt)).arg(exchange.attempts)
                                  : tr("No usable answer after %n attempts", nullptr, int(exchange.attempts)));
    if (exchange.strays > 0)
        lines << tr("Forged-looking replies that were ignored while waiting: %1").arg(exchange.strays);
    if (!exchange.detail.isEmpty()) lines << safeText(exchange.detail);
    if (!exchange.replySha256().isEmpty())
        lines << QStringLiteral("SHA-256: ") + QString::fromLatin1(exchange.replySha256());
    lines << QString();
    if (exchange.message) lines << QString::fromLatin1(dns::messageText(*exchange.message));
    return lines.join(QLatin1Char('\n'));
}

QString ExchangeWindow::raw(const dns::Exchange &exchange) { return rawText(exchange); }

void ExchangeWindow::showLine(int line)
{
    if (m_lookup) {
        m_readable->setPlainText(safeText(QString::fromUtf8(m_lookup->raw), LongestRaw, true));
        m_raw->setPlainText(hexDump(m_lookup->raw));
        return;
    }
    if (!m_answers.empty()) {
        const auto &answer = m_answers[size_t(std::clamp(line, 0, int(m_answers.size()) - 1))];
        m_readable->setPlainText(readable(answer));
        m_raw->setPlainText(hexDump(answer.bytes));
        return;
    }
    const bool valid = line >= 0 && size_t(line) < m_exchanges.size();
    m_readable->setPlainText(valid ? readable(*m_exchanges[size_t(line)]) : tr("Nothing was asked here."));
    m_raw->setPlainText(valid ? raw(*m_exchanges[size_t(line)]) : QString());
}

void ExchangeWindow::copyAll()
{
    QString text;
    if (m_lookup) text = m_readable->toPlainText();
    for (const auto &answer : m_answers)
        text += readable(answer) + QLatin1Char('\n') + hexDump(answer.bytes) + QLatin1Char('\n');
    for (const auto &exchange : m_exchanges)
        text += readable(*exchange) + QLatin1Char('\n') + raw(*exchange) + QLatin1Char('\n');
    QGuiApplication::clipboard()->setText(text);
}

} // namespace hinoban::ui
