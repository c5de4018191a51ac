// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// For whoever speaks TLS: app/dns and app/registry.
#include <QSslConfiguration>
#include <QSslError>

namespace hinoban::dns {

// How a server is authenticated (RFC 8310, 5: strict): TLS 1.2 or later, its certificate verified. `authorities`
// (PEM) are trusted instead of the system's; empty = the system's. `protocols`: ALPN.
[[nodiscard]] QSslConfiguration tlsConfiguration(const QByteArray &authorities, const QList<QByteArray> &protocols);

// Why a certificate is not accepted for `peerName`, in words for a person: "the certificate is for X, not for Y".
// Technical, English.
[[nodiscard]] QString trustProblem(const QList<QSslError> &errors, const QSslCertificate &certificate,
                                   const QString &peerName);

} // namespace hinoban::dns
