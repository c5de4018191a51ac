// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/EvidenceDesk.h"

#include "ui/ask/AskWindow.h"
#include "ui/common/Fonts.h"
#include "ui/common/Person.h"
#include "ui/records/RecordsPane.h"
#include "ui/shell/Menus.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hinoban::ui {

EvidenceDesk::EvidenceDesk(const Menus &menus, const RecordsPane &records, QWidget *window)
    : QObject(window)
    , m_records(records)
    , m_window(window)
{
    connect(menus.ask, &QAction::triggered, this, &EvidenceDesk::openAsk);
    connect(menus.bringEvidence, &QAction::triggered, this, &EvidenceDesk::chooseEvidence);
    connect(menus.packEvidence, &QAction::triggered, this, &EvidenceDesk::choosePack);
}

void EvidenceDesk::show(const console::SnapshotPtr &snapshot)
{
    m_drill = snapshot && snapshot->drill;
    m_paused = snapshot && snapshot->paused;
    m_incident = snapshot ? snapshot->incident.id : QString();
    if (!m_ask) return;
    m_ask->setPlace(m_drill, m_paused);
    if (snapshot)
        m_ask->setLog(snapshot->log, snapshot->head);
    else
        m_ask->leavePlace();
}

void EvidenceDesk::openAsk()
{
    if (!m_ask) {
        m_ask = new AskWindow([this] { return ++m_lastTicket; }, m_window);
        m_ask->setPlace(m_drill, m_paused);
        connect(m_ask, &AskWindow::askRequested, this, &EvidenceDesk::askRequested);
        connect(m_ask, &AskWindow::keepRequested, this, [this](const console::AskedPtr &asked) {
            withPerson(m_ask, [this, asked](const QString &who) {
                if (m_ask->keeping(asked->ticket)) Q_EMIT keepRequested(asked->exchange, asked->line, who);
            });
        });
    }
    m_ask->begin(m_records.question());
    m_ask->show();
    m_ask->raise();
    m_ask->activateWindow();
}

void EvidenceDesk::chooseEvidence()
{
    auto *dialog = new QFileDialog(m_window, tr("Bring evidence"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Captures and records (*.pcap *.pcapng *.cap *.jsonl *.record)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        withPerson(m_window, [this, file](const QString &who) { Q_EMIT bringRequested(file, who); });
    });
    dialog->open();
}

void EvidenceDesk::showAnswer(const console::AskedPtr &asked)
{
    if (m_ask) m_ask->showAnswer(asked);
}

void EvidenceDesk::showNotWritten(const respond::Entry &entry, const Error &error)
{
    if (m_ask) m_ask->showNotKept(entry, error);
}

void EvidenceDesk::choosePack()
{
    auto *dialog = new QFileDialog(m_window, tr("Pack the evidence"));
    dialog->setObjectName(QStringLiteral("packEvidenceFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    // Asking whether to replace would promise it: evidence is never replaced.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setNameFilters({tr("Archives (*.tar.gz)")});
    dialog->selectFile((m_incident.isEmpty() ? QStringLiteral("evidence") : m_incident) + QStringLiteral(".tar.gz"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        const QString file = chosen.endsWith(QLatin1String(".tar.gz")) ? chosen : chosen + QStringLiteral(".tar.gz");
        withPerson(m_window, [this, file](const QString &who) { Q_EMIT packRequested(file, who); });
    });
    dialog->open();
}

void EvidenceDesk::showBundled(const console::BundledPtr &bundled)
{
    const auto &report = bundled->report;
    QStringList lines{bundled->path,
                      QString(),
                      tr("Log entries: %1").arg(report.entries),
                      tr("Answers: %1").arg(report.answers),
                      tr("Messages: %1").arg(report.messages),
                      tr("Drafts: %1").arg(report.drafts),
                      QString(),
                      tr("Head of the log:")};
    for (const auto &head : report.heads)
        lines += QStringLiteral("%1 %2 %3").arg(head.writer).arg(head.sequence).arg(QString::fromLatin1(head.hash));
    lines += {QString(), tr("SHA-256 of SHA256SUMS:"), QString::fromLatin1(report.seal)};
    showText(
        QStringLiteral("bundled"), tr("What was packed"),
        tr("Whoever gets it checks it with sha256sum and jq alone: README.en.md and README.ja.md in it say how. Tell "
           "the SHA-256 of SHA256SUMS over another way, for example by telephone."),
        lines.join(QLatin1Char('\n')));
}

void EvidenceDesk::showBrought(const console::BroughtPtr &evidence)
{
    showText(QStringLiteral("brought"), tr("What was brought"),
             tr("It stands on the timeline and under Records ▸ Evidence as a vantage of its own; what "
                "is seen from here stays as it is."),
             evidence->lines().join(QLatin1Char('\n')));
}

void EvidenceDesk::showText(const QString &name, const QString &title, const QString &introduction,
                            const QString &words)
{
    auto *dialog = new QDialog(m_window);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(680, 360);
    auto *layout = new QVBoxLayout(dialog);
    auto *intro = new QLabel(introduction, dialog);
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    auto *text = new QPlainTextEdit(words, dialog);
    text->setReadOnly(true);
    text->setFont(fonts::mono());
    text->setAccessibleName(dialog->windowTitle());
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *buttons = new QDialogButtonBox(dialog);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole)->setDefault(true);
    layout->addWidget(intro);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    dialog->open();
}

} // namespace hinoban::ui
