# SPDX-License-Identifier: GPL-3.0-or-later
"""Broken servers and bad files: unknown with the reason where the truth is not known, no false alarm, a clear sentence,
and always an end."""

import sys
import unittest

import bank
import lab

GOOD = ("ns1.bank.example.", "198.51.100.1")
SILENT = "203.0.113.50"
LAME = "203.0.113.51"
REFUSING = "203.0.113.52"
FAILING = "203.0.113.53"
NOBODY = "203.0.113.99"
BROKEN = {"silent": SILENT, "lame": LAME, "refusing": REFUSING, "failing": FAILING, "nobody": NOBODY}


def zone(apex, hosts, extra=""):
    return (f"{apex}. 300 IN SOA ns1.bank.example. hostmaster.bank.example. 1 {bank.SOA_TIMERS}\n" +
            bank.ns_records(f"{apex}.", hosts) + f"{apex}. 60 IN A 198.51.100.80\n" + extra)


ZONES = {f"{kind}.example": zone(f"{kind}.example", [GOOD[0], f"ns.{kind}.example."],
                                 f"ns.{kind}.example. 300 IN A {address}\n") for kind, address in BROKEN.items()}
LOOP = ("loop 60 IN CNAME pool.aliases.example.\npool 60 IN CNAME loop.aliases.example.\n"
        "self 60 IN CNAME self.aliases.example.\n")
ALIASES = "$ORIGIN aliases.example.\n" + zone("aliases.example", [GOOD[0]])

TLD_EXTRA = "".join(bank.ns_records(f"{kind}.example.", [GOOD[0], f"ns.{kind}.example."]) +
                    f"ns.{kind}.example. 300 IN A {address}\n" for kind, address in BROKEN.items()) + """
aliases.example. 300 IN NS ns1.bank.example.
left.example. 300 IN NS ns.right.example.
right.example. 300 IN NS ns.left.example.
inside.example. 300 IN NS ns.inside.example.
allbroken.example. 300 IN NS ns.lame.example.
allbroken.example. 300 IN NS ns.refusing.example.
"""


class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.bank = bank.Bank(cls.world, "", TLD_EXTRA, "  jostle-timeout: 200\n")
        good = cls.bank.honest[0]
        for name, text in {**ZONES, "aliases.example": ALIASES + LOOP}.items():
            good.zones[f"{name}."] = text
            good.write_zone(f"{name}.", text)
        cls.world.silent(SILENT)
        # A server that is named for zones that it does not have, and refers back up: lame.
        cls.world.nsd("lame", [LAME], {"example.": bank.tld_zone(1, bank.HONEST, TLD_EXTRA)})
        cls.world.nsd("refusing", [REFUSING], {"elsewhere.example.": zone("elsewhere.example", [GOOD[0]])})
        cls.world.nsd("failing", [FAILING], {"elsewhere.example.": zone("elsewhere.example", [GOOD[0]]),
                                             "failing.example.": None})
        cls.world.start()

    def expect(self, name, text=None):
        return self.world.file(f"{name}.zone", text or ZONES[name])

    def one_broken(self, kind, outcome_word, reason, rcode=None):
        domain = f"{kind}.example"
        outcome = self.bank.check(domains=[domain], expect=[self.expect(domain)], resolvers=())
        broken = outcome.records(domain, vantage="authoritative", address=BROKEN[kind])
        good = outcome.records(domain, vantage="authoritative", address=GOOD[1])
        self.assertGreater(len(broken), 6)
        self.assertEqual(len(broken), len(good))
        self.assertEqual({one["state"] for one in good}, {"match"})
        self.assertEqual({one["state"] for one in broken}, {"unknown"})
        self.assertEqual({one["outcome"] for one in broken}, {outcome_word})
        self.assertEqual({one.get("rcode") for one in broken}, {rcode})
        for one in broken:
            self.assertRegex(one["reason"], reason)
        self.assertEqual(outcome.report["findings"], [])
        self.assertEqual(outcome.domain(domain)["state"], "unknown")
        self.assertEqual(outcome.status, 2)
        self.assertLess(outcome.seconds, 20)
        print(f"{kind}: \"{broken[0]['reason']}\" for {len(broken)} questions, {len(good)} match at the other server, "
              f"no finding, exit 2, {outcome.seconds:.1f} s")

    def test_silent(self):
        self.one_broken("silent", "timed-out", "timed out")

    def test_nobody_there(self):
        self.one_broken("nobody", "unreachable", "unreachable")

    def test_lame(self):
        self.one_broken("lame", "answered", "lame", "NOERROR")

    def test_refusing(self):
        self.one_broken("refusing", "answered", "REFUSED", "REFUSED")

    def test_failing(self):
        self.one_broken("failing", "answered", "SERVFAIL", "SERVFAIL")

    def test_all_servers_broken(self):
        text = zone("allbroken.example", ["ns.lame.example.", "ns.refusing.example."])
        outcome = self.bank.check(domains=["allbroken.example"], expect=[self.expect("allbroken.example", text)])
        self.assertEqual(outcome.report["findings"], [])
        self.assertEqual({one["state"] for one in outcome.records("allbroken.example", vantage="parent")}, {"match"})
        asked = outcome.records("allbroken.example", vantage="authoritative")
        self.assertEqual({one["address"] for one in asked}, {LAME, REFUSING})
        self.assertEqual({one["state"] for one in asked}, {"unknown"})
        self.assertEqual(outcome.status, 2)
        print(f"all servers lame or refusing: unknown, no finding, exit 2, {outcome.seconds:.1f} s")

    def test_delegation_loops(self):
        for domain in ("left.example", "inside.example"):
            host = "ns.right.example." if domain == "left.example" else "ns.inside.example."
            outcome = self.bank.check(domains=[domain], expect=[self.expect(domain, zone(domain, [host]))], resolvers=())
            self.assertEqual(outcome.report["findings"], [])
            self.assertEqual(outcome.records(domain, vantage="authoritative"), [])
            self.assertNotEqual(outcome.domain(domain)["state"], "mismatch")
            self.assertLess(outcome.seconds, 30)
            print(f"delegation loop at {domain}: ends in {outcome.seconds:.1f} s, {outcome.domain(domain)['state']}, "
                  f"exit {outcome.status}")
            self.assertEqual(outcome.status, 2)

    def test_alias_loops(self):
        expect = self.expect("aliases.example", ALIASES + LOOP)
        outcome = self.bank.check(domains=["aliases.example"], expect=[expect], resolvers=())
        self.assertEqual(outcome.report["findings"], [])
        self.assertEqual({one["state"] for one in outcome.records("aliases.example")}, {"match"})
        self.assertEqual(outcome.status, 0)
        # The same names expected to have an address.
        text = ALIASES + "".join(f"{name} 60 IN A 198.51.100.80\n" for name in ("loop", "pool", "self"))
        outcome = self.bank.check(domains=["aliases.example"], expect=[self.expect("aliases2.example", text)])
        states = {one["state"] for name in ("loop", "pool", "self")
                  for one in outcome.records("aliases.example", name=f"{name}.aliases.example", type="A")}
        self.assertTrue(states and "match" not in states, states)
        self.assertLess(outcome.seconds, 20)
        print(f"alias loops: as expected they match; instead of an address {', '.join(sorted(states))}, "
              f"exit {outcome.status}, {outcome.seconds:.1f} s")

    def test_root_out_of_reach(self):
        hints = self.world.file("dead.hints", f". 3600000 IN NS a.root.example.\na.root.example. 3600000 IN A {NOBODY}\n")
        outcome = lab.check(hints, ["bank.example"], [self.bank.expect])
        self.assertEqual(outcome.report["findings"], [])
        self.assertEqual(outcome.domain("bank.example")["state"], "unknown")
        self.assertRegex(outcome.domain("bank.example")["problem"], "no server of .* answers")
        self.assertEqual(outcome.status, 2)
        print(f"root out of reach: \"{outcome.domain('bank.example')['problem']}\", exit 2, {outcome.seconds:.1f} s")

    def test_bad_files(self):
        bad = {
            "no address": ("@ 60 IN A 198.51.100.300\n", 11, "A"),
            "out of zone": ("www.other.example. 60 IN A 198.51.100.1\n", 11, "www.other.example"),
            "no such type": ("www 60 IN NOSUCHTYPE x\n", 11, "NOSUCHTYPE"),
            "open bracket": ("@ 60 IN TXT ( \"a\"\n\n", 11, ""),
            "included": ("$INCLUDE /etc/passwd\n", 11, "INCLUDE"),
        }
        head = (f"$ORIGIN bank.example.\n@ 300 IN SOA ns1.bank.example. hostmaster.bank.example. 1 {bank.SOA_TIMERS}\n" +
                bank.ns_records("@", bank.HONEST) + "\n; a comment\n\n@ 60 IN A 198.51.100.80\n")
        self.assertEqual(head.count("\n") + 1, 11)
        for kind, (line, number, word) in bad.items():
            path = self.world.file("bad.zone", head + line)
            outcome = self.bank.check(expect=[path])
            self.assertEqual(outcome.status, 64, kind)
            self.assertEqual(outcome.out, "", kind)
            self.assertIn(f"{path}:{number}: ", outcome.err, kind)
            self.assertIn(word, outcome.err.split(f"{path}:{number}: ")[1], kind)
            self.assertEqual(outcome.err.count("\n"), 1, outcome.err)
        for more in ({"expect": ["/nowhere/such.zone"]}, {"resolvers": ["not-an-address"]}, {"prefixes": ["10.0.0.0/99"]},
                     {"domains": ["a..b"]}, {"domains": []}):
            outcome = self.bank.check(**more)
            self.assertEqual((outcome.status, outcome.out), (64, ""), more)
            self.assertTrue(outcome.err.startswith("hinoban-cli: "), outcome.err)
        print(f"{len(bad)} bad zone files refused with file, line and reason; 5 bad arguments refused, exit 64")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
