// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the contacts pane that reads the directory and notes that a contact was checked.
#include "ui/contacts/ContactsPane.h"

#include "ui/contacts/ContactsModel.h"
#include "ui/contacts/DraftEditor.h"
#include "ui/contacts/DraftSheet.h"

#include <QDate>
#include <QDir>
#include <QFileInfo>
#include <QListView>
#include <QSaveFile>
#include <QThread>

namespace hinoban::ui {
namespace {

Result<void> noteVerified(const QString &path, const respond::Contact &contact, const QString &day)
{
    QByteArray text;
    if (QFile file(path); file.exists()) {
        if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, path, file.errorString());
        text = file.readAll();
    }
    const auto noted = respond::withVerified(text, contact, day);
    if (!noted) return tl::unexpected(noted.error());
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return failure(ErrorCode::NotPermitted, path, file.errorString());
    file.write(*noted);
    if (!file.commit()) return failure(ErrorCode::DiskFull, path, file.errorString());
    return {};
}

} // namespace

// Once at the start, as settings are.
void ContactsPane::loadDirectory()
{
    m_formsProblem.reset();
    if (auto forms = respond::knownForms())
        m_forms = std::move(*forms);
    else
        m_formsProblem = forms.error();
    if (auto directory = respond::knownContacts()) {
        m_directory->setContacts(std::move(*directory));
        m_directoryProblem.clear();
        return;
    } else {
        m_directoryProblem = sentence(directory.error());
    }
    // The team's own file has a fault: what ships is still there.
    if (auto shipped = respond::shippedContacts()) m_directory->setContacts(std::move(*shipped));
}

void ContactsPane::verifyContact()
{
    const auto *contact = m_directory->contact(m_directoryList->currentIndex().row());
    if (!contact) return;
    // Of the wall, in a drill too: it is the real number that was called.
    const QString day = QDate::currentDate().toString(Qt::ISODate);
    auto result = std::make_shared<Result<void>>();
    auto *thread = QThread::create(
        [result, path = respond::ownContactsFile(), copy = *contact, day] { *result = noteVerified(path, copy, day); });
    connect(thread, &QThread::finished, this, [this, result] {
        if (*result)
            loadDirectory();
        else
            m_editor->notify([error = result->error()] { return tr("Not noted: %1").arg(sentence(error)); }, true);
        Q_EMIT directoryWritten();
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

} // namespace hinoban::ui
