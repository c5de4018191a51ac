// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/ReadParts.h"

#include "app/base/SafeText.h"

#include <algorithm>

namespace hinoban::registry {

using namespace Qt::StringLiterals;

// RFC 8056: EPP's spelling joins the words of RDAP's, with two exceptions.
QString eppStatus(QStringView text)
{
    if (text.compare(u"active", Qt::CaseInsensitive) == 0) return u"ok"_s;
    if (text.compare(u"associated", Qt::CaseInsensitive) == 0) return u"linked"_s;
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.size() == 1) return safeText(words[0].left(1).toString().toLower() + words[0].mid(1).toString(), 64);
    QString joined;
    for (const QStringView word : words) { // some write "Client Transfer Prohibited"
        const QString lower = word.toString().toLower();
        joined += joined.isEmpty() ? lower : lower.left(1).toUpper() + lower.mid(1);
    }
    return safeText(joined, 64);
}

bool isPlainMailAddress(QStringView text)
{
    const auto plain = [](QChar c) { return c > u' ' && c < u'\u007f' && !u"<>()[],;:\\\""_s.contains(c); };
    return text.count(u'@') == 1 && !text.startsWith(u'@') && !text.endsWith(u'@') && text.size() <= LongestText &&
           std::all_of(text.begin(), text.end(), plain);
}

void takeNewest(std::optional<Instant> &field, Instant date)
{
    if (!field || *field < date) field = date;
}

void settle(Registration &registration)
{
    auto &names = registration.nameservers;
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    registration.statuses.removeDuplicates();
    registration.statuses.sort();
}

} // namespace hinoban::registry
