// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ResolverDialog.h"

#include "ui/common/PlainLabel.h"
#include "ui/common/TakeWords.h"
#include "ui/common/WhoAndWhy.h"
#include "ui/shell/ResolverEditor.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr int SourceColumn = 7;

} // namespace

ResolverDialog::ResolverDialog(const std::vector<watch::Resolver> &shipped, std::vector<watch::Resolver> chosen,
                               QWidget *parent)
    : KeptDialog(parent)
    , m_chosen(std::move(chosen))
    , m_choices(resolverChoices(shipped, m_chosen))
    , m_table(new TextTable(this))
{
    setObjectName(QStringLiteral("ResolverDialog"));
    resize(1040, 560);
    m_intro = plainLabel(this);
    m_table->setHeads(resolverHeads());
    m_view = TextTable::makeView(m_table, this);
    m_view->setObjectName(QStringLiteral("resolvers"));
    m_view->installEventFilter(this);
    TextTable::giveRoomTo(m_view, {SourceColumn});
    m_problem = plainLabel(this);
    m_problem->setObjectName(QStringLiteral("problem"));
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, markColour(Mark::Mismatch));
    m_problem->setPalette(palette);

    auto *acts = new QHBoxLayout;
    const auto button = [&](const char *name) {
        auto *made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        return made;
    };
    m_toggle = button("toggle");
    m_add = button("add");
    m_edit = button("edit");
    m_remove = button("remove");
    acts->addWidget(m_toggle);
    acts->addStretch(1);
    for (auto *one : {m_add, m_edit, m_remove})
        acts->addWidget(one);

    m_who = new WhoAndWhy(this);

    auto *buttons = new QHBoxLayout;
    m_cancel = button("cancel");
    m_take = button("take");
    m_take->setProperty("primary", true);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_take);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_intro);
    layout->addWidget(m_view, 1);
    layout->addLayout(acts);
    layout->addWidget(m_problem);
    layout->addWidget(m_who);
    layout->addLayout(buttons);

    connect(m_toggle, &QPushButton::clicked, this, &ResolverDialog::toggle);
    connect(m_add, &QPushButton::clicked, this, &ResolverDialog::add);
    connect(m_edit, &QPushButton::clicked, this, &ResolverDialog::edit);
    connect(m_remove, &QPushButton::clicked, this, &ResolverDialog::remove);
    connect(m_view, &QTableView::doubleClicked, this, [this] {
        const int at = current();
        if (at >= 0) m_choices[size_t(at)].isShipped ? toggle() : edit();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ResolverDialog::check);
    connect(m_who, &WhoAndWhy::changed, this, &ResolverDialog::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, [this] {
        m_who->remember();
        accept();
        Q_EMIT decided(askedOf(m_choices), m_who->who(), m_who->why());
    });
    retranslate();
    selectChoice(0);
    m_view->setFocus();
}

bool ResolverDialog::hasWords() const { return asksOtherwise(m_choices, m_chosen) || !m_who->why().isEmpty(); }

void ResolverDialog::retranslate()
{
    setWindowTitle(tr("Resolvers"));
    m_intro->setText(tr("These resolvers are asked about every watched domain, so that you see what other people are "
                        "served. This machine's own are asked besides. Add those of your offices and of your internet "
                        "providers."));
    m_view->setAccessibleName(tr("Resolvers"));
    m_add->setText(tr("&Add your own…"));
    m_edit->setText(tr("&Edit…"));
    m_remove->setText(tr("Re&move"));
    m_who->setExample(tr("our branch offices use it"));
    m_cancel->setText(tr("Cancel"));
    m_take->setText(tr("A&sk these from now on"));
    m_table->setHeads(resolverHeads());
    showChoices();
}

void ResolverDialog::changeEvent(QEvent *event)
{
    KeptDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

bool ResolverDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier) {
            QPushButton *button = nullptr;
            switch (key->key()) {
            case Qt::Key_Space:
                button = m_toggle;
                break;
            case Qt::Key_Insert:
                button = m_add;
                break;
            case Qt::Key_Return:
            case Qt::Key_Enter:
            case Qt::Key_F2:
                button = m_edit;
                break;
            case Qt::Key_Delete:
                button = m_remove;
                break;
            default:
                break;
            }
            if (button) {
                button->click(); // nothing where it is disabled
                return true;
            }
        }
    }
    return KeptDialog::eventFilter(watched, event);
}

int ResolverDialog::current() const
{
    const int row = m_view->currentIndex().row();
    return row >= 0 && row < int(m_places.size()) ? m_places[size_t(row)] : -1;
}

void ResolverDialog::selectChoice(int choice)
{
    const auto at = std::find(m_places.begin(), m_places.end(), choice);
    if (at != m_places.end()) m_view->setCurrentIndex(m_table->index(int(at - m_places.begin()), 0));
    check();
}

void ResolverDialog::showChoices()
{
    auto shown = resolverLines(m_choices);
    m_places = std::move(shown.places);
    m_table->setLines(std::move(shown.lines));
    m_view->clearSpans();
    for (size_t row = 0; row < m_places.size(); ++row)
        if (m_places[row] < 0) m_view->setSpan(int(row), 0, 1, m_table->columnCount());
    check();
}

void ResolverDialog::check()
{
    const int at = current();
    const auto *choice = at >= 0 ? &m_choices[size_t(at)] : nullptr;
    m_toggle->setEnabled(choice && choice->isShipped);
    m_toggle->setText(choice && choice->isShipped && !choice->isAsked ? tr("As&k it") : tr("Do not as&k it"));
    m_edit->setEnabled(choice && !choice->isShipped);
    m_remove->setEnabled(choice && !choice->isShipped);
    const bool nobody = askedOf(m_choices).empty();
    m_problem->setText(nobody ? tr("At least one resolver must be asked: without any, nobody would see what the "
                                   "caches serve.")
                              : QString());
    m_problem->setVisible(nobody);
    m_take->setEnabled(!nobody && asksOtherwise(m_choices, m_chosen) && m_who->isComplete());
}

void ResolverDialog::toggle()
{
    const int at = current();
    if (at < 0 || !m_choices[size_t(at)].isShipped) return;
    m_choices[size_t(at)].isAsked = !m_choices[size_t(at)].isAsked;
    showChoices();
}

void ResolverDialog::add() { openEditor(-1); }

void ResolverDialog::edit()
{
    const int at = current();
    if (at >= 0 && !m_choices[size_t(at)].isShipped) openEditor(at);
}

void ResolverDialog::remove()
{
    const int at = current();
    if (at < 0 || m_choices[size_t(at)].isShipped) return;
    m_choices.erase(m_choices.begin() + at);
    showChoices();
    selectChoice(std::min(at, int(m_choices.size()) - 1));
}

void ResolverDialog::openEditor(int choice)
{
    std::optional<watch::Resolver> edited;
    std::vector<watch::Resolver> others;
    for (int at = 0; at < int(m_choices.size()); ++at) {
        if (at == choice)
            edited = m_choices[size_t(at)].resolver;
        else
            others.push_back(m_choices[size_t(at)].resolver);
    }
    const QString subject = edited ? edited->server.name.display() : QString();
    auto *editor = new ResolverEditor(edited, std::move(others), this);
    if (auto *left = KeptDialog::find<ResolverEditor>(this, subject)) {
        takeWords(*left, *editor);
        left->deleteLater();
    }
    editor->setSubject(subject);
    connect(editor, &ResolverEditor::taken, this, [this, choice](const watch::Resolver &resolver) {
        const int place = choice < 0 ? int(m_choices.size()) : choice;
        if (choice < 0) m_choices.push_back({});
        m_choices[size_t(place)] = {resolver, false, true};
        showChoices();
        selectChoice(place);
        m_view->setFocus();
    });
    editor->open();
}

} // namespace hinoban::ui
