// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Dossier.h"

#include <QRegularExpression>

namespace hinoban::respond {

// Takes out of text what a redacted copy must not say: the persons that the case knows, whole and by each part of their
// names; telephone numbers, mail addresses and private addresses and hosts, wherever they stand; contacts that are
// known for incident response only. Names that nobody told the case it cannot know: what people typed is therefore
// withheld as a whole by dossier(). Hashes and times stay. A value; any thread.
class Redaction {
public:
    Redaction(const DossierFacts &facts, bool japanese);
    [[nodiscard]] QString of(QString text) const;
    void apply(Dossier &dossier) const;                         // to every text of it
    [[nodiscard]] QString withheld() const;                     // in the place of what a person typed
    [[nodiscard]] QString insideHost() const;                   // in the place of a host inside
    [[nodiscard]] static bool isInside(const QString &address); // not routed in public

private:
    void addPerson(const QString &name);
    void addWord(const QString &word, const QString &mark);

    bool m_japanese;
    std::vector<std::pair<QRegularExpression, QString>> m_words; // longest first
};

} // namespace hinoban::respond
