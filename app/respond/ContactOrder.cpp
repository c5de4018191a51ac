// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/ContactOrder.h"

#include "app/base/SafeText.h"
#include "app/respond/DraftWords.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

bool isOf(const Request &request, const Contact &contact)
{
    if (!request.contactId.isEmpty()) return request.contactId == contact.id;
    return request.role == contact.role && request.party == contact.organisation;
}

} // namespace

std::vector<Contact> overdueFirst(std::vector<Contact> contacts, const std::vector<Request> &requests, Instant now)
{
    std::vector<std::pair<Instant, Contact>> owing;
    std::vector<Contact> others;
    for (auto &contact : contacts) {
        const Request *worst = nullptr;
        for (const auto &request : requests)
            if (request.overdue(now) && isOf(request, contact) && (!worst || *request.dueAt < *worst->dueAt))
                worst = &request;
        if (!worst) {
            others.push_back(std::move(contact));
            continue;
        }
        const QString id = safeText(worst->id, 20);
        contact.use = QStringLiteral("No answer to %1, due %2: ask again. ").arg(id, bothTimes(worst->dueAt, false)) +
                      contact.use;
        contact.useJa = QStringLiteral("%1 への回答が期限（%2）を過ぎています。再度ご連絡ください。")
                            .arg(id, publicTime(worst->dueAt, true)) +
                        contact.useJa;
        owing.emplace_back(*worst->dueAt, std::move(contact));
    }
    std::stable_sort(owing.begin(), owing.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<Contact> ordered;
    ordered.reserve(owing.size() + others.size());
    for (auto &[due, contact] : owing)
        ordered.push_back(std::move(contact));
    std::move(others.begin(), others.end(), std::back_inserter(ordered));
    return ordered;
}

} // namespace hinoban::respond
