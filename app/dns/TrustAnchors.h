// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/DnssecRdata.h"

namespace hinoban::dns {

// The keys that are trusted without a parent's word (RFC 4033, 2), by zone. A value; any thread.
class TrustAnchors {
public:
    struct Anchor {
        Name zone;
        std::vector<Rdata> ds;   // sorted
        std::vector<Rdata> keys; // DNSKEY; sorted
        friend bool operator==(const Anchor &, const Anchor &) = default;
    };

    // Reads what is in use: records DS and DNSKEY as in a zone file; unbound's and other RFC 5011 state files (keys
    // whose state is not VALID or MISSING are not trusted); BIND's trust-anchors, managed-keys and trusted-keys.
    // BadInput names place and line; a file without an anchor is BadInput.
    [[nodiscard]] static Result<TrustAnchors> fromText(const QByteArray &text, const QString &where);
    [[nodiscard]] static Result<TrustAnchors> fromFile(const QString &path);

    // The one that is nearest above the name, or at it; null: none.
    [[nodiscard]] const Anchor *covering(const Name &name) const;
    [[nodiscard]] const std::vector<Anchor> &all() const { return m_anchors; }
    [[nodiscard]] bool isEmpty() const { return m_anchors.empty(); }

    void add(const Name &zone, Type type, const Rdata &rdata); // DS or DNSKEY

private:
    std::vector<Anchor> m_anchors; // in canonical order
};

} // namespace hinoban::dns
