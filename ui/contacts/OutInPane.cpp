// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the contacts pane that takes a draft out by other ways: web forms, protected mail, paper.
#include "ui/contacts/ContactsPane.h"

#include "ui/contacts/ContactsModel.h"
#include "ui/contacts/DraftEditor.h"
#include "ui/contacts/DraftSheet.h"
#include "ui/contacts/MailDialog.h"
#include "ui/contacts/SaveFile.h"
#include "ui/contacts/WebFormDialog.h"

#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>
#include <QThread>

namespace hinoban::ui {

QString ContactsPane::fileNameOf(const respond::Draft &draft, const QString &ending) const
{
    QStringList name{snapshot()->incident.id, draft.templateId, draft.language};
    if (draft.drill) name.prepend(QStringLiteral("DRILL"));
    name.removeAll(QString());
    return name.join(u'-') + u'.' + ending;
}

ContactsPane::Key ContactsPane::keyOf(const respond::Draft &draft) const
{
    return {occasion(), domain(), draft.contactId, draft.templateId, draft.language};
}

// What was saved is what was sent, attachments, signature and all, as long as the words are those.
std::vector<QByteArray> ContactsPane::bytesOf(const respond::Draft &draft, bool asMail) const
{
    if (asMail) {
        const auto saved = m_savedMails.find(keyOf(draft));
        if (saved != m_savedMails.end() && saved->second.subject == draft.subject && saved->second.body == draft.body)
            return saved->second.mails;
        if (auto mail = respond::emlOf(draft, facts(), snapshot()->at)) return {*mail};
    }
    return {(draft.subject + QStringLiteral("\n\n") + draft.body).toUtf8()};
}

void ContactsPane::saySaved(const QStringList &names, int gaps)
{
    const auto words = [names, gaps] {
        const QString saved = names.size() == 1
                                  ? tr("Saved as %1.").arg(names.first())
                                  : tr("Saved %n mails, one for each server: %1.", nullptr, int(names.size()))
                                        .arg(names.join(QStringLiteral(", ")));
        return gaps > 0 ? saved + QLatin1Char(' ') + tr("Gaps still open: %1.").arg(gaps) : saved;
    };
    m_editor->notify(words, gaps > 0);
    for (const auto &name : names)
        Q_EMIT saved(name);
}

void ContactsPane::fillForm()
{
    const auto draft = currentDraft();
    const auto *chosen = contact();
    if (!draft || !chosen) return;
    if (m_formsProblem) {
        m_editor->notify([error = *m_formsProblem] { return sentence(error); }, true);
        return;
    }
    const auto *form = respond::formFor(m_forms, *chosen, draft->templateId);
    if (!form) {
        m_editor->notify([] { return tr("No web form is known that takes this text."); }, true);
        return;
    }
    auto fields = respond::filledForm(*form, *draft, *chosen, facts());
    if (!fields) {
        m_editor->notify([error = fields.error()] { return sentence(error); }, true);
        return;
    }
    // One at a time: two of them, of different moments, would be confused.
    for (auto *old : findChildren<WebFormDialog *>(Qt::FindDirectChildrenOnly))
        old->close();
    auto *dialog = new WebFormDialog(*form, std::move(*fields), draft->drill, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show(); // beside the browser, not in front of it
}

void ContactsPane::prepareMail()
{
    const auto draft = currentDraft();
    if (!draft) return;
    // Refused before anything is chosen, not after.
    if (const auto mail = respond::emlOf(*draft, facts(), snapshot()->at); !mail) {
        m_editor->notify([error = mail.error()] { return sentence(error); }, true);
        return;
    }
    auto *dialog = new MailDialog({*draft, facts(), snapshot(), fileNameOf(*draft, QStringLiteral("eml"))}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MailDialog::saved, this,
            [this, of = *draft, key = keyOf(*draft)](const QStringList &names, const std::vector<QByteArray> &mails) {
                m_savedMails[key] = {of.subject, of.body, mails};
                saySaved(names, int(of.gaps.size()));
            });
    dialog->open();
}

PaperOrder ContactsPane::paperOf(const respond::Draft &draft) const
{
    PaperOrder order;
    order.plain = draft.subject + QStringLiteral("\n\n") + draft.body;
    order.title = draft.party;
    if (draft.drill)
        order.mark = draft.language == QLatin1String("ja") ? QStringLiteral("【訓練】") : QStringLiteral("DRILL");
    QStringList about{snapshot()->incident.id, domain().display(), toRfc3339(snapshot()->at)};
    about.removeAll(QString());
    order.about = about.join(QStringLiteral(" · "));
    order.chainHead = facts().chainHead;
    order.language = draft.language;
    return order;
}

void ContactsPane::choosePdf()
{
    const auto draft = currentDraft();
    if (!draft) return;
    auto *dialog = new QFileDialog(this, tr("Save as PDF"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(QStringLiteral("PDF (*.pdf)"));
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(fileNameOf(*draft, QStringLiteral("pdf")));
    connect(dialog, &QFileDialog::fileSelected, this, &ContactsPane::savePdf);
    dialog->open();
}

void ContactsPane::savePdf(const QString &path)
{
    const auto draft = currentDraft();
    if (!draft) return;
    auto pages = std::make_shared<QByteArray>();
    auto *thread = QThread::create([pages, order = paperOf(*draft)] { *pages = pdfOf(order); });
    connect(thread, &QThread::finished, this, [this, pages, path, gaps = int(draft->gaps.size())] {
        const auto done = [this, path, gaps](const std::optional<NotSaved> &problem) {
            if (!problem) return saySaved({path}, gaps);
            m_editor->notify([what = *problem] { return sentence(what); }, true);
            Q_EMIT notSaved();
        };
        if (pages->isEmpty()) return done(NotSaved{path, QStringLiteral("no page could be made"), false});
        saveFiles({{path, *pages, true}}, this, done);
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void ContactsPane::printDraft()
{
    const auto draft = currentDraft();
    if (!draft) return;
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setPageLayout(paperLayout());
    printer->setDocName(fileNameOf(*draft, QStringLiteral("pdf")));
    auto *dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), this, [this, printer, order = paperOf(*draft)] {
        auto pages = std::make_shared<int>(0);
        auto *thread = QThread::create([pages, printer, order] { *pages = paintPaper(order, *printer); });
        connect(thread, &QThread::finished, this, [this, count = pages] {
            m_editor->notify(
                [pages = *count] {
                    return pages > 0 ? tr("Handed to the printer. Pages: %1.").arg(pages)
                                     : tr("The printer could not be used.");
                },
                *count == 0);
        });
        connect(thread, &QThread::finished, thread, &QObject::deleteLater);
        thread->start();
    });
    // The printer outlives the dialog that points at it.
    connect(dialog, &QObject::destroyed, this, [printer] { (void)printer; });
    dialog->open();
}

} // namespace hinoban::ui
