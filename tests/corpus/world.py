# SPDX-License-Identifier: GPL-3.0-or-later
"""A small internet to vary: a root, com and net on two servers, a DNS provider with two, three resolvers, a registry,
and owner.com, whose team watches it. A world of the corpus changes a few lines of it and tells a story."""

import datetime
import json

BEGINS, CHANGE, ENDS = "2024-03-04T00:00:00Z", "2024-03-04T01:00:30Z", "2024-03-04T03:00:00Z"
NS = ["ns1.dnsprov.net", "ns2.dnsprov.net"]
OWNER = {
    "@ SOA": "3600 ns1.dnsprov.net. hostmaster.owner.com. 2024030401 7200 900 1209600 300",
    "@ NS": ["86400 ns1.dnsprov.net.", "86400 ns2.dnsprov.net."],
    "@ A": "300 198.51.100.10",
    "@ MX": "3600 10 mx.mailprov.net.",
    "@ TXT": '3600 "v=spf1 include:_spf.mailprov.net ~all"',
    "@ CAA": '3600 0 issue "ca.example"',
    "www A": "300 198.51.100.10",
    "_dmarc TXT": '3600 "v=DMARC1; p=reject"',
}
LOCKS = ["clientTransferProhibited"]


def zone_text(apex, records):
    """Records as above; a list is an RRset of several."""
    lines = ["$ORIGIN %s" % (apex + "." if apex != "." else ".")]
    for key, values in records.items():
        owner, kind = key.rsplit(" ", 1)
        for value in [values] if isinstance(values, str) else values:
            ttl, data = value.split(" ", 1)
            lines.append("%s %s IN %s %s" % (owner, ttl, kind, data))
    return "\n".join(lines) + "\n"


def delegation(apex, *hosts, ttl=172800):
    return {"%s NS" % apex: ["%d %s." % (ttl, host) for host in hosts]}


class World:
    def __init__(self, name, title):
        self.name, self.title = name, title
        self.zones, self.servers, self.resolvers, self.story = {}, [], [], []
        self.absent, self.routes, self.certificates, self.whois = [], None, None, []
        self.path = None  # ways to addresses; most worlds are not asked for them
        self.anchor = None  # the root's DS, where zones are signed
        self.watched = [{"name": "owner.com", "expected": ["expected.zone"], "approvedBy": "DNS owner",
                         "reason": "As configured"}]
        self.expected = {"owner.com": dict(OWNER)}
        self.registrations = {"owner.com": {
            "registrar": {"name": "Good Registrar", "ianaId": "49", "abuseEmail": "abuse@registrar.example"},
            "registered": "2001-12-10T11:05:42Z", "expires": "2025-12-10T11:05:42Z",
            "lastChanged": "2023-11-14T02:37:20Z", "statuses": list(LOCKS), "nameservers": list(NS),
            "delegationSigned": False}}
        self.zone("root", ".", {"@ SOA": "86400 a.root-servers.net. nstld.example. 1 1800 900 604800 86400",
                                "@ NS": "518400 a.root-servers.net.",
                                **delegation("com", "a.gtld-servers.net", "b.gtld-servers.net"),
                                **delegation("net", "a.gtld-servers.net", "b.gtld-servers.net"),
                                "a.root-servers.net A": "518400 198.41.0.4",
                                "a.gtld-servers.net A": "172800 192.5.6.30",
                                "b.gtld-servers.net A": "172800 192.33.14.30"})
        self.zone("root-servers.net", "root-servers.net", {
            "@ SOA": "86400 a.root-servers.net. nstld.example. 1 1800 900 604800 86400",
            "@ NS": "518400 a.root-servers.net.", "a A": "518400 198.41.0.4"})
        self.com = {"@ SOA": "900 a.gtld-servers.net. nstld.example. 1 1800 900 604800 900",
                    "@ NS": ["172800 a.gtld-servers.net.", "172800 b.gtld-servers.net."]}
        self.net = {**self.com, **delegation("root-servers", "a.root-servers.net"),
                    **delegation("gtld-servers", "a.gtld-servers.net"),
                    **delegation("dnsprov", "ns1.dnsprov.net", "ns2.dnsprov.net"),
                    **delegation("evil", "ns1.evil.net"),
                    "a.root-servers A": "172800 198.41.0.4",
                    "a.gtld-servers A": "172800 192.5.6.30", "b.gtld-servers A": "172800 192.33.14.30",
                    "ns1.dnsprov A": "172800 203.0.113.1", "ns2.dnsprov A": "172800 203.0.113.2",
                    "ns1.evil A": "172800 203.0.113.66"}
        self.zone("com", "com", {**self.com, **delegation("owner", *NS)})
        self.zone("net", "net", self.net)
        self.zone("gtld-servers.net", "gtld-servers.net", {
            "@ SOA": "900 a.gtld-servers.net. nstld.example. 1 1800 900 604800 900",
            "@ NS": "172800 a.gtld-servers.net.", "a A": "172800 192.5.6.30", "b A": "172800 192.33.14.30"})
        self.zone("dnsprov.net", "dnsprov.net", {
            "@ SOA": "3600 ns1.dnsprov.net. ops.dnsprov.net. 1 7200 900 1209600 300",
            "@ NS": ["86400 ns1.dnsprov.net.", "86400 ns2.dnsprov.net."],
            "ns1 A": "86400 203.0.113.1", "ns2 A": "86400 203.0.113.2"})
        self.zone("evil.net", "evil.net", {
            "@ SOA": "3600 ns1.evil.net. ops.evil.net. 1 7200 900 1209600 300", "@ NS": "86400 ns1.evil.net.",
            "ns1 A": "86400 203.0.113.66"})
        self.zone("owner.com", "owner.com", OWNER)
        self.server("a.root-servers.net", "198.41.0.4", ["root", "root-servers.net"])
        self.server("a.gtld-servers.net", "192.5.6.30", ["com", "net", "gtld-servers.net"])
        self.server("b.gtld-servers.net", "192.33.14.30", ["com", "net"])
        self.server("ns1.dnsprov.net", "203.0.113.1", ["dnsprov.net", "owner.com"])
        self.server("ns2.dnsprov.net", "203.0.113.2", ["dnsprov.net", "owner.com"])
        self.server("ns1.evil.net", "203.0.113.66", ["evil.net"])
        for number, (label, cap) in enumerate([("Public resolver", "6h"), ("Provider (Unbound)", "1d"),
                                               ("Office (BIND)", None)]):
            self.resolver(label, "192.0.2.%d" % (53 + number), cap)

    def zone(self, version, apex, records):
        self.zones[version] = (apex, records if isinstance(records, str) else zone_text(apex, records))

    @staticmethod
    def records(remove=(), **changes):
        """Those of owner.com with other RRsets: at_MX="…" is "@ MX", www_A is "www A"."""
        records = {key: value for key, value in OWNER.items() if key not in remove}
        for key, value in changes.items():
            owner, kind = key.rsplit("_", 1)
            records[("@" if owner == "at" else owner.replace("_", ".")) + " " + kind] = value
        return records

    def owner(self, version, remove=(), **changes):
        """A version of owner.com with these records."""
        records = self.records(remove, **changes)
        self.zone(version, "owner.com", records)
        return records

    def delegate(self, version, *hosts, ttl=172800, **more):
        """A version of com that leads owner.com elsewhere; more: glue, as in owner()."""
        glue = {key.replace("_A", " A").replace("_", ".").replace(" AA.AA", " AAAA"): value for key, value in more.items()}
        self.zone(version, "com", {**self.com, **delegation("owner", *hosts, ttl=ttl), **glue})

    def server(self, name, address, zones, round_trip="12ms", **more):
        self.servers.append({"name": name, "address": address, "roundTrip": round_trip, "zones": zones, **more})

    def change_server(self, name, **changes):
        next(server for server in self.servers if server["name"] == name).update(changes)

    def resolver(self, label, address, cap=None, **more):
        self.resolvers.append({"label": label, "address": address, "roundTrip": "6ms",
                               **({"ttlCap": cap} if cap else {}),
                               "users": [{"name": "owner.com", "types": ["A", "MX"], "since": "2024-03-03T10:00:00Z",
                                          "every": "30min"}], **more})

    def certificate(self, organisation, serial, entered, names=("owner.com", "www.owner.com"), cn="CA 1", days=90):
        """One in the public logs; ninety days, from when it was entered."""
        self.certificates = self.certificates or []
        since = datetime.datetime.fromisoformat(entered.replace("Z", "+00:00"))
        until = (since + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.certificates.append({"issuer": 'C=US, O="%s", CN=%s' % (organisation, cn), "serial": serial,
                                  "names": list(names), "from": entered, "until": until})

    def plan(self, start, end, records, **more):
        """The team has announced that owner.com shall be so; more: registrar."""
        self.watched[0].setdefault("plans", []).append({"from": start, "until": end, "by": "DNS owner",
                                                        "reason": "As agreed", "expected": records, **more})

    def paths(self, **routes):
        """Ways by name, "tokyo=[("192.0.2.129", "NRT", 31), None, …]": address, place, ms; None is silent; the last is
        the destination's place and ms. The owner's network and two control targets are reached by the first."""
        def hop(told):
            return "*" if told is None else {"address": told[0], "place": told[1], "roundTrip": "%dms" % told[2]}
        made = {name: {"hops": [hop(one) for one in ways[:-1]],
                       "destination": {"place": ways[-1][0], "roundTrip": "%dms" % ways[-1][1]},
                       "response": "%dms" % (ways[-1][1] + 3), "jitter": "2ms"} for name, ways in routes.items()}
        self.path = {"routes": made, "to": [{"prefix": prefix, "route": next(iter(routes))} for prefix in
                                            ("198.51.100.0/24", "198.41.0.4/32", "192.5.6.30/32", "203.0.113.0/24")],
                     "controls": [{"name": "a.root-servers.net", "address": "198.41.0.4"},
                                  {"name": "a.gtld-servers.net", "address": "192.5.6.30"}]}

    def no_baseline(self):
        """The team opens Hinoban for the first time."""
        self.watched[0]["baseline"] = False

    def at(self, time, *changes, what="a change"):
        self.story.append({"at": time, "what": what, "changes": list(changes)})

    def watch_jp(self, locks):
        """owner.jp is watched too; its registry answers on port 43, in the layout of .jp."""
        soa = "900 a.gtld-servers.net. nstld.example. 1 1800 900 604800 900"
        hosts = ["172800 a.gtld-servers.net.", "172800 b.gtld-servers.net."]
        apex, text = self.zones["root"]
        self.zone("root", apex, text + "".join("jp.  %s\n" % host.replace(" ", " IN NS ") for host in hosts))
        self.zone("jp", "jp", {"@ SOA": soa, "@ NS": hosts, **delegation("owner", *NS)})
        self.zone("owner.jp", "owner.jp", dict(OWNER))
        for server in self.servers:
            if server["name"].endswith("gtld-servers.net"):
                server["zones"] = [*server["zones"], "jp"]
            if server["name"].endswith("dnsprov.net"):
                server["zones"] = [*server["zones"], "owner.jp"]
        self.watched.append({"name": "owner.jp", "expected": ["expected.zone"], "approvedBy": "DNS owner",
                             "reason": "As configured"})
        self.expected["owner.jp"] = dict(OWNER)
        self.whois = ["jp"]
        self.registrations["owner.jp"] = {
            "registered": "2014-03-02T15:00:00Z", "expires": "2024-12-31T14:59:59Z",
            "lastChanged": "2023-11-14T02:37:20Z", "statuses": ["ok", *locks], "nameservers": list(NS)}

    def write(self, folder):
        """The scenario. JSON is YAML."""
        zones = {}
        for number, (version, (apex, text)) in enumerate(self.zones.items()):
            file = "z%d.zone" % number
            (folder / file).write_text(text)
            zones[version] = {"apex": apex, "files": [file]}
        for domain in self.watched:
            file = "expected-%s.zone" % domain["name"]
            (folder / file).write_text(zone_text(domain["name"], self.expected[domain["name"]]))
            domain["expected"] = [file]
            for number, plan in enumerate(domain.get("plans", [])):
                file = "plan%d-%s.zone" % (number, domain["name"])
                (folder / file).write_text(zone_text(domain["name"], plan["expected"]))
                plan["expected"] = [file]
        scenario = {"meta": {"id": self.name, "title": {"en": self.title}, "begins": BEGINS, "opens": BEGINS,
                             "ends": ENDS},
                    "zones": zones, "servers": self.servers, "resolvers": self.resolvers,
                    "registry": {"tlds": ["com", "net"], "whois": self.whois, "domains": self.registrations},
                    "watched": self.watched, "story": self.story}
        if self.certificates is not None:
            scenario["certificates"] = self.certificates
        if self.absent:
            scenario["absent"] = self.absent
        if self.path:
            scenario["path"] = self.path
        if self.anchor:
            (folder / "anchor").write_text(self.anchor)
        (folder / "scenario.yaml").write_text(json.dumps(scenario, indent=1, ensure_ascii=False))
