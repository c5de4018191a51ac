// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/WallClock.h"
#include "app/cli/Command.h"
#include "app/console/ExpectationFiles.h"
#include "app/console/PlanActs.h"

#include <QCoreApplication>

#include <algorithm>

namespace hinoban::cli {
namespace {

struct Opened {
    std::unique_ptr<store::Workspace> workspace;
    store::Loaded loaded;
};

Result<Opened> opened(const QString &file, store::Workspace::Mode mode)
{
    auto workspace = store::Workspace::open(file, mode);
    if (!workspace) return tl::unexpected(workspace.error());
    auto loaded = (*workspace)->load();
    if (!loaded) return tl::unexpected(loaded.error());
    return Opened{std::move(*workspace), std::move(*loaded)};
}

// The state of the plan and its changes, a line each.
void tell(const watch::Domain &domain, const watch::Plan &plan, Instant now)
{
    const QString state = now < plan.from     ? QCoreApplication::translate("cli", "to come")
                          : now <= plan.until ? QCoreApplication::translate("cli", "under way")
                                              : QCoreApplication::translate("cli", "over, waits for a decision");
    print(QStringLiteral("%1  %2  %3 - %4  %5: %6 (%7)\n")
              .arg(plan.id, domain.name.display(), toRfc3339(plan.from), toRfc3339(plan.until), plan.approval.person,
                   plan.approval.reason, state));
    for (const auto &line : watch::planTexts(domain, plan))
        print(QStringLiteral("  ") + line + QLatin1Char('\n'));
}

// What the files say of this domain. Classes and absences, which few files can tell, stay as they are.
Result<watch::Domain> wantedState(const QCommandLineParser &parser, const watch::Domain &domain, Instant now)
{
    const auto read = console::readExpectationFiles({parser.values(QStringLiteral("file")),
                                                     {},
                                                     domain.name.display(),
                                                     parser.value(QStringLiteral("by")),
                                                     parser.value(QStringLiteral("reason"))},
                                                    now);
    if (!read) return tl::unexpected(read.error());
    const auto found = std::find_if(read->domains.begin(), read->domains.end(),
                                    [&](const watch::Domain &one) { return one.name == domain.name; });
    if (found == read->domains.end() || read->domains.size() != 1)
        return failure(ErrorCode::BadInput, parser.value(QStringLiteral("file")),
                       QStringLiteral("it tells of another domain than %1").arg(domain.name.display()));
    if (!read->leftOut.isEmpty())
        return failure(ErrorCode::BadInput, parser.value(QStringLiteral("file")), read->leftOut.first());
    watch::Domain wanted = *found;
    for (const auto &known : domain.expectations)
        if ((isClass(known) || known.kind == watch::Expectation::Kind::Absent) && !wanted.find(known.owner, known.type))
            wanted.set(known);
    return wanted;
}

} // namespace

int plan(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {QStringLiteral("workspace"), QCoreApplication::translate("cli", "The workspace."), QStringLiteral("FILE")},
        {QStringLiteral("domain"), QCoreApplication::translate("cli", "The domain that is to be changed."),
         QStringLiteral("DOMAIN")},
        {QStringLiteral("file"),
         QCoreApplication::translate("cli", "How its zone shall be, as for import; may be repeated."),
         QStringLiteral("FILE")},
        {QStringLiteral("from"), QCoreApplication::translate("cli", "When the change may begin, in RFC 3339."),
         QStringLiteral("TIME")},
        {QStringLiteral("until"), QCoreApplication::translate("cli", "When it shall be done."), QStringLiteral("TIME")},
        {QStringLiteral("by"), QCoreApplication::translate("cli", "Who says so."), QStringLiteral("NAME")},
        {QStringLiteral("reason"), QCoreApplication::translate("cli", "Why."), QStringLiteral("TEXT")},
        {QStringLiteral("registrar"), QCoreApplication::translate("cli", "The registration moves to this registrar."),
         QStringLiteral("NAME")},
        {QStringLiteral("registrar-id"), QCoreApplication::translate("cli", "Its number at IANA."),
         QStringLiteral("N")},
        {QStringLiteral("cancel"), QCoreApplication::translate("cli", "Withdraw this plan."), QStringLiteral("PLAN")},
        {QStringLiteral("accept"), QCoreApplication::translate("cli", "The planned state is what is expected now."),
         QStringLiteral("PLAN")},
    });
    if (const auto ended = parse(parser, arguments, "plan")) return *ended;
    const QString file = parser.value(QStringLiteral("workspace"));
    if (file.isEmpty() || !parser.positionalArguments().isEmpty())
        return refuse(QCoreApplication::translate("cli", "Which workspace? (--workspace FILE)"));
    const bool cancels = parser.isSet(QStringLiteral("cancel")), accepts = parser.isSet(QStringLiteral("accept"));
    const bool makes = parser.isSet(QStringLiteral("from")) || parser.isSet(QStringLiteral("until")) ||
                       parser.isSet(QStringLiteral("file")) || parser.isSet(QStringLiteral("registrar")) ||
                       parser.isSet(QStringLiteral("registrar-id"));
    if (int(cancels) + int(accepts) + int(makes) > 1)
        return refuse(QCoreApplication::translate("cli", "A plan is made, withdrawn or accepted, one at a time."));
    const bool acts = cancels || accepts || makes;
    const WallClock clock;
    const console::PlanActor actor{parser.value(QStringLiteral("by")).trimmed(),
                                   parser.value(QStringLiteral("reason")).trimmed(), clock.now()};
    if (acts && (actor.person.isEmpty() || actor.reason.isEmpty()))
        return refuse(QCoreApplication::translate("cli", "A plan needs a person and a reason (--by, --reason)."));

    auto workspace = opened(file, acts ? store::Workspace::Mode::Open : store::Workspace::Mode::ReadOnly);
    if (!workspace) return refuse(workspace.error(), statusOf(workspace.error()));
    const auto &domains = workspace->loaded.domains;
    const QString named = parser.value(QStringLiteral("domain"));
    const auto name = dns::Name::fromUserText(named);
    if (!named.isEmpty() && !name) return refuse(name.error(), Usage);
    if (!acts) {
        for (const auto &domain : domains)
            for (const auto &one : domain.plans)
                if (named.isEmpty() || domain.name == *name) tell(domain, one, clock.now());
        return Success;
    }
    const auto domain = std::find_if(domains.begin(), domains.end(),
                                     [&](const watch::Domain &one) { return named.isEmpty() || one.name == *name; });
    if (domain == domains.end() || (named.isEmpty() && domains.size() > 1))
        return refuse(QCoreApplication::translate("cli", "Which domain (--domain)?"));

    Result<store::Batch> batch;
    if (cancels) {
        batch = console::cancelPlan(*domain, parser.value(QStringLiteral("cancel")), actor);
    } else if (accepts) {
        batch = console::acceptPlan(*domain, parser.value(QStringLiteral("accept")), actor, workspace->loaded.findings);
    } else {
        const auto from = instantFromRfc3339(parser.value(QStringLiteral("from")));
        const auto until = instantFromRfc3339(parser.value(QStringLiteral("until")));
        if (!from || !until)
            return refuse(QCoreApplication::translate(
                "cli", "--from and --until are times as in 2026-03-01T09:00:00Z (RFC 3339)."));
        watch::Domain wanted = *domain;
        if (parser.isSet(QStringLiteral("file"))) {
            auto read = wantedState(parser, *domain, actor.at);
            if (!read) return refuse(read.error(), Usage);
            wanted = std::move(*read);
        }
        auto made =
            watch::planOf(*domain, wanted, *from, *until,
                          {actor.person, actor.reason, parser.values(QStringLiteral("file")).join(u' '), actor.at});
        made.registrar = parser.value(QStringLiteral("registrar"));
        made.registrarIanaId = parser.value(QStringLiteral("registrar-id"));
        made.id = watch::planId(made);
        tell(*domain, made, actor.at);
        batch = console::makePlan(*domain, std::move(made));
    }
    if (!batch) return refuse(batch.error(), Usage);
    const auto head = workspace->workspace->commit(*batch);
    if (!head) return refuse(head.error(), Failed);
    print(QByteArray::number(head->sequence) + ' ' + head->hash + '\n');
    return Success;
}

} // namespace hinoban::cli
