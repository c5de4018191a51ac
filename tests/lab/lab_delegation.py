# SPDX-License-Identifier: GPL-3.0-or-later
"""An honest world gives no finding; another delegation at the parent gives D1 within one sweep; a server that is down
gives "unknown" for it and no false alarm."""

import os
import re
import subprocess
import sys
import threading
import time
import unittest

import bank
import lab

FALSE_HOSTS = {"ns1.bamk.example", "ns2.bamk.example"}


def states(outcome, **wanted):
    return {record["state"] for record in outcome.records("bank.example", **wanted)}


class Delegation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.bank = bank.Bank(cls.world)
        cls.world.start()

    def assert_honest(self, outcome):
        self.assertEqual(outcome.report["findings"], [])
        self.assertEqual(outcome.domain("bank.example")["state"], "match", outcome.out)
        self.assertEqual(states(outcome), {"match"})
        self.assertEqual(outcome.status, 0)

    def test_1_honest_world(self):
        outcome = self.bank.check()
        self.assert_honest(outcome)
        for vantage, servers in (("parent", bank.TLD), ("authoritative", bank.HONEST)):
            asked = {record["address"] for record in outcome.records("bank.example", vantage=vantage)}
            self.assertEqual(asked, set(servers.values()))
        asked = {record["address"] for record in outcome.records("bank.example", vantage="resolver")}
        self.assertEqual(asked, set(bank.RESOLVERS))
        print(f"honest: {len(outcome.records('bank.example'))} observations at 8 servers match, exit 0")

    def test_2_authoritative_server_down(self):
        down = self.bank.honest[1]
        down.stop()
        try:
            outcome = self.bank.check()
        finally:
            down.start()
        self.assertEqual(outcome.report["findings"], [])
        self.assertEqual(states(outcome, address=down.addresses[0]), {"unknown"})
        others = {record["state"] for record in outcome.records("bank.example")
                  if record["address"] != down.addresses[0]}
        self.assertEqual(others, {"match"})
        self.assertEqual(outcome.domain("bank.example")["state"], "unknown")
        self.assertEqual(outcome.status, 2)
        print(f"one of four servers down: unknown for it alone, no finding, exit 2, {outcome.seconds:.1f} s")

    def test_3_parent_server_down(self):
        down = self.bank.tld[0]
        down.stop()
        try:
            outcome = self.bank.check(resolvers=())
        finally:
            down.start()
        self.assertEqual(outcome.report["findings"], [])
        self.assertEqual(states(outcome, address=down.addresses[0]), {"unknown"})
        self.assertEqual(states(outcome, address=self.bank.tld[1].addresses[0]), {"match"})
        self.assertEqual(outcome.status, 2)
        print(f"one of two parent servers down: unknown for it, no finding, exit 2, {outcome.seconds:.1f} s")

    def test_4_all_parent_servers_down(self):
        for server in self.bank.tld:
            server.stop()
        try:
            outcome = self.bank.check(resolvers=())
        finally:
            for server in self.bank.tld:
                server.start()
        self.assertEqual(outcome.report["findings"], [])
        self.assertEqual(outcome.domain("bank.example")["state"], "unknown")
        self.assertEqual(outcome.status, 2)
        print(f"the whole parent down: unknown, no finding, exit 2, {outcome.seconds:.1f} s")

    def test_5_one_parent_server_lies(self):
        # A change that one of two parent servers does not show yet is a change.
        self.bank.tld[1].publish("example.", bank.tld_zone(50, bank.HOSTILE))
        try:
            outcome = self.bank.check(resolvers=())
        finally:
            self.bank.tld[1].publish("example.", bank.tld_zone(51, bank.HONEST))
            self.bank.serial = 51
        self.assertEqual({one["subject"] for one in outcome.findings("D1")}, FALSE_HOSTS)
        self.assertEqual(outcome.status, 1)
        print("one of two parent servers shows the false delegation: D1, exit 1")

    def test_6_hijack_and_repair(self):
        self.bank.delegate(bank.HOSTILE)
        try:
            for resolver in self.bank.resolvers:
                resolver.flush()
            outcome = self.bank.check()
        finally:
            self.bank.delegate(bank.HONEST)
            for resolver in self.bank.resolvers:
                resolver.flush()
        parent = [one for one in outcome.findings("D1") if one["vantage"] == "parent"]
        self.assertEqual({one["subject"] for one in parent}, FALSE_HOSTS)
        self.assertEqual({one["severity"] for one in parent}, {"CRIT"})
        for one in parent:
            self.assertEqual({proof["address"] for proof in one["evidence"]}, set(bank.TLD.values()))
        self.assertLessEqual({"D1", "D2", "D8"}, {one["signal"] for one in outcome.findings()})
        self.assertEqual(outcome.domain("bank.example")["state"], "mismatch")
        self.assertEqual(outcome.status, 1)
        print(f"false delegation: {len(outcome.findings())} findings "
              f"({' '.join(sorted({one['signal'] for one in outcome.findings()}))}), exit 1")
        self.assert_honest(self.bank.check())
        print("after the repair: no finding, exit 0")

    def test_7_watch_sees_it_within_one_sweep(self):
        workspace = os.path.join(self.world.folder, "workspace.hinoban")
        imported = lab.run("import", "--workspace", workspace, "--person", "DNS owner", "--reason", "as configured",
                           self.bank.expect)
        self.assertEqual(imported.status, 0, imported.err)

        seconds = 2
        arguments = ["watch", "--workspace", workspace, "--every", str(seconds), "--root-hints", self.bank.hints]
        watching = subprocess.Popen([lab.cli(), *arguments, *lab.permits()], stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, text=True, env={**os.environ, "TZ": "UTC"})
        entries, commits = [], []
        readers = [threading.Thread(target=lambda: entries.extend(
                       (time.monotonic(), line) for line in watching.stderr)),
                   threading.Thread(target=lambda: commits.extend(watching.stdout))]
        # extend() takes a generator's items one by one, so that each line is there with the time it came.
        for reader in readers:
            reader.start()
        try:
            lab.wait_for(lambda: commits or watching.poll() is not None, "a first commit of watch")
            time.sleep(2.6 * seconds)  # between two sweeps
            self.assertIsNone(watching.poll(), entries)
            self.assertFalse([line for _, line in entries if "bamk" in line])
            changed = time.monotonic()
            self.bank.delegate(bank.HOSTILE)
            lab.wait_for(lambda: all(any(host in line for _, line in entries) for host in FALSE_HOSTS),
                         "both false servers in an entry", 15)
            seen = min(at for at, line in entries if "bamk" in line) - changed
            acknowledged = len(commits)  # an entry is told before it is committed: only the next line promises it
            lab.wait_for(lambda: len(commits) > acknowledged, "a commit after the entry", 15)
        finally:
            watching.terminate()
            watching.wait(10)
            for reader in readers:
                reader.join(10)
            for stream in (watching.stdout, watching.stderr):
                stream.close()
            self.bank.delegate(bank.HONEST)
        # One cadence with its jitter, the look itself, and a slow machine.
        self.assertLess(seen, seconds * 1.1 + 5)
        log = lab.run("log", "--workspace", workspace, "--format", "json")
        self.assertTrue(re.search(r'"D1[^\n]*ns1\.bamk\.example', log.out), log.out)
        verified = lab.run("verify", workspace)
        self.assertEqual(verified.status, 0, verified.err)
        print(f"watch --every {seconds}: the false servers in the log {seen:.1f} s after the change; "
              f"{len(commits)} commits, the log verifies")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
