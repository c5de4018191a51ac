// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ReportDialog.h"

#include "ui/common/Fonts.h"
#include "ui/common/Paper.h"
#include "ui/common/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QSaveFile>
#include <QTextBrowser>
#include <QThread>
#include <QVBoxLayout>

namespace hinoban::ui {
namespace {

// Shows our own page and nothing else: it follows no link and loads nothing but the pictures inside the page.
class Preview final : public QTextBrowser {
public:
    explicit Preview(QWidget *parent)
        : QTextBrowser(parent)
    {
        setOpenLinks(false);
        setOpenExternalLinks(false);
        setUndoRedoEnabled(false);
    }

protected:
    QVariant loadResource(int type, const QUrl &name) override
    {
        if (type != QTextDocument::ImageResource) return QByteArray();
        return ownPicture(name);
    }
};

PaperOrder paperOf(const respond::Dossier &dossier, const std::map<QString, QByteArray> &pictures)
{
    PaperOrder order;
    order.html = QString::fromUtf8(respond::htmlOf(dossier, pictures, respond::HtmlFor::Page));
    order.title = dossier.title;
    order.mark = dossier.mark;
    order.about = dossier.subtitle;
    order.chainHead = dossier.chainHead;
    order.language = dossier.options.language;
    return order;
}

QString write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!bytes.isEmpty() && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return sentence(Error{ErrorCode::ReadOnly, path, file.errorString()});
}

} // namespace

ReportDialog::ReportDialog(QWidget *parent)
    : QDialog(parent)
    , m_kind(new QComboBox(this))
    , m_language(new QComboBox(this))
    , m_tlp(new QComboBox(this))
    , m_redacted(new QCheckBox(this))
    , m_gaps(new QLabel(this))
    , m_notice(new QLabel(this))
    , m_preview(new Preview(this))
    , m_renew(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_print(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("reportDialog"));
    resize(980, 680);
    using Kind = respond::DossierKind;
    for (const auto kind : {Kind::Situation, Kind::Coordination, Kind::Regulator, Kind::Final})
        m_kind->addItem(QString(), int(kind));
    m_language->addItem(QStringLiteral("日本語"), QStringLiteral("ja"));
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    using respond::Tlp;
    for (const auto tlp : {Tlp::Red, Tlp::AmberStrict, Tlp::Amber, Tlp::Green, Tlp::Clear})
        m_tlp->addItem(respond::tlpText(tlp), int(tlp));
    m_tlp->setCurrentIndex(int(Tlp::Amber));
    m_kind->setObjectName(QStringLiteral("reportKind"));
    m_language->setObjectName(QStringLiteral("reportLanguage"));
    m_tlp->setObjectName(QStringLiteral("reportTlp"));
    m_redacted->setObjectName(QStringLiteral("reportRedacted"));
    m_preview->setObjectName(QStringLiteral("reportPreview"));
    m_notice->setObjectName(QStringLiteral("reportNotice"));
    m_renew->setObjectName(QStringLiteral("reportRenew"));
    for (auto *label : {m_gaps, m_notice}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_gaps->setProperty("muted", true);
    m_preview->setFrameShape(QFrame::NoFrame);
    // Paper is white in the dark theme, too.
    m_preview->setStyleSheet(QStringLiteral("QTextBrowser{background:#ffffff;color:#1b1f24;border:0}"));
    m_preview->document()->setDocumentMargin(18);
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    auto *form = new QFormLayout;
    for (auto *box : {m_kind, m_language, m_tlp}) {
        m_labels.append(new QLabel(this));
        m_labels.back()->setBuddy(box);
        form->addRow(m_labels.back(), box);
    }
    form->addRow(QString(), m_redacted);
    auto *left = new QVBoxLayout;
    left->addLayout(form);
    left->addSpacing(8);
    left->addWidget(m_gaps);
    left->addStretch(1);
    left->addWidget(m_notice);
    left->addWidget(m_renew);
    left->addWidget(m_save);
    left->addWidget(m_print);
    left->addWidget(m_close);
    auto *side = new QWidget(this);
    side->setLayout(left);
    side->setFixedWidth(260);
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(side);
    all->addWidget(m_preview, 1);

    for (auto *box : {m_kind, m_language, m_tlp})
        connect(box, &QComboBox::currentIndexChanged, this, &ReportDialog::remake);
    connect(m_redacted, &QCheckBox::toggled, this, &ReportDialog::remake);
    connect(m_renew, &QPushButton::clicked, this, [this] {
        setBusy(true);
        Q_EMIT renewAsked();
    });
    connect(m_save, &QPushButton::clicked, this, &ReportDialog::chooseFile);
    connect(m_print, &QPushButton::clicked, this, &ReportDialog::choosePrinter);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
    setBusy(true);
    say(tr("Reading the case…"));
}

void ReportDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    remake(); // the report's own language is chosen beside it
}

void ReportDialog::retranslate()
{
    setWindowTitle(tr("Reports"));
    const QStringList kinds{tr("Situation report"), tr("Report to JPCERT/CC"), tr("Form of the regulator"),
                            tr("Final report")};
    for (int i = 0; i < kinds.size(); ++i)
        m_kind->setItemText(i, kinds[i]);
    const QStringList labels{tr("&Report:"), tr("&Language:"), tr("For &whom:")};
    for (qsizetype i = 0; i < labels.size(); ++i)
        m_labels[i]->setText(labels[i]);
    m_redacted->setText(tr("Redacted copy"));
    m_redacted->setToolTip(tr("Without persons, telephone numbers, hosts inside, and contacts known for incident "
                              "response only. The hashes stay."));
    m_preview->setAccessibleName(tr("The report as it will be"));
    //: Button: reads the case again from the workspace
    m_renew->setText(tr("As of now"));
    //: Button: saves the report as Markdown, HTML or PDF
    m_save->setText(tr("Save…"));
    m_print->setText(tr("Print…"));
    m_close->setText(tr("Close"));
}

void ReportDialog::setCase(respond::DossierFacts facts, std::map<QString, QByteArray> pictures)
{
    m_facts = std::move(facts);
    m_pictures = std::move(pictures);
    say({});
    setBusy(false);
    remake();
}

void ReportDialog::setProblem(const QString &sentence)
{
    setBusy(false);
    say(sentence, true);
}

void ReportDialog::choose(respond::DossierKind kind, const QString &language)
{
    m_kind->setCurrentIndex(m_kind->findData(int(kind)));
    m_language->setCurrentIndex(m_language->findData(language));
}

respond::DossierOptions ReportDialog::options() const
{
    return {respond::DossierKind(m_kind->currentData().toInt()), m_language->currentData().toString(),
            respond::Tlp(m_tlp->currentData().toInt()), m_redacted->isChecked()};
}

void ReportDialog::remake()
{
    if (!m_facts) return;
    auto made = respond::dossier(*m_facts, options());
    m_dossier.reset();
    if (!made) {
        m_preview->clear();
        m_gaps->clear();
        setBusy(false);
        const bool isForAll = made.error().code == ErrorCode::NotPermitted;
        say(isForAll ? tr("TLP:CLEAR is for everybody: only a redacted copy may be marked so.")
                     : sentence(made.error()),
            true);
        return;
    }
    m_dossier = std::move(*made);
    say({});
    m_gaps->setText(m_dossier->gaps.isEmpty() ? tr("Nothing is missing.")
                                              : tr("Missing: %1").arg(m_dossier->gaps.join(QStringLiteral(", "))));
    m_preview->setHtml(QString::fromUtf8(respond::htmlOf(*m_dossier, m_pictures, respond::HtmlFor::Page)));
    setBusy(false);
    Q_EMIT remade();
}

QString ReportDialog::fileName() const
{
    if (!m_facts) return QStringLiteral("report");
    const auto chosen = options();
    QStringList parts{m_facts->draft.incident.id, respond::dossierKindText(chosen.kind), chosen.language};
    if (m_facts->draft.drill) parts.prepend(QStringLiteral("DRILL"));
    if (chosen.redacted) parts += QStringLiteral("redacted");
    parts.removeAll(QString());
    return parts.join(u'-');
}

void ReportDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setObjectName(QStringLiteral("reportFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString pdf = QStringLiteral("PDF (*.pdf)"), html = QStringLiteral("HTML (*.html)"),
                  markdown = QStringLiteral("Markdown (*.md)");
    dialog->setNameFilters({pdf, html, markdown});
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [=](const QString &filter) {
        dialog->setDefaultSuffix(filter == html       ? QStringLiteral("html")
                                 : filter == markdown ? QStringLiteral("md")
                                                      : QStringLiteral("pdf"));
    });
    dialog->selectFile(fileName() + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, &ReportDialog::saveTo);
    dialog->open();
}

void ReportDialog::saveTo(const QString &path)
{
    if (!m_dossier) return;
    setBusy(true);
    say(tr("Writing…"));
    auto problem = std::make_shared<QString>();
    auto *thread = QThread::create([problem, path, dossier = *m_dossier, pictures = m_pictures] {
        const bool isMarkdown = path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive);
        const bool isHtml = path.endsWith(QLatin1String(".html"), Qt::CaseInsensitive);
        *problem = write(path, isMarkdown ? respond::markdownOf(dossier)
                               : isHtml   ? respond::htmlOf(dossier, pictures)
                                          : pdfOf(paperOf(dossier, pictures)));
    });
    connect(thread, &QThread::finished, this, [this, problem, path] {
        setBusy(false);
        say(problem->isEmpty() ? tr("Saved as %1.").arg(path) : tr("Not saved: %1").arg(*problem), !problem->isEmpty());
        if (problem->isEmpty()) Q_EMIT saved(path);
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void ReportDialog::choosePrinter()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setPageLayout(paperLayout());
    printer->setDocName(fileName());
    auto *dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), this, [this, printer] { printOn(printer); });
    // The printer outlives the dialog that points at it.
    connect(dialog, &QObject::destroyed, this, [printer] { (void)printer; });
    dialog->open();
}

void ReportDialog::printOn(const std::shared_ptr<QPrinter> &printer)
{
    if (!m_dossier) return;
    setBusy(true);
    say(tr("Printing…"));
    auto pages = std::make_shared<int>(0);
    auto *thread = QThread::create(
        [pages, printer, order = paperOf(*m_dossier, m_pictures)] { *pages = paintPaper(order, *printer); });
    connect(thread, &QThread::finished, this, [this, pages] {
        setBusy(false);
        say(*pages > 0 ? tr("Handed to the printer. Pages: %1.").arg(*pages) : tr("The printer could not be used."),
            *pages == 0);
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void ReportDialog::say(const QString &sentence, bool isProblem)
{
    const auto &colours = Theme::colours();
    m_notice->setText(sentence);
    m_notice->setVisible(!sentence.isEmpty());
    m_notice->setStyleSheet(
        isProblem ? QStringLiteral("color:%1;background:%2;padding:4px").arg(colours.warn.name(), colours.warnbg.name())
                  : QStringLiteral("padding:4px"));
}

void ReportDialog::setBusy(bool busy)
{
    m_save->setEnabled(!busy && m_dossier);
    m_print->setEnabled(!busy && m_dossier);
    m_renew->setEnabled(!busy);
}

} // namespace hinoban::ui
