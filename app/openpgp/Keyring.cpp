// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/openpgp/Keyring.h"

#include "app/base/SafeText.h"

#include <gpgme++/context.h>
#include <gpgme++/data.h>
#include <gpgme++/encryptionresult.h>
#include <gpgme++/error.h>
#include <gpgme++/global.h>
#include <gpgme++/key.h>
#include <gpgme++/keylistresult.h>
#include <gpgme++/signingresult.h>

#include <algorithm>
#include <memory>

namespace hinoban::openpgp {

namespace {

constexpr size_t MostKeys = 2000;
constexpr size_t MostNames = 50;

using Context = std::unique_ptr<GpgME::Context>;

Result<Context> makeContext()
{
    static const bool once = [] {
        GpgME::initializeLibrary();
        return true;
    }();
    (void)once;
    if (const auto error = GpgME::checkEngine(GpgME::OpenPGP); error)
        return failure(ErrorCode::NotFound, QStringLiteral("gpg"), QString::fromUtf8(error.asString()));
    auto context = GpgME::Context::create(GpgME::OpenPGP);
    if (!context) return failure(ErrorCode::NotFound, QStringLiteral("gpg"), QStringLiteral("it cannot be started"));
    context->setOffline(true);
    context->setArmor(true);
    context->setTextMode(false);
    // Without the second, gpg says of no public key that its secret half is there, too.
    context->setKeyListMode(GpgME::Local | GpgME::WithSecret);
    return context;
}

tl::unexpected<Error> gpgError(const GpgME::Error &error, const QString &where)
{
    const auto code = error.isCanceled() ? ErrorCode::NotPermitted : ErrorCode::Internal;
    return failure(code, where, safeText(QString::fromUtf8(error.asString()), 300));
}

QString text(const char *utf8) { return utf8 ? QString::fromUtf8(utf8) : QString(); }

Validity validityOf(const GpgME::UserID &id)
{
    if (id.isRevoked() || id.isInvalid()) return Validity::Never;
    switch (id.validity()) {
    case GpgME::UserID::Never:
        return Validity::Never;
    case GpgME::UserID::Marginal:
        return Validity::Marginal;
    case GpgME::UserID::Full:
        return Validity::Full;
    case GpgME::UserID::Ultimate:
        return Validity::Ultimate;
    default:
        return Validity::Unknown;
    }
}

// "Hanako <a@b>" has its address between brackets; another user id is none.
QString mailOf(const QString &userId)
{
    const auto begin = userId.lastIndexOf(u'<'), end = userId.lastIndexOf(u'>');
    const QString mail = begin >= 0 && end > begin ? userId.mid(begin + 1, end - begin - 1) : userId;
    return mail.contains(u'@') && !mail.contains(u' ') ? mail.toLower() : QString();
}

Key keyOf(const GpgME::Key &from)
{
    Key key;
    key.fingerprint = text(from.primaryFingerprint()).toUpper();
    for (const auto &id : from.userIDs()) {
        if (size_t(key.names.size()) >= MostNames) break;
        const QString name = text(id.id());
        key.names += safeText(name, 200);
        key.mails += safeText(mailOf(name), 254);
        key.validities.push_back(validityOf(id));
    }
    const auto primary = from.subkey(0);
    key.created = Instant(std::chrono::seconds(primary.creationTime()));
    if (!primary.neverExpires()) key.expires = Instant(std::chrono::seconds(primary.expirationTime()));
    key.isRevoked = from.isRevoked();
    key.isExpired = from.isExpired();
    key.isDisabled = from.isDisabled();
    key.isInvalid = from.isInvalid();
    key.hasSecret = from.hasSecret();
    // Of a key as a whole gpg says what one of its subkeys could once do; it must be able to still.
    for (const auto &subkey : from.subkeys()) {
        if (subkey.isRevoked() || subkey.isExpired() || subkey.isInvalid() || subkey.isDisabled()) continue;
        key.canSign |= subkey.canSign();
        key.canEncrypt |= subkey.canEncrypt();
    }
    return key;
}

Trouble troubleOf(const Key &key)
{
    if (key.isRevoked) return Trouble::Revoked;
    if (key.isExpired) return Trouble::Expired;
    if (key.isDisabled) return Trouble::Disabled;
    if (key.isInvalid) return Trouble::Invalid;
    return Trouble::None;
}

Error errorOf(Trouble trouble, const QString &where)
{
    const bool isMissing = trouble == Trouble::NoKey || trouble == Trouble::NoSecret;
    return {isMissing ? ErrorCode::NotFound : ErrorCode::NotPermitted, where, troubleText(trouble)};
}

bool isFingerprint(const QString &text)
{
    return (text.size() == 40 || text.size() == 64) && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'F') || (c >= u'a' && c <= u'f');
           });
}

Result<GpgME::Key> find(GpgME::Context &context, const QString &fingerprint, bool secret)
{
    if (!isFingerprint(fingerprint))
        return failure(ErrorCode::BadInput, safeText(fingerprint, 80),
                       QStringLiteral("a key is named by its whole fingerprint"));
    GpgME::Error error;
    auto key = context.key(fingerprint.toLatin1().constData(), error, secret);
    if (key.isNull()) return tl::unexpected(errorOf(secret ? Trouble::NoSecret : Trouble::NoKey, fingerprint));
    return key;
}

Result<void> addSigner(GpgME::Context &context, const QString &fingerprint)
{
    const auto key = find(context, fingerprint, true);
    if (!key) return tl::unexpected(key.error());
    if (const auto trouble = troubleOfSigning(keyOf(*key)); trouble != Trouble::None)
        return tl::unexpected(errorOf(trouble, fingerprint));
    context.clearSigningKeys();
    if (const auto error = context.addSigningKey(*key); error) return gpgError(error, fingerprint);
    return {};
}

QByteArray bytesOf(GpgME::Data &data)
{
    const std::string all = data.toString();
    return {all.data(), qsizetype(all.size())};
}

} // namespace

Validity Key::validityFor(const QString &mail) const
{
    Validity best = Validity::Unknown;
    bool known = false;
    for (qsizetype i = 0; i < mails.size(); ++i) {
        if (mails[i] != mail.trimmed().toLower()) continue;
        best = known ? std::max(best, validities[size_t(i)]) : validities[size_t(i)];
        known = true;
    }
    return best;
}

QString fingerprintText(const QString &fingerprint)
{
    QStringList groups;
    for (qsizetype at = 0; at < fingerprint.size(); at += 4)
        groups += fingerprint.mid(at, 4);
    return groups.join(u' ');
}

Result<std::vector<Key>> keys(const QString &pattern, bool onlySecret)
{
    auto context = makeContext();
    if (!context) return tl::unexpected(context.error());
    if (const auto error = (*context)->startKeyListing(pattern.toUtf8().constData(), onlySecret); error)
        return gpgError(error, QStringLiteral("gpg"));
    std::vector<Key> found;
    for (;;) {
        GpgME::Error error;
        const auto key = (*context)->nextKey(error);
        if (error || key.isNull() || found.size() >= MostKeys) break;
        found.push_back(keyOf(key));
    }
    const auto ended = (*context)->endKeyListing();
    if (ended.error() && !ended.error().isCanceled()) return gpgError(ended.error(), QStringLiteral("gpg"));
    return found;
}

Trouble troubleOfSigning(const Key &key)
{
    if (const auto trouble = troubleOf(key); trouble != Trouble::None) return trouble;
    if (!key.hasSecret) return Trouble::NoSecret;
    return key.canSign ? Trouble::None : Trouble::NotForIt;
}

Trouble troubleOfEncrypting(const Key &key, const QString &mail)
{
    if (const auto trouble = troubleOf(key); trouble != Trouble::None) return trouble;
    if (!key.canEncrypt) return Trouble::NotForIt;
    return key.validityFor(mail) >= Validity::Full ? Trouble::None : Trouble::Untrusted;
}

namespace {

template <class TroubleOf>
Choice chosen(const std::vector<Key> &keys, const QString &mail, TroubleOf troubleOfKey)
{
    Choice choice;
    const QString wanted = mail.trimmed().toLower();
    for (const auto &key : keys) {
        if (!wanted.isEmpty() && !key.mails.contains(wanted)) continue;
        const auto trouble = troubleOfKey(key);
        if (trouble == Trouble::None && choice.trouble == Trouble::None) return {key, Trouble::Several};
        if (trouble == Trouble::None || !choice.key) choice = {key, trouble};
    }
    return choice;
}

} // namespace

Choice chooseRecipient(const std::vector<Key> &keys, const QString &mail)
{
    if (mail.trimmed().isEmpty()) return {};
    return chosen(keys, mail, [&](const Key &key) { return troubleOfEncrypting(key, mail); });
}

Choice chooseSigner(const std::vector<Key> &keys, const QString &mail)
{
    return chosen(keys, mail, [](const Key &key) { return troubleOfSigning(key); });
}

QString troubleText(Trouble trouble)
{
    switch (trouble) {
    case Trouble::None:
        return QStringLiteral("usable");
    case Trouble::NoKey:
        return QStringLiteral("no such key in the keyring");
    case Trouble::Several:
        return QStringLiteral("several keys would do: name one by its fingerprint");
    case Trouble::Expired:
        return QStringLiteral("the key has expired");
    case Trouble::Revoked:
        return QStringLiteral("the key was revoked");
    case Trouble::Disabled:
        return QStringLiteral("the key is disabled");
    case Trouble::Invalid:
        return QStringLiteral("the key is not valid");
    case Trouble::NoSecret:
        return QStringLiteral("the secret key is not in the keyring");
    case Trouble::NotForIt:
        return QStringLiteral("the key cannot be used for this");
    case Trouble::Untrusted:
        return QStringLiteral("nobody said that the key belongs to this address");
    }
    return {};
}

Result<Signature> sign(const QByteArray &bytes, const QString &fingerprint)
{
    auto context = makeContext();
    if (!context) return tl::unexpected(context.error());
    if (auto added = addSigner(**context, fingerprint); !added) return tl::unexpected(added.error());
    const GpgME::Data plain(bytes.constData(), size_t(bytes.size()), false);
    GpgME::Data armoured;
    const auto result = (*context)->sign(plain, armoured, GpgME::Detached);
    if (result.error()) return gpgError(result.error(), fingerprint);
    const auto made = result.createdSignatures();
    Signature signature{bytesOf(armoured), {}};
    if (made.size() != 1 || !signature.armour.startsWith("-----BEGIN PGP SIGNATURE-----"))
        return failure(ErrorCode::Internal, fingerprint, QStringLiteral("gpg made no signature"));
    signature.micalg = "pgp-" + QByteArray(made.front().hashAlgorithmAsString()).toLower();
    return signature;
}

Result<QByteArray> encrypt(const QByteArray &bytes, const std::vector<Recipient> &recipients, const QString &signer)
{
    if (recipients.empty()) return tl::unexpected(errorOf(Trouble::NoKey, QStringLiteral("recipient")));
    auto context = makeContext();
    if (!context) return tl::unexpected(context.error());
    std::vector<GpgME::Key> readers;
    for (const auto &recipient : recipients) {
        auto key = find(**context, recipient.fingerprint, false);
        if (!key) return tl::unexpected(key.error());
        const Key known = keyOf(*key);
        const auto trouble = known.mails.contains(recipient.mail.trimmed().toLower())
                                 ? troubleOfEncrypting(known, recipient.mail)
                                 : Trouble::Untrusted;
        if (trouble != Trouble::None)
            return tl::unexpected(errorOf(trouble, safeText(recipient.mail, 254) + u' ' + recipient.fingerprint));
        readers.push_back(*key);
    }
    if (!signer.isEmpty()) {
        if (auto added = addSigner(**context, signer); !added) return tl::unexpected(added.error());
        // Whoever writes keeps what he wrote.
        if (auto own = find(**context, signer, false); own && keyOf(*own).canEncrypt) readers.push_back(*own);
    }
    const GpgME::Data plain(bytes.constData(), size_t(bytes.size()), false);
    GpgME::Data armoured;
    GpgME::Error error;
    bool isForAll = true;
    // Without "always trust": gpg itself refuses an untrusted key, too.
    if (signer.isEmpty()) {
        const auto result = (*context)->encrypt(readers, plain, armoured, GpgME::Context::None);
        error = result.error();
        isForAll = result.numInvalidRecipients() == 0;
    } else {
        const auto result = (*context)->signAndEncrypt(readers, plain, armoured, GpgME::Context::None);
        error = result.first.error() ? result.first.error() : result.second.error();
        isForAll = result.second.numInvalidRecipients() == 0 && result.first.createdSignatures().size() == 1;
    }
    if (error) return gpgError(error, QStringLiteral("gpg"));
    auto encrypted = bytesOf(armoured);
    if (!isForAll || !encrypted.startsWith("-----BEGIN PGP MESSAGE-----"))
        return failure(ErrorCode::NotPermitted, QStringLiteral("gpg"), QStringLiteral("not for all recipients"));
    return encrypted;
}

} // namespace hinoban::openpgp
