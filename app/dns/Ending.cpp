// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Ending.h"

namespace hinoban::dns {

ExchangePtr exchangeOf(OpenQuestion &question, Ending &&ending)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->vantage = question.query.vantage;
    exchange->server = std::move(question.query.server);
    exchange->transport = ending.transport;
    exchange->question = std::move(question.query.question);
    exchange->recursionDesired = question.query.recursionDesired;
    exchange->sentAt = ending.sentAt.value_or(question.firstSent);
    exchange->rtt = ending.rtt;
    exchange->attempts = question.sent;
    exchange->strays = question.strays;
    exchange->outcome = ending.outcome;
    exchange->detail = std::move(ending.detail);
    exchange->certificate = std::move(ending.certificate);
    exchange->query = std::move(ending.query);
    exchange->reply = std::move(ending.reply);
    exchange->message = std::move(ending.message);
    return exchange;
}

QString unreachableText(const Error &error)
{
    return error.code == ErrorCode::NotPermitted ? QStringLiteral("not permitted: %1").arg(error.detail) : error.detail;
}

} // namespace hinoban::dns
