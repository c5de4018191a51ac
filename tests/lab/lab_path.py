# SPDX-License-Identifier: GPL-3.0-or-later
"""hinoban-cli trace over real routers: hops, order and round trips are the topology's and those of traceroute and mtr.

    cli -0- r1 -1- r2 ~2~ r3 -3- r4 -4- srv        ~ is slow: 10 ms one way
             \\-5- s1 -6-/  (srv has a second address whose load r2 shares)
"""

import json
import os
import re
import socket
import subprocess
import sys
import unittest

import lab
from routers import World

SLOW = 0.010
TARGETS = {4: "10.99.0.1", 6: "fd99::1"}
FILTERED = {4: "10.99.0.2", 6: "fd99::2"}
ORDINARY = {4: ["10.9.0.2", "10.9.1.2", "10.9.2.2", "10.9.3.2", "10.99.0.1"],
            6: ["fd09:0::2", "fd09:1::2", "fd09:2::2", "fd09:3::2", "fd99::1"]}
PERMIT = ["--permit", "10.0.0.0/8", "--permit", "fd00::/8"]
ROUND_TRIPS = [0, 0, 2 * SLOW, 2 * SLOW, 2 * SLOW]
HINTS = ". 3600000 NS a.\na. 3600000 A 192.0.2.1\n"


def same(addresses):
    return [socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, one)) if ":" in one else one
            for one in addresses]


class Path(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lab.need("traceroute", "mtr", "nsenter", "setpriv")
        cls.world = World()
        cls.addClassCleanup(cls.world.__exit__)
        world = cls.world
        world.add("cli", "r1", "r2", "r3", "r4", "srv")
        world.wire("cli", "r1")
        world.wire("r1", "r2")
        world.wire("r2", "r3", SLOW)
        world.wire("r3", "r4")
        world.wire("r4", "srv")
        for router, wire in (("cli", 0), ("r1", 1), ("r2", 2), ("r3", 3), ("r4", 4)):
            world.route(router, "default", "default", (wire, 2))
        for router, wire in (("r2", 1), ("r3", 2), ("r4", 3)):
            world.route(router, "10.9.0.0/24", "fd09:0::/64", (wire, 1))
        world.route("srv", "default", "default", (4, 1))
        for number in (1, 2, 3):
            world.do("srv", world.ip, "addr", "add", f"10.99.0.{number}/32", "dev", "lo")
            world.do("srv", world.ip, "addr", "add", f"fd99::{number}/128", "dev", "lo")
        cls.hints = f"/tmp/hinoban-lab-path-{os.getpid()}.hints"
        with open(cls.hints, "w", encoding="ascii") as out:
            out.write(HINTS)
        cls.addClassCleanup(os.remove, cls.hints)

    def at_client(self, *command, unprivileged=True):
        # A user without any capability, whatever number he has in this namespace.
        drop = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"] if unprivileged else []
        return subprocess.run(self.world.inside("cli", *drop, *command), capture_output=True, text=True, timeout=60,
                              check=False, env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": "/tmp"})

    def trace(self, *words, status=0):
        done = self.at_client(lab.cli(), "trace", *words, "--root-hints", self.hints, "--format", "json", *PERMIT)
        self.assertEqual(done.returncode, status, done.stderr + done.stdout[-3000:])
        return json.loads(done.stdout)["targets"]

    @staticmethod
    def hops(trace):
        return [hop.get("address", "*") for hop in trace["hops"]]

    def fastest(self, traces):
        """The fastest round trip of each hop over some rounds: the machine has other work than this test."""
        best = {}
        for trace in traces:
            for probe in trace["probes"]:
                if "rttMicroseconds" in probe:
                    ttl = probe["ttl"]
                    best[ttl] = min(best.get(ttl, 10**9), probe["rttMicroseconds"] / 1e6)
        return [best[ttl] for ttl in sorted(best)]

    def of_traceroute(self, family, *mode):
        done = self.at_client("traceroute", f"-{family}", "-n", "-q", "1", "-w", "1", "-m", "8", *mode, TARGETS[family],
                              unprivileged=False)
        return same(re.findall(r"^ *\d+  (\S+)", done.stdout, re.M))

    def of_mtr(self, family, *mode):
        done = self.at_client("mtr", f"-{family}", "-n", "-c", "1", "-G", "1", "-j", *mode, TARGETS[family], unprivileged=False)
        return json.loads(done.stdout)["report"]

    def check_mode(self, mode, *words):
        for family in (4, 6):
            with self.subTest(mode=mode, family=family):
                traces = self.trace(TARGETS[family], "--rounds", "3", *words)[0]["traces"]
                for trace in traces:
                    self.assertEqual(trace["mode"], mode)
                    self.assertTrue(trace["reached"])
                    self.assertEqual(same(self.hops(trace)), same(ORDINARY[family]))
                    stamped = [probe["kernelStamp"] for probe in trace["probes"] if probe["kind"] == "hop"]
                    self.assertTrue(all(stamped), trace)
                for found, built in zip(self.fastest(traces), ROUND_TRIPS, strict=True):
                    self.assertGreaterEqual(found, built)
                    self.assertLess(found, built + 0.002, self.fastest(traces))
                self.assertEqual(same(self.hops(traces[0])), self.of_traceroute(family, {"icmp": "-I", "tcp": "-T", "udp": "-U"}[mode]))

    def test_1_tcp_where_icmp_is_kept(self):
        self.check_mode("tcp")

    def test_2_udp(self):
        self.check_mode("udp", "--mode", "udp")

    # A namespace keeps ICMP's sockets to itself at first; what was given is not taken back.
    def test_6_icmp(self):
        self.world.set("cli", ipv4__ping_group_range="0 0")
        self.check_mode("icmp")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
