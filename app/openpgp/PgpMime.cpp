// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/openpgp/PgpMime.h"

#include "app/base/CanonicalJson.h"

#include <algorithm>

namespace hinoban::openpgp {

namespace {

// A mail in its two halves: the headers of the message, and the MIME entity (RFC 2045) that it carries.
struct Halves {
    QByteArray headers, entity;
};

Result<Halves> halvesOf(const QByteArray &message)
{
    const auto refuse = [](const char *why) {
        return failure(ErrorCode::BadInput, QStringLiteral("message"), QString::fromLatin1(why));
    };
    const qsizetype end = message.indexOf("\r\n\r\n");
    if (end < 0) return refuse("no end of the headers");
    for (qsizetype at = 0; at < message.size(); ++at) {
        const auto c = static_cast<unsigned char>(message[at]);
        if (c >= 0x80 || c == 0) return refuse("not seven bits");
        if (c == '\n' && (at == 0 || message[at - 1] != '\r')) return refuse("a line is not ended by CR LF");
        if (c == '\r' && (at + 1 == message.size() || message[at + 1] != '\n')) return refuse("a bare CR");
    }
    Halves halves;
    bool isContent = false;
    for (const QByteArray &ended : message.left(end + 2).split('\n')) {
        if (ended.isEmpty()) continue;
        const QByteArray line = ended + '\n';
        const bool isFolded = line.startsWith(' ') || line.startsWith('\t');
        if (!isFolded) isContent = line.toLower().startsWith("content-");
        // Whoever opens a protected mail for editing breaks it.
        const bool isDropped = !isFolded && (line.toLower().startsWith("x-unsent:"));
        if (!isDropped) (isContent ? halves.entity : halves.headers) += line;
    }
    if (halves.entity.isEmpty()) halves.entity = "Content-Type: text/plain\r\n";
    halves.entity += "\r\n" + message.mid(end + 4);
    if (!halves.entity.endsWith("\r\n")) halves.entity += "\r\n";
    return halves;
}

// GnuPG ends lines as its system does.
QByteArray withCrLf(QByteArray armour)
{
    armour.replace("\r\n", "\n").replace('\n', "\r\n");
    return armour.endsWith("\r\n") ? armour : armour + "\r\n";
}

// In none of the parts: it is a hash of them.
QByteArray boundaryOf(const QByteArray &content) { return "=-hinoban-pgp-" + sha256Hex(content).left(32); }

} // namespace

Result<QByteArray> protectedMail(const QByteArray &message, const Protection &protection)
{
    if (protection.signer.isEmpty() && protection.recipients.empty())
        return failure(ErrorCode::BadInput, QStringLiteral("message"), QStringLiteral("neither signed nor encrypted"));
    const auto halves = halvesOf(message);
    if (!halves) return tl::unexpected(halves.error());
    const QByteArray boundary = boundaryOf(halves->entity);

    if (protection.recipients.empty()) {
        const auto signature = sign(halves->entity, protection.signer);
        if (!signature) return tl::unexpected(signature.error());
        return halves->headers + "Content-Type: multipart/signed; micalg=" + signature->micalg +
               ";\r\n protocol=\"application/pgp-signature\";\r\n boundary=\"" + boundary + "\"\r\n\r\n--" + boundary +
               "\r\n" + halves->entity + "\r\n--" + boundary +
               "\r\nContent-Type: application/pgp-signature; name=\"signature.asc\"\r\n"
               "Content-Description: OpenPGP digital signature\r\n\r\n" +
               withCrLf(signature->armour) + "\r\n--" + boundary + "--\r\n";
    }
    const auto encrypted = encrypt(halves->entity, protection.recipients, protection.signer);
    if (!encrypted) return tl::unexpected(encrypted.error());
    return halves->headers +
           "Content-Type: multipart/encrypted;\r\n protocol=\"application/pgp-encrypted\";\r\n boundary=\"" + boundary +
           "\"\r\n\r\n--" + boundary + "\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--" +
           boundary + "\r\nContent-Type: application/octet-stream; name=\"encrypted.asc\"\r\n\r\n" +
           withCrLf(*encrypted) + "\r\n--" + boundary + "--\r\n";
}

} // namespace hinoban::openpgp
