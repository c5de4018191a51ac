// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Entry.h"
#include "app/respond/IncidentSpan.h"

#include <optional>

namespace hinoban::respond {

// An account of somebody at a service, whose password can be reset by mail to an address of ours.
struct Account {
    enum class State {
        ToDo,
        Asked,         // the person was asked to reset it, and to tell what they saw
        Reset,         // it has a new password
        AttackerTried, // somebody else has asked for a reset, or was in it; not reset since
    };
    QString id; // "A1" …
    QString person, service, address;
    State state = State::ToDo;
    bool wasTried = false; // AttackerTried at any time: it stays so when the password is reset
    Instant since{};       // of the state
    QString by, note;      // who said so, and what
    friend bool operator==(const Account &, const Account &) = default;
};
[[nodiscard]] QByteArray accountStateText(Account::State state); // "to-do", "asked", "reset", "attacker-tried"
[[nodiscard]] std::optional<Account::State> accountStateFromText(const QString &text);

struct AccountLine {
    QString person, service, address;
    friend bool operator==(const AccountLine &, const AccountLine &) = default;
};

// What a person did to the checklist, before it is an entry: accounts to be listed, or the state of one.
struct AccountDeed {
    std::vector<AccountLine> listed{};
    QString source{};  // of `listed`: the file's name; empty: typed
    QString account{}; // id; empty: none
    Account::State state = Account::State::ToDo;
    QString note{}, person{};
};

// The checklist, folded from the log: entries of the rules exposure.listed (a file's accounts, or one that was typed)
// and exposure.account (a change of one), of the kind Incident only. Another incident has another checklist. Nothing
// else keeps it. Thread: one.
class AccountBook {
public:
    static constexpr size_t MostAccounts = 5000;

    void take(const Entry &entry);
    [[nodiscard]] const std::vector<Account> &all() const { return m_accounts; } // ascending by id
    [[nodiscard]] const Account *find(const QString &id) const;

    // The entries that list these; accounts that are listed already (person, service and address alike) are left out.
    // BadInput: more than MostAccounts together; nothing is listed then.
    [[nodiscard]] Result<std::vector<Entry>> entriesOf(const std::vector<AccountLine> &lines, const QString &source,
                                                       const QString &person, Instant now) const;
    // Nothing where there is no such account, or nothing changes.
    [[nodiscard]] std::optional<Entry> entryOf(const QString &id, Account::State state, const QString &note,
                                               const QString &person, Instant now) const;

private:
    std::vector<Account> m_accounts;
    IncidentSpan m_span;
};

// CSV (RFC 4180, UTF-8) with the columns person, service, address in any order under a first line that names them in
// English or Japanese (担当者/氏名, サービス, アドレス/メールアドレス), or in this order without one. Every line is
// taken or the whole file is refused, with the line and the reason: nothing is dropped silently. At most 1 MiB. An
// apostrophe that a spreadsheet needs before a formula is taken away again.
[[nodiscard]] Result<std::vector<AccountLine>> accountsFromCsv(const QByteArray &csv, const QString &where);
// The checklist as CSV, safe to open in a spreadsheet.
[[nodiscard]] QByteArray csvOf(const std::vector<Account> &accounts);

} // namespace hinoban::respond
