// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/LookAlikeNames.h"

#include "app/detect/LookAlike.h"
#include "app/detect/ProviderGrammar.h"
#include "app/detect/Resemblance.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace hinoban::detect {
namespace {

// Of a portfolio of thousands of domains, the models that most of them depend on.
constexpr size_t MostModels = 48;

// What a name is to the team; of several the first.
enum class Role { Own, Nameserver, Mail };

struct Model {
    dns::Name name; // registrable
    dns::Name domain;
    Role role = Role::Nameserver;
    int users = 0;
};

// How somebody makes such a name, nearest first; the table below says how many of each are watched.
enum class Way { Zeros, Hyphens, Confusables, OtherSuffix, Edits, Words };
constexpr std::array<Way, 6> Ways{Way::Zeros, Way::Hyphens, Way::Confusables, Way::OtherSuffix, Way::Edits, Way::Words};

// Everybody uses the great mail providers: a look-alike of one says little about this team.
size_t limitOf(Way way, Role role)
{
    switch (way) {
    case Way::Zeros:
        return 2;
    case Way::Hyphens:
        return role == Role::Mail ? 1 : 2;
    case Way::Confusables:
        return role == Role::Mail ? 1 : 3;
    case Way::OtherSuffix:
        return role == Role::Mail ? 0 : 3;
    case Way::Edits:
        return role == Role::Own ? 4 : 0;
    case Way::Words:
        return role == Role::Own ? 2 : 0;
    }
    return 0;
}

bool isDigit(QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); }

// awsdns-061, awsdns-0061.
QStringList withZeros(const QString &label)
{
    QStringList out;
    for (const QString &zeros : {QStringLiteral("0"), QStringLiteral("00")})
        for (qsizetype at = 0; at < label.size(); ++at)
            if (isDigit(label[at]) && (at == 0 || !isDigit(label[at - 1])))
                out += label.left(at) + zeros + label.mid(at);
    return out;
}

// Each hyphen left out, and one set where a word meets a number or "dns" begins.
QStringList withHyphens(const QString &label)
{
    QStringList out;
    for (qsizetype at = 0; at < label.size(); ++at)
        if (label[at] == QLatin1Char('-')) out += label.left(at) + label.mid(at + 1);
    const auto set = [&](qsizetype at) {
        if (at > 0 && at < label.size() && label[at - 1] != QLatin1Char('-') && label[at] != QLatin1Char('-'))
            out += label.left(at) + QLatin1Char('-') + label.mid(at);
    };
    set(label.indexOf(QLatin1String("dns")));
    for (qsizetype at = 1; at < label.size(); ++at)
        if (isDigit(label[at]) != isDigit(label[at - 1])) set(at);
    return out;
}

QStringList withConfusables(const QString &label)
{
    constexpr std::array<std::pair<const char *, const char *>, 12> Twins{{
        {"l", "1"},
        {"o", "0"},
        {"1", "l"},
        {"0", "o"},
        {"i", "l"},
        {"rn", "m"},
        {"m", "rn"},
        {"w", "vv"},
        {"vv", "w"},
        {"cl", "d"},
        {"d", "cl"},
        {"i", "1"},
    }};
    QStringList out;
    for (const auto &[letter, twin] : Twins) {
        const QLatin1String from(letter);
        for (qsizetype at = label.indexOf(from); at >= 0; at = label.indexOf(from, at + 1))
            out += label.left(at) + QLatin1String(twin) + label.mid(at + from.size());
    }
    return out;
}

// A letter left out, doubled or swapped with the next. Names are read from their ends: the middle comes first.
QStringList withEdits(const QString &label)
{
    QStringList out;
    std::vector<qsizetype> places;
    for (qsizetype at = 0; at < label.size(); ++at)
        places.push_back(at);
    const qsizetype middle = label.size() / 2;
    std::stable_sort(places.begin(), places.end(),
                     [&](qsizetype a, qsizetype b) { return std::abs(a - middle) < std::abs(b - middle); });
    for (const qsizetype at : places) {
        out += label.left(at) + label.mid(at + 1);
        out += label.left(at) + label[at] + label.mid(at);
        if (at + 1 < label.size() && label[at] != label[at + 1])
            out += label.left(at) + label[at + 1] + label[at] + label.mid(at + 2);
    }
    return out;
}

QStringList withWords(const QString &label)
{
    return {label + QLatin1String("-dns"), label + QLatin1String("-mail"), label + QLatin1String("-login")};
}

// The made names of one way, as registrable domains in presentation form.
QStringList madeNames(Way way, const RegistrableParts &parts)
{
    QStringList labels;
    switch (way) {
    case Way::Zeros:
        labels = withZeros(parts.label);
        break;
    case Way::Hyphens:
        labels = withHyphens(parts.label);
        break;
    case Way::Confusables:
        labels = withConfusables(parts.label);
        break;
    case Way::OtherSuffix: {
        QStringList out;
        for (const char *suffix : {"com", "net", "org", "info", "biz", "jp", "io", "xyz"})
            if (parts.suffix != QLatin1String(suffix)) out += parts.label + QLatin1Char('.') + QLatin1String(suffix);
        return out;
    }
    case Way::Edits:
        labels = withEdits(parts.label);
        break;
    case Way::Words:
        labels = withWords(parts.label);
        break;
    }
    QStringList out;
    for (const QString &label : labels)
        if (!label.isEmpty()) out += label + QLatin1Char('.') + parts.suffix;
    return out;
}

// What the domains depend on, most used first within each role.
std::vector<Model> modelsOf(const std::vector<watch::Domain> &domains)
{
    std::map<std::pair<Role, dns::Name>, Model> found;
    const auto add = [&](Role role, const dns::Name &host, const dns::Name &domain) {
        const dns::Name name = registrableDomain(host);
        if (name.labelCount() < 2) return;
        Model &model = found[{role, name}];
        if (model.users == 0 || domain < model.domain) model.domain = domain;
        model.name = name;
        model.role = role;
        ++model.users;
    };
    for (const watch::Domain &domain : domains) {
        add(Role::Own, domain.name, domain.name);
        for (const watch::Expectation &expectation : domain.expectations) {
            const bool isNs = expectation.type == dns::Type::NS && expectation.owner == domain.name;
            if (!isNs && expectation.type != dns::Type::MX) continue;
            for (const dns::Rdata &rdata : expectation.rdatas)
                if (const auto host = dns::nameOf(expectation.type, rdata))
                    add(isNs ? Role::Nameserver : Role::Mail, *host, domain.name);
        }
    }
    std::vector<Model> models;
    std::set<dns::Name> taken;
    for (const auto &[key, model] : found)
        if (taken.insert(model.name).second) models.push_back(model);
    const auto rank = [](const Model &model) {
        const int first = model.role == Role::Nameserver ? 0 : model.role == Role::Own ? 1 : 2;
        return std::pair(first, -model.users);
    };
    std::stable_sort(models.begin(), models.end(), [&](const Model &a, const Model &b) { return rank(a) < rank(b); });
    if (models.size() > MostModels) models.resize(MostModels);
    return models;
}

bool isProviders(const dns::Name &name)
{
    const auto &all = providerGrammars();
    return std::any_of(all.begin(), all.end(),
                       [&](const ProviderGrammar &grammar) { return grammar.domains.contains(name); });
}

} // namespace

std::vector<LookAlikeName> lookAlikeNames(const std::vector<watch::Domain> &domains, size_t most)
{
    const std::vector<Model> models = modelsOf(domains);
    std::set<dns::Name> known; // that the team uses, or that are listed already
    for (const watch::Domain &domain : domains)
        known.insert(domain.name);
    for (const Model &model : models)
        known.insert(model.name);

    std::vector<LookAlikeName> out;
    for (const Way way : Ways)
        for (const Model &model : models) {
            const size_t limit = limitOf(way, model.role);
            const QStringList made = limit > 0 ? madeNames(way, registrableParts(model.name)) : QStringList();
            size_t taken = 0;
            for (const QString &text : made) {
                if (taken == limit) break;
                if (out.size() == most) return out;
                const auto name = dns::Name::fromText(text.toLatin1());
                if (!name || registrableDomain(*name) != *name || known.contains(*name) || isProviders(*name)) continue;
                const NameJudgement judgement = judgeName(*name, {model.name});
                if (judgement.likeness != Likeness::LookAlike) continue;
                known.insert(*name);
                out.push_back({*name, model.name, model.domain, judgement.rule});
                ++taken;
            }
        }
    return out;
}

} // namespace hinoban::detect
