// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ImportDialog.h"

#include "app/base/SafeText.h"
#include "ui/common/Fonts.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/StateMark.h"
#include "ui/common/WhoAndWhy.h"
#include "ui/shell/ImportModel.h"

#include <QEvent>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace hinoban::ui {

namespace {

constexpr qsizetype LongestLine = 400;

} // namespace

ImportDialog::ImportDialog(const console::SnapshotPtr &snapshot, const dns::Name &suggested, QWidget *parent)
    : KeptDialog(parent)
    , m_snapshot(snapshot)
    , m_suggested(suggested)
    , m_import(new WatchImport(this))
    , m_model(new ImportModel(this))
    , m_intro(plainLabel(this))
    , m_problem(plainLabel(this))
    , m_leftOutLabel(plainLabel(this))
    , m_tree(new QTreeView(this))
    , m_leftOut(new QPlainTextEdit(this))
    , m_who(new WhoAndWhy(this))
    , m_cancel(new QPushButton(this))
    , m_take(new QPushButton(this))
{
    setObjectName(QStringLiteral("ImportDialog"));
    resize(1000, 620);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, markColour(Mark::Mismatch));
    m_problem->setPalette(palette);
    m_tree->setObjectName(QStringLiteral("changes"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(true);
    m_leftOutLabel->setObjectName(QStringLiteral("leftOutCount"));
    m_leftOut->setObjectName(QStringLiteral("leftOut"));
    m_leftOut->setReadOnly(true);
    m_leftOut->setFont(fonts::mono(fonts::Size::Small));
    m_leftOut->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_leftOut->setProperty("framed", true);
    m_leftOut->setTabChangesFocus(true);
    m_leftOut->setMaximumHeight(110);
    m_leftOut->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_take->setObjectName(QStringLiteral("take"));
    m_take->setProperty("primary", true);
    for (auto *button : {m_cancel, m_take})
        button->setAutoDefault(false);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_take);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_intro);
    layout->addWidget(m_problem);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_leftOutLabel);
    layout->addWidget(m_leftOut);
    layout->addWidget(m_who);
    layout->addLayout(buttons);

    connect(m_import, &WatchImport::done, this, &ImportDialog::take);
    connect(m_model, &ImportModel::takenChanged, this, &ImportDialog::check);
    connect(m_who, &WhoAndWhy::changed, this, &ImportDialog::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, [this] {
        m_who->remember();
        Q_EMIT decided(m_model->decided(m_who->who(), m_who->why()));
        accept();
    });
    retranslate();
    m_tree->setFocus();
}

void ImportDialog::read(const QString &path) { m_import->read(path, m_suggested); }

void ImportDialog::take(const Imported &imported)
{
    m_imported = imported;
    std::vector<console::ExpectationDiff> diffs;
    for (const auto &zone : imported.zones) {
        const auto view = m_snapshot ? m_snapshot->domains.find(zone.name) : nullptr;
        diffs.push_back(console::expectationDiff(view ? &view->domain : nullptr, zone));
    }
    m_model->setDiffs(std::move(diffs));
    m_tree->expandAll();
    m_tree->setColumnWidth(ImportModel::Record, 260);
    m_tree->setColumnWidth(ImportModel::Change, 150);
    m_tree->setColumnWidth(ImportModel::Present, 290);
    m_tree->setCurrentIndex(m_model->index(0, 0));
    retranslate();
}

void ImportDialog::retranslate()
{
    setWindowTitle(tr("Import what is expected"));
    QString intro = tr("What the file says, against what is expected now. Nothing changes before you say so; what is "
                       "not checked stays as it is.");
    if (!m_imported.file.isEmpty()) intro = safeText(m_imported.file, LongestLine) + QStringLiteral(": ") + intro;
    if (m_imported.suggested)
        intro += QLatin1Char(' ') +
                 tr("The file does not say of which domain it is: it is taken as %1.").arg(m_suggested.display());
    m_intro->setText(intro);
    QStringList problems = m_imported.problems;
    if (problems.isEmpty() && !m_imported.file.isEmpty() && m_imported.zones.empty())
        problems << tr("The file is a list of names: it says nothing of what is expected.");
    m_problem->setText(problems.join(QLatin1Char('\n')));
    m_problem->setVisible(!problems.isEmpty());
    m_tree->setAccessibleName(tr("What would change"));
    m_who->setExample(tr("the zone in our repository was changed"));
    m_cancel->setText(tr("Cancel"));
    m_model->retranslate();
    showLeftOut();
    check();
}

// Nothing is dropped silently: every line, with its place and why.
void ImportDialog::showLeftOut()
{
    QStringList lines;
    for (const auto &line : m_imported.leftOut)
        lines << safeText(line, LongestLine);
    const int count = int(lines.size());
    m_leftOutLabel->setText(count == 0 ? tr("Everything in the file was understood.")
                                       : tr("%n records were left out:", nullptr, count));
    m_leftOutLabel->setVisible(!m_imported.zones.empty());
    m_leftOut->setAccessibleName(tr("What was left out of the file"));
    m_leftOut->setPlainText(lines.join(QLatin1Char('\n')));
    m_leftOut->setVisible(count > 0);
}

bool ImportDialog::hasWords() const { return !m_who->why().isEmpty(); }

void ImportDialog::check()
{
    const int taken = m_model->taken();
    m_take->setText(tr("&Take %n changes", nullptr, taken));
    m_take->setEnabled(taken > 0 && m_who->isComplete());
}

void ImportDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace hinoban::ui
