// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

#include <array>

namespace hinoban::fuzz {

// Each takes any octets and must return: what it finds wrong with the program, it says by aborting.
void message(const QByteArray &octets);
void name(const QByteArray &octets);
void zone(const QByteArray &octets);
void capture(const QByteArray &octets);     // a packet capture
void record(const QByteArray &octets);      // a line of a record file: a look with its exchanges
void rdap(const QByteArray &octets);        // what a registry answers about a domain
void whois(const QByteArray &octets);       // … on port 43
void network(const QByteArray &octets);     // … about addresses or an autonomous system
void webparts(const QByteArray &octets);    // where it redirects to, and how long it wants to be left alone
void scenario(const QByteArray &octets);    // a drill's scenario.yaml beside zone files that are right
void askline(const QByteArray &octets);     // a line of the query window
void anchors(const QByteArray &octets);     // a file of trust anchors
void http2(const QByteArray &octets);       // what a DoH server sends
void proof(const QByteArray &octets);       // what to do with a signed zone's records
void walk(const QByteArray &octets);        // how the name servers lie to a delegation walk
void trace(const QByteArray &octets);       // what tracepath prints; its names are others'
void traceanswer(const QByteArray &octets); // what comes back to probes of a path
void octodns(const QByteArray &octets);     // files of expectations, each in the form of a tool
void dnscontrol(const QByteArray &octets);
void route53(const QByteArray &octets);
void cloudflare(const QByteArray &octets);
void terraform(const QByteArray &octets);
void csv(const QByteArray &octets);
void expectations(const QByteArray &octets); // a zone file with remarks
void origins(const QByteArray &octets);      // a database of origins
void originanswer(const QByteArray &octets); // what is said of them over DNS
void certificates(const QByteArray &octets); // what a search of certificate logs says
void timeline(const QByteArray &octets);     // a file of Timesketch's or IRIS'
void pasted(const QByteArray &octets);       // what a tool printed, pasted by a person
void mail(const QByteArray &octets);         // an answer as a mail program saved it
void bundle(const QByteArray &octets);       // an evidence bundle, packed
void httpanswer(const QByteArray &octets);   // what a web service answers

struct Target {
    const char *name; // of the folder of its corpus
    void (*run)(const QByteArray &);
};
inline constexpr std::array<Target, 32> Targets{{{"message", message},
                                                 {"name", name},
                                                 {"zone", zone},
                                                 {"capture", capture},
                                                 {"record", record},
                                                 {"rdap", rdap},
                                                 {"whois", whois},
                                                 {"network", network},
                                                 {"webparts", webparts},
                                                 {"scenario", scenario},
                                                 {"askline", askline},
                                                 {"anchors", anchors},
                                                 {"http2", http2},
                                                 {"proof", proof},
                                                 {"walk", walk},
                                                 {"trace", trace},
                                                 {"traceanswer", traceanswer},
                                                 {"octodns", octodns},
                                                 {"dnscontrol", dnscontrol},
                                                 {"route53", route53},
                                                 {"cloudflare", cloudflare},
                                                 {"terraform", terraform},
                                                 {"csv", csv},
                                                 {"expectations", expectations},
                                                 {"origins", origins},
                                                 {"originanswer", originanswer},
                                                 {"certificates", certificates},
                                                 {"timeline", timeline},
                                                 {"pasted", pasted},
                                                 {"mail", mail},
                                                 {"bundle", bundle},
                                                 {"httpanswer", httpanswer}}};

} // namespace hinoban::fuzz
