// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"

#include <QStringList>

namespace hinoban::dns {

// What DNSSEC says of data (RFC 4033, 5; RFC 4035, 4.3).
enum class Security {
    Secure,        // signed without a gap from a trust anchor down
    Insecure,      // proven to lie below a zone that does not sign its delegation
    Bogus,         // should be signed, and is not as it should be
    Indeterminate, // not known: nobody answered, or no trust anchor covers it
};
[[nodiscard]] QByteArray securityText(Security security); // "secure", "insecure" …
[[nodiscard]] std::optional<Security> securityFromText(const QString &text);

// Why, without a language: a key of SecurityReason.cpp's sentences and what its %1, %2 … stand for. Empty: all is well.
struct SecurityReason {
    QString code; // "signature-expired"
    QStringList args;
    [[nodiscard]] bool isEmpty() const { return code.isEmpty(); }
    friend bool operator==(const SecurityReason &, const SecurityReason &) = default;
};
// One sentence in the language of the program, or in English. What an attacker's answer put into it is made safe.
[[nodiscard]] QString sentence(const SecurityReason &reason);
[[nodiscard]] QString englishSentence(const SecurityReason &reason);

// One zone on the way from the trust anchor to the name.
struct ChainLink {
    Name zone;
    Security security = Security::Indeterminate;
    SecurityReason reason;                        // unless Secure
    bool isAnchor = false;                        // `vouchers` are of the trust anchor, not of the parent zone
    std::vector<Rdata> vouchers;                  // DS records that vouch for the zone; sorted
    std::vector<quint16> keyTags;                 // of every key of its DNSKEY RRset, ascending
    std::optional<quint16> signingTag;            // the vouched key that signs the DNSKEY RRset
    quint8 algorithm = 0;                         // of that key
    std::optional<Instant> inception, expiration; // of its signature
    std::vector<QByteArray> evidence;             // replySha256 of what was read for this link
    friend bool operator==(const ChainLink &, const ChainLink &) = default;
};

// What one question's answer is worth.
struct AnswerSecurity {
    enum class Kind { Nothing, Data, Alias, NoData, NoName };
    Question question;
    Kind kind = Kind::Nothing;
    Security security = Security::Indeterminate;
    SecurityReason reason;
    std::vector<Name> aliases;         // that were followed, in order
    std::optional<Instant> expiration; // of the signature that ends first
    friend bool operator==(const AnswerSecurity &, const AnswerSecurity &) = default;
};
[[nodiscard]] QByteArray kindText(AnswerSecurity::Kind kind); // "data", "no-data" …

// What one of the zone's servers serves of one RRset, held against the chain. Indeterminate: it said nothing to judge.
struct ServedSecurity {
    Server server;
    Name owner;
    Type type = Type::SOA;
    Security security = Security::Indeterminate;
    SecurityReason reason;             // of Bogus
    std::optional<Instant> expiration; // of Secure: of the signature
    QByteArray evidence;               // replySha256
    Instant at{};                      // when it was asked
    friend bool operator==(const ServedSecurity &, const ServedSecurity &) = default;
};

// One validation: the chain to the deepest zone, and each answer. An immutable value.
struct Validation {
    Name name; // the domain, or the name asked for
    // Of the whole: the worst of the answers, Bogus before Indeterminate before Insecure; that of the chain if
    // nothing was asked beside it.
    Security security = Security::Indeterminate;
    SecurityReason reason;
    Instant at{};
    std::vector<ChainLink> chain; // from the anchor down
    std::vector<AnswerSecurity> answers;
    std::vector<ServedSecurity> servers; // each of the name's own zone, where that is secure
    std::vector<ExchangePtr> exchanges;  // asked for this validation; what was remembered is in the links' evidence

    [[nodiscard]] const ChainLink *link(const Name &zone) const;
};
using ValidationPtr = std::shared_ptr<const Validation>;

// For records, without the exchanges: whoever keeps them says where they are.
[[nodiscard]] QJsonObject toJson(const Validation &validation);
[[nodiscard]] Result<Validation> validationFromJson(const QJsonObject &object);

} // namespace hinoban::dns
