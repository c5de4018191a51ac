// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/ExposureDialog.h"

#include "app/base/SafeText.h"
#include "app/console/Facts.h"
#include "ui/common/Fonts.h"
#include "ui/common/Language.h"
#include "ui/common/Person.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/TextTable.h"
#include "ui/common/TimeText.h"
#include "ui/contacts/SaveFile.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTextDocument>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace hinoban::ui {

using respond::Account;

namespace {

constexpr qint64 MostFileBytes = qint64(1024) * 1024 + 1; // one more than is read: then it is said
constexpr std::array<Account::State, 4> Keys{Account::State::ToDo, Account::State::Asked, Account::State::Reset,
                                             Account::State::AttackerTried};

Mark markOf(const Account &account)
{
    switch (account.state) {
    case Account::State::ToDo:
        return Mark::Unknown;
    case Account::State::Asked:
        return Mark::Suspicion;
    case Account::State::Reset:
        return Mark::Match;
    case Account::State::AttackerTried:
        return Mark::Mismatch;
    }
    return Mark::Unknown;
}

QLabel *named(QLabel *label, const char *name)
{
    label->setObjectName(QLatin1String(name));
    return label;
}

Result<std::vector<respond::AccountLine>> accountsIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, path, file.errorString());
    return respond::accountsFromCsv(file.read(MostFileBytes), QFileInfo(path).fileName());
}

} // namespace

QString accountStateWord(Account::State state)
{
    switch (state) {
    case Account::State::ToDo:
        return QCoreApplication::translate("ExposureDialog", "to do");
    case Account::State::Asked:
        return QCoreApplication::translate("ExposureDialog", "asked");
    case Account::State::Reset:
        return QCoreApplication::translate("ExposureDialog", "reset");
    case Account::State::AttackerTried:
        return QCoreApplication::translate("ExposureDialog", "attacker tried");
    }
    return {};
}

ExposureDialog::ExposureDialog(QWidget *parent)
    : QDialog(parent)
    , m_window(named(plainLabel(this), "exposureWindow"))
    , m_counts(named(plainLabel(this), "exposureCounts"))
    , m_notice(named(plainLabel(this), "exposureNotice"))
    , m_table(new TextTable(this))
    , m_letter(new QPlainTextEdit(this))
    , m_import(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_copy(new QPushButton(this))
    , m_toService(new QToolButton(this))
{
    setObjectName(QStringLiteral("exposureDialog"));
    m_table->setHeads({{}, {}, {}, {}, {}});
    m_view = TextTable::makeView(m_table, this);
    m_view->setObjectName(QStringLiteral("accountTable"));
    TextTable::giveRoomTo(m_view, {2});
    m_letter->setObjectName(QStringLiteral("exposureLetter"));
    m_letter->setReadOnly(true);
    m_letter->setTabChangesFocus(true);
    m_letter->setFont(fonts::mono());
    m_letter->document()->setDocumentMargin(10);
    m_toService->setCheckable(true);
    m_toService->setProperty("link", true);
    m_toService->setFocusPolicy(Qt::StrongFocus);
    m_toService->setObjectName(QStringLiteral("letterToService"));
    m_import->setObjectName(QStringLiteral("importAccounts"));
    m_save->setObjectName(QStringLiteral("saveAccounts"));
    m_copy->setObjectName(QStringLiteral("copyLetter"));
    m_counts->setProperty("muted", true);
    m_notice->setProperty("muted", true);

    auto *above = new QHBoxLayout;
    above->addWidget(m_counts, 1);
    above->addWidget(m_import);
    above->addWidget(m_save);
    auto *states = new QHBoxLayout;
    for (size_t key = 0; key < Keys.size(); ++key) {
        auto *button = new QPushButton(this);
        button->setObjectName(QStringLiteral("account-") + QString::fromLatin1(respond::accountStateText(Keys[key])));
        connect(button, &QPushButton::clicked, this, [this, key] { setState(Keys[key]); });
        auto *action = new QAction(this);
        action->setShortcut(QKeySequence(int(Qt::Key_1) + int(key)));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, key] { setState(Keys[key]); });
        m_view->addAction(action);
        m_states.append(button);
        states->addWidget(button);
    }
    states->addStretch(1);
    auto *listSide = new QWidget(this);
    auto *list = new QVBoxLayout(listSide);
    list->setContentsMargins(0, 0, 0, 0);
    list->addLayout(above);
    list->addWidget(m_view, 1);
    list->addLayout(states);
    auto *letterSide = new QWidget(this);
    auto *letter = new QVBoxLayout(letterSide);
    letter->setContentsMargins(0, 0, 0, 0);
    auto *letterBar = new QHBoxLayout;
    letterBar->addWidget(m_toService, 1);
    letterBar->addWidget(m_copy);
    letter->addLayout(letterBar);
    letter->addWidget(m_letter, 1);
    auto *parts = new QSplitter(Qt::Horizontal, this);
    parts->setChildrenCollapsible(false);
    parts->addWidget(listSide);
    parts->addWidget(letterSide);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    auto *all = new QVBoxLayout(this);
    all->addWidget(m_window);
    all->addWidget(parts, 1);
    all->addWidget(m_notice);
    for (auto *button : findChildren<QPushButton *>())
        button->setAutoDefault(false); // Enter is the table's
    resize(1180, 620);

    connect(m_import, &QPushButton::clicked, this, &ExposureDialog::chooseList);
    connect(m_save, &QPushButton::clicked, this, &ExposureDialog::saveList);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_letter->toPlainText());
        m_notice->setText(tr("The letter is in the clipboard."));
    });
    connect(m_toService, &QToolButton::toggled, this, [this] {
        retranslate();
        writeLetter();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ExposureDialog::writeLetter);
    connect(&TimeText::instance(), &TimeText::changed, this, &ExposureDialog::refresh);
    retranslate();
}

void ExposureDialog::retranslate()
{
    setWindowTitle(tr("Lost mail"));
    m_table->setHeads({tr("Person"), tr("Service"), tr("Address"), tr("State"), tr("Since")});
    m_view->setAccessibleName(tr("Accounts whose password can be reset by mail"));
    m_view->setAccessibleDescription(tr("The keys 1 to 4 say how far the account is"));
    m_letter->setAccessibleName(tr("The letter"));
    m_import->setText(tr("&Import CSV…"));
    m_import->setToolTip(tr("Columns: person, service, address"));
    m_save->setText(tr("&Save CSV…"));
    m_copy->setText(tr("&Copy the letter"));
    m_toService->setText(m_toService->isChecked() ? tr("To the service (press for the person)")
                                                  : tr("To the person (press for the service)"));
    for (size_t key = 0; key < Keys.size(); ++key)
        m_states[qsizetype(key)]->setText(QStringLiteral("%1  %2").arg(key + 1).arg(accountStateWord(Keys[key])));
}

void ExposureDialog::show(const console::SnapshotPtr &snapshot, const dns::Name &domain)
{
    m_snapshot = snapshot;
    m_domain = domain;
    refresh();
}

void ExposureDialog::refresh()
{
    QStringList windows;
    std::vector<TextTable::Line> lines;
    respond::ExposureCounts counts;
    if (m_snapshot) {
        for (const auto &window : m_snapshot->exposure.windows)
            windows += respond::sentence(window);
        for (const auto &account : m_snapshot->exposure.accounts) {
            QString state = accountStateWord(account.state);
            if (account.wasTried && account.state != Account::State::AttackerTried)
                state = tr("%1 (attacker tried)").arg(state);
            lines.push_back({{account.person, {}, false, account.note},
                             {account.service},
                             {account.address, {}, true},
                             {state, markOf(account), false, account.note},
                             {TimeText::instance().brief(account.since), {}, true, account.by}});
        }
        counts = m_snapshot->exposure.counts();
    }
    m_window->setText(windows.isEmpty() ? tr("No mail host was false, as far as is known.")
                                        : windows.join(QLatin1Char('\n')));
    m_counts->setText(counts.accounts == 0
                          ? tr("Nobody is listed. Import a table with person, service and address.")
                          : tr("%1 accounts of %2 people: %3 to do, %4 asked, %5 reset; attacker tried %6")
                                .arg(counts.accounts)
                                .arg(counts.people)
                                .arg(counts.toDo)
                                .arg(counts.asked)
                                .arg(counts.reset)
                                .arg(counts.attackerTried));
    m_table->setLines(std::move(lines));
    if (!m_view->currentIndex().isValid() && m_table->rowCount() > 0) m_view->setCurrentIndex(m_table->index(0, 0));
    const bool isAny = counts.accounts > 0;
    m_save->setEnabled(isAny);
    for (auto *button : std::as_const(m_states))
        button->setEnabled(isAny);
    writeLetter();
}

const Account *ExposureDialog::current() const
{
    const int row = m_view->currentIndex().row();
    if (!m_snapshot || row < 0 || row >= int(m_snapshot->exposure.accounts.size())) return nullptr;
    return &m_snapshot->exposure.accounts[size_t(row)];
}

void ExposureDialog::setState(Account::State state)
{
    const auto *account = current();
    if (!account) return;
    respond::AccountDeed deed;
    deed.account = account->id;
    deed.state = state;
    const int row = m_view->currentIndex().row();
    withPerson(this, [this, deed, row](const QString &who) {
        auto done = deed;
        done.person = who;
        Q_EMIT acted(done);
        // On to the next: a list is worked off from above.
        if (row + 1 < m_table->rowCount()) m_view->setCurrentIndex(m_table->index(row + 1, 0));
    });
}

void ExposureDialog::writeLetter()
{
    const auto *account = current();
    QString text;
    if (account && m_snapshot) {
        const bool toService = m_toService->isChecked();
        const auto contact =
            toService ? respond::accountService(account->service) : respond::accountHolder(account->person);
        auto domain = m_domain;
        if (!m_snapshot->exposure.windows.empty()) domain = m_snapshot->exposure.windows.front().domain;
        const auto view = m_snapshot->domains.find(domain);
        if (view) {
            const auto made = respond::draft(contact.templates.front(), Language::instance().current(), contact,
                                             console::factsOf(*m_snapshot, *view));
            text = made ? made->subject + QStringLiteral("\n\n") + made->body : sentence(made.error());
        }
    }
    if (m_letter->toPlainText() != text) m_letter->setPlainText(text);
    m_copy->setEnabled(!text.isEmpty());
}

void ExposureDialog::chooseList()
{
    auto *choose = new QFileDialog(this, tr("Import accounts"), {}, tr("Tables (*.csv *.txt);;All files (*)"));
    choose->setAttribute(Qt::WA_DeleteOnClose);
    choose->setFileMode(QFileDialog::ExistingFile);
    connect(choose, &QFileDialog::fileSelected, this, &ExposureDialog::importList);
    choose->open();
}

void ExposureDialog::importList(const QString &path)
{
    auto result = std::make_shared<std::optional<Result<std::vector<respond::AccountLine>>>>();
    auto *thread = QThread::create([result, path] { *result = accountsIn(path); });
    connect(thread, &QThread::finished, this, [this, result, name = QFileInfo(path).fileName()] {
        if (!*result) return;
        if (**result)
            take(***result, name);
        else
            m_notice->setText(tr("Not read: %1").arg(sentence((*result)->error())));
        Q_EMIT listRead();
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void ExposureDialog::take(const std::vector<respond::AccountLine> &lines, const QString &source)
{
    withPerson(this, [this, lines, source](const QString &who) {
        respond::AccountDeed deed;
        deed.listed = lines;
        deed.source = source;
        deed.person = who;
        Q_EMIT acted(deed);
        m_notice->setText(
            tr("%1 accounts were read; those that are listed already stay as they are.").arg(lines.size()));
    });
}

void ExposureDialog::saveList()
{
    if (!m_snapshot) return;
    auto *choose = new QFileDialog(this, tr("Save the accounts"), {}, tr("Tables (*.csv)"));
    choose->setAttribute(Qt::WA_DeleteOnClose);
    choose->setAcceptMode(QFileDialog::AcceptSave);
    choose->setDefaultSuffix(QStringLiteral("csv"));
    connect(choose, &QFileDialog::fileSelected, this, &ExposureDialog::saveAs);
    choose->open();
}

void ExposureDialog::saveAs(const QString &path)
{
    // With the mark by which spreadsheets know UTF-8. Whether to replace a file, its dialog has asked.
    FileToSave file{path, "\xef\xbb\xbf" + respond::csvOf(m_snapshot->exposure.accounts), true};
    saveFiles({std::move(file)}, this, [this, path](const std::optional<NotSaved> &problem) {
        m_notice->setText(
            problem ? tr("Not saved: %1").arg(sentence(Error{ErrorCode::ReadOnly, problem->path, problem->detail}))
                    : tr("Saved as %1.").arg(path));
    });
}

void ExposureDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    refresh();
}

} // namespace hinoban::ui
