// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/RegistrationSheet.h"

#include "app/base/SafeText.h"

#include <algorithm>
#include <set>

namespace hinoban::console {

namespace {

using Sheet = RegistrationSheet;
using Field = Sheet::Field;
using Value = Sheet::Value;
using registry::Registration;
using watch::State;

constexpr qsizetype LongestText = 256;

Value textValue(const QString &text) { return {safeText(text, LongestText), {}}; }
Value dateValue(const std::optional<Instant> &at) { return {{}, at}; }

Value registrarValue(const QString &name, const QString &ianaId)
{
    return textValue(ianaId.isEmpty() ? name : QStringLiteral("%1 (IANA %2)").arg(name, ianaId));
}

Value fieldOf(const Registration &registration, Field field)
{
    switch (field) {
    case Field::Registrar:
        return registrarValue(registration.registrar, registration.registrarIanaId);
    case Field::Registered:
        return dateValue(registration.registered);
    case Field::LastChanged:
        return dateValue(registration.lastChanged);
    case Field::Expires:
        return dateValue(registration.expires);
    case Field::Transferred:
        return dateValue(registration.transferred);
    case Field::Signed:
        return textValue(registration.delegationSigned ? QStringLiteral("yes") : QStringLiteral("no"));
    case Field::AbuseMail:
        return textValue(registration.abuseEmail);
    case Field::AbusePhone:
        return textValue(registration.abusePhone);
    case Field::Nameserver:
        break;
    }
    return {};
}

// Gathers one sheet; lives for one call.
class Writer {
public:
    Writer(const DomainView &view, const registry::LookupPtr &registrar)
        : m_view(view)
        , m_registry(registrationOf(view.registration))
        , m_registrar(registrationOf(registrar))
    {
        if (view.registration) m_sheet.sources.push_back({Sheet::Side::Registry, view.registration});
        if (registrar) m_sheet.sources.push_back({Sheet::Side::Registrar, registrar});
        if (!view.domain.registration) return;
        m_accepted = &*view.domain.registration;
        if (m_accepted->standing) m_standing = &*m_accepted->standing;
        if (m_accepted->lastChanged || m_standing) m_sheet.accepted = m_accepted->approval;
    }

    Sheet write()
    {
        if (!m_registry && !m_registrar) return std::move(m_sheet);
        for (const Field field :
             {Field::Registrar, Field::Registered, Field::LastChanged, Field::Expires, Field::Transferred})
            plain(field);
        nameservers();
        for (const Field field : {Field::Signed, Field::AbuseMail, Field::AbusePhone})
            plain(field);
        statuses();
        std::stable_sort(m_sheet.changes.begin(), m_sheet.changes.end(),
                         [](const auto &a, const auto &b) { return a.status.isEmpty() && !b.status.isEmpty(); });
        return std::move(m_sheet);
    }

private:
    static const Registration *registrationOf(const registry::LookupPtr &lookup)
    {
        return lookup && lookup->registration ? &*lookup->registration : nullptr;
    }

    // When the first finding about it was made: R1 stands for the whole registration.
    [[nodiscard]] std::optional<Instant> learned(const QString &what) const
    {
        std::optional<Instant> whole;
        for (const auto &finding : m_view.findings) {
            if (finding.vantage != QLatin1String("registry")) continue;
            if (!what.isEmpty() && finding.subject.endsWith(QLatin1Char(' ') + what)) return finding.firstSeen;
            if (finding.signal == QLatin1String("R1")) whole = finding.firstSeen;
        }
        return whole;
    }
    void change(Sheet::Change change, const QString &findingSubject)
    {
        if (m_registry && m_registry->lastChanged && m_accepted &&
            (!m_accepted->lastChanged || *m_registry->lastChanged > *m_accepted->lastChanged))
            change.changed = m_registry->lastChanged;
        change.learned = learned(findingSubject);
        m_sheet.changes.push_back(std::move(change));
    }

    // What was accepted of it, and whether it still stands so. A registrar is its number, where both have one; a date
    // of expiry may move on, never back (R1, R2).
    void compare(Sheet::Row &row)
    {
        if (!m_registry || !m_accepted) return;
        QString subject;
        bool same = false;
        switch (row.field) {
        case Field::LastChanged:
            row.accepted = dateValue(m_accepted->lastChanged);
            same = row.accepted == row.registry;
            break;
        case Field::Registrar:
            if (!m_standing) return;
            subject = QStringLiteral("registrar");
            row.accepted = registrarValue(m_standing->registrar, m_standing->registrarIanaId);
            same = m_standing->registrarIanaId.isEmpty() || m_registry->registrarIanaId.isEmpty()
                       ? m_standing->registrar == m_registry->registrar
                       : m_standing->registrarIanaId == m_registry->registrarIanaId;
            break;
        case Field::Expires:
            if (!m_standing) return;
            subject = QStringLiteral("expiration");
            row.accepted = dateValue(m_standing->expires);
            same = m_standing->expires && m_registry->expires && *m_registry->expires >= *m_standing->expires;
            break;
        case Field::Transferred:
            if (!m_standing) return;
            subject = QStringLiteral("transfer");
            row.accepted = dateValue(m_standing->transferred);
            same = m_standing->transferred == m_registry->transferred;
            break;
        default:
            return;
        }
        if (row.registry.isEmpty()) {
            row.state = State::Unknown;
            return;
        }
        if (row.accepted.isEmpty() && row.field != Field::Transferred) return;
        row.state = same ? State::Match : State::Mismatch;
        if (!same) change({row.field, {}, row.accepted, row.registry, {}, {}}, subject);
    }

    void plain(Field field)
    {
        Sheet::Row row;
        row.field = field;
        if (m_registry) row.registry = fieldOf(*m_registry, field);
        if (m_registrar) row.registrar = fieldOf(*m_registrar, field);
        compare(row);
        if (row.registry.isEmpty() && row.registrar.isEmpty() && row.accepted.isEmpty()) return;
        m_sheet.rows.push_back(std::move(row));
    }

    // Each against what the parent zone publishes and what the team expects; those that are only published too.
    void nameservers()
    {
        const auto setOf = [](const std::vector<dns::Name> &names) {
            return std::set<dns::Name>(names.begin(), names.end());
        };
        const auto registered = m_registry ? setOf(m_registry->nameservers) : std::set<dns::Name>();
        const auto byRegistrar = m_registrar ? setOf(m_registrar->nameservers) : std::set<dns::Name>();
        const auto published = setOf(m_view.facts.parentNs), expected = setOf(m_view.facts.expectedNs);
        std::set<dns::Name> all = registered;
        all.insert(byRegistrar.begin(), byRegistrar.end());
        all.insert(published.begin(), published.end());
        all.insert(expected.begin(), expected.end());
        std::vector<Sheet::Row> missing;
        for (const auto &name : all) {
            Sheet::Row row;
            row.field = Field::Nameserver;
            if (!published.empty()) row.isDelegated = published.contains(name);
            if (!expected.empty()) row.isExpected = expected.contains(name);
            const Value shown = textValue(name.display());
            if (registered.contains(name)) row.registry = shown;
            if (byRegistrar.contains(name)) row.registrar = shown;
            row.accepted = shown;
            const bool comparable = m_registry && (row.isDelegated || row.isExpected);
            const bool good =
                registered.contains(name) && row.isDelegated.value_or(true) && row.isExpected.value_or(true);
            if (comparable) row.state = good ? State::Match : State::Mismatch;
            (row.registry.isEmpty() && row.registrar.isEmpty() ? missing : m_sheet.rows).push_back(std::move(row));
        }
        m_sheet.rows.insert(m_sheet.rows.end(), missing.begin(), missing.end());
        if (!m_standing || !m_registry || m_standing->nameservers == m_registry->nameservers) return;
        const auto list = [](const std::vector<dns::Name> &names) {
            QStringList texts;
            for (const auto &name : names)
                texts << name.display();
            return Value{safeText(texts.join(QStringLiteral(", ")), 4 * LongestText), {}};
        };
        change({Field::Nameserver, {}, list(m_standing->nameservers), list(m_registry->nameservers), {}, {}}, {});
    }

    void statuses()
    {
        const QStringList byRegistry = m_registry ? m_registry->statuses : QStringList();
        const QStringList byRegistrar = m_registrar ? m_registrar->statuses : QStringList();
        if (m_standing && m_registry) {
            for (const QString &status : m_standing->statuses) {
                if (byRegistry.contains(status)) continue;
                m_sheet.statuses.push_back({safeText(status, LongestText), false, byRegistrar.contains(status), true});
                change({Field::Registrar, safeText(status, LongestText), textValue(status), {}, {}, {}}, status);
            }
        }
        QStringList all = byRegistry + byRegistrar;
        all.removeDuplicates();
        for (const QString &status : all) {
            if (m_standing && m_standing->statuses.contains(status) && !byRegistry.contains(status)) continue; // lost
            Sheet::Status one{safeText(status, LongestText), byRegistry.contains(status), byRegistrar.contains(status)};
            one.isNew = m_standing && one.byRegistry && !m_standing->statuses.contains(status);
            if (one.isNew) change({Field::Registrar, one.status, {}, textValue(status), {}, {}}, status);
            m_sheet.statuses.push_back(std::move(one));
        }
    }

    const DomainView &m_view;
    const Registration *m_registry, *m_registrar;
    const watch::RegistrationExpectation *m_accepted = nullptr;
    const watch::RegistrationExpectation::Standing *m_standing = nullptr;
    Sheet m_sheet;
};

} // namespace

RegistrationSheet registrationSheetOf(const DomainView &view, const registry::LookupPtr &registrar)
{
    return Writer(view, registrar).write();
}

} // namespace hinoban::console
