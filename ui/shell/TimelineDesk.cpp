// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/TimelineDesk.h"

#include "ui/common/Person.h"
#include "ui/shell/Menus.h"
#include "ui/timeline/TimelineImportDialog.h"

#include <QAction>
#include <QFileDialog>
#include <QSaveFile>
#include <QThread>

#include <algorithm>
#include <utility>

namespace hinoban::ui {
namespace {

constexpr auto Rule = "evidence.pasted"; // of an entry's that was pasted

struct Format {
    const char *id, *name, *suffix;
};
constexpr Format Formats[] = {
    {"timesketch-csv", QT_TRANSLATE_NOOP("hinoban::ui::TimelineDesk", "Timesketch CSV (*.csv)"), "csv"},
    {"timesketch-jsonl", QT_TRANSLATE_NOOP("hinoban::ui::TimelineDesk", "Timesketch JSON lines (*.jsonl)"), "jsonl"},
    {"iris-csv", QT_TRANSLATE_NOOP("hinoban::ui::TimelineDesk", "DFIR-IRIS CSV (*.csv)"), "csv"},
};

} // namespace

TimelineDesk::TimelineDesk(const Menus &menus, QWidget *window)
    : QObject(window)
    , m_window(window)
    , m_actions{menus.importTimeline, menus.pasteOutput, menus.exportTimeline}
{
    connect(menus.importTimeline, &QAction::triggered, this, &TimelineDesk::chooseImport);
    connect(menus.pasteOutput, &QAction::triggered, this, &TimelineDesk::openPaste);
    connect(menus.exportTimeline, &QAction::triggered, this, &TimelineDesk::chooseExport);
    show({});
}

void TimelineDesk::show(const console::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(m_snapshot != nullptr);
    if (!m_snapshot) { // what is open was meant for another log; words stay with it
        if (m_import) m_import->reject();
        if (m_paste) m_paste->reject();
        m_read = 0;
        return;
    }
    if (m_paste) m_paste->setNow(m_snapshot->at);
    forgetWritten();
}

void TimelineDesk::forgetWritten()
{
    const auto &log = m_snapshot->log;
    if (m_waiting.isEmpty() || m_waitingFor != occasion()) {
        m_read = 0;
        return;
    }
    m_read = std::min(m_read, log.size());
    for (; m_read < log.size(); ++m_read) {
        const auto &record = log.at(m_read);
        // What follows the head is not stored yet.
        if (record.writer == m_snapshot->head.writer && record.sequence > m_snapshot->head.sequence) break;
        if (record.entry.rule != QLatin1String(Rule)) continue;
        const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                        [&](const Waiting &waiting) { return waiting.text == record.entry.text; });
        if (found != m_waiting.end()) m_waiting.erase(found);
    }
}

QString TimelineDesk::occasion() const
{
    return m_snapshot->evidenceFile.isEmpty() ? m_snapshot->title : m_snapshot->evidenceFile;
}

void TimelineDesk::chooseImport()
{
    auto *dialog = new QFileDialog(m_window, tr("Import a timeline"));
    dialog->setObjectName(QStringLiteral("timelineImportChoose"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Timesketch and IRIS (*.csv *.jsonl *.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &TimelineDesk::import);
    dialog->open();
}

void TimelineDesk::import(const QString &path)
{
    withPerson(m_window, [this, path](const QString &who) {
        if (!m_snapshot) return;
        if (m_import) m_import->reject();
        m_import = new TimelineImportDialog(path, m_snapshot->at, m_window);
        connect(m_import, &TimelineImportDialog::readRequested, this,
                [this, who](const QString &file, std::optional<int> zone) { Q_EMIT readRequested(file, zone, who); });
        connect(m_import, &TimelineImportDialog::importRequested, this, &TimelineDesk::importRequested);
        m_import->open();
        m_import->read();
    });
}

void TimelineDesk::showRead(const QString &path, const console::BroughtTimelinePtr &brought, const Error &error)
{
    if (m_import) m_import->showRead(path, brought, error);
}

void TimelineDesk::openPaste()
{
    if (!m_snapshot) return;
    m_paste = KeptDialog::find<PasteDialog>(m_window, occasion());
    if (!m_paste) m_paste = makePaste(occasion());
    m_paste->setNow(m_snapshot->at);
    m_paste->open();
}

PasteDialog *TimelineDesk::makePaste(const QString &about)
{
    auto *dialog = new PasteDialog(m_snapshot ? m_snapshot->at : Instant{}, m_window);
    dialog->setSubject(about);
    connect(dialog, &PasteDialog::pasted, this, [this](const PastedWords &words) {
        if (!m_snapshot) return;
        const auto entry = console::pastedEntry(words.text.toUtf8(), {}, words.person, m_snapshot->at);
        if (m_waitingFor != occasion()) m_waiting.clear();
        m_waitingFor = occasion();
        if (m_waiting.isEmpty()) m_read = m_snapshot->log.size(); // it will stand behind
        if (entry) m_waiting.append({words, entry->text});
        Q_EMIT pasted(words.text, words.person, words.happened);
    });
    return dialog;
}

void TimelineDesk::showNotWritten(const respond::Entry &entry, const Error &error)
{
    if (entry.rule != QLatin1String(Rule)) return;
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                    [&entry](const Waiting &waiting) { return waiting.text == entry.text; });
    if (found == m_waiting.end()) return;
    auto *dialog = makePaste(m_waitingFor);
    dialog->takeBack(found->words, sentence(error));
    m_waiting.erase(found);
    // Beside another one, or when its log is closed, it waits to be asked for.
    if ((m_paste && m_paste->isVisible()) || !m_snapshot || occasion() != m_waitingFor) return;
    m_paste = dialog;
    m_paste->open();
}

void TimelineDesk::chooseExport()
{
    if (!m_snapshot) return;
    auto *dialog = new QFileDialog(m_window, tr("Export the timeline"));
    dialog->setObjectName(QStringLiteral("timelineExportChoose"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList names;
    for (const auto &format : Formats)
        names += tr(format.name);
    const auto format = [names](const QString &name) -> const Format & {
        return Formats[std::max<qsizetype>(0, names.indexOf(name))];
    };
    dialog->setNameFilters(names);
    // The dialog adds it, because it asks whether a file that is there may be overwritten.
    dialog->setDefaultSuffix(QLatin1String(Formats[0].suffix));
    dialog->selectFile(QStringLiteral("timeline"));
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog, format](const QString &name) { dialog->setDefaultSuffix(QLatin1String(format(name).suffix)); });
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, format](const QString &chosen) {
        exportTo(chosen, QLatin1String(format(dialog->selectedNameFilter()).id));
    });
    dialog->open();
}

// The log may be long: it is written down off the screen's thread, all of it, or the old file stays.
void TimelineDesk::exportTo(const QString &path, const QString &format)
{
    if (!m_snapshot) return;
    auto written = std::make_shared<Result<void>>();
    auto *thread = QThread::create([written, path, format, log = m_snapshot->log] {
        const auto bytes = console::timelineAs(format, std::vector<store::LogRecord>(log.begin(), log.end()));
        if (!bytes) {
            *written = tl::unexpected(bytes.error());
            return;
        }
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
            *written = failure(ErrorCode::ReadOnly, path, file.errorString());
    });
    connect(thread, &QThread::finished, this, [this, written, path] {
        if (*written)
            Q_EMIT exported(path);
        else
            Q_EMIT failed(written->error());
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

} // namespace hinoban::ui
