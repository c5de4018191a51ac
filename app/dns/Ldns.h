// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: the only place that names ldns. Every handle is owned by exactly one of these.
#include <stdbool.h> // before ldns, whose header otherwise defines bool, true and false as macros

#include <ldns/ldns.h>

#include <QByteArray>

#include <cstdlib>
#include <memory>

namespace hinoban::dns::ldns {

struct Free {
    void operator()(ldns_rr *rr) const noexcept { ldns_rr_free(rr); }
    void operator()(ldns_pkt *packet) const noexcept { ldns_pkt_free(packet); }
    void operator()(ldns_rdf *rdf) const noexcept { ldns_rdf_deep_free(rdf); }
    void operator()(ldns_buffer *buffer) const noexcept { ldns_buffer_free(buffer); }
};
struct FreeBytes {
    void operator()(void *bytes) const noexcept { std::free(bytes); }
};
using Rr = std::unique_ptr<ldns_rr, Free>;
using Packet = std::unique_ptr<ldns_pkt, Free>;
using Rdf = std::unique_ptr<ldns_rdf, Free>;
using Buffer = std::unique_ptr<ldns_buffer, Free>;
template <class T>
using Bytes = std::unique_ptr<T, FreeBytes>;

// The record data in canonical wire form (RFC 4034, 6.2; RFC 6840, 5.1).
[[nodiscard]] QByteArray canonicalRdata(const ldns_rr *rr);
[[nodiscard]] QByteArray canonicalRdata(ldns_rr_type type, const ldns_rdf *const *fields, size_t count);

// Whether the data of this type is written and read in its own form, by ldns. Some of its readers leak on bad data
// (CERT, IPSECKEY): only those are trusted that a zone of today needs; all other types stand in the form of RFC 3597.
[[nodiscard]] bool readsText(quint16 type);

// One record of class IN from presentation form; relative names end in `origin` (may be null: the root).
[[nodiscard]] Rr recordFromLine(const QByteArray &line, const ldns_rdf *origin, ldns_status &status);

} // namespace hinoban::dns::ldns
