# SPDX-License-Identifier: GPL-3.0-or-later
"""The small internet of most lab tests: a root, one top-level domain on two servers, a bank on four servers of three
makes, a look-alike's two hostile addresses, and two resolvers, each with a cache of its own."""

import lab

ROOT = "192.0.2.1"
TLD = {"ns1.nic.example.": "192.0.2.11", "ns2.nic.example.": "192.0.2.12"}
HONEST = {f"ns{n}.bank.example.": f"198.51.100.{n}" for n in (1, 2, 3, 4)}
HOSTILE = {f"ns{n}.bamk.example.": f"203.0.113.{n}" for n in (1, 2)}
RESOLVERS = ("192.0.2.53", "192.0.2.54")
HINTS = f". 3600000 IN NS a.root.example.\na.root.example. 3600000 IN A {ROOT}\n"

SOA_TIMERS = "7200 900 1209600 300"


def ns_records(owner, hosts, ttl=300):
    return "".join(f"{owner} {ttl} IN NS {host}\n" for host in hosts)


def glue(hosts, ttl=300):
    return "".join(f"{host} {ttl} IN A {address}\n" for host, address in hosts.items())


def root_zone(extra=""):
    return (f". 86400 IN SOA a.root.example. hostmaster.nic.example. 1 {SOA_TIMERS}\n. 86400 IN NS a.root.example.\n" +
            ns_records("example.", TLD, 86400) + glue(TLD, 86400) + f"a.root.example. 86400 IN A {ROOT}\n" + extra)


def tld_zone(serial, bank_servers, extra=""):
    return (f"example. 300 IN SOA ns1.nic.example. hostmaster.nic.example. {serial} {SOA_TIMERS}\n" +
            ns_records("example.", TLD) + glue(TLD) + f"a.root.example. 300 IN A {ROOT}\n" +
            ns_records("bank.example.", bank_servers) + glue(HONEST) +
            ns_records("bamk.example.", HOSTILE) + glue(HOSTILE) + extra)


def bank_zone(extra="", servers=None, serial=1):
    servers = HONEST if servers is None else servers
    return (f"$ORIGIN bank.example.\n@ 300 IN SOA ns1.bank.example. hostmaster.bank.example. {serial} {SOA_TIMERS}\n" +
            ns_records("@", servers) + glue(servers) +
            "@ 60 IN A 198.51.100.80\n@ 60 IN AAAA 2001:db8::80\n@ 60 IN MX 10 mx.bank.example.\n"
            "mx 60 IN A 198.51.100.25\nwww 60 IN CNAME bank.example.\n"
            '@ 60 IN TXT "v=spf1 mx -all"\n@ 60 IN CAA 0 issue "ca.example.net"\n' + extra)


FALSE_BANK = (f"$ORIGIN bank.example.\n@ 33000 IN SOA ns1.bamk.example. root.bamk.example. 9 {SOA_TIMERS}\n" +
              ns_records("@", HOSTILE, 360000) +
              "@ 60 IN A 203.0.113.80\n@ 60 IN MX 5 mail.bank.example.\nmail 60 IN A 203.0.113.25\n"
              '@ 60 IN TXT "v=spf1 mx -all"\n')
BAMK = (f"$ORIGIN bamk.example.\n@ 300 IN SOA ns1.bamk.example. root.bamk.example. 1 {SOA_TIMERS}\n" +
        ns_records("@", HOSTILE) + glue(HOSTILE))


class Bank:
    """Builds the world in a lab; the tests change it under the program's feet."""

    def __init__(self, world, bank_extra="", tld_extra="", resolver_extra=""):
        self.lab, self.tld_extra, self.serial = world, tld_extra, 1
        self.zone = bank_zone(bank_extra)
        self.root = world.nsd("root", [ROOT], {".": root_zone()})
        tld = {"example.": tld_zone(1, HONEST, tld_extra)}
        first, second = TLD.values()
        self.tld = [world.nsd("tld-nsd", [first], tld), world.knot("tld-knot", [second], tld)]
        makes = (world.nsd, world.knot, world.bind, world.nsd)
        self.honest = [make(f"bank-{number}", [address], {"bank.example.": self.zone})
                       for number, (make, address) in enumerate(zip(makes, HONEST.values()), 1)]
        self.hostile = world.nsd("hostile", list(HOSTILE.values()), {"bank.example.": FALSE_BANK, "bamk.example.": BAMK})
        self.resolvers = [world.unbound(f"resolver-{n}", address, HINTS, resolver_extra)
                          for n, address in enumerate(RESOLVERS, 1)]
        self.hints = world.file("hints", HINTS)
        self.expect = world.file("bank.example.zone", self.zone)

    def delegate(self, servers):
        """The parent names other servers for the bank, at every one of its own servers."""
        self.serial += 1
        for server in self.tld:
            server.publish("example.", tld_zone(self.serial, servers, self.tld_extra))

    def check(self, **more):
        arguments = {"domains": ["bank.example"], "expect": [self.expect], "resolvers": RESOLVERS, **more}
        return lab.check(self.hints, **arguments)
