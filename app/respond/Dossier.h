// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"
#include "app/respond/IncidentFile.h"

#include <map>
#include <set>

namespace hinoban::respond {

// A written account of an incident, as values: sections of paragraphs, fields, tables and pictures. Made from one
// moment; written as Markdown or HTML, or laid out on pages by the screen. (console/Report.h is something else: the
// command line's judgement.)
//
//   Situation     for the response team: what is, what is open, what is next
//   Coordination  to JPCERT/CC: who we are, when, with which clock, which servers are to be stopped, what they said
//   Regulator     the nine items of a report to the Personal Information Protection Commission (Enforcement Rules,
//                 article 8), to be carried over into its form
//   Final         everything
enum class DossierKind { Situation, Coordination, Regulator, Final };
[[nodiscard]] std::optional<DossierKind> dossierKindFromText(const QString &text); // "situation", "jpcert" …
[[nodiscard]] QString dossierKindText(DossierKind kind);

// The Traffic Light Protocol, version 2.0 (FIRST).
enum class Tlp { Red, AmberStrict, Amber, Green, Clear };
[[nodiscard]] std::optional<Tlp> tlpFromText(const QString &text); // "red", "amber+strict" …; with "TLP:" before it too
[[nodiscard]] QString tlpText(Tlp tlp);                            // "TLP:AMBER+STRICT"

// An entry with its place in the log.
struct DossierLine {
    Entry entry;
    quint64 sequence = 0;
    QByteArray hash; // hex
};

struct DossierFacts {
    DraftFacts draft;                      // of the domain hit worst
    std::vector<detect::Finding> findings; // of every affected domain, open and cleared
    std::vector<DossierLine> timeline;     // the whole, ascending
    std::set<dns::Type> compared;          // see aimOf()
    bool expectsSenders = false;           // as that
    std::vector<Assignment> roles;         // who has which part
    std::vector<Contact> irOnly;           // known for incident response only: never passed on
};

struct DossierOptions {
    DossierKind kind = DossierKind::Situation;
    QString language = QStringLiteral("en"); // or "ja"
    Tlp tlp = Tlp::Amber;
    // Without persons, telephone numbers, mail addresses, hosts inside and contacts known for incident response only;
    // what people typed is withheld. The hashes stay, so that both copies can be shown to be of one log.
    bool redacted = false;
};

struct DossierCell {
    QString text;          // safe; lines are separated by '\n'
    bool isRecord = false; // monospaced
};

struct DossierBlock {
    enum class Kind {
        Paragraph, // `text`
        Fields,    // rows of two: what, and what is known of it
        Table,     // `head` and rows
        Lines,     // rows of one, monospaced, as received
        Picture,   // `text` says what it shows; `picture` names it
    };
    Kind kind = Kind::Paragraph;
    QString text{};
    QStringList head{};
    std::vector<std::vector<DossierCell>> rows{};
    QString picture{}; // "timeline", "response"
};

struct DossierSection {
    QString id; // "records"
    QString title;
    std::vector<DossierBlock> blocks;
};

struct Dossier {
    DossierOptions options;
    bool drill = false;
    QString title, mark; // `mark`: "TLP:AMBER", with DRILL and "redacted" where it is so; on every page
    QString subtitle;    // case number, domain, moment
    QString chainHead;   // on every page; empty: nothing logged yet
    std::vector<DossierSection> sections;
    QStringList gaps; // what people still have to fill in
};

// BadInput: another language. NotPermitted: TLP:CLEAR is for everybody, so it is only given to a redacted copy. Pure.
[[nodiscard]] Result<Dossier> dossier(const DossierFacts &facts, const DossierOptions &options);

// CommonMark with tables (GFM). Foreign text is escaped; pictures are left out, the tables say the same.
[[nodiscard]] QByteArray markdownOf(const Dossier &dossier);

// One HTML page that loads nothing and runs nothing. `pictures`: PNG by name; what is missing is left out. Page: for
// paper, where each page has its own margins, marks and footer, and nothing can be wider than it.
enum class HtmlFor { Browser, Page };
constexpr int PictureWidth = 680; // CSS pixels; the width of the text on A4
[[nodiscard]] QByteArray htmlOf(const Dossier &dossier, const std::map<QString, QByteArray> &pictures = {},
                                HtmlFor reader = HtmlFor::Browser);

} // namespace hinoban::respond
