// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Log.h"

#include <functional>

namespace hinoban::store {

class Database;

// The evidence bundle (DESIGN.md, 6): what a stranger checks with sha256sum and jq, without Hinoban.
//
//   README.en.md README.ja.md   what this is, and the commands that check it
//   log/01-hinoban.jsonl        one chain a writer, one canonical record a line; log/01-hinoban.hashes: its hashes
//   heads.json                  the head of each chain
//   answers/<sha256>.bin .txt   what was answered, octet for octet, and as `dig` prints it, with who was asked when
//   sightings.jsonl findings.jsonl expectations.jsonl messages.jsonl   one object a line
//   messages/ drafts/           as plain files
//   SHA256SUMS                  of all of these; SHA256SUMS.asc, where somebody signed it, is a detached OpenPGP
//   signature
//
// The same workspace and drafts give the same octets. Memory does not grow with the evidence, but by some octets a file
// where it is checked.

struct BundleDraft {
    QString name; // "JP-TD.ja.txt"
    QByteArray bytes;
};

struct BundleReport {
    quint64 entries = 0, answers = 0, messages = 0, drafts = 0;
    std::vector<ChainHead> heads;
    QByteArray seal;       // SHA-256 of SHA256SUMS, hex: what names this bundle
    bool isSigned = false; // SHA256SUMS.asc lies beside it
};

// Makes the detached, armoured OpenPGP signature over these octets of SHA256SUMS. May block: a passphrase is asked for.
using SumsSigner = std::function<Result<QByteArray>(const QByteArray &sums)>;

// In one read transaction: a writer may go on. All or nothing (see Pack); DiskFull, ReadOnly, NotPermitted as there.
// Where a signer is given and refuses, there is no bundle: what was to be signed never leaves without.
[[nodiscard]] Result<BundleReport> writeBundle(Database &database, const QString &path,
                                               const std::vector<BundleDraft> &drafts, const SumsSigner &signer = {});

// Whether a file or folder is to be read as a bundle: a folder, or something under gzip.
[[nodiscard]] bool isBundle(const QString &path);

// Every file against SHA256SUMS, every chain against its hashes, heads and `quoted` (see ChainCheck), every answer
// against its name, every entry's evidence. What is wrong is in the report; an error says only that nothing could be
// read.
[[nodiscard]] Result<VerifyReport> verifyBundle(const QString &path, const std::optional<ChainHead> &quoted = {});

} // namespace hinoban::store
