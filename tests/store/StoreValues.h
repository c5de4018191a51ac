// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Workspace.h"
#include "tests/watch/SyntheticExchange.h"

namespace hinoban::testing {

[[nodiscard]] inline Instant minute(int number)
{
    return instant("2020-05-30T15:00:00Z") + std::chrono::minutes(number);
}

[[nodiscard]] inline respond::Entry entry(const QString &text, int atMinute = 0)
{
    respond::Entry entry;
    entry.happened = minute(atMinute);
    entry.learned = minute(atMinute) + Duration(1500);
    entry.author = QStringLiteral("Sato");
    entry.text = text;
    return entry;
}

[[nodiscard]] inline watch::LookPtr lookAt(const std::vector<dns::ExchangePtr> &exchanges)
{
    auto look = std::make_shared<watch::Look>();
    look->domain.name = name("example.com");
    for (const dns::ExchangePtr &exchange : exchanges) {
        watch::Observation observation;
        observation.domain = look->domain.name;
        observation.owner = exchange->question.name;
        observation.type = exchange->question.type;
        observation.exchange = exchange;
        look->observations.push_back(observation);
        look->startedAt = look->endedAt = exchange->sentAt;
    }
    return look;
}

// A resolver's answer at a minute: `ttl` changes the bytes, but not the canonical answer.
[[nodiscard]] inline dns::ExchangePtr answerAt(int atMinute, const QByteArray &address, quint32 ttl,
                                               const QByteArray &server = "resolver.example.net")
{
    return Says::resolver("www.example.com", dns::Type::A, server)
        .answer({address}, ttl)
        .at(minute(atMinute))
        .exchange();
}

} // namespace hinoban::testing
