// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/LookAlike.h"

#include <QJsonObject>

namespace hinoban::console {

// Judges names as a person types them against those that are expected, for the command line.
// A value; any thread.
class NameJudge {
public:
    // BadInput if one of them is no name.
    [[nodiscard]] static Result<NameJudge> against(const QStringList &expected);

    struct Verdict {
        QString given;
        dns::Name name;
        detect::NameJudgement judgement;

        [[nodiscard]] QJsonObject toJson() const; // name, verdict, rule, imitates, provider, difference
        [[nodiscard]] QString toText() const;     // one line, tab-separated: name, verdict, why
    };
    [[nodiscard]] Result<Verdict> judge(const QString &given) const;

private:
    std::vector<dns::Name> m_expected;
};

} // namespace hinoban::console
