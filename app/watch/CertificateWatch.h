// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/CertificateLog.h"
#include "app/watch/Expectation.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace hinoban::watch {

// Whose certificates a domain has, beside those that its CAA records allow: what stood in the logs when they were asked
// for the first time, and what people have said since.
struct CertificateBaseline {
    QStringList issuers; // organisations, sorted
    Approval approval;   // the latest
    friend bool operator==(const CertificateBaseline &, const CertificateBaseline &) = default;
};
[[nodiscard]] QJsonObject toJson(const CertificateBaseline &baseline);
[[nodiscard]] Result<CertificateBaseline> certificateBaselineFromJson(const QJsonObject &object);

// How often the logs of certificates are searched.
struct CertificateCadence {
    Duration sweep = std::chrono::hours(1);   // every domain once; later where `pace` does not allow it
    Duration pace = std::chrono::seconds(15); // between two questions
};

// Asks a search of the certificate logs for each domain, one at a time and slowly, over and over. What an answer means,
// others say. Thread: the network thread. Owner: console::Session. Signals come in that thread; stop() and destroying
// it drop the question that is open.
class CertificateWatch final : public QObject {
    Q_OBJECT
public:
    CertificateWatch(Clock &clock, registry::CertificateLog &log, CertificateCadence cadence,
                     QObject *parent = nullptr);
    ~CertificateWatch() override;

    // What is known of those that stay is kept; a new one is asked for first.
    void setDomains(const std::vector<Domain> &domains);
    void start();
    void stop();

Q_SIGNALS:
    void looked(const hinoban::registry::CertificateAnswerPtr &answer);

private:
    void arm();
    void ask();

    Clock &m_clock;
    registry::CertificateLog &m_log;
    const CertificateCadence m_cadence;
    std::map<dns::Name, Instant> m_due;
    std::unique_ptr<QObject> m_open; // while a question is; its end drops the answer
    Instant m_notBefore = Instant::min();
    Clock::TimerId m_timer = 0;
    bool m_running = false;
};

} // namespace hinoban::watch
