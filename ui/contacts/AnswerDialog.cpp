// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/AnswerDialog.h"

#include "app/base/SafeText.h"
#include "app/respond/MailReader.h"
#include "ui/common/Person.h"
#include "ui/contacts/ContactWords.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QThread>
#include <QVBoxLayout>

namespace hinoban::ui {
namespace {

constexpr qint64 LargestMail = qint64(16) * 1024 * 1024;

Result<respond::Reply> mailIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, path, file.errorString());
    return respond::readMail(file.read(LargestMail + 1));
}

} // namespace

AnswerDialog::AnswerDialog(const std::vector<respond::Request> &requests, const QString &chosen, const QString &token,
                           Instant now, QWidget *parent)
    : KeptDialog(parent)
    , m_requests(requests)
    , m_token(token)
    , m_now(now)
    , m_request(new QComboBox(this))
    , m_state(new QComboBox(this))
    , m_reference(new QLineEdit(this))
    , m_theirs(new QLineEdit(this))
    , m_person(new QLineEdit(person(), this))
    , m_mail(new QPlainTextEdit(this))
    , m_text(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
{
    using State = respond::Request::State;
    setWindowTitle(tr("An answer came"));
    setObjectName(QStringLiteral("answerDialog"));
    for (const auto &request : m_requests)
        m_request->addItem(safeText(request.party, 80) + QStringLiteral(" · ") + templateWord(request.templateId),
                           request.id);
    m_request->setCurrentIndex(m_request->findData(chosen));
    m_request->setObjectName(QStringLiteral("answerRequest"));
    m_reference->setObjectName(QStringLiteral("answerReference"));
    m_theirs->setObjectName(QStringLiteral("answerTheirs"));
    m_person->setObjectName(QStringLiteral("answerPerson"));
    m_text->setObjectName(QStringLiteral("answerText"));
    m_state->setObjectName(QStringLiteral("answerState"));
    m_problem->setObjectName(QStringLiteral("answerProblem"));
    for (auto *edit : {m_reference, m_theirs, m_person})
        edit->setMaxLength(300);
    m_mail->setObjectName(QStringLiteral("answerMail"));
    m_mail->setReadOnly(true);
    m_mail->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_mail->setTabChangesFocus(true);
    m_mail->setAccessibleName(tr("The mail, as it came"));
    m_mail->setMinimumHeight(120);
    m_mail->hide();
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(tr("Paste their answer here, or open the mail that they sent."));
    m_text->setMinimumHeight(80);
    m_text->setAccessibleName(tr("Text of the answer"));
    for (const auto state : {State::Acknowledged, State::Done, State::Refused, State::Withdrawn})
        m_state->addItem(requestStateWord(state), QString::fromLatin1(respond::requestStateText(state)));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);

    auto *open = new QPushButton(tr("Open a mail file…"), this);
    open->setObjectName(QStringLiteral("answerOpen"));
    open->setAutoDefault(false);
    auto *form = new QFormLayout;
    form->addRow(tr("&Request"), m_request);
    form->addRow(tr("Their re&ference"), m_reference);
    form->addRow(tr("&What they say"), m_theirs);
    form->addRow(tr("&Now it is"), m_state);
    form->addRow(tr("&Person"), m_person);
    auto *box = new QDialogButtonBox(this);
    m_record = box->addButton(tr("Put on the timeline"), QDialogButtonBox::AcceptRole);
    m_record->setDefault(true);
    box->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(10);
    all->addWidget(m_mail, 2);
    all->addWidget(m_text, 1);
    all->addWidget(open, 0, Qt::AlignLeft);
    all->addLayout(form);
    all->addWidget(m_problem);
    all->addWidget(box);
    setMinimumWidth(440);

    connect(open, &QPushButton::clicked, this, &AnswerDialog::chooseMail);
    connect(m_request, &QComboBox::currentIndexChanged, this, &AnswerDialog::check);
    connect(m_person, &QLineEdit::textChanged, this, &AnswerDialog::check);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, &AnswerDialog::record);
    check();
}

void AnswerDialog::chooseMail()
{
    auto *dialog = new QFileDialog(this, tr("Open a mail file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Mail file (*.eml)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &AnswerDialog::openMail);
    dialog->open();
}

void AnswerDialog::openMail(const QString &path)
{
    auto result = std::make_shared<std::optional<Result<respond::Reply>>>();
    auto *thread = QThread::create([result, path] { *result = mailIn(path); });
    connect(thread, &QThread::finished, this, [this, result] {
        if (!*result) return;
        if (**result)
            take(***result);
        else
            m_problem->setText(tr("Not read: %1").arg(sentence((*result)->error())));
        Q_EMIT mailRead();
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void AnswerDialog::take(const respond::Reply &reply)
{
    m_reply = reply;
    QStringList text{reply.from, reply.subject, QString(), reply.text};
    m_mail->setPlainText(text.join(u'\n'));
    m_mail->show();
    m_text->setPlaceholderText(tr("The mail above is kept as it came. What they said besides, you can write here."));
    if (const auto *request = respond::matchReply(m_requests, reply, m_token))
        m_request->setCurrentIndex(m_request->findData(request->id));
    check();
}

void AnswerDialog::record()
{
    const QString id = m_request->currentData().toString();
    respond::RequestAct act;
    act.kind = respond::RequestAct::Kind::Reply;
    act.request = id;
    setPerson(m_person->text());
    act.person = safeText(m_person->text().trimmed(), 100);
    act.reference = safeText(m_reference->text().trimmed(), 200);
    act.theirs = safeText(m_theirs->text().trimmed(), 300);
    // What a mail said is kept as it came; what a person typed, as typed.
    const bool hasMail = !m_reply.sha256.isEmpty();
    const bool hasText = !m_text->toPlainText().trimmed().isEmpty();
    if (hasMail) {
        act.reply = m_reply;
        if (m_reply.at != Instant{} && m_reply.at <= m_now) act.happened = m_reply.at;
        Q_EMIT answered(act);
        act.happened = {};
        act.reference.clear(); // told once
        act.theirs.clear();
    }
    if (hasText)
        act.reply = respond::pastedReply(m_text->toPlainText(), m_now);
    else
        act.kind = respond::RequestAct::Kind::Acknowledge;
    if (hasText || !hasMail) Q_EMIT answered(act);
    const auto state = respond::requestStateFromText(m_state->currentData().toString());
    if (state && *state != respond::Request::State::Acknowledged) {
        respond::RequestAct then;
        then.kind = respond::RequestAct::Kind::State;
        then.request = id;
        then.person = act.person;
        then.state = *state;
        Q_EMIT answered(then);
    }
    accept();
}

bool AnswerDialog::hasWords() const
{
    return !m_reply.sha256.isEmpty() || !m_text->toPlainText().trimmed().isEmpty() ||
           !m_reference->text().trimmed().isEmpty() || !m_theirs->text().trimmed().isEmpty();
}

void AnswerDialog::check()
{
    QString problem;
    if (m_request->currentIndex() < 0)
        problem = tr("Say which request this answers.");
    else if (m_person->text().trimmed().isEmpty())
        problem = tr("Say who took it.");
    m_problem->setText(problem);
    m_record->setEnabled(problem.isEmpty());
}

} // namespace hinoban::ui
