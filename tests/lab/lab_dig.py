# SPDX-License-Identifier: GPL-3.0-or-later
"""What hinoban-cli prints is what dig prints, asked at the same servers: RRset by RRset, return code and TTL."""

import collections
import subprocess
import sys
import unittest

import bank
import lab

IDN = "日本.example"
IDN_ASCII = "xn--wgv71a.example"
BARE = "bare.example"
ADDRESS_ONLY = {f"ns{n}.bank.example.": address for n, address in ((1, "198.51.100.1"), (3, "198.51.100.3"))}

DKIM = "v=DKIM1; k=rsa; p=" + "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A" * 12
LONG_TXT = " ".join(f'"{DKIM[at:at + 200]}"' for at in range(0, len(DKIM), 200))
BIG = "".join(f'big 60 IN TXT "{number:02d} {"x" * 230}"\n' for number in range(14))

EXTRA = f"""
@ 60 IN A 198.51.100.81
@ 60 IN MX 20 MX2.Bank.Example.
MX2 60 IN AAAA 2001:DB8:0:0:1::25
@ 60 IN TXT "two" "strings"
@ 60 IN TXT "quote \\" backslash \\\\ semicolon ; byte \\200 tab \\009"
@ 60 IN TXT ""
@ 60 IN CAA 128 iodef "mailto:csirt@bank.example"
key._domainkey 60 IN TXT {LONG_TXT}
{BIG}
*.wild 60 IN A 198.51.100.90
*.wild 60 IN TXT "any name"
a\\.b 60 IN TXT "a dot in a label"
with\\032space 60 IN A 198.51.100.91
\\001\\255 60 IN A 198.51.100.92
_sip._tcp 60 IN SRV 1 2 5060 www.bank.example.
odd 60 IN TYPE65280 \\# 4 c0000201
alias 60 IN CNAME www.bank.example.
outside 60 IN CNAME {BARE}.
only-v4 60 IN A 198.51.100.93
"""
# Asked for although nothing is there: no such name, no such type; and data that stands behind an alias.
EXPECTED = bank.bank_zone(EXTRA.replace("alias 60 IN CNAME www.bank.example.", "alias 60 IN A 198.51.100.80") + """
gone 60 IN A 198.51.100.99
only-v4 60 IN AAAA 2001:db8::93
x.wild 60 IN A 198.51.100.90
""")

DS = "".join(f"bank.example. 300 IN DS {tag} 13 {kind} {digest}\n"
             for tag, kind, digest in ((12345, 2, "AB" * 32), (54321, 4, "0123456789ABCDEF" * 6)))
IDN_ZONE = (f"{IDN_ASCII}. 300 IN SOA ns1.bank.example. hostmaster.bank.example. 7 {bank.SOA_TIMERS}\n" +
            bank.ns_records(f"{IDN_ASCII}.", ADDRESS_ONLY) + f"{IDN_ASCII}. 60 IN A 198.51.100.82\n"
            f"{IDN_ASCII}. 60 IN MX 0 .\nxn--p8jvd.{IDN_ASCII}. 60 IN TXT \"\\230\\151\\165\\230\\156\\172\"\n")
BARE_ZONE = (f"{BARE}. 300 IN SOA ns1.bank.example. a\\.b.bank.example. 4294967295 {bank.SOA_TIMERS}\n" +
             bank.ns_records(f"{BARE}.", ADDRESS_ONLY))
TLD_EXTRA = (DS + bank.ns_records(f"{IDN_ASCII}.", ADDRESS_ONLY) + bank.ns_records(f"{BARE}.", ADDRESS_ONLY))

FOLDED = {"NS", "CNAME", "SOA", "MX", "SRV", "DS", "TYPE65280"}  # names and hexadecimal: letters of both cases are one


def words(text):
    """Presentation form taken apart: each word as the bytes that it stands for, however it was quoted or escaped."""
    out, at = [], 0
    while at < len(text):
        if text[at] in " \t":
            at += 1
            continue
        quoted = text[at] == '"'
        at += quoted
        word = bytearray()
        while at < len(text) and (text[at] != '"' if quoted else text[at] not in " \t"):
            if text[at] == "\\" and text[at + 1:at + 4].isdigit():
                word.append(int(text[at + 1:at + 4]))
                at += 4
            elif text[at] == "\\":
                word += text[at + 1].encode()
                at += 2
            else:
                word += text[at].encode()
                at += 1
        at += quoted
        out.append(bytes(word))
    return tuple(out)


def canonical(rrtype, rdata):
    taken = words(rdata)
    if rrtype == "DS":  # dig breaks the digest with spaces
        taken = taken[:3] + (b"".join(taken[3:]),)
    return tuple(word.lower() for word in taken) if rrtype in FOLDED else taken


def dotless(name):
    return tuple(word.lower().rstrip(b".") for word in words(name))[0]


Said = collections.namedtuple("Said", "rcode ttl rdatas")


def ask_dig(questions):
    """[(address, name, type, recursive)] → what dig shows for each, from one run of dig."""
    lines = [f"@{address} {name}{'' if name.endswith('.') else '.'} {rrtype} {'+rec' if recursive else '+norec'}"
             for address, name, rrtype, recursive in questions]
    asked = AgainstDig.world.file("questions", "\n".join(lines) + "\n")
    shown = subprocess.run([lab.need("dig"), "+nocmd", "+noall", "+comments", "+answer", "+authority", "+noidnin",
                            "+noidnout", "+bufsize=1232", "+time=3", "+tries=2", "-f", asked],
                           capture_output=True, text=True, check=True, timeout=100).stdout
    blocks = shown.split(";; Got answer:\n")[1:]
    if len(blocks) != len(questions):
        raise lab.LabError(f"dig answered {len(blocks)} of {len(questions)} questions")
    return [read_block(block, *question[1:3]) for block, question in zip(blocks, questions)]


def read_block(block, name, rrtype):
    rcode, section, sections = None, None, {"ANSWER": [], "AUTHORITY": []}
    for line in block.splitlines():
        if "status: " in line:
            rcode = line.split("status: ")[1].split(",")[0]
        elif line.startswith(";; ") and line.endswith(" SECTION:"):
            section = line.split()[1]
        elif line and not line.startswith(";"):
            owner, ttl, _, kind, rdata = line.split(None, 4) if len(line.split(None, 4)) == 5 else (*line.split(None, 3), "")
            sections[section].append((dotless(owner), int(ttl), kind, rdata))
    answer, wanted = sections["ANSWER"], dotless(name)
    for _ in range(4):
        found = [one for one in answer if one[0] == wanted and one[2] == rrtype]
        alias = [one for one in answer if one[0] == wanted and one[2] == "CNAME"]
        if found or not alias:
            break
        wanted = dotless(alias[0][3])
    if not found and not answer and rrtype == "NS":  # a referral
        found = [one for one in sections["AUTHORITY"] if one[0] == wanted and one[2] == "NS"]
    return Said(rcode, found[0][1] if found else None, {canonical(rrtype, one[3]) for one in found})


class AgainstDig(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.bank = bank.Bank(cls.world, EXTRA, TLD_EXTRA)
        for server in (cls.bank.honest[0], cls.bank.honest[2]):
            for apex, text in ((f"{IDN_ASCII}.", IDN_ZONE), (f"{BARE}.", BARE_ZONE)):
                server.zones[apex] = text
                server.write_zone(apex, text)
        cls.world.start()

    def compare(self, outcome, domain, known=True):
        """Every record of the report against dig; returns how many RRsets of each type had data."""
        records = outcome.records(domain)
        if known:
            self.assertEqual([one for one in records if one["state"] == "unknown" and "CNAME to" not in one["reason"]], [])
        answers = ask_dig([(one["address"], one["name"], one["type"], one["vantage"] == "resolver") for one in records])
        seen = collections.Counter()
        for record, dig in zip(records, answers):
            what = f"{record['name']} {record['type']} at {record['vantage']} {record['address']}"
            ours = {canonical(record["type"], rdata) for rdata in record["rdata"]}
            if "CNAME to" in record.get("reason", "") or record.get("reason", "").startswith("referral"):
                continue
            self.assertEqual(ours, dig.rdatas, what)
            self.assertEqual(len(record["rdata"]), len(dig.rdatas), what)
            self.assertEqual(record["rcode"], dig.rcode, what)
            if record["vantage"] != "resolver":
                self.assertEqual(record.get("ttl"), dig.ttl, what)
            seen[record["type"]] += bool(ours)
            seen[record["rcode"]] += not ours
        return seen

    def test_1_every_type(self):
        expect = self.world.file("bank.zone", EXPECTED)
        outcome = self.bank.check(expect=[expect])
        seen = self.compare(outcome, "bank.example")
        for rrtype in ("NS", "SOA", "A", "AAAA", "MX", "TXT", "CAA", "DS", "CNAME", "SRV", "TYPE65280"):
            self.assertGreater(seen[rrtype], 0, rrtype)
        self.assertGreater(seen["NXDOMAIN"], 0)
        self.assertGreater(seen["NOERROR"], 0)
        records = outcome.records("bank.example")
        self.assertEqual(len({one["address"] for one in records}), 8)
        apex = {one["type"] for one in records if one["name"] == "bank.example" and one["vantage"] == "authoritative"}
        self.assertLessEqual({"NS", "SOA", "A", "AAAA", "MX", "TXT", "CAA"}, apex)
        print(f"bank.example: {len(records)} answers of 8 servers as dig shows them; with data: " +
              ", ".join(f"{count} {name}" for name, count in sorted(seen.items())))

    def test_2_truncation(self):
        # The same answer does not fit a datagram: dig sees it cut, both get it whole over TCP.
        cut = subprocess.run([lab.need("dig"), "@198.51.100.1", "big.bank.example", "TXT", "+norec", "+ignore",
                              "+bufsize=1232"], capture_output=True, text=True, check=True).stdout
        self.assertRegex(cut, r"flags: [a-z ]*\btc\b")
        outcome = self.bank.check()
        whole = outcome.records("bank.example", name="big.bank.example", type="TXT")
        self.assertEqual(len(whole), 6)
        self.assertEqual({len(one["rdata"]) for one in whole}, {14})
        print(f"truncation: {len(whole)} answers of 14 long strings each came whole over TCP")

    def test_3_international_name(self):
        expect = self.world.file("idn.zone", IDN_ZONE)
        outcome = self.bank.check(domains=[IDN], expect=[expect])
        seen = self.compare(outcome, IDN_ASCII)
        self.assertEqual(outcome.status, 0, outcome.out)
        print(f"{IDN_ASCII}: {sum(seen.values())} answers as dig shows them, exit 0")

    def test_4_nothing_but_the_apex(self):
        outcome = self.bank.check(domains=[BARE], expect=[self.world.file("bare.zone", BARE_ZONE)])
        seen = self.compare(outcome, BARE)
        self.assertGreater(seen["NOERROR"], 10)
        self.assertEqual(outcome.status, 0, outcome.out)
        print(f"{BARE}: {sum(seen.values())} answers as dig shows them, {seen['NOERROR']} proven absent, exit 0")

    def test_5_several_at_once_without_expectation(self):
        outcome = self.bank.check(domains=["bank.example", IDN_ASCII, BARE, "bamk.example"], expect=[])
        total = sum(sum(self.compare(outcome, domain).values())
                    for domain in ("bank.example", IDN_ASCII, BARE, "bamk.example"))
        self.assertEqual(outcome.report["findings"], [])
        print(f"four domains in one look: {total} answers as dig shows them")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
