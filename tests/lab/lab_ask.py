# SPDX-License-Identifier: GPL-3.0-or-later
"""`hinoban-cli ask` against dig and kdig, asked at the same servers: text line by line, hex octet by octet, RFC 8427
JSON member by member; and what it says where nothing can be asked or nobody answers."""

import json
import re
import subprocess
import sys
import unittest

import bank
import lab

EXTRA = """
big 60 IN TXT "%s" "%s" "%s" "%s" "%s" "%s"
* 60 IN A 198.51.100.90
odd 60 IN TYPE65280 \\# 4 c0000201
a\\.b 60 IN TXT "a dot in a label" "quote \\" backslash \\\\ byte \\200"
_sip._tcp 60 IN SRV 1 2 5060 www.bank.example.
new 60 IN DNAME bank.example.
svc 60 IN HTTPS 1 . alpn="h2,h3"
""" % tuple("x%d" % n + "y" * 240 for n in range(6))

HONEST = list(bank.HONEST.values())
QUESTIONS = [  # what follows @server, for hinoban-cli and dig alike
    ("bank.example", "NS", "+norec"), ("bank.example", "SOA", "+norec"), ("bank.example", "A", "+norec"),
    ("+norec", "AAAA", "bank.example."), ("MX", "bank.example", "+norec"), ("bank.example", "TXT", "+norec"),
    ("bank.example", "CAA", "+norec"), ("www.bank.example", "+norec"), ("www.bank.example", "AAAA", "+norec"),
    ("nothing.www.bank.example", "A", "+norec"), ("any-name.bank.example", "A", "+norec"),
    ("big.bank.example", "TXT", "+norec"), ("big.bank.example", "TXT", "+norec", "+tcp"),
    ("odd.bank.example", "TYPE65280", "+norec"), ("a\\.b.bank.example", "TXT", "+norec"),
    ("_sip._tcp.bank.example", "SRV", "+norec"), ("www.new.bank.example", "A", "+norec"),
    ("-t", "HTTPS", "-q", "svc.bank.example", "+norec"), ("bank.example", "DS", "+norec"),
    ("bank.example", "NS", "+norec", "+dnssec"), ("-x", "198.51.100.1", "+norec"), ("other.example", "A", "+norec"),
]
AT_RESOLVERS = [("bank.example", "A"), ("www.bank.example", "MX"), ("gone.other.example", "A"), ("bank.example", "NS", "+cd")]


def ours(*words, root=True):
    more = ["--root-hints", AskAgainstDig.bank.hints] if root else []
    for prefix in lab.PREFIXES:
        more += ["--permit", prefix]
    return subprocess.run([lab.cli(), "ask", *words, *more], capture_output=True, text=True, timeout=60)


def sections(text):
    """Return code, flags, and for each section its records as a sorted list of words, of dig's text and of ours."""
    found = {"rcode": re.search(r"status: (\w+)", text).group(1),
             "flags": sorted(re.search(r"flags: ([a-z ]*);", text).group(1).split())}
    section = None
    for line in text.splitlines():
        if line.startswith(";; ") and line.endswith(" SECTION:"):
            section = found.setdefault(line.split()[1], [])
        elif section is not None and line and not line.startswith(";;"):
            words = line.split(None, 4)
            words[0] = words[0].lower()
            if words[-1].startswith("\\#"):
                words[-1] = words[-1].lower()
            if words[3:4] == ["HTTPS"]:  # quotation marks around a value or not: one value (RFC 9460, 2.1)
                words[-1] = words[-1].replace('"', "")
            section.append(" ".join(words))
    for name in ("ANSWER", "AUTHORITY", "ADDITIONAL"):
        found[name] = sorted(found.get(name, []))
    return found


class AskAgainstDig(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.bank = bank.Bank(cls.world, EXTRA)
        cls.world.silent("192.0.2.66")
        cls.world.start()

    def dig(self, *words):
        run = subprocess.run([lab.need("dig"), *words, "+bufsize=1232", "+nocookie", "+noadflag", "+time=3", "+tries=2",
                              "+noidnin", "+noidnout"], capture_output=True, text=True, check=True, timeout=60)
        return run.stdout

    def all_questions(self):
        return ([(address, *words) for address in HONEST[:3] for words in QUESTIONS] +
                [(address, *words) for address in bank.RESOLVERS for words in AT_RESOLVERS])

    def test_1_text_is_what_dig_shows(self):
        compared = 0
        for address, *words in self.all_questions():
            done = ours(f"@{address}", *words)
            self.assertEqual(done.returncode, 0, (words, done.stderr))
            mine, theirs = sections(done.stdout), sections(self.dig(f"@{address}", *words))
            if address in bank.RESOLVERS:  # resolvers count down between the two
                mine, theirs = (json.loads(re.sub(r"(\S+) \d+ IN", r"\1 IN", json.dumps(one))) for one in (mine, theirs))
            self.assertEqual(mine, theirs, (address, words))
            compared += 1
        self.assertGreaterEqual(compared, 70)
        print(f"text: {compared} answers as dig shows them")

    def test_2_json_is_what_kdig_writes(self):
        compared = 0
        for address, *words in [("198.51.100.1", *words) for words in QUESTIONS if words[0] not in ("-x", "-t")]:
            done = ours(f"@{address}", *words, "--format", "json")
            self.assertEqual(done.returncode, 0, done.stderr)
            mine = json.loads(done.stdout)
            theirs = json.loads(subprocess.run([lab.need("kdig"), "+json", "+qr", f"@{address}", *words, "+nocookie",
                                                "+bufsize=1232", "+noadflag"], capture_output=True, text=True, check=True).stdout)
            for half in ("queryMessage", "responseMessage"):
                us, them = mine[half], theirs[half]
                for member in ("QR", "Opcode", "AA", "TC", "RD", "RA", "AD", "CD", "RCODE", "QDCOUNT", "ANCOUNT", "NSCOUNT",
                               "QNAME", "QTYPE", "QTYPEname", "QCLASS", "QCLASSname"):
                    if half == "responseMessage" or member not in ("AD",):
                        self.assertEqual(us[member], them[member], (words, half, member))
                self.assertRegex(us["dateString"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
                self.assertLess(abs(us["dateSeconds"] - them["dateSeconds"]), 30)
                self.assertEqual(us["messageOctetsHEX"], us["messageOctetsHEX"].upper())
                self.assertEqual(int(us["messageOctetsHEX"][:4], 16), us["ID"])
            for section in ("answerRRs", "authorityRRs"):
                kept = ("NAME", "TYPE", "TYPEname", "CLASS", "CLASSname", "TTL", "RDLENGTH", "RDATAHEX")
                plain = [[{key: str(one.get(key)).lower() for key in kept} for one in whole["responseMessage"].get(section, [])]
                         for whole in (mine, theirs)]
                self.assertEqual(*(sorted(one, key=json.dumps) for one in plain), (words, section))
            self.assertEqual(mine["queryMessage"]["ID"], mine["responseMessage"]["ID"])
            compared += 1
        print(f"json: {compared} exchanges as kdig writes them in the format of RFC 8427")

    def test_3_hex_is_the_reply(self):
        done = ours("@198.51.100.1", "bank.example", "NS", "+norec", "--format", "hex")
        octets = bytes.fromhex(done.stdout.strip())
        text = ours("@198.51.100.1", "bank.example", "NS", "+norec").stdout
        self.assertEqual(len(octets), int(re.search(r"MSG SIZE  rcvd: (\d+)", text).group(1)))
        self.assertEqual(octets[2] & 0x84, 0x84)  # QR and AA

    def test_4_servers_by_name_and_by_none(self):
        done = ours("@ns2.bank.example", "bank.example", "SOA", "+norec")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("SERVER: 198.51.100.2#53(ns2.bank.example) (UDP)", done.stdout)
        done = ours("bank.example", "--resolver", bank.RESOLVERS[0])
        self.assertIn(f"SERVER: {bank.RESOLVERS[0]}#53", done.stdout)
        for words, told in ((("bank.example",), "no server is named"), (("@ns1.nowhere.example", "a.example"), "ns1.nowhere.example")):
            done = ours(*words)
            self.assertIn(done.returncode, (1, 64))
            self.assertEqual(done.stdout, "")
            self.assertIn(told, done.stderr)

    def test_5_the_server_about_itself(self):
        done = ours("@198.51.100.3", "version.bind", "CH", "TXT", "+norec")  # BIND
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sections(done.stdout)["ANSWER"], sections(self.dig("@198.51.100.3", "version.bind", "CH", "TXT", "+norec"))["ANSWER"])
        self.assertRegex(done.stdout, r"version.bind.\t0\tCH\tTXT\t")

        # NSD, Knot and BIND are not told a name of their own here; the question itself must be on the wire.
        query = json.loads(ours("@198.51.100.1", ".", "SOA", "+nsid", "--format", "json").stdout)["queryMessage"]
        self.assertTrue(query["additionalRRs"][-1]["RDATAHEX"].startswith("00030000"))

    def test_6_nobody_answers(self):
        done = ours("@192.0.2.66", "bank.example")
        self.assertEqual(done.returncode, 1)
        self.assertIn(";; no answer: timed-out", done.stdout)
        self.assertIn("timed-out", done.stderr)
        done = ours("@192.0.2.66", "bank.example", "--format", "json")
        self.assertIn("timed-out", json.loads(done.stdout)["responseMessage"]["comment"])
        forbidden = subprocess.run([lab.cli(), "ask", "@192.0.2.1", ".", "SOA"], capture_output=True, text=True)
        self.assertEqual(forbidden.returncode, 1)
        self.assertIn("not permitted", forbidden.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
