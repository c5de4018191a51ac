# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose network an address belongs to, asked over DNS at servers that stand for Team Cymru's: a class "origin AS" is judged
by what they say; without leave, by nonsense and by silence it is unknown, and nothing is found."""

import os
import sys
import unittest

import bank
import lab

CYMRU = {"ns1.cymru.com.": "203.0.113.71", "ns2.cymru.com.": "203.0.113.72"}
ROOT_EXTRA = bank.ns_records("cymru.com.", CYMRU) + bank.glue(CYMRU)
QUESTION = "80.100.51.198.origin.asn.cymru.com."


def cymru_zone(serial, *texts):
    return (f"cymru.com. 300 IN SOA ns1.cymru.com. hostmaster.cymru.com. {serial} {bank.SOA_TIMERS}\n" +
            bank.ns_records("cymru.com.", CYMRU) + bank.glue(CYMRU) +
            "".join(f'{QUESTION} 300 IN TXT "{text}"\n' for text in texts))


class Origins(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.bank = bank.Bank(cls.world)
        root = bank.root_zone(ROOT_EXTRA)
        cls.bank.root.zones["."] = root
        cls.bank.root.write_zone(".", root)
        cls.serial = 1
        zone = {"cymru.com.": cymru_zone(1, "64500 | 198.51.100.0/24 | JP | apnic | 2004-02-09")}
        first, second = CYMRU.values()
        cls.cymru = [cls.world.nsd("cymru-nsd", [first], zone), cls.world.knot("cymru-knot", [second], zone)]
        expected = bank.bank_zone().replace("@ 60 IN A 198.51.100.80\n", "") + "; expect: @ A origin AS64500\n"
        cls.expect = cls.world.file("origin.zone", expected)
        cls.world.start()

    def says(self, *texts):
        type(self).serial += 1
        for server in self.cymru:
            server.publish("cymru.com.", cymru_zone(self.serial, *texts))

    def check(self, *more):
        return lab.run("check", "bank.example", "--root-hints", self.bank.hints, "--format", "json", "--expect", self.expect,
                       *lab.permits(), *more)

    def states(self, outcome):
        return {record["state"] for record in outcome.records("bank.example", name="bank.example", type="A")}

    def test_1_without_leave_nobody_is_asked(self):
        outcome = self.check()
        self.assertEqual(self.states(outcome), {"unknown"})
        self.assertEqual(outcome.findings(), [])
        self.assertNotIn("origins", outcome.domain("bank.example"))

    def test_2_asked(self):
        record = os.path.join(self.world.folder, "origins.record")
        outcome = self.check("--ask-origins", "--record", record)
        self.assertEqual(self.states(outcome), {"match"})
        with open(record, encoding="utf-8") as lines:  # who said so is evidence like any other answer
            self.assertIn(QUESTION.rstrip("."), lines.read())
        self.assertEqual(outcome.findings(), [])
        (origin,) = [one for one in outcome.domain("bank.example")["origins"] if one["address"] == "198.51.100.80"]
        self.assertEqual((origin["as"], origin["country"], origin["source"]), (64500, "JP", "Team Cymru, DNS"))
        print("told over DNS:", origin)
        text = lab.run("check", "bank.example", "--root-hints", self.bank.hints, "--expect", self.expect, "--ask-origins",
                       *lab.permits())
        self.assertIn("198.51.100.80 (AS64500 JP)", text.out)

    def test_3_another_network(self):
        self.says("64999 | 198.51.100.0/24 | SE | ripencc | 2020-01-01")
        outcome = self.check("--ask-origins")
        self.assertEqual(self.states(outcome), {"mismatch"})
        self.assertIn("D9", {one["signal"] for one in outcome.findings()})

    def test_4_nonsense_decides_nothing(self):
        for number, texts in enumerate([["nobody"], ["64500 | 192.0.2.0/24 | JP | apnic |"],
                                        ["64500 64999 | 198.51.100.0/24 | JP | apnic |"], ["x" * 250] * 20, []]):
            self.says(*[f"{text} {number}" if len(text) > 200 else text for text in texts])
            outcome = self.check("--ask-origins")
            self.assertEqual(self.states(outcome), {"unknown"}, texts)
            self.assertEqual(outcome.findings(), [])

    def test_5_silence(self):
        for server in self.cymru:
            server.stop()
        outcome = self.check("--ask-origins")
        self.assertEqual(self.states(outcome), {"unknown"})
        self.assertEqual(outcome.findings(), [])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
