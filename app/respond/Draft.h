// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/CacheTail.h"
#include "app/respond/CaseFile.h"
#include "app/respond/Contact.h"
#include "app/respond/Exposure.h"
#include "app/respond/HostileAsset.h"
#include "app/respond/Request.h"

namespace hinoban::respond {

// Who writes: filled in by the team once, kept in the workspace. Empty = a gap that the draft marks.
struct Organisation {
    QString name, nameJa; // "Example Inc.", 「例示株式会社」
    QString person, personJa;
    QString role, roleJa; // of the person
    QString phone;        // callback
    QString externalMail; // outside every watched domain
    QString registrarMemberId;
    QString cloudZoneId; // of the DNS provider's hosted zone
    friend bool operator==(const Organisation &, const Organisation &) = default;
};
[[nodiscard]] QJsonObject toJson(const Organisation &organisation);
[[nodiscard]] Organisation organisationFromJson(const QJsonObject &object);

// What a server of the attacker's said, to be read by whoever is asked to stop it.
struct Transcript {
    QString server; // "ns-1515.awsdns-061.org (82.221.139.210)"
    QString question;
    Instant at{};
    QByteArray sha256;
    QStringList records; // zone file lines of the answer
    friend bool operator==(const Transcript &, const Transcript &) = default;
};

// Everything that evidence can say in a draft. Built by the pipeline from one consistent moment.
struct DraftFacts {
    Incident incident;
    dns::Name domain;
    Organisation organisation;
    registry::LookupPtr registration;
    std::vector<dns::Name> expectedNs, parentNs, childNs;
    QStringList expectedMx, observedMx; // "5 mail.coincheck.com"
    QStringList formerMx;               // others that were ever seen: the right one may be back
    std::vector<HostileHost> hostile;
    std::vector<detect::Finding> findings; // open, worst first
    std::optional<Instant> firstSeen, lastChecked;
    int parentServersWrong = 0, parentServersAsked = 0; // of those that answered
    bool delegationFalse = false; // the parent zone has named others in this incident, now or before
    bool hasLookAlike = false;    // … and one of them is named like a server of ours
    CacheTail tail;
    QStringList evidence; // "3f9c… a.gtld-servers.net coincheck.com NS 2020-…Z"
    QString chainHead;    // "hinoban 42 3f9c…"; empty: nothing logged yet
    std::vector<Transcript> transcripts;
    ExpectedRegistrar expectedRegistrar; // as accepted
    std::optional<Duration> responseUsual, response;
    std::optional<Instant> now; // the moment of the whole; nothing: of the last look
    // What people told and asked, and what happened of note, ascending.
    CaseFile caseFile;
    std::vector<Request> requests;
    std::vector<Entry> timeline;
    std::vector<HostileAsset> assets; // of all domains, live ones first; see HostileAsset.h
    Exposure exposure;                // where mail may have gone, and whose passwords it could reset
    bool drill = false;
};

// A field that the evidence could not fill, where it stands in the body.
struct Gap {
    QString field;                // key: "organisation.person"
    QString label;                // for a person, in the draft's language
    int position = 0, length = 0; // in Draft::body, of the mark
    friend bool operator==(const Gap &, const Gap &) = default;
};

// Text filled from evidence (DESIGN.md, 1).
struct Draft {
    QString templateId; // "JP-TD"
    QString language;   // "ja" or "en"
    QString contactId;
    QString party;          // to whom, for a person
    QStringList recipients; // mail addresses; empty: a form or a phone call
    QString subject, body;
    std::vector<Gap> gaps;
    bool drill = false;                // marked on every page
    std::vector<QHostAddress> hosts{}; // HOST-ABUSE: the servers that are the recipient's business
};

// Whom to write to about accounts that lost mail could open: who has them, and who runs the service.
[[nodiscard]] Contact accountHolder(const QString &person);
[[nodiscard]] Contact accountService(const QString &service);

struct TemplateInfo {
    QString id;
    QStringList languages;
    QString role; // of the contacts it is for
};
[[nodiscard]] std::vector<TemplateInfo> templates();

// `language` "ja" or "en". BadInput with file and line for a template that cannot be read.
[[nodiscard]] Result<Draft> draft(const QString &templateId, const QString &language, const Contact &contact,
                                  const DraftFacts &facts);

// A file that goes with a mail. The name is made safe; the bytes go as they are.
struct Attachment {
    QString name;
    QByteArray mediaType; // "text/plain"; anything that has not the form of one is application/octet-stream
    QByteArray bytes;
};
struct MailOptions {
    std::vector<Attachment> attachments{};
    QString replyTo{}; // empty: the sender
    // HOST-ABUSE: the server that the machine-readable report (Xarf.h) is about, one a mail; null: none.
    QHostAddress xarf{};
};

// The draft as an RFC 5322 message without a sending address of its own when none is safe: text alone, or
// multipart/mixed with attachments (RFC 2046), or with a XARF report multipart/report of the type feedback-report
// (RFC 6522, 5965). NotPermitted if sender, reply-to or recipient is under an affected domain while the incident
// lasts; BadInput for what is no address, or attachments of more than 20 MiB together.
[[nodiscard]] Result<QByteArray> emlOf(const Draft &draft, const DraftFacts &facts, Instant now,
                                       const MailOptions &options = {});

// What was really sent, kept byte for byte.
struct SentMessage {
    QString templateId, party, channel, person;
    Instant sentAt{};
    QByteArray bytes;
};

} // namespace hinoban::respond
