// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Prefix.h"

#include <QByteArray>
#include <QHostAddress>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace hinoban::path {
class Prober;
class WebProber;
} // namespace hinoban::path

namespace hinoban {

enum class Service { DnsUdp, DnsTcp, DnsTls, DnsHttps, Whois, Rdap, Smtp, Web };

// Where bytes really go.
struct Endpoint {
    QHostAddress address;
    quint16 port = 0;
    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

// A root server as the hints name it (RFC 8109).
struct RootHint {
    QByteArray name; // presentation form
    QHostAddress address;
};

// Which internet the probes ask (DESIGN.md, seam 2): the real one, a drill world, or a lab of real servers. The
// probes cannot tell. An immutable value behind shared pointers: copied freely, read from any thread.
//
// reach() is the only way from an address that DNS or a person named to a socket.
class Internet {
public:
    // Which real addresses may be sent to at all.
    enum class Guard {
        GloballyRoutable, // the real internet; more by permitted prefixes
        LoopbackOnly,     // drills and tests; more by permitted prefixes (a lab's own namespace)
    };
    // nothing = nobody lives there; the question is answered "unreachable" without a packet.
    using Mapping = std::function<std::optional<Endpoint>(const QHostAddress &nominal, Service)>;

    struct Parts {
        Guard guard = Guard::GloballyRoutable;
        std::vector<Prefix> permitted;
        std::vector<RootHint> rootHints;
        Mapping mapping;                                                // empty = the address itself on the usual port
        quint16 dnsPort = 53;                                           // where `mapping` is empty
        std::function<std::optional<QUrl>(const QByteArray &tld)> rdap; // base URL, RFC 9224; empty = none known
        std::shared_ptr<path::Prober> path;                             // null = no path measurements
        std::shared_ptr<path::WebProber> web;                           // null = no web measurements
        // PEM: whom TLS connections trust instead of the system's authorities (a lab's own).
        QByteArray trustedCertificates;
        bool hasIpv6 = true; // false: addresses of that family are not asked
    };

    explicit Internet(Parts parts);

    // The only way to a socket. Unreachable if nobody lives there, NotPermitted if the guard refuses.
    // `namedPort`: a port that a person gave with the address (ADDR#PORT); it counts where nothing is mapped. 0 = none.
    [[nodiscard]] Result<Endpoint> reach(const QHostAddress &nominal, Service service, quint16 namedPort = 0) const;
    // The same guard for an address that was not mapped (a URL's host). Refuses names: resolve them first.
    [[nodiscard]] bool permit(const QHostAddress &real) const;

    // Whether the system's resolver may be asked about a URL's host. Never in a drill or a test: that question would
    // leave the machine.
    [[nodiscard]] bool mayAskSystemResolver() const;

    [[nodiscard]] const std::vector<RootHint> &rootHints() const;
    [[nodiscard]] std::optional<QUrl> rdapBase(const QByteArray &tld) const;
    [[nodiscard]] std::shared_ptr<path::Prober> pathProber() const;
    // The same internet, measured by `prober`. (A prober needs a clock and this value's guard, so it comes after it.)
    [[nodiscard]] Internet withPathProber(std::shared_ptr<path::Prober> prober) const;
    [[nodiscard]] std::shared_ptr<path::WebProber> webProber() const;
    [[nodiscard]] Internet withWebProber(std::shared_ptr<path::WebProber> prober) const; // as above
    // The same internet, in which these may be sent to as well: what a person of the team named by hand. In a drill or
    // a test (LoopbackOnly) nothing is added: no person there can mean an address of the real world.
    [[nodiscard]] Internet withPermitted(const std::vector<QHostAddress> &addresses) const;
    [[nodiscard]] bool hasIpv6() const;
    [[nodiscard]] const QByteArray &trustedCertificates() const;

private:
    std::shared_ptr<const Parts> m_parts;
};

} // namespace hinoban
