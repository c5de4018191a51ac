# SPDX-License-Identifier: GPL-3.0-or-later
"""The zone files of the scenario coincheck-2020 in real NSD and Unbound give the same findings as in the drill world:
the engine does not only agree with servers of its own.

No address of the story is used, not even in the namespace: each is replaced, one to one, by one of the benchmarking
network 198.18.0.0/15, in zones, hints, expectation and in what is compared."""

import os
import re
import sys
import unittest

import lab

SCENARIO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../resources/scenarios/coincheck-2020")
BEFORE, AFTER = "2020-05-30T14:50:00Z", "2020-05-30T15:30:00Z"
SIGNALS = {"D1", "D2", "D3", "D6", "D7", "D8", "D9", "D11"}  # what DNS alone shows; R1 needs the registry
# What a zone file cannot say, and the scenario does: that the site's addresses are any of a content network (the false
# one is among them), and that a name must not exist.
ONLY_HERE = {("D9", "authoritative", "coincheck.com A"), ("D9", "resolver", "coincheck.com A")}
ONLY_IN_DRILL = {("D9", "authoritative", "mail.coincheck.com A")}

DOTTED = re.compile(r"(?<![\w.-])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\w-]|\.\d)")


class Addresses:
    """Nominal address → the one that stands for it here."""

    def __init__(self):
        self.stands_for = {}

    def real(self, nominal):
        count = len(self.stands_for) + 1
        return self.stands_for.setdefault(nominal, f"198.18.{count // 250}.{count % 250 + 1}")

    def rewrite(self, text):
        return DOTTED.sub(lambda found: self.real(found.group(1)), text)


class Story:
    """What scenario.yaml says of zones, servers and turns. Its lists are in YAML's flow form, a line each; a line of
    another form fails the test instead of being passed over."""

    def __init__(self):
        with open(os.path.join(SCENARIO, "scenario.yaml"), encoding="utf-8") as file:
            lines = [line.split(" #")[0].rstrip() for line in file if not line.lstrip().startswith("#")]
        self.zones, self.servers, self.turns = {}, [], []
        section, zone = None, None
        for line in lines:
            if re.match(r"\w+:", line):
                section = line.split(":")[0]
            elif section == "zones" and line:
                zone = self.read_zone(line, zone)
            elif section == "servers" and line:
                found = re.fullmatch(r"  - \{name: (\S+), address: ([\d.]+), roundTrip: \w+, zones: \[(.*)\]\}", line)
                if not found:
                    raise lab.LabError(f"a server in another form: {line}")
                self.servers.append((found[1], found[2], [name for name in found[3].split(", ") if name]))
            elif section == "story" and line:
                self.read_turn(line)
        if not (self.zones and self.servers and self.turns):
            raise lab.LabError("the scenario says nothing")

    def read_zone(self, line, zone):
        if found := re.fullmatch(r"  (\S+): \{apex: (\S+), files: \[(.*)\]\}", line):
            self.zones[found[1]] = (found[2].strip('"'), found[3].split(", "))
        elif found := re.fullmatch(r"  (\S+):", line):
            zone = found[1]
            self.zones[zone] = (None, None)
        elif found := re.fullmatch(r"    apex: (\S+)", line):
            self.zones[zone] = (found[1], None)
        elif found := re.fullmatch(r"    files: \[(.*)\]", line):
            self.zones[zone] = (self.zones[zone][0], found[1].split(", "))
        elif not re.match(r"    (  - \{owner: .*|rotating:)", line):
            raise lab.LabError(f"a zone in another form: {line}")
        return zone

    def read_turn(self, line):
        if found := re.fullmatch(r"  - at: (\S+)", line):
            self.turns.append((found[1], []))
        elif found := re.fullmatch(r"      - publish: (\S+)", line):
            self.turns[-1][1].append([found[1], None])
        elif found := re.fullmatch(r"        on: \[(.*)\]", line):
            self.turns[-1][1][-1][1] = found[1].split(", ")
        elif re.fullmatch(r"      - (withdraw|server): .*", line) and self.turns[-1][0] < AFTER:
            raise lab.LabError(f"a change that is not known here: {line}")

    def served(self, instant):
        """[(name, address, {apex: version})] at that instant."""
        now = [(name, address, {self.zones[zone][0]: zone for zone in zones}) for name, address, zones in self.servers]
        for at, publishes in self.turns:
            if at > instant:
                break
            for zone, on in publishes:
                apex = self.zones[zone][0]
                for name, _, zones in now:
                    if name in on if on else apex in zones:
                        zones[apex] = zone
        return now

    def text(self, zone):
        out = ""
        for file in self.zones[zone][1]:
            with open(os.path.join(SCENARIO, file), encoding="utf-8") as zone_file:
                out += zone_file.read()
        return out


class World:
    """The servers of the story at one instant: those that serve the same are one process."""

    def __init__(self, world, story, addresses, instant):
        served = story.served(instant)
        groups = {}
        for name, address, zones in served:
            if zones:
                groups.setdefault(tuple(sorted(zones.items())), []).append(addresses.real(address))
        self.servers = {}
        for number, (zones, here) in enumerate(groups.items(), 1):
            texts = {apex if apex == "." else f"{apex}.": addresses.rewrite(story.text(zone)) for apex, zone in zones}
            self.servers[zones] = world.nsd(f"{number}-{instant[:16].replace(':', '')}", here, texts)


def subjects(findings, addresses):
    return {(one["signal"], one["vantage"], addresses.rewrite(one["subject"])) for one in findings
            if one["signal"] in SIGNALS}


class Scenario(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.story = Story()

    def drill(self, instant):
        """The findings that are open in the drill, a few looks after that instant; no turn of the story is between."""
        until = f"{instant[:14]}{int(instant[14:16]) + 6:02d}:30Z"
        outcome = lab.run("drill", "coincheck-2020", "--from", instant, "--until", until, "--format", "json", timeout=150)
        self.assertEqual(outcome.status, 0, outcome.err)
        return [one for one in outcome.report["findings"] if not one["cleared"]]

    def at(self, instant):
        addresses = Addresses()
        with lab.Lab() as world:
            here = World(world, self.story, addresses, instant)
            roots = [(name, address) for name, address, zones in self.story.served(instant) if "." in zones]
            hints = "".join(f". 3600000 IN NS {name}.\n{name}. 3600000 IN A {addresses.real(address)}\n"
                            for name, address in roots)
            resolvers = ["198.19.255.1", "198.19.255.2"]
            for number, address in enumerate(resolvers, 1):
                world.unbound(f"resolver-{number}", address, hints)
            world.start()
            # The content network's addresses rotate: here all of the zone's stand there at once, as the file has them.
            expect = [world.file(f"{domain}.zone", addresses.rewrite(self.story.text(zone)))
                      for domain, zone in (("coincheck.com", "coincheck.com-true"), ("coincheck.jp", "coincheck.jp"))]
            outcome = lab.check(world.file("hints", hints), ["coincheck.com", "coincheck.jp"], expect, resolvers)
            nominal = sum(len(server.addresses) for server in here.servers.values())
            return outcome, addresses, f"{len(here.servers)} NSD on {nominal} addresses, 2 Unbound"

    def compare(self, instant):
        outcome, addresses, size = self.at(instant)
        ours = subjects(outcome.report["findings"], addresses)
        drill = subjects(self.drill(instant), addresses)
        return outcome, ours, drill, size

    def test_1_before(self):
        outcome, ours, drill, size = self.compare(BEFORE)
        self.assertEqual(ours, drill)
        self.assertEqual(ours, set())
        self.assertEqual(outcome.status, 0, outcome.out)
        print(f"{BEFORE}: {size}: no finding here and none in the drill, exit 0")

    def test_2_after(self):
        outcome, ours, drill, size = self.compare(AFTER)
        self.assertEqual(ours - ONLY_HERE, drill - ONLY_IN_DRILL)
        self.assertLessEqual(ONLY_HERE, ours)
        self.assertLessEqual(ONLY_IN_DRILL, drill)
        self.assertLessEqual({"D1", "D2", "D3", "D8"}, {one[0] for one in ours})
        self.assertEqual(outcome.domain("coincheck.jp")["state"], "match")
        self.assertEqual(outcome.status, 1)
        print(f"{AFTER}: {size}: the same {len(ours - ONLY_HERE)} findings as in the drill "
              f"({' '.join(sorted({one[0] for one in ours}))}), exit 1")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
