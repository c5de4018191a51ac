# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program sends where, seen from below it, by strace: a drill speaks to loopback only, a check to what was
permitted only, and an address that is not permitted gets no packet."""

import collections
import ipaddress
import os
import re
import subprocess
import sys
import unittest

import bank
import lab

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")]
SENDING = "connect,sendto,sendmsg,sendmmsg"
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
# How strace starts a line: the process, and whether it comes back to a call that another line began.
CALL = re.compile(r"^\s*(?:\d+\s+)?(<\.\.\. )?(connect|sendto|sendmsg|sendmmsg)\b")
FAMILY = re.compile(r"sa_family=(AF_\w+)")


def destinations(trace):
    """Counts every internet address that a traced call named, and refuses a line that it cannot account for."""
    seen = collections.Counter()
    for line in trace.splitlines():
        if not CALL.match(line):
            continue
        for family in FAMILY.findall(line):
            if family not in ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_UNSPEC"):
                raise lab.LabError(f"a family that is not known here: {line[:300]}")
        found = ADDRESS.findall(line)
        named = len(re.findall(r"sa_family=AF_INET6?\b", line))
        if len(found) != named:
            raise lab.LabError(f"an address that cannot be read: {line[:300]}")
        for four, six in found:
            address = ipaddress.ip_address(four or six)
            seen[getattr(address, "ipv4_mapped", None) or address] += 1
    return seen


class WireGuard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.strace = lab.need("strace")

    def traced(self, run, *arguments, **more):
        """Runs it under strace; returns its outcome and the destinations."""
        file = os.path.join(self.world.folder, self.id() + ".strace")
        outcome = run(*arguments, **more, prefix=[self.strace, "-f", "-q", "-v", "-s", "0", "--seccomp-bpf", "-e",
                                                  f"trace={SENDING}", "-e", "signal=none", "-o", file])
        with open(file, encoding="utf-8", errors="replace") as trace:
            return outcome, destinations(trace.read())

    def assert_only(self, seen, networks):
        outside = {str(address): count for address, count in seen.items()
                   if not any(address in network for network in networks)}
        self.assertEqual(outside, {}, "sent outside")

    def test_1_the_guard_sees(self):
        # The test itself: a program that sends elsewhere is found out.
        file = os.path.join(self.world.folder, "proof.strace")
        sending = "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n" \
                  "try: s.sendto(b'x', ('10.0.0.1', 53))\nexcept OSError: pass\n" \
                  "s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)\n" \
                  "try: s.connect(('2001:db8::1', 53))\nexcept OSError: pass\n"
        subprocess.run([self.strace, "-f", "-q", "-v", "-s", "0", "--seccomp-bpf", "-e", f"trace={SENDING}", "-o", file,
                        sys.executable, "-c", sending], check=True)
        with open(file, encoding="utf-8") as trace:
            seen = destinations(trace.read())
        self.assertEqual(set(map(str, seen)), {"10.0.0.1", "2001:db8::1"})
        with self.assertRaises(AssertionError):
            self.assert_only(seen, LOOPBACK)
        print("a program that sends to 10.0.0.1 and 2001:db8::1 is found out")

    def test_2_drill(self):
        # Over the moment of the hijack, so that the false servers are asked too.
        outcome, seen = self.traced(lab.run, "drill", "coincheck-2020", "--from", "2020-05-30T14:50:00Z", "--until",
                                    "2020-05-30T15:25:00Z", "--format", "json", timeout=160)
        self.assertEqual(outcome.status, 0, outcome.err)
        self.assertIn("D1", {one["signal"] for one in outcome.findings()})
        self.assertGreater(sum(seen.values()), 500)
        self.assert_only(seen, LOOPBACK)
        print(f"drill: {sum(seen.values())} calls with an address, to {', '.join(map(str, seen))} only")

    def test_3_check(self):
        world = bank.Bank(self.world)
        self.world.start()
        world.delegate(bank.HOSTILE)
        outcome, seen = self.traced(world.check)
        self.assertEqual(outcome.status, 1, outcome.err)
        known = {*bank.TLD.values(), *bank.HOSTILE.values(), *bank.RESOLVERS, bank.ROOT}
        self.assertLessEqual(known, set(map(str, seen)))
        self.assert_only(seen, [*map(ipaddress.ip_network, lab.PREFIXES)])
        # With the hostile network no longer permitted, what the parent says is followed nowhere.
        outcome, seen = self.traced(world.check, prefixes=["192.0.2.0/24", "198.51.100.0/24"])
        self.assertEqual(outcome.status, 1, outcome.err)
        self.assert_only(seen, [ipaddress.ip_network("192.0.2.0/24"), ipaddress.ip_network("198.51.100.0/24")])
        refused = {one["state"] for one in outcome.records("bank.example") if one["address"].startswith("203.0.113.")}
        self.assertLessEqual(refused, {"unknown"})
        print("check: only permitted addresses, also where the delegation leads to others")

    def test_4_nothing_without_permission(self):
        hints = self.world.file("private.hints", ". 3600000 IN NS a.root.example.\n"
                                "a.root.example. 3600000 IN A 10.0.0.1\na.root.example. 3600000 IN A 192.168.7.7\n"
                                "a.root.example. 3600000 IN AAAA fd00::1\n")
        outcome, seen = self.traced(lab.check, hints, ["bank.example"], prefixes=(), resolvers=["172.16.0.53", "127.0.0.1"])
        self.assertEqual(seen, {})
        self.assertEqual(outcome.status, 2, outcome.err)
        self.assertEqual(outcome.domain("bank.example")["state"], "unknown")
        said = outcome.domain("bank.example").get("problem", "") + " ".join(
            one.get("reason", "") for one in outcome.records("bank.example"))
        self.assertRegex(said, "(?i)not permitted|permit")
        print(f"private root without --permit: nothing sent, unknown ({outcome.domain('bank.example').get('problem')})")


# LeakSanitizer traces the program too, and two tracers cannot; every other test looks for leaks.
os.environ["ASAN_OPTIONS"] = "detect_leaks=0"

if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
