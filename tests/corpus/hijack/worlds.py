# SPDX-License-Identifier: GPL-3.0-or-later
"""What attackers do, each with the signals that say so at HIGH or above.

R4 opens with every false delegation: until the registry has been asked again, it still has the old servers."""

from benign.worlds import TOKYO, in_class, own_servers, with_authority
from signed import Signed
from world import CHANGE, ENDS, LOCKS, NS, OWNER, delegation

WORLDS = []


def finds(*signals, lesser=(), **within):
    """lesser: signals that say so at MED; within: by signal, the seconds that it takes by its nature."""
    def mark(build):
        build.signals, build.lesser, build.within = set(signals), set(lesser), within
        WORLDS.append(build)
        return build
    return mark


def evil_zone(w, version="owner-evil", host="ns1.evil.net", **changes):
    """The owner's zone as the attacker serves it: copied, and led to him."""
    records = {"at_SOA": "3600 %s. %s. 1 7200 900 1209600 300" % (host, host), "at_NS": "86400 %s." % host, **changes}
    w.owner(version, **records)


def lead_away(w, host="ns1.evil.net", at=CHANGE):
    """The delegation, and the registry with it, name the attacker's server, which serves "owner-evil"."""
    w.delegate("com-evil", host)
    w.at(at, {"publish": "com-evil"}, {"publish": "owner-evil", "on": [host]},
         {"registration": "owner.com", "nameservers": [host]})


def delegate_part_away(w, part, **records):
    """A name below the owner's is delegated to the attacker, with these records there."""
    apex = part + ".owner.com"
    w.zone(apex, apex, {"@ SOA": "60 ns1.evil.net. ops.evil.net. 1 2 3 4 60", "@ NS": "60 ns1.evil.net.",
                        **{"@ " + kind: value for kind, value in records.items()}})
    w.change_server("ns1.evil.net", zones=["evil.net", apex])
    w.owner("owner-cut", remove=[part + " A"], **{part + "_NS": "60 ns1.evil.net."})
    w.at(CHANGE, {"publish": "owner-cut"})


@finds("D1", "D6", "R1", "R4")
def delegation_replaced(w):
    """The account at the registrar was entered: another delegation, the zone copied."""
    evil_zone(w)
    lead_away(w)


def registered(w, domain, date):
    """The registry knows the domain, since that date."""
    w.registrations[domain] = {"registered": date, "expires": "2029-01-01T00:00:00Z", "lastChanged": date,
                               "statuses": ["ok"], "nameservers": ["ns1." + domain]}


@finds("D1", "D6", "R1", "R4", "R5")
def fresh_nameserver(w):
    """The new nameserver stands in a domain that was registered the day before."""
    registered(w, "evil.net", "2024-03-03T02:00:00Z")
    delegation_replaced(w)


@finds("D1", "D6", "R1", "R4")
def aged_nameserver(w):
    """The new nameserver stands in a domain that is ten years old."""
    registered(w, "evil.net", "2014-03-03T02:00:00Z")
    delegation_replaced(w)


@finds("D7", "D8", "R5")
def fresh_mail_host(w):
    """Mail is led to a host in a domain that was registered three weeks before."""
    registered(w, "evil.net", "2024-02-12T02:00:00Z")
    mail_only(w)


@finds("P1")
def prepared(w):
    """A look-alike of the nameservers' domain is registered, and nothing is changed yet."""
    w.at(CHANGE, {"registration": "dnsprov.com", "registered": CHANGE, "expires": "2025-03-04T00:00:00Z",
                  "statuses": ["ok"], "nameservers": ["ns1.evil.net"]})


@finds("D1", "D3", "R1", "R4")
def delegation_added(w):
    """A nameserver is added to ours, and serves nothing yet but what we serve."""
    w.delegate("com-more", *NS, "ns1.evil.net")
    w.at(CHANGE, {"publish": "com-more"}, {"publish": "owner.com", "on": ["ns1.evil.net"]},
         {"registration": "owner.com", "nameservers": [*NS, "ns1.evil.net"]})


@finds("D1", "R4")
def one_parent_server(w):
    """One server of the parent zone alone tells a lie."""
    w.delegate("com-evil", "ns1.evil.net")
    w.at(CHANGE, {"publish": "com-evil", "on": ["b.gtld-servers.net"]},
         {"publish": "owner.com", "on": ["ns1.evil.net"]})


@finds("D1", "D6", "D9", "R1", "R4")
def five_minutes(w):
    """A window of five minutes and a half."""
    evil_zone(w, at_A="300 203.0.113.99")
    lead_away(w)
    w.at("2024-03-04T01:06:00Z", {"publish": "com"}, {"registration": "owner.com", "nameservers": NS})


@finds("D1", "D2", "D6", "R1", "R4")
def look_alike(w):
    """A nameserver whose name imitates the provider's."""
    host = "ns1.dnspr0v.net"
    w.zone("net", "net", {**w.net, "dnspr0v NS": "172800 ns1.dnspr0v.net.", "ns1.dnspr0v A": "172800 203.0.113.67"})
    w.zone("dnspr0v.net", "dnspr0v.net", {"@ SOA": "3600 %s. ops.evil.net. 1 7200 900 1209600 300" % host,
                                          "@ NS": "86400 %s." % host, "ns1 A": "86400 203.0.113.67"})
    w.server(host, "203.0.113.67", ["dnspr0v.net"])
    evil_zone(w, host=host)
    lead_away(w, host)


@finds("D1", "D5", "D6", "D9", "R1", "R4")
def one_machine(w):
    """Sea Turtle's way: nameserver and webmail on one address."""
    evil_zone(w, at_A="300 203.0.113.66", www_A="300 203.0.113.66")
    lead_away(w)


@finds("D4")
def glue_only(w):
    """The names stay; the parent's glue leads elsewhere."""
    hosts = own_servers(w)
    w.delegate("com-glue", *hosts, **{"ns1.owner_A": "172800 203.0.113.66", "ns2.owner_A": "172800 198.51.100.11"})
    w.at(CHANGE, {"publish": "com-glue"}, {"publish": "owner.com", "on": ["ns1.evil.net"]})


@finds("D7", "D8")
def mail_only(w):
    """The account at the DNS provider was entered: mail goes elsewhere."""
    w.owner("owner-mail", at_MX="60 5 mx.evil.net.")
    w.at(CHANGE, {"publish": "owner-mail"})


@finds("D8")
def mail_added(w):
    """A mail host is added before ours."""
    w.owner("owner-mail", at_MX=["3600 5 mx.evil.net.", "3600 10 mx.mailprov.net."])
    w.at(CHANGE, {"publish": "owner-mail"})


@finds("D9")
def address_only(w):
    """The web leads elsewhere."""
    w.owner("owner-web", at_A="300 203.0.113.99", www_A="300 203.0.113.99")
    w.at(CHANGE, {"publish": "owner-web"})


@finds("D9")
def address_of_one_server(w):
    """One of two nameservers leads elsewhere."""
    w.owner("owner-web", www_A="300 203.0.113.99")
    w.at(CHANGE, {"publish": "owner-web", "on": ["ns2.dnsprov.net"]})


@finds("D11")
def policy_text(w):
    """The sender policy lets anybody in."""
    w.owner("owner-spf", at_TXT='3600 "v=spf1 +all"')
    w.at(CHANGE, {"publish": "owner-spf"})


@finds("D11")
def certificate_text(w):
    """A text that lets somebody have a certificate issued, where there should be none."""
    w.watched[0]["absent"] = [{"owner": "_acme-challenge.owner.com", "type": "TXT"}]
    w.owner("owner-acme", **{"_acme-challenge_TXT": '60 "x1Ddj2oKOgIQ4xXaSkr7"'})
    records = dict(OWNER)
    records["_acme-challenge TXT"] = '60 "x1Ddj2oKOgIQ4xXaSkr7"'
    w.zone("owner-acme", "owner.com", records)
    w.at(CHANGE, {"publish": "owner-acme"})


@finds("D11")
def issuer_allowed(w):
    """Another certificate authority is allowed."""
    w.owner("owner-caa", at_CAA=['3600 0 issue "ca.example"', '3600 0 issue "ca.evil.net"'])
    w.at(CHANGE, {"publish": "owner-caa"})


@finds("R1", "R2")
def registrar_transfer(w):
    """The registration moves to another registrar; not one record changes."""
    w.at(CHANGE, {"registration": "owner.com", "registrar": {"name": "Other Registrar", "ianaId": "1"}})


@finds("R1", "R3")
def lock_removed(w):
    """The transfer lock is taken away."""
    w.at(CHANGE, {"registration": "owner.com", "statuses": ["ok"]})


@finds("R1", "R3")
def lock_removed_jp(w):
    """The registry of .jp takes the lock against a change of the registrar away."""
    w.watch_jp(["AgentChangeLocked", "DomainTransferLocked"])
    w.at(CHANGE, {"registration": "owner.jp", "statuses": ["ok", "DomainTransferLocked"]})


@finds("R1", "R3")
def locks_lost_unseen(w):
    """All locks of a name below .jp go, and only the date of the change stays."""
    w.watch_jp(["DomainTransferLocked"])
    w.at(CHANGE, {"registration": "owner.jp", "statuses": ["ok"]})


@finds("R1", "R2")
def transfer_pending(w):
    """A transfer is asked for."""
    w.at(CHANGE, {"registration": "owner.com", "statuses": ["clientTransferProhibited", "pendingTransfer"]})


@finds("D1", "D6", "R4")
def registry_zone(w):
    """The registry's zone is changed past its database."""
    evil_zone(w)
    w.delegate("com-evil", "ns1.evil.net")
    w.at(CHANGE, {"publish": "com-evil"}, {"publish": "owner-evil", "on": ["ns1.evil.net"]})


@finds("D1", "D6", "R1", "R4")
def other_than_planned(w):
    """While a move to another provider is under way, the delegation is led elsewhere."""
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T03:30:00Z",
           w.records(at_NS="86400 ns1.otherdns.net.", at_SOA="3600 ns1.otherdns.net. ops.otherdns.net. 7 7200 900 1209600 300"))
    evil_zone(w)
    lead_away(w)


@finds("D9", "W1", W1=4200)
def neither_old_nor_new(w):
    """The window of a planned change ends with the web at a third place."""
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T02:00:00Z",
           w.records(at_A="300 203.0.113.40", www_A="300 203.0.113.40"))
    w.owner("owner-evil", at_A="300 203.0.113.99", www_A="300 203.0.113.40")
    w.at(CHANGE, {"publish": "owner-evil"})


@finds("D8")
def beside_the_plan(w):
    """The web moves as announced, and a mail host is added with it."""
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T03:30:00Z",
           w.records(at_A="300 203.0.113.40", www_A="300 203.0.113.40"))
    w.owner("owner-both", at_A="300 203.0.113.40", www_A="300 203.0.113.40",
            at_MX=["3600 5 mx.evil.net.", "3600 10 mx.mailprov.net."])
    w.at(CHANGE, {"publish": "owner-both"})


@finds("D9")
def before_the_window(w):
    """The planned state three hours too early: not by those who planned it."""
    w.plan("2024-03-04T04:00:00Z", "2024-03-04T05:00:00Z", w.owner("owner-web", www_A="300 203.0.113.40"))
    w.at(CHANGE, {"publish": "owner-web"})


@finds("R1", "R2")
def other_registrar_than_planned(w):
    """A transfer is announced, and the registration goes to a third registrar."""
    w.plan("2024-03-04T00:50:00Z", "2024-03-04T03:30:00Z", dict(OWNER),
           registrar={"name": "Other Registrar", "ianaId": "1"})
    w.at(CHANGE, {"registration": "owner.com", "registrar": {"name": "Third Registrar", "ianaId": "3"}})


@finds("D9")
def alias_out_of_class(w):
    """The alias leads to another network than the one that is expected."""
    del w.expected["owner.com"]["www A"]
    w.watched[0]["classes"] = [{"owner": "www.owner.com", "type": "CNAME", "class": "CDN", "under": ["cdn.dnsprov.net"]}]
    records = dict(OWNER)
    del records["www A"]
    w.zone("owner.com", "owner.com", {**records, "www CNAME": "60 e1.cdn.dnsprov.net."})
    w.zone("owner-evil", "owner.com", {**records, "www CNAME": "60 cdn.dnsprov.net.evil.net."})
    w.at(CHANGE, {"publish": "owner-evil"})


def poison(w, kind, data, name="owner.com"):
    w.resolvers[2]["lies"] = [{"name": name, "type": kind, "ttl": "5min", "data": [data], "from": CHANGE, "until": ENDS}]


@finds("D9", "D13", D13=1000)
def poisoned_address(w):
    """One resolver is lied to about the web, again and again; the domain and its parent are untouched."""
    poison(w, "A", "203.0.113.99", "www.owner.com")


@finds("D8", "D13", D13=1000)
def poisoned_mail(w):
    """One resolver is lied to about the mail."""
    poison(w, "MX", "5 mx.evil.net.")


@finds("D9")
def poisoned_for_minutes(w):
    """One resolver is lied to about the web for eight minutes."""
    w.resolvers[2]["lies"] = [{"name": "www.owner.com", "type": "A", "ttl": "5min", "data": ["203.0.113.99"],
                               "from": CHANGE, "until": "2024-03-04T01:09:00Z"}]


@finds("D1", "R1", "R4")
def soa_copied_too(w):
    """The zone is copied to the last letter, SOA and TTLs as well; only the servers are others."""
    w.owner("owner-evil", at_NS="86400 ns1.evil.net.")
    lead_away(w)


@finds("D11")
def dmarc_gone(w):
    """The policy that keeps others from sending in our name is taken away."""
    w.owner("owner-open", remove=["_dmarc TXT"])
    w.at(CHANGE, {"publish": "owner-open"})


@finds("T1", T1=3700)
def certificate_of_a_stranger(w):
    """An authority that the CAA records do not allow has issued a certificate, and nothing else is to be seen."""
    with_authority(w, "letsencrypt.org")
    w.certificate("Sectigo Limited", "5501", CHANGE, ["mail.owner.com"])


@finds("T1", T1=3700)
def certificate_of_a_stranger_without_caa(w):
    """No CAA records, and another issuer than ever before."""
    del w.expected["owner.com"]["@ CAA"]
    w.owner("owner.com", remove=["@ CAA"])
    w.certificate("Sectigo Limited", "5501", "2024-02-01T00:00:00Z", days=365)
    w.certificate("ZeroSSL", "0999", CHANGE)


@finds("D1", "D6", "D11", "R1", "R4", "T1", T1=3700)
def certificate_of_the_usual_authority(w):
    """The delegation is taken, with another CAA record, and the usual authority is asked for a certificate meanwhile."""
    with_authority(w, "letsencrypt.org")
    delegation_replaced(w)
    w.certificate("Let's Encrypt", "0666", "2024-03-04T01:20:00Z", ["mail.owner.com"], cn="R3")


@finds("D11", "T1", T1=3700)
def issuer_allowed_and_used(w):
    """The CAA records are widened, and the new authority has issued a certificate at once."""
    with_authority(w, "letsencrypt.org")
    w.owner("owner-caa", at_CAA=['3600 0 issue "letsencrypt.org"', '3600 0 issue "sectigo.com"'])
    w.at(CHANGE, {"publish": "owner-caa"})
    w.certificate("Sectigo Limited", "5501", "2024-03-04T01:05:00Z", ["owner.com"])


@finds("D9")
def six_only(w):
    """Only the address of IPv6 is another one."""
    w.expected["owner.com"]["www AAAA"] = "300 2001:db8:1::10"
    w.owner("owner.com", www_AAAA="300 2001:db8:1::10")
    w.owner("owner-six", www_AAAA="300 2001:db8:bad::1")
    w.at(CHANGE, {"publish": "owner-six"})


@finds("D9")
def six_added(w):
    """An address of IPv6 is added where there is none: who has IPv6 goes there first."""
    w.owner("owner-six", at_AAAA="300 2001:db8:bad::1")
    w.at(CHANGE, {"publish": "owner-six"})


@finds("D9")
def subdomain_delegated_away(w):
    """The delegation of a name below ours is planted, and answered from elsewhere."""
    delegate_part_away(w, "www", A="60 203.0.113.99")


@finds("D8")
def mail_host_delegated_away(w):
    """The name of the domain's mail is put into a delegation of its own."""
    w.expected["owner.com"]["news MX"] = "3600 10 mx.mailprov.net."
    w.owner("owner.com", news_MX="3600 10 mx.mailprov.net.")
    delegate_part_away(w, "news", MX="60 5 mx.evil.net.")


@finds("D9")
def alias_planted(w):
    """An alias to a host of the attacker's in the place of an address."""
    w.owner("owner-alias", remove=["www A"], www_CNAME="60 www.evil.net.")
    w.at(CHANGE, {"publish": "owner-alias"})


@finds("D9")
def wildcard_planted(w):
    """Names that do not exist come into being."""
    w.watched[0]["absent"] = [{"owner": "vpn.owner.com", "type": "A"}]
    records = {**OWNER, "* A": "60 203.0.113.99"}
    w.zone("owner-star", "owner.com", records)
    w.at(CHANGE, {"publish": "owner-star"})


@finds("D7", "D9", D9=1300)
def prepared_by_ttl(w):
    """The TTL is lowered a quarter of an hour before the address changes."""
    w.expected["owner.com"]["www A"] = "3600 198.51.100.10"
    w.owner("owner.com", www_A="3600 198.51.100.10")
    w.owner("owner-short", www_A="60 198.51.100.10")
    w.owner("owner-web", www_A="60 203.0.113.99")
    w.at(CHANGE, {"publish": "owner-short"})
    w.at("2024-03-04T01:16:00Z", {"publish": "owner-web"})


@finds("D12")
def ds_replaced(w):
    """The DS record at the parent is another one: whoever holds its key can sign what he likes."""
    good, bad = "12345 13 2 " + "0A" * 32, "54321 13 2 " + "0B" * 32
    w.expected["owner.com"]["@ DS"] = "86400 " + good
    hosts = delegation("owner", *NS)
    w.zone("com", "com", {**w.com, **hosts, "owner DS": "86400 " + good})
    w.zone("com-ds", "com", {**w.com, **hosts, "owner DS": "86400 " + bad})
    w.at(CHANGE, {"publish": "com-ds"})


@finds("D6")
def primary_renamed(w):
    """The zone names another primary server, and its serial number goes backwards."""
    w.owner("owner-soa", at_SOA="3600 ns1.evil.net. hostmaster.owner.com. 1 7200 900 1209600 300")
    w.at(CHANGE, {"publish": "owner-soa"})


@finds("R1")
def holder_changed_only(w):
    """Only the data of the holder are changed: the password of the account is next."""
    w.at(CHANGE, {"registration": "owner.com", "lastChanged": CHANGE})


@finds("D8")
def mail_appended(w):
    """A mail host is added behind ours, for when ours does not answer."""
    w.owner("owner-mail", at_MX=["3600 10 mx.mailprov.net.", "3600 50 mx.evil.net."])
    w.at(CHANGE, {"publish": "owner-mail"})


@finds("D8")
def mail_out_of_class(w):
    """The mail host stands under a name that only looks like the class."""
    del w.expected["owner.com"]["@ MX"]
    w.watched[0]["classes"] = [{"owner": "owner.com", "type": "MX", "class": "mail", "under": ["mailprov.net"]}]
    w.owner("owner-mail", at_MX="3600 10 mx.mailprov.net.evil.net.")
    w.at(CHANGE, {"publish": "owner-mail"})


@finds("D8")
def mail_of_class_gone(w):
    """No mail host is left where a class of them is expected."""
    del w.expected["owner.com"]["@ MX"]
    w.watched[0]["classes"] = [{"owner": "owner.com", "type": "MX", "class": "mail", "under": ["mailprov.net"]}]
    w.owner("owner-no-mail", remove=["@ MX"])
    w.at(CHANGE, {"publish": "owner-no-mail"})


@finds("D11")
def policy_switched_off(w):
    """The sender policy is as ever, but for a space before it: nobody takes it for one."""
    w.owner("owner-spf", at_TXT='3600 " v=spf1 include:_spf.mailprov.net ~all"')
    w.at(CHANGE, {"publish": "owner-spf"})


@finds("D11")
def policy_doubled(w):
    """The sender policy stands there a second time, in other letters: two are none."""
    w.owner("owner-spf", at_TXT=['3600 "v=spf1 include:_spf.mailprov.net ~all"',
                                 '3600 "V=SPF1 include:_spf.mailprov.net ~all"'])
    w.at(CHANGE, {"publish": "owner-spf"})


@finds("D11")
def policy_widened(w):
    """The sender policy lets one more in, before the end."""
    w.owner("owner-spf", at_TXT='3600 "v=spf1 include:_spf.mailprov.net include:_spf.evil.net ~all"')
    w.at(CHANGE, {"publish": "owner-spf"})


@finds("D11")
def policy_turned(w):
    """The sender policy says the same words in an order that lets everybody in."""
    w.owner("owner-spf", at_TXT='3600 "v=spf1 ?all include:_spf.mailprov.net ~all"')
    w.at(CHANGE, {"publish": "owner-spf"})


@finds("D11")
def policy_softened(w):
    """Forged mail is only reported, no longer refused."""
    records = {**OWNER, "_dmarc TXT": '3600 "v=DMARC1; p=none"'}
    w.zone("owner-dmarc", "owner.com", records)
    w.at(CHANGE, {"publish": "owner-dmarc"})


@finds("D1", "D6", "R1", "R3", D1=1300, D6=1300, R1=700, R3=700)
def unlocked_and_led_away(w):
    """The lock is taken away, and the delegation follows a quarter of an hour later."""
    evil_zone(w)
    w.at(CHANGE, {"registration": "owner.com", "statuses": ["ok"]})
    lead_away(w, at="2024-03-04T01:16:00Z")


@finds("R1", "R3")
def registry_lock_gone(w):
    """The registry's lock is opened, and nobody has announced anything."""
    w.registrations["owner.com"]["statuses"] = [*LOCKS, "serverTransferProhibited", "serverUpdateProhibited"]
    w.at(CHANGE, {"registration": "owner.com", "statuses": list(LOCKS)})


@finds("R1", "R2")
def held(w):
    """The registration is taken out of the zone on hold."""
    w.at(CHANGE, {"registration": "owner.com", "statuses": [*LOCKS, "serverHold"]})


@finds("D1", "D6", "D9", "R1", "R4")
def within_the_owner(w):
    """The new nameserver bears a name of our own, and its glue leads to the attacker."""
    evil_zone(w, host="ns9.owner.com", www_A="300 203.0.113.99")
    w.server("ns9.owner.com", "203.0.113.77", ["root-servers.net"])
    w.delegate("com-evil", "ns9.owner.com", **{"ns9.owner_A": "172800 203.0.113.77"})
    w.at(CHANGE, {"publish": "com-evil"}, {"publish": "owner-evil", "on": ["ns9.owner.com"]},
         {"registration": "owner.com", "nameservers": ["ns9.owner.com"]})


@finds("D6")
def older_zone(w):
    """The zone of last week is served at every server, as it was: what was changed since is undone."""
    w.owner("owner-older", at_SOA=OWNER["@ SOA"].replace("2024030401", "2024022601"))
    w.at(CHANGE, {"publish": "owner-older"})


@finds("D9", lesser=["D12"])
def signed_and_forged_at_one_server(w):
    """One of two servers of a signed zone serves another address and another serial, which it cannot sign."""
    Signed(w)
    apex, text = w.zones["owner.com"]
    w.zones["owner-forged"] = (apex, text.replace("198.51.100.10", "203.0.113.99").replace("2024030401", "2024030409"))
    w.at(CHANGE, {"publish": "owner-forged", "on": ["ns2.dnsprov.net"]})


@finds(lesser=["D12"])
def signed_by_another_key(w):
    """One of two servers of a signed zone serves it signed by a key for which nobody vouches."""
    signed = Signed(w)
    w.owner("owner-other")
    signed.secure("owner-other", keys=[signed.another()])
    w.at(CHANGE, {"publish": "owner-other", "on": ["ns2.dnsprov.net"]})


@finds("D12")
def signed_by_another_key_everywhere(w):
    """Every server of a signed zone serves it signed by a key for which nobody vouches."""
    signed = Signed(w)
    w.owner("owner-other")
    signed.secure("owner-other", keys=[signed.another()])
    w.at(CHANGE, {"publish": "owner-other"})


@finds("D12", "R1", R1=700)
def signed_no_more(w):
    """The DS record is taken away at the parent, and with it what the signatures are worth."""
    signed = Signed(w)
    w.delegate("com-bare", *NS)
    signed.secure("com-bare")
    w.at(CHANGE, {"publish": "com-bare"}, {"registration": "owner.com", "delegationSigned": False})


AMSTERDAM = [("192.0.2.129", "NRT", 3), ("192.0.2.221", "AMS", 220), ("AMS", 230)]


@finds(lesser=["D10"])
def detour(w):
    """The address is as ever, and the way there leads over another continent."""
    w.paths(tokyo=TOKYO, around=[("192.0.2.129", "NRT", 3), ("192.0.2.221", "AMS", 220), ("NRT", 420)])
    w.at(CHANGE, {"path": "198.51.100.0/24", "route": "around"})


@finds(lesser=["D10"])
def right_owner_wrong_region(w):
    """An address of the right content network, at the other end of the world."""
    in_class(w, "198.51.100.0/24")
    w.paths(tokyo=TOKYO, far=AMSTERDAM)
    w.path["to"].insert(0, {"prefix": "198.51.100.200/32", "route": "far"})
    w.owner("owner-far", at_A="300 198.51.100.200", www_A="300 198.51.100.200")
    w.at(CHANGE, {"publish": "owner-far"})


@finds("D9", lesser=["D10"])
def new_address_and_detour(w):
    """Another address elsewhere, and the way to the right one is taken, too."""
    w.paths(tokyo=TOKYO, far=AMSTERDAM,
            around=[("192.0.2.129", "NRT", 3), ("192.0.2.221", "AMS", 220), ("NRT", 420)])
    w.path["to"].insert(0, {"prefix": "203.0.113.99/32", "route": "far"})
    w.owner("owner-forged", at_A="300 203.0.113.99", www_A="300 203.0.113.99")
    w.at(CHANGE, {"publish": "owner-forged"}, {"path": "198.51.100.0/24", "route": "around"})
