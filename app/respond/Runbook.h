// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"
#include "app/respond/IncidentFile.h"

#include <memory>

namespace hinoban::respond {

struct Incident;

// A text in both languages.
struct BothWords {
    QString en, ja;
    friend bool operator==(const BothWords &, const BothWords &) = default;
};
[[nodiscard]] QString wordsOf(const BothWords &words); // in the language that the program speaks

// One thing to do. `done`: words of evidence, any of which fulfils it (resources/runbook/README.md).
struct RunbookItem {
    QString id;
    BothWords text;
    QString role; // whose work it is
    QStringList done;
    friend bool operator==(const RunbookItem &, const RunbookItem &) = default;
};

struct RunbookPhase {
    QString id;
    BothWords title;
    QString role;
    std::optional<Duration> within; // of the moment at which the incident was noticed
    std::vector<RunbookItem> items;
    friend bool operator==(const RunbookPhase &, const RunbookPhase &) = default;
};

// Until when somebody must be told. Either whole days, of which the day of knowledge is the first and the last one is
// over at midnight in Japan, or hours.
struct DeadlineRule {
    QString id;
    BothWords title;
    BothWords applies;  // on what condition; a person decides whether it holds
    int days = 0;       // 0: `hours` count
    int softDays = 0;   // "about three to five days": the earlier one; 0: none
    int hours = 0;      // 0 too: at once
    bool rolls = false; // a last day that is a Saturday or Sunday moves to the Monday
    QString source, confidence;
    QStringList done; // as RunbookItem's
    QString templateId;
    friend bool operator==(const DeadlineRule &, const DeadlineRule &) = default;
};

// What is to be done, by whom and until when: data, so that a team can have its own (resources/runbook/README.md).
struct Runbook {
    QString where; // the file it was read from
    std::vector<RunbookPhase> phases;
    std::vector<DeadlineRule> deadlines;
    [[nodiscard]] const RunbookItem *item(const QString &id) const;
    [[nodiscard]] const DeadlineRule *deadline(const QString &id) const;
    friend bool operator==(const Runbook &, const Runbook &) = default;
};
using RunbookPtr = std::shared_ptr<const Runbook>;

// BadInput with `where`:line and reason.
[[nodiscard]] Result<Runbook> runbookFromYaml(const QByteArray &text, const QString &where);
[[nodiscard]] Result<Runbook> shippedRunbook();
// The team's own where there is one: hinoban/runbook/runbook.yaml in the user's data folder, in the place of the one
// that ships. A fault in it is an error; nothing falls back silently.
[[nodiscard]] Result<Runbook> knownRunbook();

// How an item stands.
struct ItemState {
    enum class State { Open, Ticked, Fulfilled };
    RunbookItem item;
    State state = State::Open;
    DoneMark mark; // of what is not open; `why` of a fulfilled one is the word of evidence
    friend bool operator==(const ItemState &, const ItemState &) = default;
};
[[nodiscard]] QByteArray itemStateText(ItemState::State state); // "open" "ticked" "fulfilled"

struct PhaseState {
    RunbookPhase phase; // without its items
    std::vector<ItemState> items;
    std::optional<Instant> dueAt;
    int done = 0;
    friend bool operator==(const PhaseState &, const PhaseState &) = default;
};

// Evidence that no entry brings: what the findings say now. `file` alone where nothing of it is known.
[[nodiscard]] std::map<QString, DoneMark> evidenceOf(const IncidentFile &file, const Incident &incident,
                                                     const std::vector<detect::Finding> &findings);
// Every item, with when, who and why. A person's tick stands before evidence. Pure.
[[nodiscard]] std::vector<PhaseState> runbookOf(const Runbook &runbook, const IncidentFile &file,
                                                const Incident &incident, const std::map<QString, DoneMark> &evidence);
// "sent REG-CALL" as a person reads it, in the program's language.
[[nodiscard]] QString evidenceSentence(const QString &word);

} // namespace hinoban::respond
