// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ReportDesk.h"

#include "app/console/StoredCase.h"
#include "app/respond/Language.h"
#include "ui/shell/Menus.h"
#include "ui/shell/ReportPictures.h"

#include <QAction>
#include <QThread>

namespace hinoban::ui {

ReportDesk::ReportDesk(const Menus &menus, QWidget *window)
    : QObject(window)
    , m_window(window)
{
    connect(menus.report, &QAction::triggered, this, &ReportDesk::open);
}

void ReportDesk::show(const console::SnapshotPtr &snapshot) { m_snapshot = snapshot; }

void ReportDesk::open()
{
    if (!m_dialog) {
        m_dialog = new ReportDialog(m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog->choose(respond::DossierKind::Situation, respond::programLanguage());
        connect(m_dialog, &ReportDialog::renewAsked, this, &ReportDesk::read);
        read();
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void ReportDesk::read()
{
    if (!m_snapshot || m_snapshot->evidenceFile.isEmpty()) {
        m_dialog->setProblem(tr("Nothing is open: there is no case to report on."));
        return;
    }
    auto result = std::make_shared<std::optional<Result<respond::DossierFacts>>>();
    auto *thread = QThread::create([result, file = m_snapshot->evidenceFile] { *result = console::storedCase(file); });
    connect(thread, &QThread::finished, this, [this, result, snapshot = m_snapshot] {
        if (!m_dialog) return;
        if (!**result) {
            m_dialog->setProblem(sentence((*result)->error()));
            return;
        }
        auto facts = console::withMoment(std::move(***result), *snapshot);
        std::map<QString, QByteArray> pictures;
        if (const auto view = snapshot->domains.find(facts.draft.domain)) pictures = reportPictures(*view, *snapshot);
        m_dialog->setCase(std::move(facts), std::move(pictures));
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

} // namespace hinoban::ui
