// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

// Answers about addresses and autonomous systems in the shapes that regional registries send, about nobody's.
namespace hinoban::registry::test {

inline const QByteArray NetworkArin =
    R"({"rdapConformance":["nro_rdap_profile_0","rdap_level_0","cidr0"],"handle":"NET-192-0-2-0-1",)"
    R"("startAddress":"192.0.2.0","endAddress":"192.0.2.255","ipVersion":"v4","name":"EXAMPLE-NET",)"
    R"("type":"DIRECT ALLOCATION","parentHandle":"NET-192-0-0-0-0","events":[{"eventAction":"registration",)"
    R"("eventDate":"2015-02-17T13:12:45-05:00"}],"entities":[{"handle":"EXAMP","vcardArray":["vcard",[)"
    R"(["version",{},"text","4.0"],["fn",{},"text","Example Hosting, LLC"],["adr",{"label":"1 Street"},"text",)"
    R"(["","","","","","",""]],["kind",{},"text","org"]]],"roles":["registrant"],"entities":[)"
    R"({"handle":"NOC-ARIN","vcardArray":["vcard",[["fn",{},"text","NOC"],["email",{},"text","noc@host.example"]]],)"
    R"("roles":["technical"],"objectClassName":"entity"},{"handle":"ABUSE-ARIN","vcardArray":["vcard",[)"
    R"(["version",{},"text","4.0"],["fn",{},"text","Abuse"],["email",{},"text","abuse@host.example"],)"
    R"(["tel",{"type":["work","voice"]},"text","+1-555-0100"]]],"roles":["abuse"],"objectClassName":"entity"}],)"
    R"("objectClassName":"entity"}],"port43":"whois.registry.example","status":["active"],)"
    R"("objectClassName":"ip network","cidr0_cidrs":[{"v4prefix":"192.0.2.0","length":24}]})";

inline const QByteArray NetworkRipe =
    R"({"handle":"198.51.100.0 - 198.51.100.255","startAddress":"198.51.100.0","endAddress":"198.51.100.255",)"
    R"("ipVersion":"v4","name":"EX-NET","type":"ASSIGNED PA","country":"is","objectClassName":"ip network",)"
    R"("entities":[{"handle":"EX1-RIPE","roles":["administrative","technical"],"objectClassName":"entity"},)"
    R"({"handle":"ORG-EX-RIPE","vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Example ehf."],)"
    R"(["kind",{},"text","org"]]],"roles":["registrant"],"objectClassName":"entity"},{"handle":"AR1-RIPE",)"
    R"("vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Abuse-C Role"],)"
    R"(["email",{"type":"abuse"},"text","abuse@host.example"]]],"roles":["abuse"],"objectClassName":"entity"}]})";

inline const QByteArray NetworkIpv6 =
    R"({"objectClassName":"ip network","handle":"2001:db8::/32","startAddress":"2001:db8::/128",)"
    R"("endAddress":"2001:db8:ffff:ffff:ffff:ffff:ffff:ffff/128","ipVersion":"v6","name":"EX6","country":"JP"})";

inline const QByteArray AutonomousSystem =
    R"({"objectClassName":"autnum","handle":"AS64496","startAutnum":64496,"endAutnum":64496,"name":"EXAMPLE-AS",)"
    R"("country":"JP","entities":[{"objectClassName":"entity","roles":["abuse"],"vcardArray":["vcard",[)"
    R"(["fn",{},"text","NOC"],["email",{},"text","noc@host.example"]]]}]})";

} // namespace hinoban::registry::test
