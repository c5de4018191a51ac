// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/console/DraftFiles.h"
#include "app/console/EvidenceBundle.h"
#include "app/console/Report.h"

#include <QCoreApplication>

namespace hinoban::cli {

namespace {

Result<std::optional<Instant>> instantOption(const QCommandLineParser &parser, const QString &name)
{
    if (!parser.isSet(name)) return std::optional<Instant>();
    const auto instant = instantFromRfc3339(parser.value(name));
    if (!instant) return failure(ErrorCode::BadInput, QStringLiteral("--") + name, instant.error().detail);
    return std::optional(*instant);
}

// Factor from 1 to 600, or max.
std::optional<double> speedOf(const QString &text)
{
    if (text == QLatin1String("max")) return 0.0;
    bool good = false;
    const double factor = text.toDouble(&good);
    if (!good || factor < 1 || factor > 600) return {};
    return factor;
}

// Keeps the drafts in step with what is known while the hijack lasts.
class DraftKeeper {
public:
    DraftKeeper(console::Session &session, QString folder)
        : m_session(session)
        , m_folder(std::move(folder))
    {
    }

    void look(const console::Step &step)
    {
        if (m_folder.isEmpty() || step.changes.empty()) return;
        if (m_session.pipeline().incident().state == respond::IncidentState::Hijack) write();
    }
    void end()
    {
        if (!m_folder.isEmpty() && m_session.pipeline().incident().state == respond::IncidentState::Hijack) write();
    }
    [[nodiscard]] const std::vector<console::DraftFile> &files() const { return m_files; }
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    void write()
    {
        auto written = console::writeDrafts(*m_session.snapshot(), m_folder);
        if (!written) {
            m_failed = true;
            refuse(written.error(), Failed);
            return;
        }
        if (!written->empty()) m_files = std::move(*written);
    }

    console::Session &m_session;
    QString m_folder;
    std::vector<console::DraftFile> m_files;
    bool m_failed = false;
};

// After the last commit: what is in it is what the timeline acknowledged.
bool pack(const console::Snapshot &last, const std::vector<console::DraftFile> &files, const QCommandLineParser &parser,
          bool json)
{
    std::vector<store::BundleDraft> drafts;
    if (!files.empty()) {
        auto read = console::readDrafts(parser.value(QStringLiteral("drafts")));
        if (!read) return refuse(read.error(), Failed) == Success;
        drafts = std::move(*read);
    }
    const auto packed = console::packEvidence(last.evidenceFile, parser.value(QStringLiteral("bundle")), drafts);
    if (!packed) return refuse(packed.error(), Failed) == Success;
    if (!json) printBundle((*packed)->path, (*packed)->report);
    return true;
}

} // namespace

int drill(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("SCENARIO"),
                                 QCoreApplication::translate("cli", "An embedded scenario's id, or a folder."),
                                 QStringLiteral("SCENARIO|FOLDER"));
    parser.addOptions({
        {QStringLiteral("speed"), QCoreApplication::translate("cli", "1 to 600 times the world's time, or max."),
         QStringLiteral("N|max"), QStringLiteral("max")},
        {QStringLiteral("from"),
         QCoreApplication::translate(
             "cli", "Begin here; the history before is computed with a look an hour and one at every change."),
         QStringLiteral("TIME")},
        {QStringLiteral("until"), QCoreApplication::translate("cli", "End here."), QStringLiteral("TIME")},
        {QStringLiteral("trust-anchor"),
         QCoreApplication::translate("cli", "Validate from these DS or DNSKEY records of the story's root."),
         QStringLiteral("FILE")},
        {QStringLiteral("workspace"), QCoreApplication::translate("cli", "Keep evidence and log in this file."),
         QStringLiteral("FILE")},
        {QStringLiteral("record"), QCoreApplication::translate("cli", "Keep every exchange in this file, for replay."),
         QStringLiteral("FILE")},
        {QStringLiteral("drafts"),
         QCoreApplication::translate("cli",
                                     "Write the drafts into this folder, as they stand at the end of the hijack."),
         QStringLiteral("FOLDER")},
        {QStringLiteral("bundle"),
         QCoreApplication::translate("cli", "Pack the evidence at the end, with the drafts of --drafts."),
         QStringLiteral("FILE.tar.gz|FOLDER")},
    });
    addLookAlikesOption(parser);
    addFormatOption(parser);
    if (const auto ended = parse(parser, arguments, "drill")) return *ended;
    const auto json = wantsJson(parser);
    if (!json) return refuse(QCoreApplication::translate("cli", "--format is text or json."));
    if (parser.positionalArguments().size() != 1)
        return refuse(QCoreApplication::translate("cli", "Which scenario is to be played?"));
    const auto speed = speedOf(parser.value(QStringLiteral("speed")));
    if (!speed) return refuse(QCoreApplication::translate("cli", "--speed is a number from 1 to 600, or max."));

    console::SessionOptions options;
    if (!applyLookAlikes(parser, options)) return Usage;
    options.scenario = parser.positionalArguments().first();
    options.speed = *speed;
    const auto from = instantOption(parser, QStringLiteral("from"));
    if (!from) return refuse(from.error(), Usage);
    options.from = *from;
    const auto until = instantOption(parser, QStringLiteral("until"));
    if (!until) return refuse(until.error(), Usage);
    options.until = *until;
    if (const QString file = parser.value(QStringLiteral("trust-anchor")); !file.isEmpty()) {
        auto anchors = dns::TrustAnchors::fromFile(file);
        if (!anchors) return refuse(anchors.error(), Usage);
        options.trustAnchors = std::move(*anchors);
    }
    options.workspace = parser.value(QStringLiteral("workspace"));
    options.createWorkspace = true;
    options.record = parser.value(QStringLiteral("record"));

    const bool acknowledges = !options.workspace.isEmpty();
    console::Session session(std::move(options));
    DraftKeeper drafts(session, parser.value(QStringLiteral("drafts")));
    QObject::connect(&session, &console::Session::stepped, &session,
                     [&](const console::StepPtr &step) { drafts.look(*step); });
    if (!*json) {
        QObject::connect(&session, &console::Session::entered, &session,
                         [](const respond::Entry &entry) { print(console::entryLine(entry) + QLatin1Char('\n')); });
    }
    if (acknowledges) {
        QObject::connect(&session, &console::Session::committed, &session,
                         [&, last = quint64(0)](const store::ChainHead &head) mutable {
                             if (head.sequence == last) return; // nothing new to acknowledge
                             last = head.sequence;
                             const QByteArray line = QByteArray::number(head.sequence) + ' ' + head.hash + '\n';
                             if (*json)
                                 std::fputs(line.constData(), stderr);
                             else
                                 print(line);
                         });
    }
    if (const int status = runSession(session); status != Success) return status;
    drafts.end();
    if (*json) {
        print(console::reportBytes(session.pipeline(), session.responseBook()));
    } else {
        print(QLatin1Char('\n') + console::reportText(session.pipeline()));
        for (const auto &file : drafts.files())
            print(QStringLiteral("%1\n").arg(file.path));
    }
    if (parser.isSet(QStringLiteral("bundle")) && !pack(*session.snapshot(), drafts.files(), parser, *json))
        return Failed;
    return drafts.failed() ? Failed : Success;
}

} // namespace hinoban::cli
