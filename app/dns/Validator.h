// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/DelegationWalk.h"
#include "app/dns/Security.h"
#include "app/dns/TrustAnchors.h"

namespace hinoban::dns {

// Validates from the trust anchor down (RFC 4035, 5): DS and DNSKEY of every zone on the way, then each answer or each
// denial. Asks the authoritative servers that the walk finds (DO, no recursion), or one resolver (DO, CD). Chains are
// remembered for their TTL, at most an hour, by the engine's clock, which is also the time that signatures are held
// against. Work and questions are bounded: whoever answers cannot make it run on.
//
// Thread and owner: as QueryEngine and DelegationWalk, which must outlive it. Destroying it drops what is open.
class Validator final : public QObject {
    Q_OBJECT
public:
    Validator(QueryEngine &engine, DelegationWalk &walk, TrustAnchors anchors, QObject *parent = nullptr);
    ~Validator() override;

    struct Request {
        Name name;                       // the domain: every zone cut from the anchor down to here is looked for
        std::vector<Question> questions; // at or below `name`; may be empty: the chain only
        bool followAliases = true;       // also out of the domain
        std::optional<Server> resolver;  // asked instead of the authoritative servers; nothing is remembered then
        Transport transport = Transport::Udp;
    };
    static constexpr int MostQuestions = 120; // of one request, beside one for each of its questions
    static constexpr int MostAliases = 8;

    // `done` is called once, later. With no trust anchor above the name nothing is asked at all: Indeterminate.
    void validate(Request request, QObject *context, std::function<void(ValidationPtr)> done);

    [[nodiscard]] bool covers(const Name &name) const; // a trust anchor is above it

    // What each of the zone's servers serves, of `exchanges` those that asked them with DO for RRsets of it: held
    // against the chain as it is remembered; nothing while that is not known, or not secure. What was found good is
    // not checked again.
    [[nodiscard]] std::vector<ServedSecurity> served(const Name &zone, const std::vector<ExchangePtr> &exchanges);

    // What the parent's servers show now as DS of the zone, in plain questions: a remembered chain that rests on
    // something else is forgotten.
    void seenDs(const Name &zone, const std::vector<Rdata> &ds);
    void forget(const Name &zone); // it, and all below

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::dns
