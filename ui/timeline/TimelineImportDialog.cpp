// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/TimelineImportDialog.h"

#include "app/base/SafeText.h"
#include "ui/common/Fonts.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/TimeText.h"

#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace hinoban::ui {
namespace {

constexpr size_t MostShown = 500; // of the entries; the rest is counted

// Every offset from UTC that is in use somewhere, in minutes.
constexpr int Offsets[] = {-720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120,
                           -60,  60,   120,  180,  210,  240,  270,  300,  330,  345,  360,  390,  420,
                           480,  525,  540,  570,  600,  630,  660,  720,  765,  780,  840};

QLabel *named(QLabel *label, const char *name)
{
    label->setObjectName(QLatin1String(name));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

TimelineImportDialog::TimelineImportDialog(const QString &path, Instant now, QWidget *parent)
    : QDialog(parent)
    , m_path(path)
    , m_zone(new QComboBox(this))
    , m_file(named(plainLabel(this), "timelineImportFile"))
    , m_summary(named(plainLabel(this), "timelineImportSummary"))
    , m_hint(named(plainLabel(this), "timelineImportHint"))
    , m_more(named(plainLabel(this), "timelineImportMore"))
    , m_lines(new TextTable(this))
    , m_left(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("timelineImport"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import a timeline"));
    resize(760, 520);

    m_lines->setHeads({tr("Happened"), tr("By"), tr("What")});
    auto *view = TextTable::makeView(m_lines, this);
    view->setObjectName(QStringLiteral("timelineImportEntries"));
    view->setAccessibleName(tr("Entries that are taken"));
    TextTable::giveRoomTo(view, {2});
    m_left->setObjectName(QStringLiteral("timelineImportLeft"));
    m_left->setReadOnly(true);
    m_left->setFont(fonts::mono());
    m_left->setTabChangesFocus(true);
    m_left->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_left->setAccessibleName(tr("Rows that are left out, and why"));
    m_left->setMaximumHeight(130);

    m_zone->setObjectName(QStringLiteral("timelineImportZone"));
    m_zone->addItem(tr("Leave them out"));
    m_zone->addItem(QStringLiteral("UTC"), 0);
    // The team's own zone first.
    const auto &times = TimeText::instance();
    const int own = times.localZone().offsetFromUtc(
        QDateTime::fromMSecsSinceEpoch(toUnixMicroseconds(now) / 1000, QTimeZone::utc()));
    if (own != 0) m_zone->addItem(QStringLiteral("%1 (%2)").arg(times.localZoneName(now), respond::zoneText(own)), own);
    for (const int minutes : Offsets)
        if (minutes * 60 != own) m_zone->addItem(respond::zoneText(minutes * 60), minutes * 60);
    m_file->setText(safeText(QFileInfo(path).fileName(), 200));

    auto *form = new QFormLayout;
    form->addRow(tr("File"), m_file);
    form->addRow(tr("&Times without a zone"), m_zone);
    auto *box = new QDialogButtonBox(this);
    m_import = box->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("timelineImportTake"));
    m_import->setDefault(true);
    box->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto *all = new QVBoxLayout(this);
    all->setSpacing(10);
    all->addLayout(form);
    all->addWidget(m_hint);
    all->addWidget(m_summary);
    all->addWidget(view, 1);
    all->addWidget(m_more);
    all->addWidget(m_left);
    all->addWidget(box);

    connect(m_zone, &QComboBox::activated, this, &TimelineImportDialog::read);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        if (!m_brought) return;
        Q_EMIT importRequested(m_brought);
        accept();
    });
    fill();
    m_summary->setText(tr("The file is being read…"));
}

std::optional<int> TimelineImportDialog::zone() const
{
    const QVariant chosen = m_zone->currentData();
    return chosen.isValid() ? std::optional(chosen.toInt()) : std::nullopt;
}

void TimelineImportDialog::read()
{
    m_brought = nullptr;
    m_import->setEnabled(false);
    m_summary->setText(tr("The file is being read…"));
    m_isStale = m_isReading;
    if (std::exchange(m_isReading, true)) return; // one after the other
    Q_EMIT readRequested(m_path, zone());
}

void TimelineImportDialog::showRead(const QString &path, const console::BroughtTimelinePtr &brought, const Error &error)
{
    if (path != m_path) return;
    m_isReading = false;
    if (std::exchange(m_isStale, false)) { // it was read in a zone that is chosen no more
        read();
        return;
    }
    m_brought = brought;
    fill();
    if (!brought) m_summary->setText(tr("Nothing is taken: %1").arg(safeText(sentence(error), 600)));
}

void TimelineImportDialog::fill()
{
    std::vector<TextTable::Line> lines;
    size_t taken = 0;
    QStringList words;
    QString more;
    if (m_brought) {
        // The last one says who brought the others.
        taken = m_brought->entries.empty() ? 0 : m_brought->entries.size() - 1;
        for (size_t i = 0; i < std::min(taken, MostShown); ++i) {
            const auto &entry = m_brought->entries[i];
            lines.push_back(
                {{TimeText::instance().full(entry.happened), {}, true, TimeText::instance().both(entry.happened)},
                 {safeText(entry.author, 60), {}, false},
                 {safeText(respond::sentence(entry), 300), {}, false, safeText(respond::sentence(entry), 2000)}});
        }
        if (taken > MostShown) more = tr("… and %n more.", nullptr, int(taken - MostShown));
        // What is left out stands below, row by row.
        for (const QString &line : m_brought->lines())
            if (!line.startsWith(QLatin1String("  "))) words += line;
        m_file->setText(m_brought->source);
    }
    m_lines->setLines(std::move(lines));
    m_more->setText(more);
    m_more->setVisible(!more.isEmpty());
    m_summary->setText(words.join(QLatin1Char('\n')));
    const QStringList problems = m_brought ? m_brought->read.problems : QStringList();
    m_left->setPlainText(
        problems.join(QLatin1Char('\n')) +
        (m_brought && m_brought->read.left > quint64(problems.size()) ? QStringLiteral("\n…") : QString()));
    m_left->setVisible(!problems.isEmpty());
    const quint64 noZone = m_brought ? m_brought->read.noZone : 0;
    m_hint->setVisible(noZone > 0);
    m_hint->setText(tr("%n times say no zone. Choose the zone in which they were written: a time that may be hours off "
                       "is no evidence.",
                       nullptr, int(noZone)));
    m_import->setEnabled(taken > 0);
}

} // namespace hinoban::ui
