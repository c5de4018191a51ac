# SPDX-License-Identifier: GPL-3.0-or-later
"""The 2020 case, whole, at full speed: what is said, when it is first said, and when it is withdrawn."""

from harness import SEVERITIES, check, end, instant, report, run

CHANGED = instant("2020-05-30T15:11:38Z")   # the registry's stamp
REPAIRED = instant("2020-06-01T11:52:53Z")  # the registry's stamp of the correction
CACHES_DONE = instant("2020-06-05T15:52:53Z")
ROUNDS = 300  # seconds between two rounds of traces
SWEEPS = 120  # seconds of world time: two looks at the delegation
AT_PARENT = ["ns-1515.awsdns-061.org", "ns-1985.awsdns-056.co.uk"]
FALSE = AT_PARENT + ["ns-650.awsdns-017.net"]

done = run("drill", "coincheck-2020", "--speed", "max", "--format", "json")
check(done.returncode == 0, "exit status %d: %s" % (done.returncode, done.stderr.decode()))
judged = report(done.stdout)
findings = judged["findings"]


def those(signal, subject="", message=()):
    return [one for one in findings if one["signal"] == signal and subject in one["subject"]
            and all(word in one["message"] for word in message)]


def seen_in_time(found, what):
    if check(found, what + ": never found"):
        first = min(instant(one["firstSeen"]) for one in found)
        check(CHANGED <= first <= CHANGED + SWEEPS, "%s: first seen %d s after the change" % (what, first - CHANGED))


for host in AT_PARENT:
    seen_in_time([one for one in those("D1", host) if one["vantage"] == "parent"], "D1 " + host)
for host in FALSE:
    seen_in_time(those("D2", host), "D2 " + host)
seen_in_time(those("D3"), "D3")
seen_in_time(those("D8", message=("mail.coincheck.com", "45.77.24.250")), "D8 with host and address")

# The registry is asked at once about a domain whose delegation changed, and about the domains of its new servers.
for signal in ("R1", "R4"):
    seen_in_time(those(signal), signal)
for zone in ("awsdns-061.org", "awsdns-056.co.uk", "awsdns-017.net"):
    seen_in_time(those("R5", zone), "R5 " + zone)
check(those("R5", "awsdns-061.org", ("2020-05-29T14:19:13Z",)), "R5 does not say when awsdns-061.org was made")

# What was prepared is seen within one round, a day before it is used.
ROUND = 3 * 3600
for zone, made in (("awsdns-061.org", "2020-05-29T14:19:13Z"), ("awsdns-017.net", "2020-05-29T14:42:00Z")):
    prepared = those("P1", zone, (made,))
    if check(prepared, "P1 %s with its date: never found" % zone):
        check(instant(made) <= instant(prepared[0]["firstSeen"]) <= instant(made) + ROUND,
              "P1 %s: first seen %s" % (zone, prepared[0]["firstSeen"]))
        check(prepared[0]["severity"] == "HIGH" and prepared[0]["domain"] == "coincheck.com", "P1: %s" % prepared[0])
check(not those("D13"), "D13 of caches that only run out: %s" % [one["firstSeen"] for one in those("D13")])
check({one["subject"] for one in those("P1")} <= {"awsdns-061.org", "awsdns-056.co.uk", "awsdns-017.net"},
      "P1 about others: %s" % [one["subject"] for one in those("P1")])

for one in findings:
    grave = SEVERITIES.index(one["severity"]) >= SEVERITIES.index("HIGH") and one["signal"] != "P1"
    check(not grave or instant(one["firstSeen"]) >= CHANGED,
          "%s %s %s before anything was changed: %s" % (one["signal"], one["severity"], one["firstSeen"], one["message"]))

at_parent = [one for one in findings if one["vantage"] == "parent" and instant(one["firstSeen"]) < REPAIRED]
check(at_parent, "nothing was found at the parent")
for one in at_parent:
    check(one["cleared"] and instant(one["cleared"]) <= REPAIRED + SWEEPS,
          "parent, %s %s: cleared %s" % (one["signal"], one["subject"], one["cleared"]))
at_resolvers = [one for one in findings if one["vantage"] == "resolver" and one["severity"] != "INFO"]
check(at_resolvers, "nothing was found at the resolvers")
for one in at_resolvers:
    check(one["cleared"] and instant(one["cleared"]) <= CACHES_DONE,
          "resolver, %s %s: cleared %s" % (one["signal"], one["subject"], one["cleared"]))
check(any(one["cleared"] and instant(one["cleared"]) > REPAIRED + SWEEPS for one in at_resolvers),
      "no cache outlived the repair: the tail of the case is missing")
check(those("R1"), "R1 was never found")
check(all(one["cleared"] is None for one in those("R1")), "R1 was cleared without a person")

# The way to where people are led: Amsterdam, as soon as a resolver that was asked had let go of the true delegation.
# Caches that run out let go of the lie one after the other, and some come back to it: each time is a finding.
elsewhere = sorted(those("D10", "coincheck.com A path"), key=lambda one: one["firstSeen"])
if check(elsewhere, "D10: never found"):
    first = elsewhere[0]
    check(first["severity"] == "MED" and first["vantage"] == "path", "D10: %s" % first)
    for word in ("NRT (Tokyo) → AMS (Amsterdam)", "54.192.85.80", "see D1."):
        check(word in first["message"], "D10 does not say %s: %s" % (word, first["message"]))
    # With the first round in which a resolver has let go of the true delegation; others' false answers come with it.
    turned = min(instant(one["firstSeen"]) for one in those("D9") if one["vantage"] == "resolver")
    check(CHANGED < turned <= instant(first["firstSeen"]) <= turned + ROUNDS,
          "D10: first seen %s" % first["firstSeen"])
    check(first["cleared"] and REPAIRED < instant(first["cleared"]), "D10: cleared %s" % first["cleared"])
    check(all(one["cleared"] and instant(one["cleared"]) <= CACHES_DONE for one in elsewhere),
          "D10: cleared %s" % [one["cleared"] for one in elsewhere])
    check(any(one["address"] == "54.192.85.80" for one in first["evidence"]), "D10 has no trace as evidence")
check(len(those("D10")) == len(elsewhere), "D10 of others: %s" % [one["subject"] for one in those("D10")])

states = {domain["name"]: domain["state"] for domain in judged["domains"]}
check(states.get("coincheck.jp") == "match", "coincheck.jp is %s" % states.get("coincheck.jp"))
check(not [one for one in findings if one["domain"] == "coincheck.jp" and one["severity"] != "INFO"],
      "coincheck.jp has a finding")
end()
