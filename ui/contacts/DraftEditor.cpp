// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/DraftEditor.h"

#include "ui/common/Fonts.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/Theme.h"
#include "ui/contacts/ContactWords.h"
#include "ui/contacts/DraftSheet.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

namespace hinoban::ui {
namespace {

QToolButton *languageButton(QWidget *parent, const QString &text, const QString &language)
{
    auto *button = new QToolButton(parent);
    button->setText(text); // a language is named in itself
    button->setObjectName(QStringLiteral("draft-") + language);
    button->setCheckable(true);
    button->setProperty("link", true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void paintOver(QWidget *widget, const QColor &text, const QColor &background)
{
    const QString style =
        QStringLiteral("color:%1;background:%2;border:0;padding:3px 12px").arg(text.name(), background.name());
    if (widget->styleSheet() != style) widget->setStyleSheet(style);
}

} // namespace

DraftEditor::DraftEditor(QWidget *parent)
    : QWidget(parent)
    , m_templates(new QComboBox(this))
    , m_ja(languageButton(this, QStringLiteral("日本語"), QStringLiteral("ja")))
    , m_en(languageButton(this, QStringLiteral("English"), QStringLiteral("en")))
    , m_party(plainLine(this))
    , m_gone(plainLabel(this))
    , m_drill(plainLabel(this))
    , m_newerText(plainLabel(this))
    , m_subjectName(plainLine(this))
    , m_notice(plainLabel(this))
    , m_gaps(new QPushButton(this))
    , m_fill(new QPushButton(this))
    , m_case(new QPushButton(this))
    , m_newer(new QPushButton(this))
    , m_copy(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_sent(new QPushButton(this))
    , m_subject(new QLineEdit(this))
    , m_text(new QPlainTextEdit(this))
    , m_more(new QToolButton(this))
    , m_form(new QAction(this))
    , m_mail(new QAction(this))
    , m_pdf(new QAction(this))
    , m_print(new QAction(this))
    , m_page(new QWidget(this))
    , m_newerRow(new QFrame(this))
{
    m_gone->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_gone->setMargin(12);
    m_gone->setProperty("muted", true);
    m_party->setProperty("muted", true);
    m_party->setFont(fonts::prose(fonts::Size::Small));
    m_party->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_party->setObjectName(QStringLiteral("draftParty"));
    m_party->installEventFilter(this);
    m_subjectName->setProperty("muted", true);
    m_subjectName->setBuddy(m_subject);
    m_subject->setFont(fonts::prose(fonts::Size::Normal, true));
    m_subject->setObjectName(QStringLiteral("draftSubject"));
    m_text->setObjectName(QStringLiteral("draftText"));
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setMinimumHeight(60);
    m_text->viewport()->installEventFilter(this);
    auto *more = new QMenu(m_more);
    for (const auto &[action, name] : {std::pair{m_form, "draftForm"}, std::pair{m_mail, "draftMail"},
                                       std::pair{m_pdf, "draftPdf"}, std::pair{m_print, "draftPrint"}}) {
        action->setObjectName(QLatin1String(name));
        more->addAction(action);
    }
    m_more->setMenu(more);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setObjectName(QStringLiteral("draftMore"));
    m_notice->hide();
    m_notice->setObjectName(QStringLiteral("draftNotice"));
    m_notice->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_gaps->setObjectName(QStringLiteral("draftGaps"));
    m_copy->setProperty("primary", true);
    m_templates->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_templates->setMinimumContentsLength(8);
    m_templates->setObjectName(QStringLiteral("draftTemplate"));

    auto *group = new QButtonGroup(this);
    group->addButton(m_ja);
    group->addButton(m_en);
    auto *between = plainLine(this);
    between->setText(QStringLiteral("|"));
    between->setProperty("muted", true);

    auto *first = new QHBoxLayout;
    first->setContentsMargins(12, 6, 12, 0);
    first->setSpacing(2);
    first->addWidget(m_templates, 1);
    first->addSpacing(8);
    first->addWidget(m_ja);
    first->addWidget(between);
    first->addWidget(m_en);
    auto *second = new QHBoxLayout;
    second->setContentsMargins(12, 4, 12, 5);
    second->setSpacing(6);
    second->addWidget(m_party, 1);
    second->addWidget(m_gaps);
    second->addWidget(m_fill);
    second->addWidget(m_case);
    auto *newer = new QHBoxLayout(m_newerRow);
    newer->setContentsMargins(12, 3, 12, 3);
    m_newerRow->setObjectName(QStringLiteral("newerRow"));
    newer->addWidget(m_newerText, 1);
    newer->addWidget(m_newer);
    auto *subject = new QHBoxLayout;
    subject->setContentsMargins(12, 5, 12, 3);
    subject->setSpacing(8);
    subject->addWidget(m_subjectName);
    subject->addWidget(m_subject, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 6, 12, 6);
    buttons->setSpacing(6);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_save);
    buttons->addWidget(m_more);
    buttons->addStretch(1);
    buttons->addWidget(m_sent);

    auto *page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addLayout(first);
    page->addLayout(second);
    page->addWidget(m_drill);
    page->addWidget(m_newerRow);
    page->addLayout(subject);
    page->addWidget(m_text, 1);
    page->addWidget(m_notice);
    page->addLayout(buttons);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_gone, 1);
    all->addWidget(m_page, 1);

    connect(m_templates, &QComboBox::activated, this,
            [this](int row) { Q_EMIT templateChosen(m_templates->itemData(row).toString()); });
    connect(m_ja, &QToolButton::clicked, this, [this] { Q_EMIT languageChosen(QStringLiteral("ja")); });
    connect(m_en, &QToolButton::clicked, this, [this] { Q_EMIT languageChosen(QStringLiteral("en")); });
    connect(m_gaps, &QPushButton::clicked, this, &DraftEditor::jumpToNextGap);
    connect(m_fill, &QPushButton::clicked, this, &DraftEditor::organisationAsked);
    connect(m_case, &QPushButton::clicked, this, &DraftEditor::caseAsked);
    connect(m_copy, &QPushButton::clicked, this, &DraftEditor::copyAsked);
    connect(m_save, &QPushButton::clicked, this, &DraftEditor::saveAsked);
    connect(m_sent, &QPushButton::clicked, this, &DraftEditor::sentAsked);
    connect(m_form, &QAction::triggered, this, &DraftEditor::formAsked);
    connect(m_mail, &QAction::triggered, this, &DraftEditor::mailAsked);
    connect(m_pdf, &QAction::triggered, this, &DraftEditor::pdfAsked);
    connect(m_print, &QAction::triggered, this, &DraftEditor::printAsked);
    connect(m_newer, &QPushButton::clicked, this, [this] {
        if (m_sheet) m_sheet->takeNewer();
    });
    connect(m_subject, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (m_sheet) m_sheet->setSubject(text);
    });
    auto *gap = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_G), this);
    connect(gap, &QShortcut::activated, this, &DraftEditor::jumpToNextGap);

    retranslate();
    restyle();
    setSheet(nullptr);
}

void DraftEditor::setSheet(DraftSheet *sheet, const QString &why)
{
    m_gone->setText(why);
    m_gone->setVisible(!sheet);
    m_page->setVisible(sheet != nullptr);
    if (sheet == m_sheet) return;
    if (m_sheet) m_sheet->disconnect(this);
    m_sheet = sheet;
    notify({}, false);
    if (!sheet) return;
    m_text->setDocument(sheet->document());
    connect(sheet, &DraftSheet::changed, this, &DraftEditor::follow);
    m_subject->setText(sheet->subject());
    m_subject->setCursorPosition(0);
    follow();
}

void DraftEditor::setTemplates(const QStringList &ids, const QString &current)
{
    const QSignalBlocker quiet(m_templates);
    m_templates->clear();
    for (const auto &id : ids)
        m_templates->addItem(templateWord(id), id);
    m_templates->setCurrentIndex(int(ids.indexOf(current)));
    m_templates->setEnabled(ids.size() > 1);
}

void DraftEditor::setLanguages(const QStringList &languages, const QString &current)
{
    m_ja->setEnabled(languages.contains(QStringLiteral("ja")));
    m_en->setEnabled(languages.contains(QStringLiteral("en")));
    (current == QLatin1String("ja") ? m_ja : m_en)->setChecked(true);
}

void DraftEditor::setForm(bool isKnown) { m_form->setEnabled(isKnown); }

void DraftEditor::setDrill(bool drill) { m_drill->setVisible(drill); }

void DraftEditor::notify(std::function<QString()> words, bool problem)
{
    m_noticeWords = std::move(words);
    const auto &colours = Theme::colours();
    m_notice->setText(m_noticeWords ? m_noticeWords() : QString());
    m_notice->setVisible(m_noticeWords != nullptr);
    m_notice->setProperty("problem", problem);
    paintOver(m_notice, problem ? colours.warn : colours.mut, problem ? colours.warnbg : colours.head);
}

void DraftEditor::retranslate()
{
    m_templates->setAccessibleName(tr("Kind of text"));
    for (int i = 0; i < m_templates->count(); ++i)
        m_templates->setItemText(i, templateWord(m_templates->itemData(i).toString()));
    m_drill->setText(tr("DRILL: nothing may be sent."));
    //: Line above the text of a message
    m_subjectName->setText(tr("Subject"));
    m_subject->setAccessibleName(tr("Subject"));
    m_text->setAccessibleName(tr("Text of the message"));
    m_newerText->setText(tr("There is newer evidence."));
    //: Button: replaces the edited text by the one made from newer evidence
    m_newer->setText(tr("New text"));
    m_newer->setToolTip(tr("Replaces your text by the one made from newer evidence. Ctrl+Z brings yours back."));
    //: Button: opens the form with name, telephone number and so on; keep it short
    m_fill->setText(tr("Fill in…"));
    m_fill->setToolTip(tr("Who writes: name, telephone number, mail address, member id"));
    //: Button: opens the form with what only people know of the case; keep it short
    m_case->setText(tr("Case…"));
    m_case->setToolTip(
        tr("What only people know: ticket numbers, services stopped, numbers of persons, the new mail address"));
    m_case->setObjectName(QStringLiteral("draftCase"));
    //: Button: copies subject and text
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copies subject and text (%1)")
                           .arg(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C).toString(QKeySequence::NativeText)));
    m_save->setText(tr(".eml…"));
    m_save->setAccessibleName(tr("Save as a mail file"));
    //: Button with a menu: other ways out for a draft; keep it short
    m_more->setText(tr("More"));
    m_form->setText(tr("&Fill in a web form…"));
    m_mail->setText(tr("Mail with &evidence or OpenPGP…"));
    m_pdf->setText(tr("Save as &PDF…"));
    m_print->setText(tr("P&rint…"));
    if (m_noticeWords) m_notice->setText(m_noticeWords());
    follow();
}

void DraftEditor::restyle()
{
    const auto &colours = Theme::colours();
    paintOver(m_drill, colours.onBar, colours.drill);
    m_newerRow->setStyleSheet(QStringLiteral("#newerRow{background:%1;border:0} #newerRow QLabel{color:%2}")
                                  .arg(colours.warnbg.name(), colours.warn.name()));
    m_gaps->setStyleSheet(
        QStringLiteral("QPushButton{color:%1;background:%2;border:1px solid transparent;border-radius:9px;"
                       "padding:0 8px}QPushButton:focus{border-color:%3}")
            .arg(colours.warn.name(), colours.warnbg.name(), colours.info.name()));
    notify(m_noticeWords, m_notice->property("problem").toBool());
    markGaps();
}

void DraftEditor::follow()
{
    if (!m_sheet) return;
    const auto draft = m_sheet->draft();
    const auto gaps = int(draft.gaps.size());
    const bool call = isCallScript(draft.templateId);

    QString party = draft.party;
    if (!draft.recipients.isEmpty()) party += QStringLiteral(" · ") + draft.recipients.join(QStringLiteral(", "));
    m_partyWords = tr("To: %1").arg(party);
    m_party->setToolTip(plainToolTip(m_partyWords));
    m_party->setAccessibleName(m_partyWords);
    showParty();
    //: Chip: how many fields of the draft are still empty
    m_gaps->setText(tr("Gaps: %1").arg(gaps));
    m_gaps->setToolTip(
        tr("Jump to the next gap (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_G).toString(QKeySequence::NativeText)));
    m_gaps->setVisible(gaps > 0);
    m_newerRow->setVisible(m_sheet->hasNewer());
    if (m_subject->text() != m_sheet->subject()) {
        m_subject->setText(m_sheet->subject());
        m_subject->setCursorPosition(0);
    }
    m_save->setEnabled(!call);
    m_mail->setEnabled(!call);
    m_save->setToolTip(call ? tr("A telephone script is read aloud, not mailed.")
                            : tr("Saves it as a mail file that your mail program can open"));
    //: Button: a person records that the call was made
    m_sent->setText(call ? tr("I called…")
                         //: Button: a person records that the message was sent
                         : tr("I sent this…"));
    markGaps();
}

// The beginning says who, the end at which address: what is left out is in the middle.
void DraftEditor::showParty()
{
    m_party->setText(m_party->fontMetrics().elidedText(m_partyWords, Qt::ElideMiddle, m_party->width()));
}

void DraftEditor::markGaps()
{
    if (!m_sheet) return;
    const auto &colours = Theme::colours();
    QList<QTextEdit::ExtraSelection> selections;
    for (const auto &gap : m_sheet->openGaps()) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(m_sheet->document());
        selection.cursor.setPosition(gap.position);
        selection.cursor.setPosition(gap.position + gap.length, QTextCursor::KeepAnchor);
        selection.format.setForeground(colours.warn);
        selection.format.setBackground(colours.warnbg);
        selection.format.setUnderlineStyle(QTextCharFormat::DashUnderline);
        selection.format.setUnderlineColor(colours.warn);
        selections.append(selection);
    }
    m_text->setExtraSelections(selections);
}

void DraftEditor::jumpToNextGap()
{
    if (!m_sheet) return;
    const auto gaps = m_sheet->openGaps();
    if (gaps.empty()) return;
    const auto caret = m_text->textCursor();
    const auto *next = &gaps.front();
    for (const auto &gap : gaps) {
        if (gap.position < caret.selectionEnd()) continue;
        next = &gap;
        break;
    }
    auto cursor = m_text->textCursor();
    cursor.setPosition(next->position);
    cursor.setPosition(next->position + next->length, QTextCursor::KeepAnchor);
    m_text->setTextCursor(cursor);
    m_text->ensureCursorVisible();
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void DraftEditor::selectGapAtCaret()
{
    auto cursor = m_text->textCursor();
    if (!m_sheet || cursor.hasSelection()) return;
    for (const auto &gap : m_sheet->openGaps()) {
        if (cursor.position() <= gap.position || cursor.position() >= gap.position + gap.length) continue;
        cursor.setPosition(gap.position);
        cursor.setPosition(gap.position + gap.length, QTextCursor::KeepAnchor);
        m_text->setTextCursor(cursor);
        return;
    }
}

bool DraftEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_party && event->type() == QEvent::Resize) showParty();
    // After the editor has placed its caret: a click into a gap selects all of it.
    if (watched == m_text->viewport() && event->type() == QEvent::MouseButtonRelease)
        QMetaObject::invokeMethod(
            this, [this] { selectGapAtCaret(); }, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

} // namespace hinoban::ui
