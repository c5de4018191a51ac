# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence from elsewhere: a capture of real servers' answers, and the record of a colleague's `check`, in a
workspace."""

import json
import os
import re
import socket
import struct
import subprocess
import sys
import threading
import time
import unittest

import bank
import lab


class Evidence(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.bank = bank.Bank(cls.world)
        cls.world.start()
        cls.case = os.path.join(cls.world.folder, "case.hinoban")
        done = cls.run_cli("import", "--workspace", cls.case, "--person", "Sato", "--reason", "as it should be", cls.bank.expect)
        if done.returncode:
            raise lab.LabError(done.stderr)

    @staticmethod
    def run_cli(*words):
        return subprocess.run([lab.cli(), *words], capture_output=True, text=True, timeout=60)

    def log(self):
        done = self.run_cli("log", "--workspace", self.case, "--format", "json")
        return [json.loads(line)["entry"] for line in done.stdout.splitlines()]

    def capture(self, name, questions):
        """What the kernel shows of port 53 on loopback while dig asks these questions, as a pcap file; the number of
        its packets."""
        packets, done = [], threading.Event()
        with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)) as sniffer:
            sniffer.bind(("lo", 0))
            sniffer.settimeout(0.2)

            def sniff():
                while True:
                    try:
                        packet, (_, _, kind, *_) = sniffer.recvfrom(65535)
                    except TimeoutError:
                        if done.is_set():
                            return
                        continue
                    if kind != 4:  # each packet is seen leaving and coming
                        packets.append((time.time_ns(), packet))
            thread = threading.Thread(target=sniff)
            thread.start()
            try:
                for words in questions:
                    subprocess.run([lab.need("dig"), "+time=2", "+tries=1", *words], capture_output=True, check=True)
            finally:
                done.set()
                thread.join()
        path = os.path.join(self.world.folder, name)
        with open(path, "wb") as out:
            out.write(struct.pack("<IHHiIII", 0xa1b23c4d, 2, 4, 0, 0, 65535, 1))
            for at, packet in packets:
                out.write(struct.pack("<IIII", at // 10**9, at % 10**9, len(packet), len(packet)) + packet)
        return path, len(packets)

    def test_1_a_capture(self):
        good, false = "198.51.100.1", "203.0.113.1"
        questions = [[f"@{server}", "bank.example", rrtype, "+norec", *more] for server in (good, false)
                     for rrtype, more in (("NS", []), ("A", []), ("MX", ["+tcp"]), ("SOA", []))]
        path, captured = self.capture("office.pcap", questions)
        before = len(self.log())
        done = self.run_cli("import-evidence", "--workspace", self.case, "--person", "Sato", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("capture office.pcap: 8 exchanges about watched names", done.stdout)
        self.assertNotIn("Not understood", done.stdout)
        packets = int(re.search(r"Packets: (\d+)", done.stdout).group(1))
        self.assertEqual(packets, captured)
        self.assertGreater(packets, 16)
        entries = self.log()[before:]
        summary = entries[0]
        self.assertEqual(summary["rule"], "evidence.brought")
        self.assertEqual((summary["args"]["exchanges"], summary["args"]["match"], summary["args"]["mismatch"]), (8, 4, 4))
        wrong = [entry for entry in entries if entry["rule"] == "evidence.false"]
        self.assertEqual({entry["args"]["rrset"] for entry in wrong},
                         {"bank.example NS", "bank.example A", "bank.example MX", "bank.example SOA"})
        for entry in wrong:
            self.assertEqual((entry["args"]["server"], entry["args"]["vantage"]), (false, "capture office.pcap"))
            self.assertEqual(entry["domain"], "bank.example")
            self.assertTrue(entry["evidence"])
            self.assertLess(entry["happened"], entry["learned"])
        ns = next(entry for entry in wrong if entry["args"]["rrset"].endswith("NS"))
        self.assertIn("ns1.bamk.example.", ns["after"])
        # Nothing of it became a finding or a state of here.
        self.assertNotIn("finding", {entry["kind"] for entry in entries})
        verified = self.run_cli("verify", "--workspace", self.case)
        self.assertEqual(verified.returncode, 0, verified.stderr)

    def test_2_a_colleagues_check(self):
        self.bank.delegate(bank.HOSTILE)
        record = os.path.join(self.world.folder, "tokyo.jsonl")
        words = ["check", "bank.example", "--expect", self.bank.expect, "--root-hints", self.bank.hints, "--record", record,
                 "--resolver", bank.RESOLVERS[0]]
        for prefix in lab.PREFIXES:
            words += ["--permit", prefix]
        done = self.run_cli(*words)
        self.assertEqual(done.returncode, 1, done.stderr)
        replayed = self.run_cli("replay", "--format", "json", record)
        self.assertIn("D1", {finding["signal"] for finding in json.loads(replayed.stdout)["findings"]})
        again = self.run_cli(*words)  # a record never replaces another
        self.assertNotEqual(again.returncode, 0)
        self.assertIn("tokyo.jsonl", again.stderr)
        before = len(self.log())
        done = self.run_cli("import-evidence", "--workspace", self.case, "--person", "Sato", record)
        self.assertEqual(done.returncode, 0, done.stderr)
        entries = self.log()[before:]
        self.assertEqual(entries[0]["args"]["vantage"], "record tokyo.jsonl")
        self.assertGreater(entries[0]["args"]["mismatch"], 0)
        self.assertRegex(entries[0]["args"]["median"], r"^\d+\.\d$")
        self.assertIn("bank.example NS", {entry["args"].get("rrset") for entry in entries})

    def test_3_what_is_no_evidence(self):
        before = len(self.log())
        bad = self.world.file("note.pcap", "this is a note")
        for words, told in (((bad,), "neither a capture"), ((self.world.folder + "/none.pcap",), "none.pcap"),
                            ((), "which files")):
            done = self.run_cli("import-evidence", "--workspace", self.case, "--person", "Sato", *words)
            self.assertEqual(done.returncode, 64, done.stderr)
            self.assertIn(told, done.stderr)
        self.assertEqual(self.run_cli("import-evidence", "--workspace", self.case, bad).returncode, 64)
        self.assertEqual(len(self.log()), before)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
