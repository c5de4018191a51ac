# SPDX-License-Identifier: GPL-3.0-or-later
"""DNSSEC: our verdict equals that of BIND's validator (delv) and of Unbound's (unbound-host) on zones good and broken.

A signed root and two signed top-level domains (NSEC; NSEC3 with opt-out) lead to zones on NSD, Knot and BIND. Every
question is asked of all three validators and compared, and compared with what the zone was built to show.
"""

import json
import os
import re
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor

import lab
import signing

ROOT, TLD, OPTOUT = "192.0.2.1", "192.0.2.11", "192.0.2.12"
HOSTS = {"nsd": "198.51.100.1", "knot": "198.51.100.2", "bind": "198.51.100.3"}
RESOLVER = "192.0.2.53"
SECURE, INSECURE, BOGUS = "secure", "insecure", "bogus"

# Where the validators' policies differ, and the standards let them: zone or question, who, what he says, and why.
DIFFERS = (
    (r"good16\.example", "unbound-host", INSECURE, "Debian's Unbound takes Ed448 for unknown"),
    (r"nothing\.n3optout\.example", "delv", SECURE,
     "RFC 5155, 9.2: no authentic denial where opt-out covers the name; delv says 'fully validated'"),
    (r"downgrade\.example", "unbound-host", SECURE,
     "RFC 4509, 3: SHA-1 does not count beside SHA-256; Unbound only asks for one digest that is right"),
)


def body(zone, address, extra=""):
    return (f"$ORIGIN {zone}\n$TTL 300\n{zone} SOA ns host 1 3600 600 86400 300\n{zone} NS ns\nns A {address}\n"
            f"{zone} TXT \"apex\"\n{zone} MX 10 mail\nmail A {address}\nwww A {address}\na.ent A {address}\n"
            f"*.wild TXT \"from the wildcard\"\nalias CNAME www\n" + extra)


class Zone:
    def __init__(self, name, host, algorithm=13, nsec3=None, optout=False, start=-1, end=30, extra="", ds="good",
                 breaks=None, parent="example.", signed=True, iterations=None, former=None):
        self.name, self.host, self.algorithm = f"{name}.{parent}", host, algorithm
        self.nsec3, self.optout, self.start, self.end, self.extra = nsec3, optout, start, end, extra
        self.ds, self.breaks, self.parent, self.signed, self.iterations = ds, breaks, parent, signed, iterations
        self.former = former  # a key before the present one: it "signs" too, or is there "copied"
        self.questions = {}

    def ask(self, owner, rrtype, verdict):
        name = self.name if owner == "@" else f"{owner}.{self.name}"
        self.questions[f"{name.rstrip('.')}/{rrtype}"] = verdict
        return self

    def usual(self, verdict, denial=None, wildcard=None):
        """What every zone is asked: data, an alias, a wildcard, and four ways of not being there."""
        denial = denial or verdict
        self.ask("www", "A", verdict).ask("@", "SOA", verdict).ask("alias", "A", verdict)
        self.ask("some.wild", "TXT", wildcard or denial)
        self.ask("www", "AAAA", denial).ask("nothing", "A", denial).ask("ent", "A", denial)
        return self.ask("some.wild", "A", denial)


def zones():
    return [
        # --- as it should be: every algorithm, both kinds of denial
        Zone("good8", "nsd", 8).usual(SECURE),
        Zone("good10", "knot", 10).usual(SECURE),
        Zone("good13", "bind", extra="out CNAME www.good8.example.\nopen CNAME www.unsigned.example.\n"
             "false CNAME www.expired.example.\nloop CNAME loop2\nloop2 CNAME loop\nmoved DNAME good8.example.\n"
             "sub NS ns.sub\nns.sub A 198.51.100.1\n").usual(SECURE)
        .ask("out", "A", SECURE).ask("open", "A", INSECURE).ask("false", "A", BOGUS)
        .ask("www.moved", "A", SECURE).ask("sub", "DS", SECURE).ask("www.sub", "A", INSECURE),
        Zone("good14", "nsd", 14).usual(SECURE),
        Zone("good15", "knot", 15).usual(SECURE),
        Zone("good16", "bind", 16).usual(SECURE),
        Zone("n3", "nsd", nsec3=(0, "-")).usual(SECURE),
        Zone("n3knot", "knot", nsec3=(0, "-")).usual(SECURE),
        Zone("n3salt", "bind", 8, nsec3=(10, "aabbccdd")).usual(SECURE),
        Zone("n3many", "nsd", nsec3=(50, "ab")).usual(SECURE),
        Zone("n3optout", "knot", nsec3=(0, "-"), optout=True,
             extra="sub NS ns.sub\nns.sub A 198.51.100.1\n")
        .ask("www", "A", SECURE).ask("www", "AAAA", SECURE).ask("www.sub", "A", INSECURE)
        .ask("some.wild", "TXT", INSECURE).ask("nothing", "A", INSECURE),
        Zone("dname", "nsd", extra="old DNAME good13.example.\n").ask("www.old", "A", SECURE)
        .ask("nothing.old", "A", SECURE).ask("old", "DNAME", SECURE),
        Zone("dnameopen", "bind", extra="old DNAME unsigned.example.\n").ask("www.old", "A", INSECURE),
        # --- not signed
        Zone("unsigned", "nsd", signed=False, ds="none").usual(INSECURE),
        Zone("dsremoved", "knot", ds="none").usual(INSECURE),
        Zone("sub", "nsd", signed=False, ds="none", parent="good13.example."),
        Zone("sub", "nsd", signed=False, ds="none", parent="n3optout.example."),
        Zone("unknownalgorithm", "bind", ds="algorithm").usual(INSECURE),
        Zone("unknowndigest", "nsd", ds="digest").usual(INSECURE),
        Zone("unknownboth", "knot", ds="algorithm+digest").usual(INSECURE),
        Zone("n3toomany", "nsd", nsec3=(0, "-"), iterations=1000)
        .ask("www", "A", SECURE).ask("nothing", "A", INSECURE).ask("www", "AAAA", INSECURE),
        # --- DS
        Zone("sha1", "nsd", ds="1").usual(SECURE),
        Zone("sha384", "knot", ds="4").usual(SECURE),
        Zone("twods", "bind", ds="good+algorithm").usual(SECURE),
        Zone("rollover", "nsd", ds="good+other").usual(SECURE),
        Zone("wrongdigest", "knot", ds="wrong").usual(BOGUS),
        Zone("downgrade", "bind", ds="1+wrong").usual(BOGUS),
        Zone("otherkey", "nsd", ds="other").usual(BOGUS),
        Zone("stripped", "knot", signed=False, ds="other").usual(BOGUS),
        # --- time
        Zone("expired", "nsd", start=-60, end=-30).usual(BOGUS),
        Zone("expired15", "bind", 15, start=-60, end=-1).usual(BOGUS),
        Zone("early", "knot", start=10, end=40).usual(BOGUS),
        Zone("n3expired", "bind", nsec3=(0, "-"), start=-60, end=-30).usual(BOGUS),
        # --- signatures
        Zone("falsedata", "nsd", breaks=lambda text: signing.changed(text, r"^(www\S*\s+\d+\s+IN\s+A\s+)\S+", r"\g<1>203.0.113.1"))
        .ask("www", "A", BOGUS).ask("@", "SOA", SECURE),
        Zone("falsesig", "knot", breaks=lambda text: signing.spoiled(text, r"^www\S*\s.*RRSIG\s+A\s"))
        .ask("www", "A", BOGUS).ask("www", "AAAA", SECURE).ask("@", "SOA", SECURE),
        Zone("falsesig8", "bind", 8, breaks=lambda text: signing.spoiled(text, r"^www\S*\s.*RRSIG\s+A\s"))
        .ask("www", "A", BOGUS).ask("@", "TXT", SECURE),
        Zone("falsesig15", "nsd", 15, breaks=lambda text: signing.spoiled(text, r"^www\S*\s.*RRSIG\s+A\s"))
        .ask("www", "A", BOGUS).ask("@", "TXT", SECURE),
        Zone("nosig", "nsd", breaks=lambda text: signing.without(text, r"^www\S*\s.*RRSIG\s+A\s"))
        .ask("www", "A", BOGUS).ask("@", "SOA", SECURE),
        Zone("nosigs", "knot", breaks=lambda text: signing.without(text, r"\sRRSIG\s+(A|TXT|SOA|NSEC|MX|CNAME)\s"))
        .ask("www", "A", BOGUS).ask("@", "SOA", BOGUS).ask("nothing", "A", BOGUS),
        Zone("nokeysig", "knot", breaks=lambda text: signing.without(text, r"RRSIG\s+DNSKEY\s")).usual(BOGUS),
        Zone("falsekeysig", "nsd", breaks=lambda text: signing.spoiled(text, r"RRSIG\s+DNSKEY\s")).usual(BOGUS),
        Zone("nokey", "nsd", breaks=lambda text: signing.without(text, r"IN\s+(RRSIG\s+)?DNSKEY\s")).usual(BOGUS),
        # --- denial
        Zone("nonsec", "nsd", breaks=lambda text: signing.without(text, r"IN\s+(RRSIG\s+)?NSEC\s"))
        .ask("www", "A", SECURE).ask("www", "AAAA", BOGUS).ask("nothing", "A", BOGUS).ask("some.wild", "TXT", BOGUS),
        Zone("nsecsig", "knot", breaks=lambda text: signing.spoiled(text, r"RRSIG\s+NSEC\s"))
        .ask("www", "A", SECURE).ask("www", "AAAA", BOGUS).ask("nothing", "A", BOGUS).ask("some.wild", "TXT", BOGUS),
        Zone("nsecsigknot", "knot", breaks=lambda text: signing.without(text, r"RRSIG\s+NSEC\s"))
        .ask("www", "A", SECURE).ask("nothing", "A", BOGUS).ask("some.wild", "TXT", BOGUS),
        Zone("nsec3sig", "nsd", nsec3=(0, "-"), breaks=lambda text: signing.spoiled(text, r"RRSIG\s+NSEC3\s"))
        .ask("www", "A", SECURE).ask("www", "AAAA", BOGUS).ask("nothing", "A", BOGUS).ask("some.wild", "TXT", BOGUS),
        Zone("nsec3nosig", "knot", nsec3=(0, "-"), breaks=lambda text: signing.without(text, r"RRSIG\s+NSEC3\s"))
        .ask("www", "A", SECURE).ask("www", "AAAA", BOGUS).ask("nothing", "A", BOGUS).ask("some.wild", "TXT", BOGUS),
        Zone("nonsec3", "nsd", nsec3=(0, "-"), breaks=lambda text: signing.without(text, r"IN\s+(RRSIG\s+)?NSEC3\s"))
        .ask("www", "A", SECURE).ask("nothing", "A", BOGUS).ask("some.wild", "TXT", BOGUS),
        # --- below a top-level domain with opt-out
        Zone("rolled", "nsd", former="signs").usual(SECURE),
        Zone("copied", "nsd", former="copied").usual(SECURE),
        Zone("signed", "nsd", parent="optout.").usual(SECURE),
        Zone("open", "knot", parent="optout.", signed=False, ds="none").usual(INSECURE),
        Zone("late", "bind", parent="optout.", start=-60, end=-30).usual(BOGUS),
    ]


class World:
    def __init__(self, world):
        self.lab, self.zones = world, zones()
        self.keys, self.texts, self.ds, self.former = {}, {}, {}, {}
        self.folder = os.path.join(world.folder, "signing")
        os.mkdir(self.folder)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(self.make, [zone for zone in self.zones if zone.parent.count(".") > 1]))
            list(pool.map(self.make, [zone for zone in self.zones if zone.parent.count(".") == 1]))
        for tld, address, nsec3 in (("example.", TLD, None), ("optout.", OPTOUT, (0, "-"))):
            self.make_tld(tld, address, nsec3)
        self.make_root()
        world.nsd("root", [ROOT], {".": self.texts["."]})
        world.nsd("example", [TLD], {"example.": self.texts["example."]})
        world.knot("optout", [OPTOUT], {"optout.": self.texts["optout."]})
        for kind, address in HOSTS.items():
            mine = {zone.name: self.texts[zone.name] for zone in self.zones if zone.host == kind}
            getattr(world, kind)(kind, [address], mine)
        self.hints = world.file("hints", f". 3600000 IN NS a.root.example.\na.root.example. 3600000 IN A {ROOT}\n")
        self.anchor = world.file("anchor", self.keys["."].ds() + "\n")
        flags, protocol, algorithm, *key = self.keys["."].record.split(" DNSKEY ")[1].split()
        self.bind_keys = world.file("bind.keys", f'trust-anchors {{ . static-key {flags} {protocol} {algorithm} '
                                                 f'"{"".join(key)}"; }};\n')
        # delv needs somebody who fetches; what he thinks of it does not matter: delv says CD.
        world.unbound("resolver", RESOLVER, f". 3600000 IN NS a.root.example.\na.root.example. 3600000 IN A {ROOT}\n")
        self.unbound = world.file("unbound-host.conf", f"""server:
  root-hints: "{self.hints}"
  trust-anchor-file: "{self.anchor}"
  do-not-query-localhost: no
  do-ip6: no
  username: ""
  chroot: ""
  use-syslog: no
""")
        world.start()

    def new_key(self, zone, algorithm, folder):
        os.makedirs(folder, exist_ok=True)
        return signing.Key(folder, zone, algorithm)

    def ds_of(self, zone, key, folder):
        out = []
        for word in zone.ds.split("+"):
            if word == "none":
                continue
            if word in ("other", "wrong", "algorithm", "digest"):
                other = self.new_key(zone.name, 13, folder) if word == "other" else key
                owner, klass, rrtype, tag, algorithm, kind, digest = other.ds().split(None, 6)
                digest = digest.replace(" ", "")
                if word == "wrong":
                    digest = ("0" if digest[0] != "0" else "1") + digest[1:]
                if word == "algorithm":
                    algorithm = "100"
                if word == "digest":
                    kind = "99"
                out.append(f"{owner} {klass} {rrtype} {tag} {algorithm} {kind} {digest}")
            else:
                out.append(key.ds(2 if word == "good" else int(word)))
        return "\n".join(out) + "\n" if out else ""

    def make(self, zone):
        folder = os.path.join(self.folder, zone.name)
        key = self.new_key(zone.name, zone.algorithm, folder)
        text = body(zone.name, HOSTS[zone.host], zone.extra)
        self.ds[zone.name] = self.ds_of(zone, key, folder)
        if zone.iterations:
            text = signing.sign_with_ldns(folder, zone.name, text, key, zone.iterations)
        elif zone.signed:
            former = [self.new_key(zone.name, 13, folder)] if zone.former else []
            self.former.update({zone.name: one.ds() for one in former})
            text += "".join(one.record + "\n" for one in former if zone.former == "copied")
            text = signing.sign(folder, zone.name, text, key, zone.nsec3, zone.optout, zone.start, zone.end,
                                former if zone.former == "signs" else ())
        if zone.breaks:
            text = zone.breaks(text)
        self.texts[zone.name] = text

    def make_tld(self, tld, address, nsec3):
        folder = os.path.join(self.folder, "tld-" + tld)
        self.keys[tld] = self.new_key(tld, 13, folder)
        text = f"$TTL 300\n{tld} SOA ns.{tld} host.{tld} 1 3600 600 86400 300\n{tld} NS ns.{tld}\nns.{tld} A {address}\n"
        if tld == "example.":
            text += f"a.root.example. A {ROOT}\n"
        for zone in self.zones:
            if zone.parent == tld:
                text += f"{zone.name} NS ns.{zone.name}\nns.{zone.name} A {HOSTS[zone.host]}\n{self.ds[zone.name]}"
        self.texts[tld] = signing.sign(folder, tld, text, self.keys[tld], nsec3, bool(nsec3))

    def make_root(self):
        folder = os.path.join(self.folder, "root")
        self.keys["."] = self.new_key(".", 13, folder)
        text = f"$TTL 300\n. SOA a.root.example. host.example. 1 3600 600 86400 300\n. NS a.root.example.\n"
        for tld, address in (("example.", TLD), ("optout.", OPTOUT)):
            text += f"{tld} NS ns.{tld}\nns.{tld} A {address}\n{self.keys[tld].ds()}\n"
        text += f"a.root.example. A {ROOT}\n"
        self.texts["."] = signing.sign(folder, ".", text, self.keys["."])

    # --- the three validators

    def hinoban(self, questions, *more):
        outcome = lab.run("validate", *questions, "--root-hints", self.hints, "--trust-anchor", self.anchor, *lab.permits(),
                          "--format", "json", *more, timeout=120)
        try:
            told = json.loads(outcome.out)["validations"]
        except ValueError:
            raise lab.LabError(f"no verdicts: {outcome.status}\n{outcome.out[:500]}\n{outcome.err[:3000]}") from None
        return {question: one for question, one in zip(questions, told)}

    def delv(self, question):
        name, rrtype = question.split("/")
        done = subprocess.run([lab.need("delv"), f"@{RESOLVER}", "-4", "-a", self.bind_keys, "+root=.", name + ".", rrtype],
                              capture_output=True, text=True, timeout=60)
        text = done.stdout + done.stderr
        # Of an answer over several zones the least counts.
        if "resolution failed: ncache" not in text and "resolution failed" in text:
            return BOGUS, text
        if re.search(r"unsigned answer|negative response, unsigned", text):
            return INSECURE, text
        return (SECURE if "fully validated" in text else "?"), text

    def unbound_host(self, question):
        name, rrtype = question.split("/")
        done = subprocess.run([lab.need("unbound-host"), "-C", self.unbound, "-v", "-t", rrtype, name],
                              capture_output=True, text=True, timeout=60)
        text = done.stdout + done.stderr
        for mark, verdict in (("(BOGUS", BOGUS), ("(insecure)", INSECURE), ("(secure)", SECURE)):
            if mark in text:
                return verdict, text
        return "?", text


class Dnssec(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = lab.Lab()
        cls.addClassCleanup(cls.lab.__exit__)
        cls.world = World(cls.lab)
        cls.questions = {}
        for zone in cls.world.zones:
            cls.questions.update(zone.questions)

    def test_1_verdicts_are_those_of_others(self):
        asked = list(self.questions)
        ours = self.world.hinoban(asked)
        with ThreadPoolExecutor(2) as pool:
            delv = dict(zip(asked, pool.map(self.world.delv, asked)))
            unbound = dict(zip(asked, pool.map(self.world.unbound_host, asked)))
        wrong = []
        for question, built in self.questions.items():
            told = ours[question]
            for who, verdict, more in (("built", built, ""), ("delv", *delv[question]), ("unbound-host", *unbound[question])):
                policy = next((one for one in DIFFERS if re.search(r"(^|\.)" + one[0] + "/", question) and one[1] == who), None)
                if policy:
                    # A difference that is none any more is to be taken out of the table.
                    if verdict != policy[2]:
                        wrong.append(f"{question}: {who} {verdict}, and not {policy[2]}: {policy[3]}")
                elif told["status"] != verdict:
                    wrong.append(f"{question}: ours {told['status']} ({told['reason']}), {who} {verdict}: {more.strip()[:400]}")
        self.assertFalse(wrong, "\n" + "\n".join(wrong))
        count = {verdict: sum(one["status"] == verdict for one in ours.values()) for verdict in (SECURE, INSECURE, BOGUS)}
        print(f"{len(asked)} questions about {len(self.world.zones) + 3} zones: {count}; all as delv and unbound-host say, "
              f"but for {len(DIFFERS)} differences of policy")

    def check(self, domain, expect=()):
        arguments = ["check", domain, "--root-hints", self.world.hints, "--trust-anchor", self.world.anchor, "--format", "json"]
        for file in expect:
            arguments += ["--expect", file]
        return lab.run(*arguments, *lab.permits())

    def d12(self, outcome):
        return {(one["severity"], one["subject"], one["vantage"]): one["message"] for one in outcome.findings("D12")}

    def test_2_a_look_says_it(self):
        good = self.check("good13.example")
        told = good.domain("good13.example")["dnssec"]
        self.assertEqual((told["status"], told["reason"]), (SECURE, ""))
        self.assertEqual([link["zone"] for link in told["chain"]], [".", "example", "good13.example"])
        self.assertTrue(all(link["signingKey"] in link["keyTags"] and link["evidence"] for link in told["chain"]))
        self.assertTrue({"SOA", "MX", "TXT", "CAA"} <= {one["type"] for one in told["answers"]})
        self.assertEqual(self.d12(good), {})

        unsigned = self.check("unsigned.example")
        self.assertEqual(unsigned.domain("unsigned.example")["dnssec"]["status"], INSECURE)
        self.assertEqual(self.d12(unsigned), {})

        for domain, words in (("expired.example", "expired at"), ("stripped.example", "it has none"),
                              ("otherkey.example", "None of the keys")):
            broken = self.check(domain)
            self.assertEqual(broken.domain(domain)["dnssec"]["status"], BOGUS)
            (key, message), = self.d12(broken).items()
            self.assertEqual(key, ("CRIT", domain + " DNSSEC", ""))
            self.assertIn(words, message)
            self.assertEqual(broken.status, 1)

        # The parent lost the DS that the owner expects; and it shows another one.
        ds = self.world.ds["sha384.example."]
        for domain, words in (("dsremoved.example", "no DS record"), ("good8.example", "other DNSSEC keys")):
            expected = self.lab.file("expected-" + domain, f"$ORIGIN {domain}.\n@ 300 IN DS " + ds.split(" DS ")[1])
            lost = self.check(domain, [expected])
            found = self.d12(lost)
            self.assertIn(("CRIT", domain + " DS", "parent"), found)
            self.assertIn(words, found["CRIT", domain + " DS", "parent"])
        # Another DS after a change of keys: lawful where the former key has signed the new one, and not where it is only
        # shown, as anybody can.
        for domain, severity, words in (("rolled.example", "WARN", "have signed the new ones"),
                                        ("copied.example", "CRIT", "other DNSSEC keys")):
            expected = self.lab.file("former-" + domain, f"$ORIGIN {domain}.\n@ 300 IN DS " +
                                     self.world.former[domain + "."].split(" DS ")[1] + "\n")
            found = self.d12(self.check(domain, [expected]))
            self.assertEqual(set(found), {(severity, domain + " DS", "parent")})
            self.assertIn(words, found[severity, domain + " DS", "parent"])
        print("check: the chain and each answer of a secure domain; D12 for a broken chain, a lost and a changed DS")

    def test_3_a_resolver_can_be_asked(self):
        asked = ["www.good13.example/A", "www.falsesig.example/A", "nothing.n3.example/A", "www.unsigned.example/A"]
        told = self.world.hinoban(asked, "--resolver", RESOLVER)
        self.assertEqual([told[question]["status"] for question in asked], [SECURE, BOGUS, SECURE, INSECURE])
        print("through a resolver with CD: the same verdicts")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
