// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/base/Result.h"

#include <QByteArray>
#include <QMetaType>
#include <QStringList>

#include <optional>
#include <vector>

namespace hinoban::openpgp {

// The user's own keyring, by GnuPG (GPGME). Nothing is fetched: no key server, no WKD, no dirmngr; a key that is not in
// the keyring is not there. Every call here runs gpg and blocks until it is done, a passphrase's dialog included: any
// thread but the screen's.

// How far the keyring believes that a key belongs to a name: what its owner decided, and what follows from it.
enum class Validity { Unknown, Never, Marginal, Full, Ultimate };

// Why a key cannot be used.
enum class Trouble {
    None,
    NoKey,
    Several, // more than one would do: a person says which
    Expired,
    Revoked,
    Disabled,
    Invalid,
    NoSecret, // signing: the keyring has its public half only
    NotForIt, // it cannot sign, or not encrypt
    Untrusted // encrypting: nobody said that it belongs to this address
};

struct Key {
    QString fingerprint;              // 40 hexadecimal digits, or 64
    QStringList names;                // user ids as text: "Hanako Yamada <csirt@example.org>", made safe
    QStringList mails;                // of those, lower-case
    std::vector<Validity> validities; // of those
    Instant created{};
    std::optional<Instant> expires;
    bool isRevoked = false, isExpired = false, isDisabled = false, isInvalid = false;
    bool hasSecret = false, canSign = false, canEncrypt = false;
    [[nodiscard]] Validity validityFor(const QString &mail) const; // the best of its user ids with this address
};

// "0123 4567 …", as people read it to each other.
[[nodiscard]] QString fingerprintText(const QString &fingerprint);

// Keys with this text in a user id, or with this fingerprint; all for an empty text. Errors are gpg's own.
[[nodiscard]] Result<std::vector<Key>> keys(const QString &pattern, bool onlySecret);

[[nodiscard]] Trouble troubleOfSigning(const Key &key);
[[nodiscard]] Trouble troubleOfEncrypting(const Key &key, const QString &mail);

// The key to use, or why there is none; `key` is the nearest miss then, if any.
struct Choice {
    std::optional<Key> key;
    Trouble trouble = Trouble::NoKey;
};
// Of these, the one with which this address encrypts: usable, and believed to be its. Several that would do: none.
[[nodiscard]] Choice chooseRecipient(const std::vector<Key> &keys, const QString &mail);
// Of these, the one to sign with as this address; any usable one for an empty address.
[[nodiscard]] Choice chooseSigner(const std::vector<Key> &keys, const QString &mail);

// English, for command lines and logs; the screen has its own words.
[[nodiscard]] QString troubleText(Trouble trouble);

// Detached, armoured. NotFound, NotPermitted: as troubleOfSigning() says.
struct Signature {
    QByteArray armour;
    QByteArray micalg; // RFC 3156, 5: "pgp-sha256"
};
[[nodiscard]] Result<Signature> sign(const QByteArray &bytes, const QString &fingerprint);

// Who is to read it: this key, as the key of this address.
struct Recipient {
    QString mail, fingerprint;
};
// Signed where `signer` is a fingerprint, and encrypted for all of them, and for the signer where that key can. One
// recipient who cannot be encrypted for refuses the whole: nothing comes out but what all of them can read and nobody
// else.
[[nodiscard]] Result<QByteArray> encrypt(const QByteArray &bytes, const std::vector<Recipient> &recipients,
                                         const QString &signer);

} // namespace hinoban::openpgp

Q_DECLARE_METATYPE(hinoban::openpgp::Key)
