// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/CertificateWatch.h"

#include "app/watch/JsonFields.h"

#include <QJsonArray>

#include <algorithm>

namespace hinoban::watch {

using namespace Qt::StringLiterals;

QJsonObject toJson(const CertificateBaseline &baseline)
{
    return {{u"issuers"_s, QJsonArray::fromStringList(baseline.issuers)},
            {u"person"_s, baseline.approval.person},
            {u"reason"_s, baseline.approval.reason},
            {u"source"_s, baseline.approval.source},
            {u"at"_s, exactTime(baseline.approval.at)}};
}

Result<CertificateBaseline> certificateBaselineFromJson(const QJsonObject &object)
{
    CertificateBaseline out;
    const auto issuers = arrayField(object, u"issuers"_s);
    if (!issuers) return tl::unexpected(issuers.error());
    for (const QJsonValue issuer : *issuers) {
        if (!issuer.isString()) return failure(ErrorCode::BadInput, u"issuers"_s, u"not a text"_s);
        out.issuers.append(issuer.toString());
    }
    for (const auto &[key, member] :
         {std::pair{u"person"_s, &Approval::person}, std::pair{u"reason"_s, &Approval::reason},
          std::pair{u"source"_s, &Approval::source}}) {
        auto text = textField(object, key);
        if (!text) return tl::unexpected(text.error());
        out.approval.*member = *text;
    }
    const auto at = timeField(object, u"at"_s);
    if (!at) return tl::unexpected(at.error());
    out.approval.at = *at;
    return out;
}

CertificateWatch::CertificateWatch(Clock &clock, registry::CertificateLog &log, CertificateCadence cadence,
                                   QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_log(log)
    , m_cadence(cadence)
{
}

CertificateWatch::~CertificateWatch() { m_clock.cancel(m_timer); }

void CertificateWatch::setDomains(const std::vector<Domain> &domains)
{
    std::map<dns::Name, Instant> due;
    for (const auto &domain : domains) {
        const auto known = m_due.find(domain.name);
        // Before all that are overdue, however long.
        due.emplace(domain.name, known == m_due.end() ? Instant::min() : known->second);
    }
    m_due = std::move(due);
    arm();
}

void CertificateWatch::start()
{
    m_running = true;
    arm();
}

void CertificateWatch::stop()
{
    m_running = false;
    m_clock.cancel(m_timer);
    m_timer = 0;
    m_open.reset();
}

void CertificateWatch::arm()
{
    m_clock.cancel(m_timer);
    m_timer = 0;
    if (!m_running || m_open || m_due.empty()) return;
    const auto next =
        std::min_element(m_due.begin(), m_due.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    const Instant now = m_clock.now();
    const Instant at = std::max({next->second, m_notBefore, now});
    m_timer = m_clock.after(at - now, this, [this] { ask(); });
}

void CertificateWatch::ask()
{
    m_timer = 0;
    if (m_due.empty()) return;
    const auto next =
        std::min_element(m_due.begin(), m_due.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    const Instant now = m_clock.now();
    next->second = now + m_cadence.sweep;
    m_notBefore = now + m_cadence.pace;
    m_open = std::make_unique<QObject>();
    m_log.look(next->first, m_open.get(), [this](const registry::CertificateAnswerPtr &answer) {
        m_open.release()->deleteLater(); // it is still on the stack below
        if (m_due.contains(answer->domain)) Q_EMIT looked(answer);
        arm();
    });
}

} // namespace hinoban::watch
