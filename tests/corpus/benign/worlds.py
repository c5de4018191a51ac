# SPDX-License-Identifier: GPL-3.0-or-later
"""What honest providers, registries and networks do. None of it is an alarm."""

from signed import Signed
from world import CHANGE, LOCKS, NS, OWNER

WORLDS = []


def world(build):
    WORLDS.append(build)
    return build


@world
def quiet(w):
    """Nothing happens."""


@world
def serial_bumps(w):
    """The provider counts the SOA serial up, four times an hour."""
    for number in range(1, 7):
        w.owner("owner-%d" % number, at_SOA="3600 ns1.dnsprov.net. hostmaster.owner.com. %d 7200 900 1209600 300" %
                (2024030401 + number))
        w.at("2024-03-04T%02d:%02d:00Z" % (1 + number // 4, number % 4 * 15), {"publish": "owner-%d" % number})


@world
def serial_lag(w):
    """One of two servers is an hour behind with the zone's serial."""
    w.owner("owner-new", at_SOA="3600 ns1.dnsprov.net. hostmaster.owner.com. 2024030402 7200 900 1209600 300")
    w.at(CHANGE, {"publish": "owner-new", "on": ["ns1.dnsprov.net"]})
    w.at("2024-03-04T02:00:00Z", {"publish": "owner-new", "on": ["ns2.dnsprov.net"]})


def in_class(w, *prefixes):
    w.watched[0]["classes"] = [{"owner": "owner.com", "type": "A", "class": "CDN", "prefixes": list(prefixes)},
                               {"owner": "www.owner.com", "type": "A", "class": "CDN", "prefixes": list(prefixes)}]
    for key in ("@ A", "www A"):
        del w.expected["owner.com"][key]


@world
def rotating_cdn(w):
    """A content network shows other addresses of its own every ten minutes."""
    in_class(w, "198.51.100.0/24")
    for number in range(1, 12):
        w.owner("owner-%d" % number, at_A=["60 198.51.100.%d" % (10 * number), "60 198.51.100.%d" % (10 * number + 1)],
                www_A="60 198.51.100.%d" % (10 * number + 2))
        w.at("2024-03-04T%02d:%02d:00Z" % (number // 6, number % 6 * 10), {"publish": "owner-%d" % number})


@world
def geo_answers(w):
    """Two servers answer with the addresses of different regions, both the content network's."""
    in_class(w, "198.51.100.0/24")
    w.owner("owner-west", at_A="60 198.51.100.200", www_A="60 198.51.100.201")
    w.change_server("ns2.dnsprov.net", zones=["dnsprov.net", "owner-west"])


@world
def two_providers(w):
    """The zone is served by two providers, each with SOA values of its own."""
    w.zone("other.net", "otherdns.net", {"@ SOA": "3600 ns1.otherdns.net. ops.otherdns.net. 1 7200 900 1209600 300",
                                         "@ NS": "86400 ns1.otherdns.net.", "ns1 A": "86400 203.0.113.9"})
    w.zone("net", "net", {**w.net, "otherdns NS": "172800 ns1.otherdns.net.", "ns1.otherdns A": "172800 203.0.113.9"})
    w.delegate("com", *NS, "ns1.otherdns.net")
    both = ["86400 ns1.dnsprov.net.", "86400 ns2.dnsprov.net.", "86400 ns1.otherdns.net."]
    w.owner("owner.com", at_NS=both)
    w.owner("owner-other", at_NS=both, at_SOA=OWNER["@ SOA"].replace("2024030401", "7"))
    w.server("ns1.otherdns.net", "203.0.113.9", ["other.net", "owner-other"])
    w.expected["owner.com"]["@ NS"] = both
    w.registrations["owner.com"]["nameservers"] = [*NS, "ns1.otherdns.net"]


@world
def case_changes(w):
    """The provider and the registry write names in capitals."""
    w.owner("owner-loud", at_NS=["86400 NS1.DnsProv.NET.", "86400 ns2.DNSPROV.net."], at_MX="3600 10 MX.MailProv.NET.")
    w.at(CHANGE, {"publish": "owner-loud"})


@world
def split_text(w):
    """The same text, in two strings."""
    w.owner("owner-split", at_TXT='3600 "v=spf1 include:_spf.mail" "prov.net ~all"')
    w.at(CHANGE, {"publish": "owner-split"})


@world
def lower_ttls(w):
    """The owner halves his TTLs before a migration."""
    w.owner("owner-short", at_A="150 198.51.100.10", www_A="150 198.51.100.10", at_MX="1800 10 mx.mailprov.net.")
    w.at(CHANGE, {"publish": "owner-short"})


@world
def new_name(w):
    """The owner adds a host that nobody told us of."""
    w.owner("owner-more", shop_A="300 198.51.100.77")
    w.at(CHANGE, {"publish": "owner-more"})


@world
def one_server_down(w):
    """One of two nameservers is silent for an hour."""
    w.at(CHANGE, {"server": "ns2.dnsprov.net", "condition": "down"})
    w.at("2024-03-04T02:00:00Z", {"server": "ns2.dnsprov.net", "condition": "up"})


@world
def both_servers_down(w):
    """The whole provider is silent for half an hour: unknown, and no hijack."""
    for name in NS:
        w.at(CHANGE, {"server": name, "condition": "down"})
    for name in NS:
        w.at("2024-03-04T01:30:00Z", {"server": name, "condition": "up"})


@world
def one_server_lame(w):
    """One of two nameservers has lost the zone and answers without authority."""
    w.at(CHANGE, {"server": "ns2.dnsprov.net", "condition": "lame"})


@world
def one_server_refusing(w):
    """One of two nameservers refuses."""
    w.at(CHANGE, {"server": "ns2.dnsprov.net", "condition": "refusing"})


@world
def servers_failing(w):
    """Every nameserver says SERVFAIL for a quarter of an hour."""
    for name in NS:
        w.at(CHANGE, {"server": name, "condition": "failing"})
    for name in NS:
        w.at("2024-03-04T01:15:00Z", {"server": name, "condition": "up"})


@world
def truncating(w):
    """A server cuts everything over UDP; TCP works."""
    w.change_server("ns1.dnsprov.net", condition="truncating")


@world
def garbling(w):
    """A broken box before one server sends bytes that are no DNS message."""
    w.at(CHANGE, {"server": "ns2.dnsprov.net", "condition": "garbling"})


@world
def parent_server_down(w):
    """One server of the registry is silent."""
    w.at(CHANGE, {"server": "b.gtld-servers.net", "condition": "down"})


@world
def slow_everything(w):
    """Servers and resolvers answer after more than a second."""
    for server in w.servers:
        server["roundTrip"] = "1200ms"
    for resolver in w.resolvers:
        resolver["roundTrip"] = "1500ms"


@world
def silent_resolver(w):
    """A resolver never answers."""
    w.resolver("Silent", "192.0.2.60", silent=True)


@world
def stale_resolver(w):
    """A resolver that keeps everything for its TTL, after a lawful change of an address within its class."""
    in_class(w, "198.51.100.0/24")
    w.owner("owner-moved", at_A="300 198.51.100.90", www_A="300 198.51.100.91")
    w.at(CHANGE, {"publish": "owner-moved"})


@world
def ipv6_only_server(w):
    """One nameserver has an IPv6 address only."""
    w.change_server("ns2.dnsprov.net", address="2001:db8::2")
    w.zone("dnsprov.net", "dnsprov.net", {
        "@ SOA": "3600 ns1.dnsprov.net. ops.dnsprov.net. 1 7200 900 1209600 300",
        "@ NS": ["86400 ns1.dnsprov.net.", "86400 ns2.dnsprov.net."],
        "ns1 A": "86400 203.0.113.1", "ns2 AAAA": "86400 2001:db8::2"})
    net = {key: value for key, value in w.net.items() if key != "ns2.dnsprov A"}
    w.zone("net", "net", {**net, "ns2.dnsprov AAAA": "172800 2001:db8::2"})


@world
def two_addresses(w):
    """A nameserver with an address of each family (anycast has more of the kind)."""
    w.change_server("ns1.dnsprov.net", address=["203.0.113.1", "2001:db8::1"])
    w.zone("dnsprov.net", "dnsprov.net", {
        "@ SOA": "3600 ns1.dnsprov.net. ops.dnsprov.net. 1 7200 900 1209600 300",
        "@ NS": ["86400 ns1.dnsprov.net.", "86400 ns2.dnsprov.net."],
        "ns1 A": "86400 203.0.113.1", "ns1 AAAA": "86400 2001:db8::1", "ns2 A": "86400 203.0.113.2"})
    w.zone("net", "net", {**w.net, "ns1.dnsprov AAAA": "172800 2001:db8::1"})


def own_servers(w):
    """The owner's own nameservers, on the machines of the web."""
    hosts = ["ns1.owner.com", "ns2.owner.com"]
    records = {"at_NS": ["86400 %s." % host for host in hosts],
               "at_SOA": "3600 ns1.owner.com. hostmaster.owner.com. 2024030401 7200 900 1209600 300",
               "ns1_A": "86400 198.51.100.10", "ns2_A": "86400 198.51.100.11"}
    w.expected["owner.com"] = w.owner("owner.com", **records)
    w.delegate("com", *hosts, **{"ns1.owner_A": "172800 198.51.100.10", "ns2.owner_A": "172800 198.51.100.11"})
    w.server("ns1.owner.com", "198.51.100.10", ["owner.com"])
    w.server("ns2.owner.com", "198.51.100.11", ["owner.com"])
    for name in NS:
        w.change_server(name, zones=["dnsprov.net"])
    w.registrations["owner.com"]["nameservers"] = hosts
    return hosts


@world
def self_hosted(w):
    """Nameservers within the domain, on the addresses of the web servers."""
    own_servers(w)


@world
def glue_order(w):
    """The registry lists the same nameservers and glue in another order."""
    hosts = own_servers(w)
    w.delegate("com-turned", *reversed(hosts), **{"ns2.owner_A": "172800 198.51.100.11",
                                                  "ns1.owner_A": "172800 198.51.100.10"})
    w.at(CHANGE, {"publish": "com-turned"})


@world
def alias_churn(w):
    """An alias to a content network whose addresses change all the time."""
    del w.expected["owner.com"]["www A"]
    w.expected["owner.com"]["www CNAME"] = "300 cdn.dnsprov.net."
    w.owner("owner.com", remove=["www A"], www_CNAME="300 cdn.dnsprov.net.")
    base = {"@ SOA": "3600 ns1.dnsprov.net. ops.dnsprov.net. 1 7200 900 1209600 300",
            "@ NS": ["86400 ns1.dnsprov.net.", "86400 ns2.dnsprov.net."],
            "ns1 A": "86400 203.0.113.1", "ns2 A": "86400 203.0.113.2"}
    w.zone("dnsprov.net", "dnsprov.net", {**base, "cdn A": "60 198.51.100.1"})
    for number in range(1, 8):
        w.zone("dnsprov-%d" % number, "dnsprov.net", {**base, "cdn A": "60 203.0.113.%d" % (100 + number)})
        w.at("2024-03-04T01:%02d:00Z" % (number * 7), {"publish": "dnsprov-%d" % number})


@world
def renewal(w):
    """The registration is renewed for a year."""
    w.at(CHANGE, {"registration": "owner.com", "expires": "2026-12-10T11:05:42Z"})


@world
def lock_added(w):
    """A registry lock is added."""
    w.registrations["owner.com"]["lastChanged"] = "2023-11-14T02:37:20Z"
    w.at(CHANGE, {"registration": "owner.com", "lastChanged": "2023-11-14T02:37:20Z",
                  "statuses": ["clientTransferProhibited", "serverTransferProhibited", "serverUpdateProhibited"]})


@world
def locked_jp(w):
    """A name below .jp, whose registry answers on port 43, gets a lock more."""
    w.watch_jp(["DomainTransferLocked"])
    w.at(CHANGE, {"registration": "owner.jp", "lastChanged": "2023-11-14T02:37:20Z",
                  "statuses": ["ok", "AgentChangeLocked", "DomainTransferLocked"]})


@world
def redacted_registrar(w):
    """The registry shows little of the registrar."""
    w.registrations["owner.com"]["registrar"] = {"name": "Good Registrar"}


@world
def long_child_ttl(w):
    """Parent and child give their NS records different TTLs, as nearly everybody does."""
    w.expected["owner.com"]["@ NS"] = ["3600 ns1.dnsprov.net.", "3600 ns2.dnsprov.net."]
    w.owner("owner.com", at_NS=["3600 ns1.dnsprov.net.", "3600 ns2.dnsprov.net."])


@world
def own_names_of_others(w):
    """Look-alikes of our names that others have held for ten years, and renew and change."""
    for domain in ("dnspr0v.net", "dnsprov.com", "owner.net", "0wner.com", "ovvner.com"):
        w.registrations[domain] = {"registered": "2014-03-03T02:00:00Z", "expires": "2024-12-01T00:00:00Z",
                                   "lastChanged": "2023-12-01T00:00:00Z", "statuses": ["ok"],
                                   "nameservers": ["ns1." + domain]}
    w.at(CHANGE, {"registration": "dnspr0v.net", "expires": "2025-12-01T00:00:00Z"},
         {"registration": "owner.net", "nameservers": ["ns9.parking.net"]})


@world
def young_expected_servers(w):
    """Our provider's domain is a week old: we expect it all the same."""
    w.registrations["dnsprov.net"] = {"registered": "2024-02-26T00:00:00Z", "expires": "2026-02-26T00:00:00Z",
                                      "lastChanged": "2024-02-26T00:00:00Z", "statuses": ["ok"],
                                      "nameservers": list(NS)}


def moved(w):
    """Another DNS provider, ready to serve owner.com as it is."""
    host, address = "ns1.otherdns.net", "203.0.113.9"
    apex = host.split(".", 1)[1]
    w.zone(apex, apex, {"@ SOA": "3600 %s. ops.%s. 1 7200 900 1209600 300" % (host, apex), "@ NS": "86400 %s." % host,
                        "ns1 A": "86400 %s" % address})
    w.zone("net", "net", {**w.net, "%s NS" % apex.split(".")[0]: "172800 %s." % host,
                          "%s A" % host.rsplit(".", 1)[0]: "172800 %s" % address})
    w.server(host, address, [apex])
    w.delegate("com-moved", host)
    return w.owner("owner-moved", at_NS="86400 %s." % host,
                   at_SOA="3600 %s. ops.%s. 7 7200 900 1209600 300" % (host, apex))


@world
def provider_move(w):
    """The zone moves to another provider within the window that the team has announced."""
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:00:00Z", moved(w))
    w.at("2024-03-04T00:55:00Z", {"publish": "owner-moved", "on": ["ns1.otherdns.net"]})
    w.at(CHANGE, {"publish": "com-moved"}, {"registration": "owner.com", "nameservers": ["ns1.otherdns.net"]})


@world
def provider_move_left_behind(w):
    """The same; the old provider stops serving the zone in the end."""
    provider_move(w)
    for name in NS:
        w.at("2024-03-04T02:30:00Z", {"server": name, "condition": "refusing"})


@world
def registrar_move(w):
    """The registration moves to another registrar as announced: unlocked, transferred, locked."""
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:30:00Z", dict(OWNER),
           registrar={"name": "Other Registrar", "ianaId": "1"})
    w.at(CHANGE, {"registration": "owner.com", "statuses": ["pendingTransfer"]})
    w.at("2024-03-04T01:30:00Z", {"registration": "owner.com", "statuses": ["ok"],
                                  "registrar": {"name": "Other Registrar", "ianaId": "1"},
                                  "expires": "2026-12-10T11:05:42Z"})
    w.at("2024-03-04T02:00:00Z", {"registration": "owner.com", "statuses": ["clientTransferProhibited"]})


@world
def planned_address(w):
    """The web moves to another machine as announced, one nameserver after the other."""
    records = w.owner("owner-web", at_A="300 203.0.113.40", www_A="300 203.0.113.40")
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:00:00Z", records)
    w.at(CHANGE, {"publish": "owner-web", "on": ["ns1.dnsprov.net"]})
    w.at("2024-03-04T01:20:00Z", {"publish": "owner-web", "on": ["ns2.dnsprov.net"]})


@world
def planned_alias(w):
    """The web moves to a content network as announced: an alias in the place of an address."""
    records = dict(OWNER)
    del records["www A"]
    records["www CNAME"] = "300 owner.cdn.dnsprov.net."
    w.zone("owner-alias", "owner.com", records)
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:00:00Z", records)
    w.at(CHANGE, {"publish": "owner-alias"})


@world
def planned_mail(w):
    """Mail moves to another provider as announced, sender policy and all, and back again."""
    records = w.owner("owner-mail", at_MX="300 5 mx.newmail.net.", at_TXT='3600 "v=spf1 include:_spf.newmail.net ~all"')
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:00:00Z", records)
    w.at(CHANGE, {"publish": "owner-mail"})
    w.at("2024-03-04T01:45:00Z", {"publish": "owner.com"})


@world
def plan_not_carried_out(w):
    """A planned change does not come about."""
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:00:00Z", w.records(at_A="300 203.0.113.40"))


@world
def two_plans(w):
    """The web moves in one window, and mail in the next."""
    web = w.owner("owner-web", at_A="300 203.0.113.40", www_A="300 203.0.113.40")
    w.owner("owner-both", at_A="300 203.0.113.40", www_A="300 203.0.113.40", at_MX="3600 5 mx.newmail.net.")
    mail = w.records(at_MX="3600 5 mx.newmail.net.")
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T01:20:00Z", web)
    w.plan("2024-03-04T01:30:00Z", "2024-03-04T02:30:00Z", mail)
    w.at(CHANGE, {"publish": "owner-web"})
    w.at("2024-03-04T01:40:00Z", {"publish": "owner-both"})


@world
def alias_class(w):
    """An alias to a host of a content network, which gives us another host of its own every now and then."""
    del w.expected["owner.com"]["www A"]
    w.watched[0]["classes"] = [{"owner": "www.owner.com", "type": "CNAME", "class": "CDN", "under": ["cdn.dnsprov.net"]}]
    records = dict(OWNER)
    del records["www A"]
    for number, version in enumerate(["owner.com", "owner-1", "owner-2"]):
        w.zone(version, "owner.com", {**records, "www CNAME": "60 e%d.cdn.dnsprov.net." % number})
    w.at(CHANGE, {"publish": "owner-1"})
    w.at("2024-03-04T02:00:00Z", {"publish": "owner-2"})


@world
def wildcard_resolver(w):
    """A resolver leads names that do not exist to a page of its own."""
    w.watched[0]["absent"] = [{"owner": "old.owner.com", "type": "A"}]
    w.resolver("Search page", "192.0.2.61", wildcard="203.0.113.80")


@world
def slow_clock(w):
    """The registration is renewed, and the registry's clock is 50 minutes slow."""
    w.at(CHANGE, {"registration": "owner.com", "expires": "2026-12-10T11:05:42Z", "lastChanged": "2024-03-04T00:10:30Z"})


@world
def slow_resolver(w):
    """One resolver takes three seconds for everything, and another one is silent for most."""
    w.resolver("Slow", "192.0.2.62", roundTrip="3000ms")


@world
def first_look(w):
    """Nothing is expected yet, and all is well."""
    w.no_baseline()


@world
def first_look_two_providers(w):
    """Nothing is expected yet; two providers serve the zone."""
    two_providers(w)
    w.no_baseline()


@world
def first_look_self_hosted(w):
    """Nothing is expected yet; the owner's own nameservers are his web servers."""
    own_servers(w)
    w.no_baseline()


@world
def first_look_forgotten(w):
    """Nothing is expected yet; the parent has a nameserver less than the zone."""
    w.delegate("com", NS[0])
    w.no_baseline()


@world
def first_look_moved(w):
    """Nothing is expected yet, and the zone has moved to another provider just now."""
    w.no_baseline()
    moved(w)
    w.at(CHANGE, {"publish": "com-moved"}, {"publish": "owner-moved", "on": ["ns1.otherdns.net"]},
         {"registration": "owner.com", "nameservers": ["ns1.otherdns.net"]})


@world
def first_look_geo(w):
    """Nothing is expected yet; each resolver is given another address of the web."""
    w.no_baseline()
    for number, resolver in enumerate(w.resolvers):
        resolver["lies"] = [{"name": name, "type": "A", "ttl": "1min", "data": ["198.51.100.%d" % (20 + number)],
                             "from": "2024-03-04T00:00:00Z", "until": "2024-03-04T03:00:00Z"}
                            for name in ("owner.com", "www.owner.com")]


def with_authority(w, *names):
    """The CAA records name authorities that exist, and one of them has issued so far."""
    caa = ['3600 0 issue "%s"' % name for name in names]
    w.expected["owner.com"]["@ CAA"] = caa
    w.owner("owner.com", at_CAA=caa)
    w.certificate("Let's Encrypt", "03a1", "2024-01-20T10:00:00Z", cn="R3")


@world
def certificate_renewed(w):
    """A certificate is renewed by its issuer."""
    with_authority(w, "letsencrypt.org")
    w.certificate("Let's Encrypt", "04b2", CHANGE, cn="R3")


@world
def certificate_of_another_intermediate(w):
    """The issuer signs with another of its own keys, and for more names."""
    with_authority(w, "letsencrypt.org")
    w.certificate("Let's Encrypt", "04b2", CHANGE, ["owner.com", "*.owner.com", "shop.owner.com"], cn="E5")


@world
def certificate_of_a_second_authority(w):
    """The content network gets one from an authority that the CAA records allow, for the first time."""
    with_authority(w, "letsencrypt.org", "pki.goog")
    w.certificate("Google Trust Services", "7fff01", CHANGE, ["www.owner.com"], cn="WR1")


@world
def certificate_of_a_neighbour(w):
    """Somebody whose name contains ours gets one from another authority."""
    with_authority(w, "letsencrypt.org")
    w.certificate("Sectigo Limited", "5501", CHANGE, ["notowner.com", "owner.com.example.net"])


@world
def certificates_without_caa(w):
    """No CAA records: those who issued before are those who are expected."""
    del w.expected["owner.com"]["@ CAA"]
    w.owner("owner.com", remove=["@ CAA"])
    w.certificate("Sectigo Limited", "5501", "2024-02-01T00:00:00Z", days=365)
    w.certificate("Sectigo Limited", "5502", CHANGE, days=365)


@world
def provider_renumbers(w):
    """The provider gives its nameserver another address; the old machine is gone an hour later."""
    base = {"@ SOA": "3600 ns1.dnsprov.net. ops.dnsprov.net. 2 7200 900 1209600 300",
            "@ NS": ["86400 ns1.dnsprov.net.", "86400 ns2.dnsprov.net."], "ns2 A": "86400 203.0.113.2"}
    w.zone("dnsprov-new", "dnsprov.net", {**base, "ns1 A": "86400 203.0.113.5"})
    w.zone("net-new", "net", {**w.net, "ns1.dnsprov A": "172800 203.0.113.5"})
    w.change_server("ns1.dnsprov.net", address=["203.0.113.1", "203.0.113.5"])
    w.at(CHANGE, {"publish": "dnsprov-new"}, {"publish": "net-new"})


@world
def registrar_renamed(w):
    """The registrar has another name, and the number that it always had."""
    w.at(CHANGE, {"registration": "owner.com", "lastChanged": "2023-11-14T02:37:20Z",
                  "registrar": {"name": "GOOD REGISTRAR HOLDINGS, LLC (formerly Good Registrar)", "ianaId": "49"}})


@world
def renewed_automatically(w):
    """The registration renews itself, and may be undone for some weeks (RFC 3915)."""
    w.at(CHANGE, {"registration": "owner.com", "expires": "2026-12-10T11:05:42Z",
                  "statuses": [*LOCKS, "autoRenewPeriod"]})
    w.at("2024-03-04T02:00:00Z", {"registration": "owner.com", "statuses": list(LOCKS),
                                  "lastChanged": CHANGE})


@world
def another_rdap_server(w):
    """The registry's RDAP moves to other software: dates with fractions, statuses in another order, and nobody's phone."""
    w.registrations["owner.com"]["statuses"] = ["clientTransferProhibited", "clientDeleteProhibited"]
    w.at(CHANGE, {"registration": "owner.com", "lastChanged": "2023-11-14T02:37:20.700Z",
                  "expires": "2025-12-10T00:00:00Z", "statuses": ["clientDeleteProhibited", "clientTransferProhibited"],
                  "registrar": {"name": "Good Registrar", "ianaId": "49", "abuseEmail": "abuse@registrar.example"}})


@world
def statuses_not_told(w):
    """The registry's server leaves the statuses out for an hour."""
    w.at(CHANGE, {"registration": "owner.com", "lastChanged": "2023-11-14T02:37:20Z", "statuses": []})
    w.at("2024-03-04T02:00:00Z", {"registration": "owner.com", "lastChanged": "2023-11-14T02:37:20Z",
                                  "statuses": list(LOCKS)})


@world
def registry_lock_opened(w):
    """A registry lock is opened for a move to another provider as announced, and closed behind it."""
    locks = [*LOCKS, "serverDeleteProhibited", "serverTransferProhibited", "serverUpdateProhibited"]
    w.registrations["owner.com"]["statuses"] = locks
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:30:00Z", moved(w))
    w.at("2024-03-04T00:55:00Z", {"publish": "owner-moved", "on": ["ns1.otherdns.net"]})
    w.at(CHANGE, {"registration": "owner.com", "statuses": list(LOCKS)})
    w.at("2024-03-04T01:20:00Z", {"publish": "com-moved"},
         {"registration": "owner.com", "nameservers": ["ns1.otherdns.net"]})
    w.at("2024-03-04T01:50:00Z", {"registration": "owner.com", "statuses": locks})


@world
def policies_rewritten(w):
    """The provider writes policies anew: spaces, case and order differ, and nothing else."""
    w.expected["owner.com"]["@ TXT"] = '3600 "v=spf1 include:_spf.mailprov.net include:other.example ip4:192.0.2.0/24 ~all"'
    w.expected["owner.com"]["_dmarc TXT"] = '3600 "v=DMARC1; p=reject; rua=mailto:d@owner.com"'
    old = w.records(at_TXT=w.expected["owner.com"]["@ TXT"])
    old["_dmarc TXT"] = w.expected["owner.com"]["_dmarc TXT"]
    w.zone("owner.com", "owner.com", old)
    w.zone("owner-new", "owner.com", {
        **old, "@ TXT": '3600 "v=spf1  ip4:192.0.2.0/24 include:OTHER.example" " include:_spf.mailprov.net ~all"',
        "_dmarc TXT": '3600 "v=DMARC1;rua=mailto:d@owner.com;p=reject;"', "@ CAA": '3600 0 ISSUE "ca.example"'})
    w.at(CHANGE, {"publish": "owner-new"})


@world
def part_with_servers_of_its_own(w):
    """A load balancer's servers are given the name of the web site, as the team has noted."""
    w.zone("www.owner.com", "www.owner.com", {"@ SOA": "60 ns1.dnsprov.net. ops.dnsprov.net. 1 2 3 4 60",
                                              "@ NS": "3600 ns1.dnsprov.net.", "@ A": "300 198.51.100.10"})
    w.expected["owner.com"]["www NS"] = "3600 ns1.dnsprov.net."
    w.zone("owner.com", "owner.com", {**w.records(remove=["www A"]), "www NS": "3600 ns1.dnsprov.net."})
    w.zone("owner-later", "owner.com", {**w.records(remove=["www A"], at_SOA="3600 ns1.dnsprov.net. "
                                                    "hostmaster.owner.com. 2024030402 7200 900 1209600 300"),
                                        "www NS": "3600 ns1.dnsprov.net."})
    w.change_server("ns1.dnsprov.net", zones=["dnsprov.net", "owner.com", "www.owner.com"])
    w.at(CHANGE, {"publish": "owner-later"})


@world
def mail_host_renamed(w):
    """The mail provider gives its regional hosts other names, under the one that is expected."""
    del w.expected["owner.com"]["@ MX"]
    w.watched[0]["classes"] = [{"owner": "owner.com", "type": "MX", "class": "mail", "under": ["mailprov.net"]}]
    w.owner("owner-mail", at_MX=["3600 10 mx-eu.mailprov.net.", "3600 20 mx-us.mailprov.net."])
    w.at(CHANGE, {"publish": "owner-mail"})


@world
def no_ttl(w):
    """A load balancer gives its addresses a TTL of zero."""
    w.owner("owner-zero", at_A="0 198.51.100.10", www_A="0 198.51.100.10")
    w.at(CHANGE, {"publish": "owner-zero"})


@world
def flattened_alias(w):
    """The provider follows an alias at the apex by itself: other addresses of the content network, in both families."""
    w.watched[0]["classes"] = [
        {"owner": "owner.com", "type": "A", "class": "CDN", "prefixes": ["198.51.100.0/24", "203.0.113.128/25"]},
        {"owner": "owner.com", "type": "AAAA", "class": "CDN", "prefixes": ["2001:db8:cd::/48"]}]
    del w.expected["owner.com"]["@ A"]
    for number, version in enumerate(["owner.com", "owner-1", "owner-2"]):
        w.owner(version, at_A="20 203.0.113.%d" % (130 + number), at_AAAA="20 2001:db8:cd::%d" % (number + 1))
    w.at(CHANGE, {"publish": "owner-1"})
    w.at("2024-03-04T02:00:00Z", {"publish": "owner-2", "on": ["ns2.dnsprov.net"]})


@world
def dns64_resolver(w):
    """A resolver in a network without IPv4 makes addresses up for names that have none of IPv6 (RFC 6147)."""
    w.resolver("IPv6 only", "192.0.2.64", lies=[
        {"name": name, "type": "AAAA", "ttl": "5min", "data": ["64:ff9b::c633:640a"], "from": "2024-03-04T00:00:00Z",
         "until": "2024-03-04T03:00:00Z"} for name in ("owner.com", "www.owner.com")])


@world
def secondary_far_behind(w):
    """A secondary comes back after a day with the zone of yesterday, and catches up."""
    w.owner("owner-old", at_SOA="3600 ns1.dnsprov.net. hostmaster.owner.com. 2024030301 7200 900 1209600 300")
    w.at(CHANGE, {"publish": "owner-old", "on": ["ns2.dnsprov.net"]})
    w.at("2024-03-04T02:00:00Z", {"publish": "owner.com", "on": ["ns2.dnsprov.net"]})


@world
def parent_lags(w):
    """A planned move reaches one server of the parent zone an hour later than the other."""
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:30:00Z", moved(w))
    w.at("2024-03-04T00:55:00Z", {"publish": "owner-moved", "on": ["ns1.otherdns.net"]})
    w.at(CHANGE, {"publish": "com-moved", "on": ["a.gtld-servers.net"]},
         {"registration": "owner.com", "nameservers": ["ns1.otherdns.net"]})
    w.at("2024-03-04T02:00:00Z", {"publish": "com-moved", "on": ["b.gtld-servers.net"]})


@world
def other_case_everywhere(w):
    """Every server writes names in capitals from one moment on."""
    w.owner("owner-capitals", at_NS=["86400 NS2.DNSPROV.NET.", "86400 NS1.DNSPROV.NET."],
            at_SOA="3600 NS1.DNSPROV.NET. HOSTMASTER.OWNER.COM. 2024030402 7200 900 1209600 300",
            at_MX="3600 10 MX.MAILPROV.NET.")
    w.delegate("com-capitals", "NS2.DNSPROV.NET", "NS1.DNSPROV.NET")
    w.at(CHANGE, {"publish": "owner-capitals"}, {"publish": "com-capitals"})


@world
def signed_child(w):
    """The owner signs the zone as announced: a DS record comes to the parent."""
    digest = "12345 13 2 " + "0A" * 32
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:30:00Z", {**OWNER, "@ DS": "86400 " + digest})
    w.zone("com-signed", "com", {**w.com, **{"owner NS": ["172800 %s." % host for host in NS]}, "owner DS": "86400 " + digest})
    w.at(CHANGE, {"publish": "com-signed"}, {"registration": "owner.com", "delegationSigned": True})


def counted(w, version, serial):
    w.owner(version, at_SOA=OWNER["@ SOA"].replace("2024030401", str(serial)))


@world
def serial_of_anycast(w):
    """One of two servers goes back to an older copy for a while: another node of it answers."""
    counted(w, "owner-new", 2024030402)
    w.at("2024-03-04T00:20:00Z", {"publish": "owner-new"})
    w.at(CHANGE, {"publish": "owner.com", "on": ["ns2.dnsprov.net"]})
    w.at("2024-03-04T02:00:00Z", {"publish": "owner-new", "on": ["ns2.dnsprov.net"]})


@world
def serial_begun_anew(w):
    """The provider counts serials by seconds from now on, which is less: announced, and nothing else is changed."""
    counted(w, "owner-seconds", 1709514030)
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T03:30:00Z", {**OWNER, "@ SOA": OWNER["@ SOA"].replace("2024030401", "1709514030")})
    w.at(CHANGE, {"publish": "owner-seconds"})


def delegate_signed(w, signed, version, keys):
    """A version of com whose DS records are of these keys of owner.com."""
    w.delegate(version, *NS)
    signed.secure(version, {"owner": keys})


@world
def signed_quiet(w):
    """A signed domain to which nothing happens."""
    Signed(w)


@world
def signed_anew(w):
    """The zone is signed again with the same key: other signatures, a higher serial, the same data."""
    signed = Signed(w)
    counted(w, "owner-anew", 2024030402)
    signed.secure("owner-anew", since="20240303120000", until="20240408000000")
    w.at(CHANGE, {"publish": "owner-anew"})


@world
def signed_anew_at_one_server(w):
    """One of two servers has the new signatures half an hour earlier than the other."""
    signed_anew(w)
    w.story.clear()
    w.at(CHANGE, {"publish": "owner-anew", "on": ["ns1.dnsprov.net"]})
    w.at("2024-03-04T01:30:00Z", {"publish": "owner-anew", "on": ["ns2.dnsprov.net"]})


@world
def key_rollover(w):
    """The key is rolled: the new one is shown and vouched for beside the old, signs, and the old one goes."""
    signed = Signed(w)
    old, new = signed.keys["owner.com"], signed.another()
    for version, serial in (("owner-both", 2024030402), ("owner-new", 2024030403)):
        counted(w, version, serial)
    signed.secure("owner-both", keys=[old, new])
    signed.secure("owner-new", keys=[new])
    delegate_signed(w, signed, "com-both", [old, new])
    delegate_signed(w, signed, "com-new", [new])
    w.at("2024-03-04T00:30:00Z", {"publish": "owner-both"})
    w.at(CHANGE, {"publish": "com-both"})
    w.at("2024-03-04T01:40:00Z", {"publish": "com-new"})
    w.at("2024-03-04T02:20:00Z", {"publish": "owner-new"})


@world
def algorithm_rollover(w):
    """The zone goes over from RSA to elliptic curves, by both for a while."""
    signed = Signed(w)
    old, new = signed.another(algorithm=8), signed.keys["owner.com"]
    delegate_signed(w, signed, "com", [old])
    w.owner("owner.com")
    signed.secure("owner.com", keys=[old])
    for version, serial in (("owner-both", 2024030402), ("owner-new", 2024030403)):
        counted(w, version, serial)
    signed.secure("owner-both", keys=[old, new])
    signed.secure("owner-new", keys=[new])
    delegate_signed(w, signed, "com-both", [old, new])
    delegate_signed(w, signed, "com-new", [new])
    w.at("2024-03-04T00:30:00Z", {"publish": "owner-both"})
    w.at(CHANGE, {"publish": "com-both"})
    w.at("2024-03-04T01:40:00Z", {"publish": "com-new"})
    w.at("2024-03-04T02:20:00Z", {"publish": "owner-new"})


@world
def clock_behind(w):
    """This machine's clock is two months behind: no signature of anybody's is valid yet."""
    Signed(w, since="20240501000000", until="20240601000000")


@world
def clock_ahead(w):
    """This machine's clock is two months ahead: every signature has expired."""
    Signed(w, since="20240101000000", until="20240115000000")


TOKYO = [("192.0.2.129", "NRT", 3), ("192.0.2.133", "NRT", 5), ("NRT", 8)]


@world
def shared_load(w):
    """Routers share the load between two ways through the same places."""
    other = [("192.0.2.129", "NRT", 3), ("192.0.2.137", "NRT", 5), ("NRT", 8)]
    w.paths(tokyo=TOKYO, tokyo_b=other)
    for to in w.path["to"]:
        del to["route"]
        to["routes"] = ["tokyo", "tokyo_b"]


@world
def one_more_way(w):
    """A provider adds a router beside the others, in the same place."""
    w.paths(tokyo=TOKYO, wider=[("192.0.2.129", "NRT", 3), ("192.0.2.141", "NRT", 5), ("NRT", 8)])
    w.at(CHANGE, {"path": "198.51.100.0/24", "route": "wider"})


@world
def limited_hop(w):
    """A router on the way begins to answer nobody."""
    w.paths(tokyo=TOKYO, silent=[("192.0.2.129", "NRT", 3), None, ("NRT", 8)])
    w.at(CHANGE, {"path": "198.51.100.0/24", "route": "silent"})


@world
def service_without_answer(w):
    """The service answers no probe any more; the way to it is as ever."""
    w.paths(tokyo=TOKYO, dead=TOKYO)
    del w.path["routes"]["dead"]["destination"], w.path["routes"]["dead"]["response"]
    w.at(CHANGE, {"path": "198.51.100.0/24", "route": "dead"})


@world
def rotating_cdn_by_the_same_way(w):
    """A content network shows other addresses of its own, in the same place."""
    w.paths(tokyo=TOKYO)
    rotating_cdn(w)


@world
def slow_line(w):
    """The line to the service is full."""
    w.paths(tokyo=TOKYO, slow=[("192.0.2.129", "NRT", 3), ("192.0.2.133", "NRT", 90), ("NRT", 120)])
    w.at(CHANGE, {"path": "198.51.100.0/24", "route": "slow"})


@world
def other_provider(w):
    """Our own provider leads everything over another country."""
    w.paths(tokyo=TOKYO, around=[("192.0.2.129", "NRT", 3), ("192.0.2.201", "SIN", 80), ("NRT", 160)])
    w.at(CHANGE, *({"path": to["prefix"], "route": "around"} for to in w.path["to"]))


@world
def other_provider_and_other_address(w):
    """Our own provider leads everything over another country, while a content network rotates."""
    other_provider(w)
    rotating_cdn(w)
    w.story.sort(key=lambda turn: turn["at"])


@world
def planned_move(w):
    """The service moves to another place, as the team has announced."""
    w.paths(tokyo=TOKYO, far=[("192.0.2.129", "NRT", 3), ("192.0.2.221", "AMS", 220), ("AMS", 230)])
    w.path["to"].insert(0, {"prefix": "203.0.113.99/32", "route": "far"})
    moved = w.owner("owner-moved", at_A="300 203.0.113.99", www_A="300 203.0.113.99",
                    at_SOA="3600 ns1.dnsprov.net. hostmaster.owner.com. 2024030402 7200 900 1209600 300")
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:30:00Z", moved)
    w.at(CHANGE, {"publish": "owner-moved"})
