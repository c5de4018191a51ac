# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache tail: real caches of Unbound and BIND take a false delegation, which is then repaired. Hinoban says until when
each of them may serve false data; then they are asked until the last false answer. What is said must not be before it,
and not more than two seconds after it.

A TTL is a whole number of seconds of the resolver's own clock. Unbound serves what has 0 left until that second is over,
so what is fetched in the last second of a false delegation is kept up to a second longer than its TTL says here; Hinoban
reckons with that. BIND drops it when the second begins, and does so twice, the delegation and then the record: its last
false answer comes up to a second earlier still, which with that round is the slack allowed to it. The last question that meets a false
answer comes up to one round of questions before its end.

Each name is asked twice at most: once while the delegation is false, so that it is in the cache, and once afterwards. A
resolver that serves stale data refreshes what it is asked for, so that a name asked twice would be true at once."""

import json
import os
import select
import socket
import struct
import sys
import threading
import time
import unittest
from datetime import datetime, timezone

import bank
import lab

ROOT, TLD, HONEST, HOSTILE = "192.0.2.1", "192.0.2.11", "198.51.100.1", "203.0.113.1"
TRUE_ADDRESS, FALSE_ADDRESS = "198.51.100.80", "203.0.113.80"
# Domain: TTL of the parent's NS set, of the false child's, of the false records.
DOMAINS = {"one.example": (60, 9, 2), "two.example": (7, 14, 3), "three.example": (8, 8, 4)}
STALE = 4
# Resolver: its address, its make, its settings, and what Hinoban is told of them.
RESOLVERS = {
    "Unbound": ("192.0.2.53", "unbound", "", {}),
    "Unbound, cap 6": ("192.0.2.54", "unbound", "  cache-max-ttl: 6\n", {"ttlCap": 6}),
    "Unbound, stale": ("192.0.2.55", "unbound", f"  serve-expired: yes\n  serve-expired-ttl: {STALE}\n"
                       "  serve-expired-client-timeout: 0\n", {"serveStale": STALE}),
    "BIND": ("192.0.2.56", "bind", "", {}),
    "BIND, cap 6": ("192.0.2.57", "bind", "  max-cache-ttl 6;\n", {"ttlCap": 6}),
}
ROUND = 0.25     # seconds between two rounds of questions
EACH_ROUND = 12  # names put into each cache in a round
LATE = {"unbound": 2.0, "bind": 3.0 + ROUND}  # seconds that the prediction may be after the last false answer
HINTS = f". 3600000 IN NS a.root.example.\na.root.example. 3600000 IN A {ROOT}\n"
TIMERS = "7200 900 1209600 1"


class BindResolver(lab.Server):
    def __init__(self, world, label, address, extra=""):
        self.extra = extra
        super().__init__(world, label, [address], {})

    def command(self):
        hints = self.write("hints", HINTS)
        address = self.addresses[0]
        text = (f'options {{\n  directory "{self.folder}";\n  listen-on port 53 {{ {address}; }};\n'
                f"  query-source address {address};\n  listen-on-v6 {{ none; }};\n  recursion yes;\n"
                "  allow-recursion { any; };\n  dnssec-validation no;\n  notify no;\n  empty-zones-enable no;\n"
                f"  pid-file none;\n  session-keyfile none;\n{self.extra}}};\ncontrols {{ }};\n"
                f'zone "." {{ type hint; file "{hints}"; }};\n')
        return [lab.need("named"), "-4", "-g", "-n", "1", "-c", self.write("named.conf", text)]

    def is_up(self):
        if self.process.poll() is not None:
            raise lab.LabError(f"{self.label} ended with {self.process.returncode}:\n{self.said()}")
        return lab.reply_to(self.addresses[0], "localhost", "A", True) is not None


def tld_zone(serial, false):
    """The parent's zone: it names the false server for each domain, or the true one."""
    host = "ns.thief.example." if false else "ns.honest.example."
    return (f"example. 300 IN SOA ns.nic.example. hostmaster.nic.example. {serial} {TIMERS}\n"
            f"example. 300 IN NS ns.nic.example.\nns.nic.example. 300 IN A {TLD}\n"
            f"thief.example. 300 IN NS ns.thief.example.\nns.thief.example. 300 IN A {HOSTILE}\n"
            f"honest.example. 300 IN NS ns.honest.example.\nns.honest.example. 300 IN A {HONEST}\n" +
            "".join(f"{domain}. {parent} IN NS {host}\n" for domain, (parent, _, _) in DOMAINS.items()))


def child_zone(domain, host, address, ns_ttl, ttl):
    return (f"$ORIGIN {domain}.\n@ {ttl} IN SOA {host} root.{host} 1 {TIMERS}\n@ {ns_ttl} IN NS {host}\n"
            f"@ {ttl} IN A {address}\n* {ttl} IN A {address}\n")


def server_zone(apex, address):
    return (f"$ORIGIN {apex}.\n@ 300 IN SOA ns.{apex}. root.{apex}. 1 {TIMERS}\n@ 300 IN NS ns.{apex}.\nns 300 IN A {address}\n"
            f"a.root 300 IN A {ROOT}\n")


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc).timestamp()


class Cache:
    """One domain at one resolver: names are put into the cache as long as the delegation is false, then taken out."""

    def __init__(self, domain, resolver):
        self.domain, self.resolver, self.address = domain, resolver, RESOLVERS[resolver][0]
        self.serial, self.put, self.rounds_true = 0, [], 0
        self.held_until = None   # the last false answer to a name that was new
        self.last_false = None

    def names(self):
        """What to ask in this round."""
        if self.held_until is None or time.time() - self.held_until < 3 * ROUND:
            fresh = [f"n{self.serial + at}.{self.domain}" for at in range(EACH_ROUND)]
            self.serial += EACH_ROUND
            return [(name, True) for name in fresh]
        # Those that came in last are asked last: they may be there the longest.
        return [(self.put.pop(0), False)] if self.put else []

    def heard(self, name, is_new, address, at):
        if address != FALSE_ADDRESS:
            return
        self.last_false = max(self.last_false or at, at)
        if is_new:
            self.held_until = at
            self.put.append(name)
            # Of the last half second only, one for each round in which a false answer may still come.
            self.put = self.put[-3 * EACH_ROUND:]


class Asking:
    """Rounds of questions to all caches over one socket."""

    def __init__(self, caches):
        self.caches = caches
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.open, self.number = {}, 0

    def round(self):
        end = time.monotonic() + ROUND
        for cache in self.caches:
            for name, is_new in cache.names():
                self.number = (self.number + 1) % 65536
                query = struct.pack("!H", self.number) + lab.question(name, "A", True)[2:]
                self.open[self.number] = (cache, name, is_new)
                self.socket.sendto(query, (cache.address, 53))
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.socket], [], [], left)[0]:
                break
            reply, source = self.socket.recvfrom(4096)
            asked = self.open.pop(struct.unpack("!H", reply[:2])[0], None)
            if asked and source == (asked[0].address, 53) and struct.unpack("!H", reply[6:8])[0] == 1:
                asked[0].heard(asked[1], asked[2], socket.inet_ntoa(reply[-4:]), time.time())


class CacheTail(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = world = lab.Lab()
        cls.addClassCleanup(world.__exit__)
        root = (f". 86400 IN SOA a.root.example. root.nic.example. 1 {TIMERS}\n. 86400 IN NS a.root.example.\n"
                f"a.root.example. 86400 IN A {ROOT}\nexample. 86400 IN NS ns.nic.example.\nns.nic.example. 86400 IN A {TLD}\n")
        world.nsd("root", [ROOT], {".": root})
        cls.tld = world.nsd("tld", [TLD], {"example.": tld_zone(1, True) + f"a.root.example. 300 IN A {ROOT}\n"})
        true = {f"{domain}.": child_zone(domain, "ns.honest.example.", TRUE_ADDRESS, 5, 1) for domain in DOMAINS}
        false = {f"{domain}.": child_zone(domain, "ns.thief.example.", FALSE_ADDRESS, child, other)
                 for domain, (_, child, other) in DOMAINS.items()}
        world.nsd("honest", [HONEST], {**true, "honest.example.": server_zone("honest.example", HONEST)})
        cls.hostile = world.nsd("hostile", [HOSTILE], {**false, "thief.example.": server_zone("thief.example", HOSTILE)})
        for number, (address, make, extra, _) in enumerate(RESOLVERS.values()):
            if make == "unbound":
                world.unbound(f"resolver-{number}", address, HINTS, extra)
            else:
                world.add(BindResolver(world, f"resolver-{number}", address, extra))
        cls.hints = world.file("hints", HINTS)
        cls.list = world.file("resolvers.json", json.dumps(
            [{"label": label, "address": address, "operator": make, **told}
             for label, (address, make, _, told) in RESOLVERS.items()]))
        cls.expect = [world.file(f"{apex}zone", text) for apex, text in true.items()]
        cls.workspace = os.path.join(world.folder, "workspace.hinoban")
        world.start()

    def watch(self):
        return lab.run("watch", "--once", "--workspace", self.workspace, "--root-hints", self.hints, "--resolvers",
                       self.list, "--format", "json", *lab.permits())

    def test_prediction(self):
        imported = lab.run("import", "--workspace", self.workspace, "--person", "DNS owner", "--reason", "as configured",
                           *self.expect)
        self.assertEqual(imported.status, 0, imported.err)
        # One run of the program sees the hijack; what it learned of TTLs must be there in the next one.
        during = self.watch()
        for domain, (parent, child, other) in DOMAINS.items():
            tail = during.domain(domain)["cacheTail"]
            self.assertEqual((tail["state"], tail["unbounded"], tail["end"]), ("false", True, None), domain)
            self.assertEqual((tail["parentTtl"], tail["childTtl"], tail["otherTtl"]), (parent, child, other), domain)

        caches = [Cache(domain, resolver) for domain in DOMAINS for resolver in RESOLVERS]
        asking = Asking(caches)
        self.addCleanup(asking.socket.close)
        for _ in range(2):  # each cache has its false delegation, wherever the look left it
            asking.round()
        for cache in caches:
            self.assertIsNotNone(cache.last_false, f"{cache.resolver} was never lied to about {cache.domain}")
        self.tld.publish("example.", tld_zone(2, False) + f"a.root.example. 300 IN A {ROOT}\n")
        repaired = time.time()

        found = []
        looking = threading.Thread(target=lambda: found.append(self.watch()))
        looking.start()
        quiet, deadline = 0, time.monotonic() + 60
        # Until no cache has said anything false for longer than any of them could keep it unasked.
        while time.monotonic() < deadline and quiet * ROUND < max(ttl for _, _, ttl in DOMAINS.values()) + STALE + 2:
            before = max(cache.last_false for cache in caches)
            asking.round()
            quiet = 0 if max(cache.last_false for cache in caches) > before else quiet + 1
        looking.join()
        self.assertLess(time.monotonic(), deadline, "false answers did not end")
        after = found[0]

        print(f"{'domain':14}{'resolver':16}{'P':>4}{'C':>4}{'R':>4}  seconds after the repair: last false answer, "
              "predicted, bound")
        problems = []
        for cache in caches:
            tail = after.domain(cache.domain)["cacheTail"]
            one = next(one for one in tail["resolvers"] if one["name"] == cache.resolver)
            actual = cache.last_false - repaired
            bound = instant(one["bound"]) - repaired
            # Without an end of its own the cache was true already: then its bound must hold.
            predicted = instant(one["until"]) - repaired if one["until"] else None
            parent, child, other = DOMAINS[cache.domain]
            what = f"{cache.domain:14}{cache.resolver:16}{parent:4}{child:4}{other:4}  {actual:6.2f}"
            print(what, f"{predicted:6.2f}" if predicted is not None else "     -", f"{bound:6.2f}", one["state"])
            if one["state"] != "false":
                problems.append(what + f": looked at too late, {one['state']}")
            elif not actual <= predicted <= actual + LATE[RESOLVERS[cache.resolver][1]]:
                problems.append(what + f": predicted {predicted:.2f}")
            if actual > bound:
                problems.append(what + f": bound {bound:.2f}")
            # They still answer: nothing is promised for caches that can be kept alive by them.
            if not tail["unbounded"] or tail["end"]:
                problems.append(f"{cache.domain}: the false server answers, and an end is promised")
        self.assertFalse(problems, "\n".join(problems))

        self.hostile.stop()
        over = self.watch()
        for domain in DOMAINS:
            tail = over.domain(domain)["cacheTail"]
            self.assertFalse(tail["unbounded"], domain)
            self.assertEqual({one["state"] for one in tail["resolvers"]} & {"false", "unknown"}, set(), domain)
        print(f"{len(caches)} caches: none predicted too early, none later than allowed {LATE}")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
