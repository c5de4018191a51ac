# SPDX-License-Identifier: GPL-3.0-or-later
"""Every vantage's answer over UDP, TCP, DoT and DoH is what dig shows, asked at the same server over the same transport:
NSD, Knot and BIND with zones unsigned, signed with NSEC and signed with NSEC3 and opt-out; Unbound, BIND and Knot
Resolver in front of them."""

import concurrent.futures
import os
import re
import subprocess
import sys
import unittest

import bank
import lab

ROOT = "192.0.2.1"
TLD = "192.0.2.11"
NAME = "dns.lab.example"
AUTHORITATIVE = {"nsd": ("198.51.100.1", ("udp", "tcp", "tls")), "knot": ("198.51.100.2", ("udp", "tcp")),
                 "bind": ("198.51.100.3", ("udp", "tcp", "tls", "https"))}
RECURSIVE = {"unbound": "192.0.2.53", "bind-resolver": "192.0.2.54", "knot-resolver": "192.0.2.55"}
EVERY = ("udp", "tcp", "tls", "https")
HOSTS = {f"ns-{label}.lab.example.": address for label, (address, _) in AUTHORITATIVE.items()}
HINTS = f". 3600000 IN NS a.root.example.\na.root.example. 3600000 IN A {ROOT}\n"

BIG = "".join(f'big 3600 IN TXT "{number:02d} {"x" * 230}"\n' for number in range(14))
CONTENT = f"""
@ 3600 IN A 198.51.100.80
@ 3600 IN AAAA 2001:db8::80
@ 3600 IN MX 10 mx
@ 3600 IN TXT "v=spf1 mx -all"
@ 3600 IN CAA 0 issue "ca.example.net"
mx 3600 IN A 198.51.100.25
www 3600 IN CNAME one
one 3600 IN CNAME two
two 3600 IN CNAME three
three 3600 IN A 198.51.100.81
out 3600 IN CNAME www.plain.example.
dangling 3600 IN CNAME nobody
old 3600 IN DNAME new
a.new 3600 IN A 198.51.100.82
*.wild 3600 IN A 198.51.100.83
*.wild 3600 IN TXT "any"
deep.empty 3600 IN A 198.51.100.84
_sip._tcp 3600 IN SRV 1 2 5060 www
odd 3600 IN TYPE65280 \\# 4 c0000201
insecure 3600 IN NS ns.insecure
ns.insecure 3600 IN A 198.51.100.99
{BIG}
"""
ZONES = ("plain.example", "signed.example", "optout.example")
QUESTIONS = [  # name without its zone, type, what else
    ("", "SOA"), ("", "NS"), ("", "A"), ("", "AAAA"), ("", "MX"), ("", "TXT"), ("", "CAA"), ("big", "TXT"),
    ("www", "A"), ("out", "A"), ("dangling", "A"), ("a.old", "A"), ("no.old", "A"), ("any.wild", "A"), ("any.wild", "MX"),
    ("nobody", "A"), ("mx", "AAAA"), ("empty", "A"), ("_sip._tcp", "SRV"), ("odd", "TYPE65280"), ("www.insecure", "A"),
    ("insecure", "DS"), ("", "DNSKEY"),
]
AT_RESOLVERS = [one for one in QUESTIONS if one[0] not in ("insecure", "www.insecure")]


def zone_text(apex):
    return (f"$ORIGIN {apex}.\n@ 3600 IN SOA ns-nsd.lab.example. hostmaster.lab.example. 1 {bank.SOA_TIMERS}\n" +
            bank.ns_records("@", HOSTS, 3600) + CONTENT)


def sign(folder, apex, text, *options):
    """The zone with keys of its own, signed by dnssec-signzone."""
    keygen, signzone = lab.need("dnssec-keygen", "dnssec-signzone")
    for flag in ([], ["-f", "KSK"]):
        subprocess.run([keygen, "-q", "-a", "ECDSAP256SHA256", "-K", folder, *flag, apex], check=True, capture_output=True)
    path = os.path.join(folder, f"{apex}.unsigned")
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    subprocess.run([signzone, "-q", "-S", "-K", folder, "-d", folder, "-o", apex, "-O", "full", *options, "-f", path + ".signed",
                    path], check=True, capture_output=True)
    with open(path + ".signed", encoding="utf-8") as signed:
        return signed.read()


def normal(text, ageing):
    """Return code, flags and sections of dig's text or of ours; without TTLs where a cache lets them count down."""
    status = re.search(r"status: (\w+)", text)
    if not status:
        return text
    found = {"rcode": status.group(1), "flags": sorted(re.search(r"flags: ([a-z ]*);", text).group(1).split())}
    section = None
    for line in text.splitlines():
        if line.startswith(";; ") and line.endswith(" SECTION:"):
            section = found.setdefault(line.split()[1], [])
        elif section is not None and line and not line.startswith(";"):
            words = line.split(None, 4)
            words[0] = words[0].lower()
            if words[3] in ("RRSIG", "NSEC3", "DNSKEY", "TYPE65280", "DS"):  # broken by spaces, or in either case
                words[4] = re.sub(r"\s", "", words[4]).lower()
            if ageing:
                del words[1]
            section.append(" ".join(words).rstrip())
    for name in ("ANSWER", "AUTHORITY", "ADDITIONAL"):
        found[name] = sorted(found.get(name, []))
    return found


class Transports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.hints = cls.world.file("hints", HINTS)
        tld_hosts = {"ns.nic.example.": TLD}
        root = (f". 86400 IN SOA a.root.example. hostmaster.nic.example. 1 {bank.SOA_TIMERS}\n. 86400 IN NS a.root.example.\n"
                f"a.root.example. 86400 IN A {ROOT}\n" + bank.ns_records("example.", tld_hosts, 86400) + bank.glue(tld_hosts))
        cls.root = root
        cls.world.nsd("root", [ROOT], {".": root})
        tld = (f"example. 3600 IN SOA ns.nic.example. hostmaster.nic.example. 1 {bank.SOA_TIMERS}\n" +
               bank.ns_records("example.", tld_hosts, 3600) + bank.glue(tld_hosts, 3600) + bank.glue(HOSTS, 3600) +
               f"a.root.example. 3600 IN A {ROOT}\n" + "".join(bank.ns_records(f"{apex}.", HOSTS, 3600) for apex in ZONES))
        cls.world.nsd("tld", [TLD], {"example.": tld})
        signed = os.path.join(cls.world.folder, "keys")
        os.mkdir(signed)
        plain, nsec, optout = ((apex, zone_text(apex)) for apex in ZONES)
        zones = {"plain.example.": plain[1], "signed.example.": sign(signed, *nsec),
                 "optout.example.": sign(signed, *optout, "-3", "aabb", "-H", "0", "-A")}
        cls.identity = cls.world.authority().issue(NAME, ["198.51.100.3"])
        for label, (address, _) in AUTHORITATIVE.items():
            getattr(cls.world, label)(label, [address], zones).tls = cls.identity
        makes = {"unbound": cls.world.unbound, "bind-resolver": cls.world.bind_resolver,
                 "knot-resolver": cls.world.knot_resolver}
        for label, address in RECURSIVE.items():
            makes[label](label, address, HINTS).tls = cls.identity
        cls.world.start()

    @classmethod
    def ours(cls, address, transport, name, rrtype, *more, authority=None, peer=NAME):
        over = {"udp": [], "tcp": ["+tcp"], "tls": ["+tls"], "https": ["+https=/dns-query"]}[transport]
        named = [f"+tls-hostname={peer}"] if transport in ("tls", "https") and peer else []
        done = subprocess.run([lab.cli(), "ask", f"@{address}", name, rrtype, *over, *named, *more, "--root-hints", cls.hints,
                               "--ca", authority or cls.identity.authority, *lab.permits()],
                              capture_output=True, text=True, timeout=60)
        return done

    @classmethod
    def dig(cls, questions):
        """[(address, transport, name, type, *more)] → what dig prints for each, in one run of it."""
        over = {"udp": "+notcp", "tcp": "+tcp", "tls": "+tls", "https": "+https=/dns-query"}
        lines = [f"@{address} {name} {rrtype} {over[transport]} {' '.join(more)}" +
                 (f" +tls-ca={cls.identity.authority} +tls-hostname={NAME}" if transport in ("tls", "https") else "")
                 for address, transport, name, rrtype, *more in questions]
        listed = cls.world.file("questions", "\n".join(lines) + "\n")
        shown = subprocess.run([lab.need("dig"), "+bufsize=1232", "+nocookie", "+noadflag", "+time=5", "+tries=2", "+noidnin",
                                "+noidnout", "-f", listed], capture_output=True, text=True, check=True, timeout=200).stdout
        blocks = shown.split(";; Got answer:\n")[1:]
        if len(blocks) != len(questions):
            raise lab.LabError(f"dig answered {len(blocks)} of {len(questions)} questions:\n{shown[-2000:]}")
        return blocks

    def compare(self, questions, ageing):
        theirs = self.dig(questions)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            mine = list(pool.map(lambda one: self.ours(*one), questions))
        for question, us, them in zip(questions, mine, theirs):
            self.assertEqual(us.returncode, 0, (question, us.stderr))
            wanted = normal(them, ageing)
            self.assertIsInstance(wanted, dict, them)
            got = normal(us.stdout, ageing)
            self.assertEqual(got, wanted, question)
            # It was this transport that answered, and not another one that it fell back to.
            if question[1] != "udp":
                self.assertIn(f"({question[1].upper()})", us.stdout, question)
        rcodes = {}
        for us in mine:
            rcode = normal(us.stdout, False)["rcode"]
            rcodes[rcode] = rcodes.get(rcode, 0) + 1
        return rcodes

    def test_1_authoritative(self):
        for label, (address, transports) in AUTHORITATIVE.items():
            for transport in transports:
                apex = ZONES[EVERY.index(transport) % 3]  # every zone over some, and below
                questions = [(address, transport, f"{name}.{apex}".lstrip("."), rrtype, "+norec",
                              *(["+dnssec"] if apex != "plain.example" else []))
                             for name, rrtype in QUESTIONS]
                rcodes = self.compare(questions, False)
                print(f"{label} over {transport}, {apex}: {len(questions)} answers as dig shows them, {rcodes}")

    def test_2_every_zone(self):
        questions = [("198.51.100.3", transport, f"{name}.{apex}".lstrip("."), rrtype, "+norec", "+dnssec")
                     for apex in ZONES for transport in ("tcp", "https") for name, rrtype in QUESTIONS[7:]]
        rcodes = self.compare(questions, False)
        print(f"bind, all zones over tcp and https: {len(questions)} answers as dig shows them, {rcodes}")

    def test_3_recursive(self):
        for label, address in RECURSIVE.items():
            asked = [(address, "udp", f"{name}.{apex}".lstrip("."), rrtype) for apex in ZONES[:2] for name, rrtype in AT_RESOLVERS]
            self.dig(asked)  # so that what is compared comes from the cache, both times
            for transport in EVERY:
                apex = ZONES[EVERY.index(transport) % 2]
                questions = [(address, transport, f"{name}.{apex}".lstrip("."), rrtype) for name, rrtype in AT_RESOLVERS]
                rcodes = self.compare(questions, True)
                print(f"{label} over {transport}, {apex}: {len(questions)} answers as dig shows them, {rcodes}")

    def test_4_who_answers_is_verified(self):
        other = self.world.authority("other-authority")
        expired = self.world.authority("third").issue(NAME, days=-1)
        self.assertTrue(os.path.exists(expired.certificate))
        for transport in ("tls", "https"):
            done = self.ours("198.51.100.3", transport, "plain.example", "A", authority=other.certificate)
            self.assertEqual(done.returncode, 1)
            self.assertIn("not trusted: the certificate is issued by lab-authority", done.stderr)
            done = self.ours("198.51.100.3", transport, "plain.example", "A", peer="other.example")
            self.assertEqual(done.returncode, 1)
            self.assertIn("the certificate is for 198.51.100.3, dns.lab.example, not for other.example", done.stderr)
            done = self.ours("198.51.100.3", transport, "plain.example", "A", peer=None)  # the address is in it
            self.assertEqual(done.returncode, 0, done.stderr)
        done = self.ours("198.51.100.2", "tls", "plain.example", "A")  # Knot has no TLS
        self.assertEqual(done.returncode, 1)
        self.assertIn("connection refused", done.stderr)
        print("a wrong authority, a wrong name and no TLS at all are refused in words")

    def test_5_vantages(self):
        resolvers = [f"tls://192.0.2.53/{NAME}", f"https://192.0.2.54/{NAME}/dns-query", f"https://192.0.2.55#443/{NAME}",
                     "tcp://192.0.2.53", "192.0.2.54", "tls://192.0.2.55/other.example"]
        arguments = ["check", "plain.example", "--root-hints", self.hints, "--format", "json", "--ca", self.identity.authority,
                     *lab.permits()]
        for resolver in resolvers:
            arguments += ["--resolver", resolver]
        outcome = lab.run(*arguments)
        records = outcome.records("plain.example", vantage="resolver", type="SOA")
        self.assertEqual({(one["server"], one["transport"], one["state"]) for one in records},
                         set(zip(resolvers, ("tls", "https", "https", "tcp", "udp", "tls"), 5 * ["match"] + ["unknown"])))
        refused = next(one for one in records if one["state"] == "unknown")
        self.assertIn("not for other.example", refused["reason"])
        print("check over tls://, https://, tcp:// and plain: five agree, one shows a certificate for somebody else")

    def test_6_the_servers_themselves(self):
        expect = self.world.file("plain.zone", zone_text("plain.example"))
        arguments = ["check", "plain.example", "--root-hints", self.hints, "--format", "json", "--expect", expect,
                     "--resolver", f"tls://192.0.2.53/{NAME}", "--resolver", "192.0.2.54", "--ca", self.identity.authority,
                     *lab.permits()]
        outcome = lab.run(*arguments)
        servers = {one["name"]: one for one in outcome.domain("plain.example")["delegation"]["servers"]}
        self.assertEqual({name: one["state"] for name, one in servers.items()},
                         {host.rstrip("."): "answers" for host in HOSTS}, servers)
        self.assertRegex(servers["ns-bind.lab.example"]["version"], r"^9\.")
        self.assertNotIn("version", servers["ns-nsd.lab.example"])  # told to hide it
        self.assertEqual(outcome.domain("plain.example")["delegation"]["differences"], [])
        self.assertNotIn("network", outcome.report)

        # Somebody answers where nobody is: what comes over port 53 is worth nothing then, and TLS still tells the truth.
        vacant = self.world.nsd("vacant", ["198.51.100.254"], {".": self.root})
        self.world.start()
        try:
            outcome = lab.run(*arguments)
        finally:
            vacant.stop()
        self.assertEqual(outcome.report["network"]["signs"][0]["sign"], "vacant-address", outcome.out[:2000])
        self.assertIn("Your network rewrites DNS", outcome.report["network"]["message"])
        states = {(one["transport"], one["state"]) for one in outcome.records("plain.example") if one["type"] == "SOA"}
        self.assertEqual(states, {("udp", "unknown"), ("tls", "match")})
        self.assertEqual(outcome.findings(), [])
        print("the servers say who they are, where they do; a network that answers for everybody is noticed")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
