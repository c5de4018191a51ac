# SPDX-License-Identifier: GPL-3.0-or-later
"""Hijacks that a team meets on the first day, with nothing expected yet: suspected, by the subjects of the findings."""

from hijack.worlds import evil_zone
from world import CHANGE

WORLDS = []


def suspects(*subjects):
    def mark(build):
        build.suspected = set(subjects)
        WORLDS.append(build)
        return build
    return mark


@suspects("owner.com caches", "owner.com registration")
def delegation_replaced(w):
    """Caches still hold the nameservers of before, and the registration has just been changed."""
    w.no_baseline()
    evil_zone(w)
    w.delegate("com-evil", "ns1.evil.net")
    w.at(CHANGE, {"publish": "com-evil"}, {"publish": "owner-evil", "on": ["ns1.evil.net"]},
         {"registration": "owner.com", "nameservers": ["ns1.evil.net"]})


@suspects("ns1.dnspr0v.net")
def look_alike(w):
    """The new nameserver imitates the one that caches still hold."""
    host = "ns1.dnspr0v.net"
    w.no_baseline()
    w.zone("net", "net", {**w.net, "dnspr0v NS": "172800 ns1.dnspr0v.net.", "ns1.dnspr0v A": "172800 203.0.113.67"})
    w.zone("dnspr0v.net", "dnspr0v.net", {"@ SOA": "3600 %s. ops.evil.net. 1 7200 900 1209600 300" % host,
                                          "@ NS": "86400 %s." % host, "ns1 A": "86400 203.0.113.67"})
    w.server(host, "203.0.113.67", ["dnspr0v.net"])
    evil_zone(w, host=host)
    w.delegate("com-evil", host)
    w.at(CHANGE, {"publish": "com-evil"}, {"publish": "owner-evil", "on": [host]},
         {"registration": "owner.com", "nameservers": [host]})


@suspects("owner.com NS")
def parent_against_child(w):
    """The false server serves a copy of the zone in which the right servers are still named."""
    w.no_baseline()
    w.delegate("com-evil", "ns1.evil.net")
    w.at(CHANGE, {"publish": "com-evil"}, {"publish": "owner.com", "on": ["ns1.evil.net"]},
         {"registration": "owner.com", "nameservers": ["ns1.evil.net"]})


@suspects("owner.com registry")
def registry_zone(w):
    """The registry's zone is changed past its database."""
    w.no_baseline()
    evil_zone(w)
    w.delegate("com-evil", "ns1.evil.net")
    w.at(CHANGE, {"publish": "com-evil"}, {"publish": "owner-evil", "on": ["ns1.evil.net"]})


@suspects("ns1.evil.net", "owner.com caches")
def one_machine(w):
    """Nameserver and web on one foreign address."""
    w.no_baseline()
    evil_zone(w, at_A="300 203.0.113.66", www_A="300 203.0.113.66")
    w.delegate("com-evil", "ns1.evil.net")
    w.at(CHANGE, {"publish": "com-evil"}, {"publish": "owner-evil", "on": ["ns1.evil.net"]},
         {"registration": "owner.com", "nameservers": ["ns1.evil.net"]})
