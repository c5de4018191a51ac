// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Request.h"

#include "app/base/SafeText.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hinoban::respond {

namespace {

using namespace std::chrono;
using State = Request::State;

constexpr size_t MostRequests = 1000;
constexpr size_t MostReplies = 100;
constexpr qsizetype LongestReply = 20000;

constexpr std::array<std::pair<State, const char *>, 5> States{{
    {State::Waiting, "waiting"},
    {State::Acknowledged, "acknowledged"},
    {State::Done, "done"},
    {State::Refused, "refused"},
    {State::Withdrawn, "withdrawn"},
}};

constexpr std::array<std::pair<RequestAct::Kind, const char *>, 6> Rules{{
    {RequestAct::Kind::Open, "request.opened"},
    {RequestAct::Kind::Acknowledge, "request.acknowledged"},
    {RequestAct::Kind::Chase, "request.chased"},
    {RequestAct::Kind::Reply, "request.replied"},
    {RequestAct::Kind::State, "request.state"},
    {RequestAct::Kind::Remind, "request.overdue"},
}};

QString ruleOf(RequestAct::Kind kind)
{
    for (const auto &[known, rule] : Rules)
        if (known == kind) return QLatin1String(rule);
    return {};
}

QString argOf(const Entry &entry, const char *key) { return entry.args.value(QLatin1String(key)).toString(); }

std::optional<Instant> instantArg(const Entry &entry, const char *key)
{
    const auto instant = instantFromRfc3339(argOf(entry, key));
    return instant ? std::optional(*instant) : std::nullopt;
}

void takeDue(Request &request, const Entry &entry)
{
    if (const auto due = instantArg(entry, "due")) {
        request.dueAt = due;
        request.reminded = false;
    }
}

Request openedBy(const Entry &entry)
{
    Request request;
    request.id = argOf(entry, "request");
    request.contactId = argOf(entry, "contact");
    request.role = argOf(entry, "role");
    request.party = argOf(entry, "party");
    request.channel = argOf(entry, "channel");
    request.templateId = argOf(entry, "template");
    request.language = argOf(entry, "language");
    request.reference = argOf(entry, "reference");
    request.sentAt = entry.happened;
    takeDue(request, entry);
    return request;
}

void put(QJsonObject &args, const char *key, const QString &text)
{
    if (!text.isEmpty()) args.insert(QLatin1String(key), text);
}

void putSeconds(QJsonObject &args, const char *key, std::optional<Instant> instant)
{
    if (instant) args.insert(QLatin1String(key), toRfc3339(floor<seconds>(*instant)));
}

// A reference as a word of its own: "123" is not in "12345".
bool saysWord(const QString &text, const QString &word)
{
    if (word.size() < 3) return false; // "1" is in every letter
    const auto isPart = [](QChar c) { return c.isLetterOrNumber(); };
    for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        const qsizetype end = at + word.size();
        if ((at == 0 || !isPart(text[at - 1])) && (end == text.size() || !isPart(text[end]))) return true;
    }
    return false;
}

QString hostOf(const QString &address)
{
    QString host = address.mid(address.lastIndexOf(u'@') + 1).trimmed().toLower();
    while (host.endsWith(u'>') || host.endsWith(u'.'))
        host.chop(1);
    return host;
}

} // namespace

QByteArray requestStateText(State state)
{
    for (const auto &[known, text] : States)
        if (known == state) return text;
    return "waiting";
}

std::optional<State> requestStateFromText(const QString &text)
{
    for (const auto &[state, known] : States)
        if (text == QLatin1String(known)) return state;
    return std::nullopt;
}

const Request *RequestBook::find(const QString &id) const
{
    const auto found =
        std::find_if(m_requests.begin(), m_requests.end(), [&](const Request &request) { return request.id == id; });
    return found == m_requests.end() ? nullptr : &*found;
}

void RequestBook::take(const Entry &entry)
{
    // What somebody brought from elsewhere asks and settles nothing here.
    if (entry.kind != Entry::Kind::Message || !entry.rule.startsWith(QLatin1String("request."))) return;
    if (entry.rule == ruleOf(RequestAct::Kind::Open)) {
        Request opened = openedBy(entry);
        if (!opened.id.isEmpty() && !find(opened.id) && m_requests.size() < MostRequests)
            m_requests.push_back(std::move(opened));
        return;
    }
    const auto *known = find(argOf(entry, "request"));
    if (!known) return;
    Request &request = m_requests[size_t(known - m_requests.data())];
    if (const QString reference = argOf(entry, "reference"); !reference.isEmpty()) request.reference = reference;
    if (const QString theirs = argOf(entry, "theirs"); !theirs.isEmpty()) request.theirs = theirs;
    if (entry.rule == ruleOf(RequestAct::Kind::Acknowledge) || entry.rule == ruleOf(RequestAct::Kind::Reply)) {
        if (!request.acknowledgedAt) request.acknowledgedAt = entry.happened;
        if (request.state == State::Waiting) request.state = State::Acknowledged;
        takeDue(request, entry);
        if (entry.rule == ruleOf(RequestAct::Kind::Reply) && request.replies.size() < MostReplies)
            request.replies.push_back({entry.happened, argOf(entry, "from"), argOf(entry, "subject"), entry.text,
                                       argOf(entry, "sha256").toLatin1()});
    } else if (entry.rule == ruleOf(RequestAct::Kind::Chase)) {
        ++request.chases;
        request.chasedAt = entry.happened;
        takeDue(request, entry);
    } else if (entry.rule == ruleOf(RequestAct::Kind::State)) {
        const auto state = requestStateFromText(argOf(entry, "to"));
        if (!state) return;
        request.state = *state;
        if (request.open())
            request.closedAt.reset();
        else
            request.closedAt = entry.happened;
    } else if (entry.rule == ruleOf(RequestAct::Kind::Remind)) {
        request.reminded = true;
    }
}

std::optional<Entry> RequestBook::entryOf(const RequestAct &act, Instant now) const
{
    const Request *known = find(act.request);
    const bool opens = act.kind == RequestAct::Kind::Open;
    if (opens == (known != nullptr)) return std::nullopt;
    // A word that comes late belongs to it all the same; pressing somebody for what is over does not.
    if (known && !known->open() && (act.kind == RequestAct::Kind::Chase || act.kind == RequestAct::Kind::Remind))
        return std::nullopt;

    Entry entry;
    entry.kind = Entry::Kind::Message;
    entry.happened = act.happened == Instant{} ? now : act.happened;
    entry.learned = now;
    entry.author = act.person;
    entry.rule = ruleOf(act.kind);
    entry.args.insert(QStringLiteral("request"), opens ? QStringLiteral("Q%1").arg(m_requests.size() + 1) : known->id);
    put(entry.args, "party", opens ? act.party : known->party);
    put(entry.args, "reference", act.reference);
    put(entry.args, "theirs", act.theirs);
    switch (act.kind) {
    case RequestAct::Kind::Open:
        put(entry.args, "contact", act.contactId);
        put(entry.args, "role", act.role);
        put(entry.args, "channel", act.channel);
        put(entry.args, "template", act.templateId);
        put(entry.args, "language", act.language);
        putSeconds(entry.args, "due", act.due);
        break;
    case RequestAct::Kind::Acknowledge:
        putSeconds(entry.args, "due", act.due);
        break;
    case RequestAct::Kind::Chase:
        put(entry.args, "channel", act.channel);
        putSeconds(entry.args, "due", act.due);
        break;
    case RequestAct::Kind::Reply:
        put(entry.args, "from", safeText(act.reply.from, 300));
        put(entry.args, "subject", safeText(act.reply.subject, 500));
        put(entry.args, "sha256", QString::fromLatin1(act.reply.sha256));
        entry.text = safeText(act.reply.text, LongestReply, true);
        break;
    case RequestAct::Kind::State:
        entry.args.insert(QStringLiteral("from"), QString::fromLatin1(requestStateText(known->state)));
        entry.args.insert(QStringLiteral("to"), QString::fromLatin1(requestStateText(act.state)));
        break;
    case RequestAct::Kind::Remind:
        putSeconds(entry.args, "due", known->dueAt);
        break;
    }
    return entry;
}

Duration usualWait(const QString &templateId)
{
    static constexpr std::array<std::pair<const char *, minutes>, 12> Waits{{
        {"REG-CALL", minutes(30)},
        {"REG-URGENT", hours(1)},
        {"REG-CSIRT", hours(1)},
        {"REG-TEAC", hours(4)},
        {"CLOUD-SUP", hours(1)},
        {"REG-LOGS", hours(48)},
        {"JP-TD", hours(12)},
        {"JP-UPD", hours(24)},
        {"HOST-ABUSE", hours(24)},
        {"LOOK-REG", hours(24)},
        {"SAAS-FREEZE", hours(4)},
        {"CA-REVOKE", hours(24)},
    }};
    for (const auto &[id, wait] : Waits)
        if (templateId == QLatin1String(id)) return wait;
    return hours(24);
}

NextDraft nextDraftFor(const Request &request)
{
    // A silent support desk is passed by: first to its colleagues who answer, then to whoever watches it.
    if (request.templateId == QLatin1String("REG-CALL")) return {request.role, QStringLiteral("REG-URGENT")};
    if (request.templateId == QLatin1String("REG-URGENT"))
        return {QStringLiteral("registrar-csirt"), QStringLiteral("REG-CSIRT")};
    if (request.templateId == QLatin1String("REG-CSIRT"))
        return {QStringLiteral("registrar"), QStringLiteral("REG-CALL")};
    if (request.templateId == QLatin1String("JP-TD")) return {request.role, QStringLiteral("JP-UPD")};
    if (request.templateId == QLatin1String("HOST-ABUSE") || request.templateId == QLatin1String("LOOK-REG"))
        return {QStringLiteral("national-csirt"), QStringLiteral("JP-UPD")};
    return {request.role, request.templateId};
}

const Request *matchReply(const std::vector<Request> &requests, const Reply &reply, const QString &token)
{
    const QString all = reply.subject + u'\n' + reply.text;
    const auto only = [&](auto &&fits) -> const Request * {
        const Request *found = nullptr;
        for (const auto &request : requests) {
            if (!fits(request)) continue;
            if (found && found->party != request.party) return nullptr;
            if (!found || request.open() || !found->open()) found = &request; // the newest, an open one first
        }
        return found;
    };
    if (const auto *named = only([&](const Request &request) { return saysWord(all, request.reference); }))
        return named;
    const QString host = hostOf(reply.from);
    const auto wroteTo = [&](const Request &request) {
        const qsizetype at = request.channel.indexOf(u'@');
        if (host.isEmpty() || at < 0) return false;
        QString there = request.channel.mid(at + 1).toLower();
        const auto end = std::find_if(there.begin(), there.end(),
                                      [](QChar c) { return !c.isLetterOrNumber() && c != u'.' && c != u'-'; });
        there = hostOf(there.left(end - there.begin()));
        return host == there || host.endsWith(u'.' + there);
    };
    if (!token.isEmpty() && !saysWord(all, token)) return nullptr;
    return only(wroteTo);
}

} // namespace hinoban::respond
