// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Message.h"

#include <array>

namespace hinoban::bench {

// The domains that every benchmark asks about: d000000.example and so on, a small zone each, eight questions each.
// What is written into the zones and what a reply is compared with come from here, so that they cannot differ.
class Portfolio {
public:
    static constexpr std::array Types{dns::Type::A,  dns::Type::AAAA, dns::Type::NS,  dns::Type::SOA,
                                      dns::Type::MX, dns::Type::TXT,  dns::Type::CAA, dns::Type::DNSKEY};

    // Of the server of the root and of the parent zone; that of the domains is 127.0.0.1.
    static constexpr const char *ParentAddress = "127.0.0.2";

    Portfolio();

    [[nodiscard]] static dns::Name name(int domain);
    // A domain has one name server or two, ns1 and ns2; all stand at one address.
    [[nodiscard]] static QByteArray zoneText(int domain, int servers = 2);
    [[nodiscard]] static QByteArray parentZoneText(int domains, int servers = 2);
    // The root, which delegates "example" to where it is itself.
    [[nodiscard]] static QByteArray rootZoneText();

    // The data that is known to stand there, sorted; nothing for DNSKEY, which the zones do not have. The view is
    // good until the next call.
    [[nodiscard]] const std::vector<QByteArray> &known(int domain, size_t type);
    // Whether the reply says exactly that, as the authority.
    [[nodiscard]] bool isKnown(const dns::Message &message, const dns::Name &name, int domain, size_t type);

private:
    struct Expected {
        std::vector<QByteArray> rdatas;
        std::vector<std::vector<qsizetype>> digits; // where the six digits of the domain stand in each of them
    };
    std::array<Expected, Types.size()> m_expected;
};

} // namespace hinoban::bench
