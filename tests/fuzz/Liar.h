// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Zone.h"
#include "tests/fuzz/Script.h"
#include "tests/fuzz/Wire.h"

namespace hinoban::fuzz {

// A small internet of honest servers (the root, jp, net, victim.jp, victim.net) beside the attacker's evil.jp and
// evil.net, whose servers mutate the answers they should give, as the script says. Every address that is nobody's
// else is his. With everyoneLies the others do as he does.
class Liar final : public Wire {
public:
    Liar(Script &script, bool everyoneLies)
        : m_script(script)
        , m_everyoneLies(everyoneLies)
    {
    }
    std::vector<Reply> sent(const Endpoint &to, bool stream, const QByteArray &query) override;

    [[nodiscard]] static std::vector<RootHint> rootHints();
    // What is interesting to know here: of the world, near `asked`, made up, or from the script.
    [[nodiscard]] dns::Name someName(const dns::Name &asked);

    int packets = 0;
    std::vector<Endpoint> places; // where each went

private:
    [[nodiscard]] dns::Record *pick(dns::Message &reply);
    [[nodiscard]] dns::Rdata someAddress(dns::Type type);
    void spoil(dns::Message &reply, const dns::Question &question);
    void fan(dns::Message &reply, const dns::Name &owner, const dns::Name &below);
    void spoilOctets(QByteArray &wire);

    Script &m_script;
    bool m_everyoneLies;
    quint32 m_counter = 0;
    QByteArray m_before; // the last reply
};

} // namespace hinoban::fuzz
