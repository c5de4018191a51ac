// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/WatchDialog.h"

#include "app/base/SafeText.h"
#include "ui/common/Fonts.h"
#include "ui/common/Person.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/ProblemWords.h"
#include "ui/common/StateMark.h"
#include "ui/common/WhoAndWhy.h"
#include "ui/shell/ProposalModel.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

namespace {

void setColour(QLabel *label, const QColor &colour)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
}

// The one that is open, or a new one.
QString usualWorkspace(const QString &open)
{
    const QString home = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return open.isEmpty() ? QDir(home).filePath(QStringLiteral("own-domains.hinoban")) : open;
}

} // namespace

WatchDialog::WatchDialog(const QString &openWorkspace, QWidget *parent)
    : KeptDialog(parent)
    , m_openWorkspace(openWorkspace)
    , m_import(new WatchImport(this))
    , m_model(new ProposalModel(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("WatchDialog"));
    resize(860, 620);
    auto *layout = new QVBoxLayout(this);
    m_failure = plainLabel(this);
    m_failure->setObjectName(QStringLiteral("failure"));
    m_failure->hide();
    layout->addWidget(m_failure);
    layout->addWidget(m_pages, 1);
    m_pages->addWidget(makeNamesPage());
    m_pages->addWidget(makeLookingPage());
    m_pages->addWidget(makeProposalsPage());

    auto *buttons = new QHBoxLayout;
    m_cancel = new QPushButton(this);
    m_back = new QPushButton(this);
    m_lookButton = new QPushButton(this);
    m_lookButton->setObjectName(QStringLiteral("look"));
    m_lookButton->setProperty("primary", true);
    m_accept = new QPushButton(this);
    m_accept->setObjectName(QStringLiteral("accept"));
    m_accept->setProperty("primary", true);
    m_back->setObjectName(QStringLiteral("back"));
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_lookButton);
    buttons->addWidget(m_accept);
    layout->addLayout(buttons);
    for (auto *button : {m_cancel, m_back, m_lookButton, m_accept})
        button->setAutoDefault(false);

    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { setPage(Names); });
    connect(m_lookButton, &QPushButton::clicked, this, &WatchDialog::look);
    connect(m_accept, &QPushButton::clicked, this, &WatchDialog::decide);
    connect(m_import, &WatchImport::done, this, &WatchDialog::take);
    connect(m_model, &ProposalModel::decisionsChanged, this, &WatchDialog::checkDecision);

    m_workspace->setText(usualWorkspace(openWorkspace));
    retranslate();
    setPage(Names);
    checkNames();
}

bool WatchDialog::hasWords() const { return !m_text->toPlainText().trimmed().isEmpty() || !m_who->why().isEmpty(); }

void WatchDialog::setOpenWorkspace(const QString &file)
{
    if (file == m_openWorkspace) return;
    if (m_workspace->text().trimmed() == usualWorkspace(m_openWorkspace)) m_workspace->setText(usualWorkspace(file));
    m_openWorkspace = file;
    // What was seen for the one before is no proposal for this one.
    if (!m_waiting) setPage(Names);
}

QWidget *WatchDialog::makeNamesPage()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    m_intro = plainLabel(page);
    m_namesLabel = plainLine(page);
    m_text = new QPlainTextEdit(page);
    m_text->setObjectName(QStringLiteral("names"));
    m_text->setProperty("framed", true);
    m_text->setFont(fonts::mono());
    m_text->setTabChangesFocus(true);
    m_namesLabel->setBuddy(m_text);
    m_importButton = new QPushButton(page);
    m_importButton->setObjectName(QStringLiteral("import"));
    m_importButton->setAutoDefault(false);
    m_problems = plainLabel(page);
    m_problems->setObjectName(QStringLiteral("problems"));
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_workspaceLabel = plainLine(page);
    m_workspace = new QLineEdit(page);
    m_workspace->setObjectName(QStringLiteral("workspace"));
    m_workspaceLabel->setBuddy(m_workspace);
    m_choose = new QPushButton(page);
    m_choose->setAutoDefault(false);

    auto *head = new QHBoxLayout;
    head->addWidget(m_namesLabel, 1);
    head->addWidget(m_importButton);
    auto *place = new QHBoxLayout;
    place->addWidget(m_workspaceLabel);
    place->addWidget(m_workspace, 1);
    place->addWidget(m_choose);
    layout->addWidget(m_intro);
    layout->addSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_problems);
    layout->addSpacing(4);
    layout->addLayout(place);

    connect(m_text, &QPlainTextEdit::textChanged, this, &WatchDialog::checkNames);
    connect(m_workspace, &QLineEdit::textChanged, this, &WatchDialog::checkNames);
    // Return is a new line in the list.
    const auto *look = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), page);
    connect(look, &QShortcut::activated, this, [this] { m_lookButton->click(); });
    connect(m_importButton, &QPushButton::clicked, this, &WatchDialog::chooseImport);
    connect(m_choose, &QPushButton::clicked, this, &WatchDialog::chooseWorkspace);
    return page;
}

QWidget *WatchDialog::makeLookingPage()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    m_lookingText = plainLabel(page);
    m_lookingText->setAlignment(Qt::AlignCenter);
    m_progress = new QProgressBar(page);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    layout->addStretch(1);
    layout->addWidget(m_lookingText);
    layout->addWidget(m_progress);
    layout->addStretch(1);
    return page;
}

QWidget *WatchDialog::makeProposalsPage()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    m_decideIntro = plainLabel(page);
    m_tree = new QTreeView(page);
    m_tree->setObjectName(QStringLiteral("proposals"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_tree->header()->setStretchLastSection(true);

    auto *detail = new QWidget(page);
    auto *below = new QVBoxLayout(detail);
    below->setContentsMargins(0, 6, 0, 0);
    m_warnings = plainLabel(detail);
    m_warnings->setObjectName(QStringLiteral("warnings"));
    m_warnings->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_valuesLabel = plainLine(detail);
    m_values = new QPlainTextEdit(detail);
    m_values->setObjectName(QStringLiteral("values"));
    m_values->setProperty("framed", true);
    m_values->setFont(fonts::mono());
    m_values->setTabChangesFocus(true);
    m_valuesLabel->setBuddy(m_values);
    m_valuesProblem = plainLabel(detail);
    m_valuesProblem->setObjectName(QStringLiteral("valuesProblem"));
    below->addWidget(m_warnings);
    below->addWidget(m_valuesLabel);
    below->addWidget(m_values, 1);
    below->addWidget(m_valuesProblem);

    auto *splitter = new QSplitter(Qt::Vertical, page);
    splitter->addWidget(m_tree);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);

    m_who = new WhoAndWhy(page);
    layout->addWidget(m_decideIntro);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_who);

    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { showRRset(current); });
    connect(m_values, &QPlainTextEdit::textChanged, this, &WatchDialog::editRRset);
    connect(m_who, &WhoAndWhy::changed, this, &WatchDialog::checkDecision);
    return page;
}

void WatchDialog::retranslate()
{
    setWindowTitle(tr("Watch my own domains"));
    m_intro->setText(tr("Hinoban looks at the parent zone, every authoritative server, resolvers and the registry, and "
                        "proposes what it sees as what is expected. Nothing is taken before you say so. What is open "
                        "now is closed first."));
    m_namesLabel->setText(tr("&Domains, one a line"));
    m_text->setAccessibleName(tr("Domains, one a line"));
    m_text->setPlaceholderText(QStringLiteral("example.co.jp\nexample.com"));
    m_importButton->setText(tr("&Import a zone file or a list…"));
    m_workspaceLabel->setText(tr("&Workspace"));
    m_workspace->setAccessibleName(tr("Workspace"));
    m_choose->setText(tr("C&hoose…"));
    m_cancel->setText(tr("Cancel"));
    m_back->setText(tr("&Back"));
    m_lookButton->setText(tr("&Look"));
    m_accept->setText(tr("Begin &watching"));
    m_lookingText->setText(tr("Looking at %n domains: parent zone, authoritative servers, resolvers, registry.",
                              nullptr, int(m_names.size())));
    m_decideIntro->setText(tr("Is this how it should be? Whoever holds your domain already would be accepted with it: "
                              "compare with your own records. What is not checked is refused."));
    m_tree->setAccessibleName(tr("Proposed expectations"));
    m_values->setAccessibleName(tr("Expected values, one a line"));
    m_who->setExample(tr("compared with the zone in our repository"));
    m_model->retranslate();
    showRRset(m_tree->currentIndex());
}

void WatchDialog::changeEvent(QEvent *event)
{
    KeptDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        checkNames();
    }
}

void WatchDialog::setPage(Page page)
{
    m_pages->setCurrentIndex(page);
    m_lookButton->setVisible(page == Names);
    m_accept->setVisible(page == Proposals);
    m_back->setVisible(page != Names);
    if (page == Names) m_text->setFocus();
    if (page == Proposals) m_tree->setFocus();
    if (page != Looking) m_waiting = false;
}

void WatchDialog::checkNames()
{
    auto typed = typedDomains(m_text->toPlainText());
    m_names = std::move(typed.names);
    m_problems->setText(typed.problems.isEmpty() && !m_names.empty() ? tr("%n domains", nullptr, int(m_names.size()))
                                                                     : typed.problems.join(QLatin1Char('\n')));
    setColour(m_problems, typed.problems.isEmpty() ? markColour(Mark::Unknown) : markColour(Mark::Mismatch));
    m_lookButton->setEnabled(!m_names.empty() && typed.problems.isEmpty() && !m_workspace->text().trimmed().isEmpty());
}

void WatchDialog::chooseWorkspace()
{
    auto *dialog = new QFileDialog(this, tr("Where the workspace is kept"), m_workspace->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing workspace is opened, never overwritten
    dialog->setDefaultSuffix(QStringLiteral("hinoban"));
    connect(dialog, &QFileDialog::fileSelected, m_workspace, &QLineEdit::setText);
    dialog->open();
}

void WatchDialog::chooseImport()
{
    auto *dialog = new QFileDialog(this, tr("Import zone files, what a tool keeps of zones, or a list of domains"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_import, [this](const QString &file) { m_import->read(file); });
    dialog->open();
}

void WatchDialog::take(const Imported &imported)
{
    QStringList lines = m_text->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const auto &name : imported.names)
        if (!lines.contains(name.display())) lines << name.display();
    m_text->setPlainText(lines.join(QLatin1Char('\n')));
    for (const auto &told : imported.zones) {
        std::erase_if(m_zones, [&](const watch::Domain &zone) { return zone.name == told.name; });
        m_zones.push_back(told);
    }
    QStringList told = imported.problems;
    if (!imported.leftOut.isEmpty()) {
        constexpr int MostLines = 6;
        const int count = int(imported.leftOut.size());
        told << tr("%1: %n records were left out:", nullptr, count).arg(imported.file);
        for (const auto &line : imported.leftOut.mid(0, MostLines))
            told << safeText(line, 400);
        if (count > MostLines) told << tr("and %n more", nullptr, count - MostLines);
    }
    m_failure->setToolTip(plainToolTip(imported.leftOut.mid(0, 60).join(QLatin1Char('\n'))));
    if (told.isEmpty()) {
        m_failure->hide();
        return;
    }
    m_failure->setText(told.join(QLatin1Char('\n')));
    setColour(m_failure, markColour(Mark::Mismatch));
    m_failure->show();
}

void WatchDialog::look()
{
    m_failure->hide();
    m_lookingText->setText(tr("Looking at %n domains: parent zone, authoritative servers, resolvers, registry.",
                              nullptr, int(m_names.size())));
    setPage(Looking);
    const QString workspace = m_workspace->text().trimmed();
    if (workspace == m_openWorkspace) {
        propose();
        return;
    }
    m_waiting = true;
    console::SessionOptions options;
    options.workspace = workspace;
    options.createWorkspace = true;
    options.person = person();
    Q_EMIT openRequested(options);
}

void WatchDialog::propose()
{
    QList<QByteArray> names;
    for (const auto &name : m_names)
        names << name.text();
    Q_EMIT proposeRequested(names);
}

void WatchDialog::showStarted()
{
    if (!m_waiting) return;
    m_waiting = false;
    m_openWorkspace = m_workspace->text().trimmed();
    propose();
}

void WatchDialog::showFailure(const Error &error)
{
    m_failure->setText(sentence(error));
    setColour(m_failure, markColour(Mark::Mismatch));
    m_failure->show();
    if (m_pages->currentIndex() == Looking) setPage(Names);
}

void WatchDialog::showProposal(const console::Proposal &proposal, const std::vector<watch::Domain> &known)
{
    if (m_pages->currentIndex() != Looking) return; // a person went back meanwhile
    m_model->setProposal(proposal, m_zones, known);
    m_tree->expandAll();
    // What is expected so far says something only where anything is.
    m_tree->setColumnHidden(ProposalModel::Present, known.empty());
    m_tree->setColumnWidth(ProposalModel::Record, known.empty() ? 240 : 190);
    m_tree->setColumnWidth(ProposalModel::Present, 190);
    m_tree->setColumnWidth(ProposalModel::Value, known.empty() ? 330 : 220);
    m_tree->setColumnWidth(ProposalModel::SeenBy, 120);
    setPage(Proposals);
    const QModelIndex first = m_model->index(0, 0);
    m_tree->setCurrentIndex(m_model->rowCount(first) > 0 ? m_model->index(0, 0, first) : first);
    checkDecision();
}

void WatchDialog::showRRset(const QModelIndex &index)
{
    const auto *rrset = m_model->rrsetAt(index);
    const auto *domain = m_model->domainAt(index);
    const QSignalBlocker quiet(m_values);
    m_values->setPlainText(m_model->valuesAt(index));
    m_values->setEnabled(rrset != nullptr);
    m_valuesProblem->clear();
    QStringList warnings;
    if (rrset) {
        m_valuesLabel->setText(
            tr("&Expected values of %1 %2, one a line (none: no such records)")
                .arg(rrset->expectation.owner.display(), QString::fromLatin1(dns::typeText(rrset->expectation.type))));
        for (const auto &disagreement : rrset->disagreements)
            warnings << QString(markSymbol(Mark::Suspicion)) + QLatin1Char(' ') + safeText(disagreement, 400);
    } else {
        m_valuesLabel->setText(tr("&Expected values, one a line"));
        if (domain && !domain->problem.isEmpty())
            warnings << QString(markSymbol(Mark::Unknown)) + QLatin1Char(' ') +
                            safeText(problemText(domain->problem), 400);
    }
    constexpr int MostWarnings = 6;
    if (warnings.size() > MostWarnings) {
        const int more = int(warnings.size()) - MostWarnings;
        warnings = warnings.mid(0, MostWarnings) << tr("and %n more", nullptr, more);
    }
    m_warnings->setText(warnings.join(QLatin1Char('\n')));
    setColour(m_warnings, markColour(Mark::Suspicion));
    m_warnings->setVisible(!warnings.isEmpty());
}

void WatchDialog::editRRset()
{
    const QModelIndex index = m_tree->currentIndex();
    if (!m_model->rrsetAt(index)) return;
    const auto result = m_model->setValues(index, m_values->toPlainText());
    m_valuesProblem->setText(result ? QString() : sentence(result.error()));
    setColour(m_valuesProblem, markColour(Mark::Mismatch));
    checkDecision();
}

void WatchDialog::checkDecision()
{
    m_accept->setEnabled(m_model->accepted() > 0 && m_valuesProblem->text().isEmpty() && m_who->isComplete());
}

void WatchDialog::decide()
{
    m_who->remember();
    Q_EMIT decided(m_model->decided(m_who->who(), m_who->why()));
    accept();
}

} // namespace hinoban::ui
