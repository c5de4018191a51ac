// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QByteArray>
#include <QHashFunctions>

#include <vector>

namespace hinoban::dns {

// A fully qualified domain name (RFC 9499) as octets in uncompressed wire form, letters A-Z folded to lower case
// (RFC 4343): two spellings of one name are one value. Always valid: at most 255 octets, labels of at most 63.
// A value; any thread.
class Name {
public:
    Name(); // the root

    // Presentation form with the escapes \. and \DDD (RFC 1035, 5.1). The final dot may be missing.
    [[nodiscard]] static Result<Name> fromText(QByteArrayView text);
    // What a person types: Unicode labels become A-labels (IDNA 2008, by ICU), spaces around are dropped.
    [[nodiscard]] static Result<Name> fromUserText(const QString &text);
    // Uncompressed wire form, exactly the whole view.
    [[nodiscard]] static Result<Name> fromWire(QByteArrayView wire);
    // The same; an array that has no capital letter is shared instead of copied.
    [[nodiscard]] static Result<Name> fromWire(const QByteArray &wire);

    [[nodiscard]] const QByteArray &wire() const { return m_wire; }
    // Presentation form without the final dot; "." for the root. Octets that are not printable ASCII are escaped.
    [[nodiscard]] QByteArray text() const;
    [[nodiscard]] QString display() const; // text() as a QString

    [[nodiscard]] bool isRoot() const { return m_wire.size() == 1; }
    [[nodiscard]] int labelCount() const; // the root has none
    [[nodiscard]] std::vector<QByteArray> labels() const;
    [[nodiscard]] Name parent() const; // of the root: the root
    // `label` (raw octets) before this name; BadInput if it does not fit.
    [[nodiscard]] Result<Name> prepended(QByteArrayView label) const;
    [[nodiscard]] bool isSubdomainOf(const Name &ancestor) const; // true for equal names

    friend bool operator==(const Name &, const Name &) = default;
    // Canonical order of RFC 4034, 6.1.
    [[nodiscard]] static int canonicalCompare(const Name &a, const Name &b);
    friend bool operator<(const Name &a, const Name &b) { return canonicalCompare(a, b) < 0; }
    friend size_t qHash(const Name &name, size_t seed = 0) noexcept { return ::qHash(name.m_wire, seed); }

private:
    explicit Name(QByteArray wire)
        : m_wire(std::move(wire))
    {
    }
    QByteArray m_wire;
};

} // namespace hinoban::dns

template <>
struct std::hash<hinoban::dns::Name> {
    size_t operator()(const hinoban::dns::Name &name) const noexcept { return qHash(name, 0); }
};
