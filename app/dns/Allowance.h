// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QHostAddress>
#include <QString>

#include <memory>

namespace hinoban::dns {

// How much the walks of one look may ask, together and of one server. Whoever writes a delegation chooses whom we ask
// on its account: names of servers without addresses, thousands of them, in a victim's zone (NXNS, CVE-2020-12662).
// How often must not be his to choose, too. Thread: the one of the walks that share it.
class Allowance {
public:
    struct Limits {
        int questions = 400;
        int perServer = 50;
    };
    Allowance() = default;
    explicit Allowance(Limits limits)
        : m_limits(limits)
    {
    }

    // One more question to `server`: empty if it may be sent, else why not, as a sentence's end. Technical English.
    [[nodiscard]] QString take(const QHostAddress &server);
    [[nodiscard]] bool isUsedUp() const { return m_taken >= m_limits.questions; }
    [[nodiscard]] const QString &refusal() const { return m_refusal; } // the gravest so far; empty: none

private:
    Limits m_limits;
    int m_taken = 0;
    QHash<QHostAddress, int> m_ofServer;
    QString m_refusal;
};
using AllowancePtr = std::shared_ptr<Allowance>;

} // namespace hinoban::dns
