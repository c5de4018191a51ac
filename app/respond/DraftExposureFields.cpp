// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"
#include "app/respond/DraftWords.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

constexpr size_t MostAccounts = 100; // in one letter

class Builder : FieldMaker {
public:
    using FieldMaker::FieldMaker;

    void build(const Contact &contact, const DraftFacts &facts)
    {
        const auto &windows = facts.exposure.windows;
        const auto window = std::find_if(windows.begin(), windows.end(),
                                         [&](const ExposureWindow &one) { return one.domain == facts.domain; });
        const bool isKnown = window != windows.end();
        field("exposureFrom", "exposure",
              {"since when mail may have gone astray", "メールが第三者に届いたおそれの始まり"},
              time(isKnown ? std::optional(window->from) : facts.incident.changedAt));
        field("exposureUntil", "exposure", {"until when", "その終わり"},
              time(isKnown ? window->until : std::optional<Instant>()));

        auto &accounts =
            list("accountList", {QStringLiteral("person"), QStringLiteral("service"), QStringLiteral("address")},
                 "exposure.accounts", {"accounts", "対象のアカウント"});
        QStringList addresses;
        for (const auto &account : facts.exposure.accounts) {
            const bool isTheirs = contact.role == QLatin1String("account-holder")
                                      ? account.person == contact.organisation
                                      : contact.organisation.isEmpty() || account.service == contact.organisation;
            if (!isTheirs || accounts.items.size() >= MostAccounts) continue;
            add(accounts, {{QStringLiteral("person"), account.person},
                           {QStringLiteral("service"), account.service},
                           {QStringLiteral("address"), account.address}});
            addresses += account.address;
        }
        // What was told by hand says it better than the list.
        auto &told = m_fields.fields[QStringLiteral("accounts")];
        addresses.removeDuplicates();
        if (contact.role == QLatin1String("saas") && !contact.organisation.isEmpty() && !addresses.isEmpty())
            told.text = safeText(addresses.join(m_japanese ? QStringLiteral("、") : QStringLiteral(", ")), 2000);
    }
};

} // namespace

void addExposureFields(Fields &fields, bool japanese, const Contact &contact, const DraftFacts &facts)
{
    Builder(fields, japanese).build(contact, facts);
}

Contact accountHolder(const QString &person)
{
    Contact contact;
    contact.id = QStringLiteral("account-holder");
    contact.role = contact.id;
    contact.organisation = person;
    contact.templates = {QStringLiteral("PW-RESET")};
    return contact;
}

Contact accountService(const QString &service)
{
    Contact contact;
    contact.id = QStringLiteral("saas");
    contact.role = contact.id;
    contact.organisation = service;
    contact.templates = {QStringLiteral("SAAS-FREEZE")};
    return contact;
}

} // namespace hinoban::respond
