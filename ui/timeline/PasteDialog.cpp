// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/PasteDialog.h"

#include "app/base/SafeText.h"
#include "app/console/TimelineFiles.h"
#include "app/respond/Pasted.h"
#include "ui/common/Fonts.h"
#include "ui/common/Person.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/TimeField.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTextCursor>
#include <QVBoxLayout>

#include <functional>

namespace hinoban::ui {

// Plain text only, and never more than is read: ten megabytes in an editor would hold up the screen for nothing.
class PasteDialog::Editor final : public QPlainTextEdit {
public:
    Editor(std::function<void(qsizetype)> refused, QWidget *parent)
        : QPlainTextEdit(parent)
        , m_refused(std::move(refused))
    {
    }

protected:
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override { return source->hasText(); }
    void insertFromMimeData(const QMimeData *source) override
    {
        const QString text = source->text();
        const qsizetype replaced = textCursor().selectionEnd() - textCursor().selectionStart();
        if (text.size() + document()->characterCount() - replaced > respond::LargestPasted)
            return m_refused(text.size());
        insertPlainText(text);
    }

private:
    std::function<void(qsizetype)> m_refused;
};

PasteDialog::PasteDialog(Instant now, QWidget *parent)
    : KeptDialog(parent)
    , m_now(now)
    , m_shown(now)
    , m_form(new QFormLayout)
    , m_text(new Editor([this](qsizetype size) { refuseSize(size); }, this))
    , m_kind(plainLabel(this))
    , m_about(plainLabel(this))
    , m_answer(plainLabel(this))
    , m_problem(plainLabel(this))
    , m_happened(new TimeField(QStringLiteral("pasteHappened"), this))
    , m_person(new QLineEdit(ui::person(), this))
{
    setObjectName(QStringLiteral("pasteDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(680, 520);
    m_text->setObjectName(QStringLiteral("pasteText"));
    m_text->setFont(fonts::mono());
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setProperty("framed", true);
    const std::pair<QLabel *, const char *> labels[] = {
        {m_kind, "pasteKind"}, {m_about, "pasteAbout"}, {m_answer, "pasteAnswer"}, {m_problem, "pasteProblem"}};
    for (const auto &[label, name] : labels) {
        label->setObjectName(QLatin1String(name));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_happened->setInstant(now);
    m_person->setObjectName(QStringLiteral("pastePerson"));
    m_person->setMaxLength(200);

    for (QWidget *field :
         {static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_about), static_cast<QWidget *>(m_answer),
          static_cast<QWidget *>(m_happened), static_cast<QWidget *>(m_person)})
        m_form->addRow(QStringLiteral(" "), field);
    auto *box = new QDialogButtonBox(this);
    m_put = box->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_put->setObjectName(QStringLiteral("pastePut"));
    m_put->setDefault(true);
    m_cancel = box->addButton(QString(), QDialogButtonBox::RejectRole);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(10);
    all->addWidget(m_text, 1);
    all->addLayout(m_form);
    all->addWidget(m_problem);
    all->addWidget(box);

    connect(m_text, &QPlainTextEdit::textChanged, this, &PasteDialog::look);
    connect(m_person, &QLineEdit::textChanged, this, &PasteDialog::say);
    connect(m_happened, &TimeField::changed, this, [this] {
        // The field knows minutes, the text seconds: another zone alone is not another time.
        const Duration apart = m_happened->instant() - m_shown;
        if (apart >= std::chrono::minutes(1) || apart <= -std::chrono::minutes(1)) m_isOwnTime = true;
        say();
    });
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        const PastedWords words{m_text->toPlainText(), m_person->text().trimmed(),
                                m_isOwnTime ? std::optional(m_happened->instant()) : std::nullopt};
        setPerson(words.person);
        accept();
        Q_EMIT pasted(words);
    });
    m_text->setFocus();
    retranslate();
}

void PasteDialog::setNow(Instant now)
{
    m_now = now;
    // Who is typing a time is not disturbed.
    if (!m_isOwnTime && !m_happened->field()->hasFocus()) say();
}

void PasteDialog::takeBack(const PastedWords &words, const QString &sentence)
{
    m_text->setPlainText(words.text);
    m_person->setText(words.person);
    if (words.happened) m_happened->setInstant(*words.happened);
    m_refusal = tr("Not written: %1").arg(sentence);
    say();
}

bool PasteDialog::hasWords() const { return !m_text->toPlainText().trimmed().isEmpty(); }

void PasteDialog::retranslate()
{
    setWindowTitle(tr("Paste what a tool said"));
    m_text->setPlaceholderText(tr("Paste the output of dig, whois, traceroute or tracepath here."));
    m_text->setAccessibleName(tr("Output of a tool"));
    m_happened->retranslate(tr("When it happened"));
    const std::pair<QWidget *, QString> rows[] = {{m_kind, tr("Recognised as")},
                                                  {m_about, tr("About")},
                                                  {m_answer, tr("It says")},
                                                  {m_happened, tr("&Happened")},
                                                  {m_person, tr("Your &name")}};
    for (const auto &[field, words] : rows) {
        static_cast<QLabel *>(m_form->labelForField(field))->setText(words);
    }
    m_person->setAccessibleName(tr("Your name"));
    m_put->setText(tr("Put on the timeline"));
    m_cancel->setText(tr("Cancel"));
    say();
}

void PasteDialog::changeEvent(QEvent *event)
{
    KeptDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void PasteDialog::refuseSize(qsizetype size)
{
    //: %1 and %2: kibibytes
    m_refusal = tr("What was to be pasted has %1 KiB, but no more than %2 KiB of a tool's output can be read: nothing "
                   "was pasted. Paste the part that matters.")
                    .arg(size / 1024)
                    .arg(respond::LargestPasted / 1024);
    say();
}

void PasteDialog::look()
{
    auto entry = console::pastedEntry(m_text->toPlainText().toUtf8(), {}, {}, m_now);
    m_entry = entry ? std::optional(std::move(*entry)) : std::nullopt;
    m_refusal.clear();
    say();
}

void PasteDialog::say()
{
    const auto told = [&](const char *key) {
        return m_entry ? safeText(m_entry->args.value(QLatin1String(key)).toString(), 400) : QString();
    };
    const QString none = QStringLiteral("–");
    m_kind->setText(m_entry ? told("tool") : hasWords() ? tr("unknown") : none);
    m_about->setText(m_entry ? told("about") : none);
    m_answer->setText(m_entry ? told("answer") : none);
    if (!m_isOwnTime) {
        // A text without a time of its own tells of now.
        const bool hasTime = m_entry && m_entry->happened != m_entry->learned;
        m_shown = hasTime ? m_entry->happened : m_now;
        const QSignalBlocker quiet(m_happened);
        m_happened->setInstant(m_shown);
    }
    QString problem;
    if (hasWords() && !m_entry)
        problem = tr("This is not what dig, whois, traceroute or tracepath print.");
    else if (m_isOwnTime && m_happened->instant() > m_now)
        problem = tr("It cannot have happened later than now.");
    else if (m_entry && m_person->text().trimmed().isEmpty())
        problem = tr("Say who pastes it.");
    m_problem->setText(m_refusal.isEmpty() ? problem : m_refusal);
    m_put->setEnabled(m_entry && problem.isEmpty());
}

} // namespace hinoban::ui
