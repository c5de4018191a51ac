# SPDX-License-Identifier: GPL-3.0-or-later
"""A network that rewrites DNS: said to be one, by each of its signs, and never called a hijack."""

import subprocess
import sys
import unittest

import bank
import lab

VACANT = "198.51.100.254"  # app/watch/VacantAddress.h
ROOTS = {"a.root.example.": bank.ROOT, "b.root.example.": "192.0.2.2"}
HINTS = bank.ns_records(".", ROOTS, 3600000) + bank.glue(ROOTS, 3600000)
NAME = "dns.lab.example"
LIES = "".join(f'  local-data: "bank.example. 60 IN {data}"\n' for data in
               ("NS ns.filter.example.", "A 203.0.113.99", "MX 10 mail.filter.example.",
                "SOA ns.filter.example. root.filter.example. 7 1 1 1 1"))


class Box(lab.Unbound):
    """A resolver that answers whatever reaches it, in the name of whoever was asked."""

    def __init__(self, world, label, interfaces):
        self.interfaces = interfaces
        super().__init__(world, label, interfaces[0], "")

    def command(self):
        listen = "".join(f"  interface: {address}@53\n" for address in self.interfaces)
        return [lab.need("unbound"), "-d", "-c", self.write("unbound.conf", f"""server:
{listen}  interface-automatic: {"yes" if self.interfaces == ["0.0.0.0"] else "no"}
  username: ""
  chroot: ""
  directory: "{self.folder}"
  pidfile: ""
  use-syslog: no
  logfile: ""
  do-daemonize: no
  do-ip6: no
  num-threads: 1
  module-config: "iterator"
  root-hints: "{self.write("hints", HINTS)}"
  do-not-query-localhost: no
  access-control: 0.0.0.0/0 allow
  local-zone: "bank.example." redirect
{LIES}remote-control:
  control-enable: no
""")]


class OverTls(lab.Unbound):
    """A resolver that tells the truth over TLS; its port 53 is somebody else's."""

    def command(self):
        command = super().command()
        with open(command[-1], encoding="utf-8") as file:
            text = file.read()
        with open(command[-1], "w", encoding="utf-8") as file:
            file.write(text.replace(f"  interface: {self.addresses[0]}@53\n", ""))
        return command

    def is_up(self):
        return self.process.poll() is None


class Network(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        # Every address is answered for here, if only by "nobody listens": whoever listens on all of them is in the way.
        subprocess.run([lab.need("ip"), "route", "add", "local", "0.0.0.0/0", "dev", "lo"], check=True)
        cls.bank = bank.Bank(cls.world)
        cls.bank.hints = cls.world.file("hints2", HINTS)
        cls.root2 = cls.world.nsd("root-2", [ROOTS["b.root.example."]], {".": bank.root_zone()})
        cls.world.start()

    def box(self, label, interfaces, instead_of=()):
        """Starts a box; the servers in whose place it answers are stopped, and started again afterwards."""
        for server in instead_of:
            server.stop()
            self.addCleanup(server.start)
        box = Box(self.world, label, interfaces)
        self.world.servers.append(box)
        box.start()
        self.addCleanup(box.stop)

    def assert_rewritten(self, outcome, signs):
        self.assertEqual(outcome.findings(), [], outcome.out)
        network = outcome.report["network"]
        self.assertTrue(network["rewritesDns"])
        self.assertTrue(network["message"].startswith("Your network rewrites DNS"), network)
        self.assertEqual([one["sign"] for one in network["signs"]], signs)
        for one in network["signs"]:
            self.assertRegex(one["sha256"], "^[0-9a-f]{64}$")
        self.assertEqual(outcome.domain("bank.example")["state"], "unknown")
        self.assertEqual(outcome.status, 2)

    def test_1_honest(self):
        outcome = self.bank.check()
        self.assertNotIn("network", outcome.report)
        self.assertEqual(outcome.findings(), [])
        self.assertEqual(outcome.domain("bank.example")["state"], "match", outcome.out)
        print("an honest network: nothing is said of it")

    def test_2_everything_is_answered(self):
        everybody = [server for server in self.world.servers if server.process]
        self.box("box-all", ["0.0.0.0"], everybody)
        self.assertIsNotNone(lab.reply_to(VACANT, "bank.example", "A", True))
        outcome = self.bank.check()
        self.assert_rewritten(outcome, [sign["sign"] for sign in outcome.report["network"]["signs"]])
        self.assertEqual(outcome.report["network"]["signs"][0]["sign"], "vacant-address")
        self.assertEqual({one["state"] for one in outcome.records("bank.example")}, {"unknown"})
        text = lab.run("check", "bank.example", "--root-hints", self.bank.hints, "--expect", self.bank.expect,
                       *lab.permits())
        self.assertIn("Your network rewrites DNS", text.out)
        print(f"a box that answers for everybody: {outcome.report['network']['message']}")

    def test_3_the_vacant_address(self):
        self.box("box-vacant", [VACANT])  # the true servers still answer for themselves
        self.assert_rewritten(self.bank.check(), ["vacant-address"])

    def test_4_the_root_offers_recursion(self):
        self.box("box-roots", list(ROOTS.values()), [self.bank.root, self.root2])
        self.assertIsNone(lab.reply_to(VACANT, ".", "NS", True))
        self.assert_rewritten(self.bank.check(), ["recursion"])
        print("root servers that refuse, and offer recursion: no root servers")

    def test_5_tls_disagrees_with_port_53(self):
        identity = self.world.authority().issue(NAME)
        resolvers = list(bank.RESOLVERS)
        self.box("box-resolvers", resolvers, self.bank.resolvers)
        for number, address in enumerate(resolvers):
            honest = OverTls(self.world, f"tls-{number}", address, bank.HINTS)
            honest.tls = identity
            self.world.servers.append(honest)
            honest.start()
            self.addCleanup(honest.stop)
        asked = [*resolvers, *(f"tls://{address}/{NAME}" for address in resolvers)]
        arguments = ["check", "bank.example", "--root-hints", self.bank.hints, "--format", "json", "--expect",
                     self.bank.expect, "--ca", identity.authority, *lab.permits()]
        for resolver in asked:
            arguments += ["--resolver", resolver]
        lab.wait_for(lambda: "match" in {one["state"] for one in
                                         lab.run(*arguments).records("bank.example", transport="tls")}, "TLS")
        outcome = lab.run(*arguments)
        self.assert_rewritten(outcome, ["encrypted-differs"])
        states = {(one["vantage"], one["transport"]): set() for one in outcome.records("bank.example")}
        for one in outcome.records("bank.example"):
            states[one["vantage"], one["transport"]].add(one["state"])
        self.assertEqual(states["resolver", "udp"], {"unknown"})
        self.assertEqual(states["resolver", "tls"], {"match"})
        self.assertEqual(states["parent", "udp"], {"match"})  # nothing speaks against them
        print("resolvers that lie on port 53 and not over TLS: it is the way to them")

    def test_6_a_hijack_in_an_honest_network_stays_one(self):
        self.bank.delegate(bank.HOSTILE)
        try:
            outcome = self.bank.check()
        finally:
            self.bank.delegate(bank.HONEST)
        self.assertNotIn("network", outcome.report)
        self.assertIn("D1", {one["signal"] for one in outcome.findings()})
        self.assertEqual(outcome.domain("bank.example")["state"], "mismatch")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
