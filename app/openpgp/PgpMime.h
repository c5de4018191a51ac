// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/openpgp/Keyring.h"

namespace hinoban::openpgp {

// Mail under OpenPGP as RFC 3156 says it. Blocks as Keyring.h does.
struct Protection {
    QString signer;                      // fingerprint; empty: not signed
    std::vector<Recipient> recipients{}; // empty: not encrypted
};

// `message`: RFC 5322 with MIME, lines ended by CR LF, seven bits, as respond::emlOf() makes it. What is signed or
// encrypted is its content with the headers that describe it; the other headers stay in front, in the clear: the
// subject, too. multipart/signed, or multipart/encrypted with the signature inside. BadInput where there is nothing to
// do or the message is none; everything that a key refuses refuses the mail: what comes out is never less protected
// than what was asked for.
[[nodiscard]] Result<QByteArray> protectedMail(const QByteArray &message, const Protection &protection);

} // namespace hinoban::openpgp
