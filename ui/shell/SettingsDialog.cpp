// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SettingsDialog.h"

#include "ui/common/Fonts.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/StateMark.h"
#include "ui/common/WhoAndWhy.h"

#include <QCheckBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace hinoban::ui {

namespace {

constexpr int LongestPath = 2000;

QLabel *noteLabel(QWidget *parent)
{
    auto *label = plainLabel(parent);
    label->setProperty("muted", true);
    label->setFont(fonts::prose(fonts::Size::Small));
    return label;
}

QLabel *problemLabel(QWidget *parent, const char *name)
{
    auto *label = plainLabel(parent);
    label->setObjectName(QLatin1String(name));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, markColour(Mark::Mismatch));
    label->setPalette(palette);
    label->hide();
    return label;
}

void say(QLabel *label, const QString &problem, QLineEdit *edit = nullptr)
{
    label->setText(problem);
    label->setVisible(!problem.isEmpty());
    if (edit) edit->setAccessibleDescription(problem);
}

} // namespace

SettingsDialog::SettingsDialog(const store::WatchSettings &settings, QWidget *parent)
    : QDialog(parent)
    , m_problem(problemLabel(this, "settingsProblem"))
    , m_registryName(plainLine(this))
    , m_registryNote(noteLabel(this))
    , m_lookAlikeNote(noteLabel(this))
    , m_certificatesName(plainLine(this))
    , m_certificatesNote(noteLabel(this))
    , m_certificatesProblem(problemLabel(this, "settingsCertificatesProblem"))
    , m_originsName(plainLine(this))
    , m_originsNote(noteLabel(this))
    , m_originsProblem(problemLabel(this, "settingsOriginsProblem"))
    , m_askNote(noteLabel(this))
    , m_minutes(new QSpinBox(this))
    , m_hours(new QSpinBox(this))
    , m_lookAlikes(new QCheckBox(this))
    , m_ask(new QCheckBox(this))
    , m_certificates(new QLineEdit(this))
    , m_origins(new QLineEdit(this))
    , m_choose(new QPushButton(this))
    , m_cancel(new QPushButton(this))
    , m_store(new QPushButton(this))
    , m_who(new WhoAndWhy(this))
{
    setObjectName(QStringLiteral("SettingsDialog"));
    resize(760, 520);
    m_minutes->setObjectName(QStringLiteral("settingsMinutes"));
    m_minutes->setRange(store::WatchSettings::LeastMinutes, store::WatchSettings::MostMinutes);
    m_hours->setObjectName(QStringLiteral("settingsHours"));
    m_hours->setRange(1, store::WatchSettings::MostHours);
    m_lookAlikes->setObjectName(QStringLiteral("settingsLookAlikes"));
    m_ask->setObjectName(QStringLiteral("settingsAskOrigins"));
    m_certificates->setObjectName(QStringLiteral("settingsCertificates"));
    m_origins->setObjectName(QStringLiteral("settingsOrigins"));
    for (auto *edit : {m_certificates, m_origins})
        edit->setMaxLength(LongestPath);
    m_store->setObjectName(QStringLiteral("settingsStore"));
    m_store->setProperty("primary", true);
    m_store->setDefault(true);
    for (auto *button : {m_choose, m_cancel})
        button->setAutoDefault(false);
    m_registryName->setBuddy(m_minutes);
    m_certificatesName->setBuddy(m_certificates);
    m_originsName->setBuddy(m_origins);
    layOut();

    connect(m_lookAlikes, &QCheckBox::toggled, m_hours, &QWidget::setEnabled);
    connect(m_choose, &QPushButton::clicked, this, &SettingsDialog::chooseOrigins);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_store, &QPushButton::clicked, this, &SettingsDialog::decide);
    connect(m_who, &WhoAndWhy::changed, this, &SettingsDialog::check);
    // What was wrong is not, until it is tried again.
    connect(m_certificates, &QLineEdit::textChanged, this, [this] { say(m_certificatesProblem, {}, m_certificates); });
    connect(m_origins, &QLineEdit::textChanged, this, [this] { say(m_originsProblem, {}, m_origins); });
    show(settings);
    retranslate();
}

void SettingsDialog::layOut()
{
    auto *grid = new QGridLayout(this);
    grid->setVerticalSpacing(4);
    grid->setHorizontalSpacing(10);
    grid->setColumnStretch(2, 1);
    int row = 0;
    const auto below = [&](QLabel *text) { grid->addWidget(text, row++, 1, 1, 3); };
    const auto part = [&] { grid->setRowMinimumHeight(row++, 12); };
    grid->addWidget(m_problem, row++, 0, 1, 4);
    grid->addWidget(m_registryName, row, 0);
    grid->addWidget(m_minutes, row++, 1);
    below(m_registryNote);
    part();
    grid->addWidget(m_lookAlikes, row, 0);
    grid->addWidget(m_hours, row++, 1);
    below(m_lookAlikeNote);
    part();
    grid->addWidget(m_certificatesName, row, 0);
    grid->addWidget(m_certificates, row++, 1, 1, 3);
    below(m_certificatesProblem);
    below(m_certificatesNote);
    part();
    grid->addWidget(m_originsName, row, 0);
    grid->addWidget(m_origins, row, 1, 1, 2);
    grid->addWidget(m_choose, row++, 3);
    below(m_originsProblem);
    below(m_originsNote);
    grid->addWidget(m_ask, row++, 1, 1, 3);
    below(m_askNote);
    part();
    grid->setRowStretch(row++, 1);
    grid->addWidget(m_who, row++, 0, 1, 4);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_store);
    grid->addLayout(buttons, row, 0, 1, 4);

    QWidget *before = m_minutes;
    for (QWidget *next : std::initializer_list<QWidget *>{m_lookAlikes, m_hours, m_certificates, m_origins, m_choose,
                                                          m_ask, m_who, m_store, m_cancel}) {
        setTabOrder(before, next);
        before = next;
    }
}

void SettingsDialog::retranslate()
{
    setWindowTitle(tr("How this workspace is watched"));
    m_registryName->setText(tr("Ask the re&gistry every"));
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setAccessibleName(tr("Minutes from one question to the registry to the next"));
    m_registryNote->setText(tr("For the registration of each domain (R1 to R4). A nameserver that nobody expects is "
                               "asked about at once (R5), whatever this says. Registries refuse who asks too often."));
    m_lookAlikes->setText(tr("Watch for &look-alikes every"));
    m_hours->setSuffix(tr(" h"));
    m_hours->setAccessibleName(tr("Hours for once through the look-alikes"));
    m_lookAlikeNote->setText(tr("Registries are asked, one name after the other, whether names that look like those "
                                "you depend on have been registered (P1). They learn these names by it."));
    m_certificatesName->setText(tr("Search &certificates at"));
    m_certificates->setAccessibleName(tr("Address of a search in the public logs of certificates"));
    m_certificates->setPlaceholderText(tr("https://crt.sh/, for instance; empty: nowhere"));
    m_certificatesNote->setText(
        tr("Certificates of your domains by issuers whom nobody expects are found in public logs "
           "(T1). Whoever runs the search learns which domains you watch."));
    m_originsName->setText(tr("&Whose network it is"));
    m_origins->setAccessibleName(tr("File of the numbers of autonomous systems"));
    m_origins->setPlaceholderText(tr("a database of AS numbers in the MaxMind format; empty: none"));
    m_originsNote->setText(tr("Needed where addresses are expected by their autonomous system. It is read on this "
                              "machine: nobody learns anything by it."));
    m_choose->setText(tr("Ch&oose…"));
    m_ask->setText(tr("Without such a file, ask &Team Cymru over DNS"));
    m_askNote->setText(
        tr("They learn the addresses in the answers that Hinoban sees, and so, roughly, whom you watch."));
    m_cancel->setText(tr("Cancel"));
    m_store->setText(tr("&Set it so"));
    m_who->setExample(tr("why it is changed"));
    check();
}

void SettingsDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void SettingsDialog::show(const store::WatchSettings &settings)
{
    m_minutes->setValue(settings.registrationMinutes);
    m_lookAlikes->setChecked(settings.lookAlikeHours > 0);
    m_hours->setEnabled(settings.lookAlikeHours > 0);
    m_hours->setValue(settings.lookAlikeHours > 0 ? settings.lookAlikeHours : store::WatchSettings().lookAlikeHours);
    m_certificates->setText(settings.certificates);
    m_origins->setText(settings.origins);
    m_ask->setChecked(settings.askOrigins);
}

store::WatchSettings SettingsDialog::typed() const
{
    store::WatchSettings settings;
    settings.registrationMinutes = m_minutes->value();
    settings.lookAlikeHours = m_lookAlikes->isChecked() ? m_hours->value() : 0;
    settings.certificates = m_certificates->text().trimmed();
    settings.origins = m_origins->text().trimmed();
    settings.askOrigins = m_ask->isChecked();
    return settings;
}

void SettingsDialog::chooseOrigins()
{
    auto *dialog = new QFileDialog(this, tr("A database of AS numbers"), m_origins->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("MaxMind databases (*.mmdb)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_origins, &QLineEdit::setText);
    dialog->open();
}

void SettingsDialog::check() { m_store->setEnabled(!m_isWaiting && m_who->isComplete()); }

void SettingsDialog::decide()
{
    say(m_problem, {});
    m_who->remember();
    m_isWaiting = true;
    check();
    Q_EMIT decided(typed(), m_who->who(), m_who->why());
}

void SettingsDialog::showStored(const store::WatchSettings &settings)
{
    if (!m_isWaiting) return;
    m_isWaiting = false;
    show(settings);
    accept();
}

bool SettingsDialog::takesFailure(const Error &error)
{
    if (!m_isWaiting) return false;
    m_isWaiting = false;
    check();
    const auto isAbout = [&](const QLineEdit *edit) {
        const QString text = edit->text().trimmed();
        return !text.isEmpty() && (error.where.contains(text) || error.detail.contains(text));
    };
    for (const auto &[edit, problem] :
         {std::pair{m_certificates, m_certificatesProblem}, {m_origins, m_originsProblem}}) {
        if (!isAbout(edit)) continue;
        say(problem, sentence(error), edit);
        edit->setFocus();
        return true;
    }
    say(m_problem, tr("Not stored: %1 What you typed is still here.").arg(sentence(error)));
    return true;
}

} // namespace hinoban::ui
