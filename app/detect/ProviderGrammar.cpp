// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/ProviderGrammar.h"

#include "app/detect/LookAlike.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace hinoban::detect {
namespace {

tl::unexpected<Error> bad(const QString &where, const QString &why) { return failure(ErrorCode::BadInput, where, why); }

Result<QStringList> texts(const QJsonObject &object, const QString &key, const QString &where)
{
    QStringList out;
    const auto value = object.value(key);
    const auto array = value.toArray();
    if (!value.isUndefined() && !value.isArray()) return bad(where, QStringLiteral("\"%1\" is an array").arg(key));
    for (const auto one : array) {
        if (one.toString().isEmpty()) return bad(where, QStringLiteral("\"%1\" holds texts").arg(key));
        out += one.toString();
    }
    return out;
}

// The patterns' registrable domains. Few, and found by what stands behind the first dot.
QSet<dns::Name> domainsOf(const std::vector<NamePattern> &patterns)
{
    QSet<QString> tails;
    for (const NamePattern &pattern : patterns)
        pattern.forEach([&](const QString &name) { tails.insert(name.mid(name.indexOf(u'.') + 1)); });
    QSet<dns::Name> domains;
    for (const QString &tail : tails)
        if (const auto name = dns::Name::fromText("ns." + tail.toLatin1())) domains.insert(registrableDomain(*name));
    return domains;
}

} // namespace

bool ProviderGrammar::issues(const dns::Name &name) const
{
    const QString text = name.display();
    return std::any_of(patterns.begin(), patterns.end(), [&](const NamePattern &one) { return one.matches(text); });
}

Result<ProviderGrammar> readProvider(const QByteArray &json, const QString &id)
{
    static const QStringList known{QStringLiteral("provider"), QStringLiteral("complete"), QStringLiteral("names"),
                                   QStringLiteral("alsoOwns"), QStringLiteral("families"), QStringLiteral("examples"),
                                   QStringLiteral("source"),   QStringLiteral("notes")};
    QJsonParseError error{};
    const QJsonObject object = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError) return bad(id, error.errorString());
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!known.contains(it.key())) return bad(id, QStringLiteral("\"%1\" means nothing here").arg(it.key()));

    ProviderGrammar out;
    out.id = id;
    out.provider = object.value(QStringLiteral("provider")).toString();
    out.complete = object.value(QStringLiteral("complete")).toBool();
    const auto names = object.value(QStringLiteral("names")).toArray();
    if (out.provider.isEmpty() || names.isEmpty() || object.value(QStringLiteral("source")).toString().isEmpty())
        return bad(id, QStringLiteral("\"provider\", \"names\" and \"source\" are needed"));
    for (const auto one : names) {
        auto pattern =
            NamePattern::fromJson(one.toObject(), QStringLiteral("%1: names[%2]").arg(id).arg(out.patterns.size()));
        if (!pattern) return tl::unexpected(pattern.error());
        out.patterns.push_back(std::move(*pattern));
    }
    out.domains = domainsOf(out.patterns);
    auto also = texts(object, QStringLiteral("alsoOwns"), id);
    auto families = texts(object, QStringLiteral("families"), id);
    auto examples = texts(object, QStringLiteral("examples"), id);
    for (const auto *list : {&also, &families, &examples})
        if (!*list) return tl::unexpected(list->error());
    for (const QString &domain : *also) {
        const auto name = dns::Name::fromText(domain.toLatin1());
        if (!name || registrableDomain(*name) != *name)
            return bad(id, QStringLiteral("%1 is no registrable domain").arg(domain));
        out.domains.insert(*name);
    }
    out.families = std::move(*families);
    out.examples = std::move(*examples);
    for (const QString &example : out.examples) {
        const auto name = dns::Name::fromText(example.toLatin1());
        if (!name || !out.issues(*name)) return bad(id, QStringLiteral("the example %1 fits no pattern").arg(example));
    }
    return out;
}

const std::vector<ProviderGrammar> &providerGrammars()
{
    static const std::vector<ProviderGrammar> grammars = [] {
        std::vector<ProviderGrammar> read;
        const QDir folder(QStringLiteral(":/providers"));
        const auto files = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
        for (const QString &file : files) {
            QFile data(folder.filePath(file));
            const bool isOpen = data.open(QIODevice::ReadOnly);
            auto provider = readProvider(isOpen ? data.readAll() : QByteArray(), file.section(u'.', 0, 0));
            // They are part of the program, and a test reads every one of them.
            if (!provider)
                qFatal("%s", qPrintable(provider.error().where + QStringLiteral(": ") + provider.error().detail));
            read.push_back(std::move(*provider));
        }
        return read;
    }();
    return grammars;
}

} // namespace hinoban::detect
