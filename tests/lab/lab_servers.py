# SPDX-License-Identifier: GPL-3.0-or-later
"""The delegation in full: servers that disagree with each other or with themselves, and servers that do not serve, each
told apart; who they say they are; and expected servers that are no longer delegated to."""

import sys
import unittest

import bank
import lab

TWICE = ("203.0.113.61", "203.0.113.62")  # two addresses of one host
SILENT, LAME, REFUSING, NOBODY = "203.0.113.50", "203.0.113.51", "203.0.113.52", "203.0.113.99"
MIXED = {"ns1.bank.example.": "198.51.100.1", "silent.mixed.example.": SILENT, "lame.mixed.example.": LAME,
         "refusing.mixed.example.": REFUSING, "nobody.mixed.example.": NOBODY}
OWN = {host: address for host, address in MIXED.items() if host.endswith("mixed.example.")}
TLD_EXTRA = (bank.ns_records("twice.example.", ["ns.twice.example."]) +
             "".join(f"ns.twice.example. 300 IN A {address}\n" for address in TWICE) +
             bank.ns_records("mixed.example.", MIXED) + bank.glue(OWN))


def twice(serial):
    return (f"twice.example. 300 IN SOA ns.twice.example. hostmaster.bank.example. {serial} {bank.SOA_TIMERS}\n"
            "twice.example. 300 IN NS ns.twice.example.\n" +
            "".join(f"ns.twice.example. 300 IN A {address}\n" for address in TWICE) + "twice.example. 60 IN A 198.51.100.80\n")


MIXED_ZONE = (f"mixed.example. 300 IN SOA ns1.bank.example. hostmaster.bank.example. 1 {bank.SOA_TIMERS}\n" +
              bank.ns_records("mixed.example.", MIXED) + bank.glue(OWN) + "mixed.example. 60 IN A 198.51.100.80\n")


class Servers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.bank = bank.Bank(cls.world, "", TLD_EXTRA)
        for server, name in zip(cls.bank.honest, ("one", "two", "three", "four")):
            server.nsid = f"node-{name}"
        first = cls.bank.honest[0]
        first.zones["mixed.example."] = MIXED_ZONE
        first.write_zone("mixed.example.", MIXED_ZONE)
        cls.twice = [cls.world.nsd(f"twice-{number}", [address], {"twice.example.": twice(1)})
                     for number, address in enumerate(TWICE, 1)]
        cls.world.silent(SILENT)
        cls.world.nsd("lame", [LAME], {"example.": bank.tld_zone(1, bank.HONEST, TLD_EXTRA)})
        cls.world.nsd("refusing", [REFUSING], {"twice.example.": twice(1)})
        cls.world.start()

    def delegation(self, outcome, domain):
        return outcome.domain(domain)["delegation"]

    def differences(self, outcome, domain):
        return {one["what"]: [side["says"] for side in one["sides"]] for one in self.delegation(outcome, domain)["differences"]}

    def test_1_who_they_are(self):
        outcome = self.bank.check()
        delegation = self.delegation(outcome, "bank.example")
        self.assertEqual(delegation["differences"], [])
        servers = {one["name"]: one for one in delegation["servers"]}
        self.assertEqual({one["state"] for one in servers.values()}, {"answers"})
        self.assertEqual({name: one.get("nsid") for name, one in servers.items()},
                         {f"ns{number}.bank.example": f"node-{name}" for number, name in
                          enumerate(("one", "two", "three", "four"), 1)})
        self.assertRegex(servers["ns3.bank.example"]["version"], r"^9\.")  # BIND says so
        self.assertNotIn("version", servers["ns1.bank.example"])  # NSD is told not to
        print("NSID of NSD, Knot and BIND:", sorted(one["nsid"] for one in servers.values()))

    def test_2_lame_refused_silent(self):
        expect = self.world.file("mixed.zone", MIXED_ZONE)
        outcome = self.bank.check(domains=["mixed.example"], expect=[expect], resolvers=())
        states = {one["address"]: one["state"] for one in self.delegation(outcome, "mixed.example")["servers"]}
        self.assertEqual(states, {"198.51.100.1": "answers", SILENT: "silent", LAME: "lame", REFUSING: "refuses",
                                  NOBODY: "unreachable"})
        self.assertEqual(outcome.findings(), [])
        text = lab.run("check", "mixed.example", "--root-hints", self.bank.hints, "--expect", expect, *lab.permits())
        for word in ("lame: it does not know the domain", "refuses to answer", "silent", "unreachable"):
            self.assertIn(word, text.out)
        print("told apart:", states)

    def test_3_one_host_two_addresses(self):
        expect = self.world.file("twice.zone", twice(1))
        arguments = {"domains": ["twice.example"], "expect": [expect], "resolvers": ()}
        self.assertEqual(self.delegation(self.bank.check(**arguments), "twice.example")["differences"], [])
        self.twice[1].publish("twice.example.", twice(2))
        found = self.differences(self.bank.check(**arguments), "twice.example")
        self.assertEqual(set(found), {"child-soa", "one-host"})
        self.assertEqual(len(found["one-host"]), 2)
        print("two addresses of one host:", found["one-host"])

    def test_4_parents_half_updated_and_expected_servers(self):
        one = self.bank.tld[0]
        one.publish("example.", bank.tld_zone(7, bank.HOSTILE, TLD_EXTRA))
        try:
            outcome = self.bank.check()
        finally:
            one.publish("example.", bank.tld_zone(8, bank.HONEST, TLD_EXTRA))
        found = self.differences(outcome, "bank.example")
        self.assertEqual(len(found["parent-ns"]), 2, found)
        self.assertTrue(any("ns1.bamk.example." in says for says in found["parent-ns"]), found)

        self.bank.serial = 10
        self.bank.delegate(bank.HOSTILE)
        try:
            outcome = self.bank.check()
        finally:
            self.bank.delegate(bank.HONEST)
        servers = self.delegation(outcome, "bank.example")["servers"]
        self.assertEqual({one["name"] for one in servers if not one["delegated"]},
                         {host.rstrip(".") for host in bank.HONEST})
        self.assertEqual({one["state"] for one in servers}, {"answers"})
        self.assertNotIn("parent-ns", self.differences(outcome, "bank.example"))
        # They are no vantage of the domain's any more: nothing is judged by them.
        asked = {one["address"] for one in outcome.records("bank.example", vantage="authoritative")}
        self.assertEqual(asked, set(bank.HOSTILE.values()))
        print("expected servers that are not delegated to are asked, and still serve the truth")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
