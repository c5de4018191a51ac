// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: one call of Validator::validate(). Kept alive by its own pending callbacks, which all run in the
// context of the Validator, so that its end is theirs.
#include "app/dns/ChainMemory.h"
#include "app/dns/Proof.h"
#include "app/dns/Validator.h"

#include <map>

namespace hinoban::dns {

class ValidationRun : public std::enable_shared_from_this<ValidationRun> {
public:
    struct Tools {
        QueryEngine &engine;
        DelegationWalk &walk;
        QObject &context;
        const TrustAnchors &anchors;
        std::shared_ptr<ChainMemory> memory;
    };
    using Done = std::function<void(ValidationPtr)>;
    ValidationRun(Tools tools, Validator::Request request, Done done);
    void start();

private:
    using TrustDone = std::function<void(const ZoneTrustPtr &)>;
    using Judge = std::function<bool(const ExchangePtr &)>;    // true: enough
    using Asked = std::function<void(const QString &problem)>; // empty: enough, or the best that there was
    struct Step;                                               // towards one zone
    struct Asking;
    struct Following;

    // The deepest zone above the name, and its trust.
    void locate(const Name &target, TrustDone done);
    void descend(const ZoneTrustPtr &trust, const Name &target, int known, const TrustDone &done);
    void establish(const Name &zone, const ZoneTrustPtr &parent, TrustDone done);
    void dsKnown(const std::shared_ptr<Step> &step, const QString &problem);
    void askKeys(const std::shared_ptr<Step> &step);
    void keysKnown(const std::shared_ptr<Step> &step, const QString &problem);
    void conclude(const std::shared_ptr<Step> &step, Security security, SecurityReason reason, quint32 ttl);

    void askZone(const Name &zone, const Question &question, Judge judge, Asked asked);
    void askNext(const std::shared_ptr<Asking> &asking);
    void serversOf(const Name &zone,
                   const std::function<void(const std::vector<Server> &, const QString &problem)> &done);

    void askAnswers();
    void answer(const std::shared_ptr<Following> &following, const ZoneTrustPtr &trust);
    void answered(const std::shared_ptr<Following> &following, const ZoneTrustPtr &trust, const QString &problem);
    void close();

    [[nodiscard]] Instant now() const { return m_tools.engine.clock().now(); }
    [[nodiscard]] ZoneTrustPtr without(const Name &zone, SecurityReason reason) const; // Indeterminate

    Tools m_tools;
    Validator::Request m_request;
    Done m_done;
    Effort m_effort;
    std::shared_ptr<Validation> m_result;
    ZoneTrustPtr m_trust; // of the deepest zone above the request's name
    std::map<Name, std::vector<Server>> m_servers;
    Instant m_startedAt{};
    int m_asked = 0;
    int m_most = 0;
    size_t m_open = 0;
    bool m_isAgain = false;
    bool m_doubtStands = false; // an answer could not be had from the zone above a doubtful cut either
};

} // namespace hinoban::dns
