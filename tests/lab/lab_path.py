# SPDX-License-Identifier: GPL-3.0-or-later
"""hinoban-cli trace over real routers: hops, order and round trips are the topology's and those of traceroute and mtr.

    cli -0- r1 -1- r2 ~2~ r3 -3- r4 -4- srv        ~ is slow: 10 ms one way
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
ORDINARY = {4: ["10.9.0.2", "10.9.1.2", "10.9.2.2", "10.9.3.2", "10.99.0.1"],
            6: ["fd09:0::2", "fd09:1::2", "fd09:2::2", "fd09:3::2", "fd99::1"]}
PERMIT = ["--permit", "10.0.0.0/8", "--permit", "fd00::/8"]
ROUND_TRIPS = [0, 0, 2 * SLOW, 2 * SLOW, 2 * SLOW]
HINTS = ". 3600000 NS a.\na. 3600000 A 192.0.2.1\n"


def same(addresses):
    return [socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, one)) if ":" in one else one
            for one in addresses]


class OverRouters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lab.need("traceroute", "mtr", "nsenter", "setpriv")
        cls.world = World()
        cls.addClassCleanup(cls.world.__exit__)
        cls.hints = f"/tmp/hinoban-lab-path-{os.getpid()}.hints"
        with open(cls.hints, "w", encoding="ascii") as out:
            out.write(HINTS)
        cls.addClassCleanup(os.remove, cls.hints)
        cls.build(cls.world)

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

class Path(OverRouters):
    @classmethod
    def build(cls, world):
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
    def fastest(self, traces):
        """The fastest round trip of each hop over some rounds: the machine has other work than this test."""
        best = {}
        for trace in traces:
            for probe in trace["probes"]:
                if "rttMicroseconds" in probe and probe["ttl"] <= len(trace["hops"]):
                    ttl = probe["ttl"]
                    best[ttl] = min(best.get(ttl, 10**9), probe["rttMicroseconds"] / 1e6)
        return [best[ttl] for ttl in sorted(best)]

    def are_right(self, traces):
        found = self.fastest(traces)
        return len(found) == len(ROUND_TRIPS) and all(built <= one < built + 0.002
                                                      for one, built in zip(found, ROUND_TRIPS))

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
                traces = []
                while not traces or (len(traces) < 30 and not self.are_right(traces)):
                    traces += self.trace(TARGETS[family], "--rounds", "3", *words)[0]["traces"]
                for trace in traces:
                    self.assertEqual(trace["mode"], mode)
                    self.assertTrue(trace["reached"])
                    self.assertEqual(same(self.hops(trace)), same(ORDINARY[family]))
                    stamped = [probe["kernelStamp"] for probe in trace["probes"] if probe["kind"] == "hop"]
                    self.assertTrue(all(stamped), trace)
                self.assertTrue(self.are_right(traces), self.fastest(traces))
                others = self.of_traceroute(family, {"icmp": "-I", "tcp": "-T", "udp": "-U"}[mode])
                self.assertEqual(same(self.hops(traces[0])), others)

    def test_1_tcp_where_icmp_is_kept(self):
        self.check_mode("tcp")

    def test_2_udp(self):
        self.check_mode("udp", "--mode", "udp")

    def test_3_beside_a_baseline(self):
        usual = self.hints + ".usual"
        self.addCleanup(os.remove, usual)
        with open(usual, "w", encoding="utf-8") as out:
            json.dump({"targets": self.trace(TARGETS[4], "--flows", "4")}, out)
        found = self.trace(TARGETS[4], "--mode", "udp", "--baseline", usual)[0]["addresses"][0]["baseline"]
        self.assertEqual(found["state"], "match")

    def test_4_targets_share_what_is_near(self):
        targets = self.trace(*(f"10.99.0.{number}" for number in (1, 2, 3)), "--mode", "udp")
        for target in targets:
            self.assertEqual(self.hops(target["traces"][0])[:4], ORDINARY[4][:4])
            self.assertTrue(target["traces"][0]["reached"])

    def test_5_a_filtered_hop_is_no_loss(self):
        # Router 3 soon says nothing: it counts its replies. Who is behind it is seen all the same.
        world = self.world
        world.set("r3", ipv4__icmp_ratelimit=100000, ipv4__icmp_ratemask=1 << 11)
        self.addCleanup(world.set, "r3", ipv4__icmp_ratelimit=0)
        targets = self.trace(TARGETS[4], "--rounds", "8", "--mode", "udp")
        figures = targets[0]["addresses"][0]["paths"]
        self.assertEqual(len(figures), 1)
        self.assertTrue(figures[0]["reached"])
        self.assertTrue(all(hop["lost"] == 0 for hop in figures[0]["hops"]), figures)

    # A namespace keeps ICMP's sockets to itself at first; what was given is not taken back.
    def test_6_icmp(self):
        self.world.set("cli", ipv4__ping_group_range="0 0")
        self.check_mode("icmp")
        for family in (4, 6):
            found = self.of_mtr(family)
            self.assertEqual(same(hub["host"] for hub in found["hubs"]), same(ORDINARY[family]))
            ours = self.at_client(lab.cli(), "trace", TARGETS[family], "--format", "mtr", *PERMIT)
            report = json.loads(ours.stdout)["report"]
            self.assertEqual(set(report["mtr"]), set(found["mtr"]))
            self.assertEqual([set(hub) for hub in report["hubs"]], [set(hub) for hub in found["hubs"]])
            self.assertEqual(same(hub["host"] for hub in report["hubs"]), same(hub["host"] for hub in found["hubs"]))


class SharedLoad(OverRouters):
    """cli -0- r1 = two ways by the ports, s1 and t1 or s2 and t2 = r4 -7- srv"""

    @classmethod
    def build(cls, world):
        world.add("cli", "r1", "s1", "s2", "t1", "t2", "r4", "srv")
        world.wire("cli", "r1", 0.0001)  # no veth: it would hand the sender's own idea of the flow on
        for left, right in (("r1", "s1"), ("r1", "s2"), ("s1", "t1"), ("s2", "t2"), ("t1", "r4"), ("t2", "r4"), ("r4", "srv")):
            world.wire(left, right)
        world.set("r1", ipv4__fib_multipath_hash_policy=1, ipv6__fib_multipath_hash_policy=1)
        world.route("cli", "default", "default", (0, 2))
        world.route("r1", "10.99.0.0/24", "fd99::/64", (1, 2), (2, 2))
        for router, ahead, back in (("s1", 3, 1), ("s2", 4, 2), ("t1", 5, 3), ("t2", 6, 4)):
            world.route(router, "default", "default", (ahead, 2))
            world.route(router, "10.9.0.0/24", "fd09:0::/64", (back, 1))
        world.route("r4", "default", "default", (7, 2))
        world.route("r4", "10.9.0.0/24", "fd09:0::/64", (5, 1))
        world.route("srv", "default", "default", (7, 1))
        world.do("srv", world.ip, "addr", "add", "10.99.0.1/32", "dev", "lo")
        world.do("srv", world.ip, "addr", "add", "fd99::1/128", "dev", "lo")

    def ways(self, traces):
        """The routers at hop 2 and 3 of each flow of each trace; one that changes on the way would show two."""
        found = {}
        for number, trace in enumerate(traces):
            for probe in trace["probes"]:
                if probe["ttl"] in (2, 3) and "address" in probe:
                    found.setdefault((number, probe["flow"]), {}).setdefault(probe["ttl"], set()).add(probe["address"])
        return found

    def test_1_one_flow_takes_one_way(self):
        possible = [{"10.9.1.2", "10.9.3.2"}, {"10.9.2.2", "10.9.4.2"}]
        for mode in ("udp", "tcp"):
            with self.subTest(mode=mode):
                traces = self.trace("10.99.0.1", "--mode", mode, "--rounds", "5")[0]["traces"]
                for way in self.ways(traces).values():
                    self.assertIn(set.union(*way.values()), possible)

    def test_2_flows_learn_them_all(self):
        address = self.trace("10.99.0.1", "--flows", "16")[0]["addresses"][0]
        self.assertEqual({path["hops"][1]["address"] for path in address["paths"]}, {"10.9.1.2", "10.9.2.2"})
        self.assertEqual(sorted(flow for path in address["paths"] for flow in path["flows"]), list(range(16)))


class ShortQuotes(OverRouters):
    """cli -0- r1 ~1~ r2 -2- r3 -3- srv: over wire 1 only eight octets of a probe come back."""

    @classmethod
    def build(cls, world):
        world.add("cli", "r1", "r2", "r3", "srv")
        world.wire("cli", "r1")
        world.wire("r1", "r2", 0.03, short=True)  # so that several are under way
        world.wire("r2", "r3")
        world.wire("r3", "srv")
        for router, wire in (("cli", 0), ("r1", 1), ("r2", 2), ("r3", 3)):
            world.route(router, "default", "default", (wire, 2))
        for router, wire in (("r2", 1), ("r3", 2)):
            world.route(router, "10.9.0.0/24", "fd09:0::/64", (wire, 1))
        world.route("srv", "default", "default", (3, 1))
        world.do("srv", world.ip, "addr", "add", "10.99.0.1/32", "dev", "lo")

    def test_hops_are_in_order_all_the_same(self):
        for mode in ("udp", "tcp"):
            with self.subTest(mode=mode):
                trace = self.trace("10.99.0.1", "--mode", mode)[0]["traces"][0]
                self.assertEqual(self.hops(trace), ["10.9.0.2", "10.9.1.2", "10.9.2.2", "10.99.0.1"])
                self.assertEqual(trace["oneByOne"], mode == "udp")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
