# SPDX-License-Identifier: GPL-3.0-or-later
"""DNSSEC at every server of a zone: two real servers of one signed domain, of which one serves signatures that have
expired, or none, or data that was changed under them, of the whole zone or of one RRset. The other keeps the domain
secure; the one is named, and the RRsets with it."""

import sys
import unittest

import lab
import signing

ROOT = "192.0.2.1"
SERVERS = {"ns1.bank.test.": "198.51.100.1", "ns2.bank.test.": "198.51.100.2"}
BAD = "198.51.100.2"
TIMERS = "3600 600 86400 300"


def body(serial=1):
    return (f"$ORIGIN bank.test.\n$TTL 300\n@ SOA ns1 hostmaster {serial} {TIMERS}\n" +
            "".join(f"@ NS {host}\n{host} A {address}\n" for host, address in SERVERS.items()) + "@ A 198.51.100.80\nwww A 198.51.100.80\n@ MX 10 www\n")


class SignedServers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__, None, None, None)
        cls.world.__enter__()
        folder = cls.world.folder
        cls.key = signing.Key(folder, "bank.test.", 13)
        cls.good = signing.sign(folder, "bank.test.", body(), cls.key)
        root_key = signing.Key(folder, ".", 13)
        root = (f"$TTL 300\n. SOA a.root.test. hostmaster.test. 1 {TIMERS}\n. NS a.root.test.\na.root.test. A {ROOT}\n" +
                "".join(f"bank.test. NS {host}\n{host} A {address}\n" for host, address in SERVERS.items()) +
                cls.key.ds() + "\n")
        cls.world.nsd("root", [ROOT], {".": signing.sign(folder, ".", root, root_key)})
        cls.world.nsd("one", ["198.51.100.1"], {"bank.test.": cls.good})
        cls.other = cls.world.knot("two", [BAD], {"bank.test.": cls.good})
        cls.hints = cls.world.file("hints", f". 3600000 IN NS a.root.test.\na.root.test. 3600000 IN A {ROOT}\n")
        cls.anchor = cls.world.file("anchor", root_key.record + "\n")
        cls.expect = cls.world.file("bank.zone", body())
        cls.world.start()

    def signed(self, serial, **more):
        return signing.sign(self.world.folder, "bank.test.", body(serial), self.key, **more)

    def check(self):
        return lab.run("check", "bank.test", "--root-hints", self.hints, "--trust-anchor", self.anchor, "--expect",
                       self.expect, "--format", "json", *lab.permits())

    def judge(self, code, sets=None):
        """What is said of each server; the domain itself stays secure, for one of its servers is good."""
        outcome = self.check()
        domain = outcome.domain("bank.test")
        self.assertEqual(domain["dnssec"]["status"], "secure", domain["dnssec"])
        bad = [one for one in domain["dnssec"]["servers"] if one["status"] == "bogus"]
        good = {one["address"] for one in domain["dnssec"]["servers"] if one["status"] == "secure"}
        self.assertIn("198.51.100.1", good)
        self.assertEqual({one["address"] for one in bad}, {BAD})
        found = [one for one in outcome.findings() if one["signal"] == "D12"]
        self.assertEqual(len(found), 1, found)
        self.assertIn("ns2.bank.test 198.51.100.2", found[0]["subject"])
        self.assertIn(code, found[0]["message"])
        if sets is not None:
            self.assertEqual({(one["name"], one["type"]) for one in bad}, sets)
            self.assertEqual(len(found[0]["evidence"]), len(sets))
            for name, what in sets:
                self.assertIn(f"{name} {what}", found[0]["message"])
        print(found[0]["message"])

    def test_1_both_are_good(self):
        outcome = self.check()
        dnssec = outcome.domain("bank.test")["dnssec"]
        self.assertEqual(dnssec["status"], "secure", dnssec)
        self.assertEqual({(one["address"], one["type"], one["status"]) for one in dnssec["servers"]},
                         {(address, what, "secure") for address in SERVERS.values()
                          for what in ("SOA", "DNSKEY", "NS", "A", "AAAA", "MX", "TXT", "CAA")})
        self.assertIn("www.bank.test", {one["name"] for one in dnssec["servers"]})
        self.assertEqual(outcome.findings(), [])

    def test_2_one_is_stale(self):
        self.other.publish("bank.test.", self.signed(2, start=-20, end=-2))
        self.judge("expired")

    def test_3_one_is_not_signed(self):
        self.other.publish("bank.test.", body(3))
        self.judge("has none")

    def test_4_one_address_is_false(self):
        self.other.publish("bank.test.", signing.changed(self.signed(4), r"^(www\S*\s+\d+\s+IN\s+A\s+)\S+", r"\g<1>203.0.113.9"))
        self.judge("false", {("www.bank.test", "A")})

    def test_5_one_signature_is_gone(self):
        self.other.publish("bank.test.", signing.without(self.signed(5), r"^bank\S*\s+\d+\s+IN\s+RRSIG\s+MX\s"))
        self.judge("has no signature", {("bank.test", "MX")})

    def test_6_one_has_other_data(self):
        self.other.publish("bank.test.", signing.changed(self.signed(6), r"^(\S+\s+\d+\s+IN\s+SOA\s.*) 300$", r"\1 301"))
        self.judge("false", {("bank.test", "SOA")})

    def test_7_mended(self):
        self.other.publish("bank.test.", self.signed(7))
        self.assertEqual(self.check().findings("D12"), [])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
