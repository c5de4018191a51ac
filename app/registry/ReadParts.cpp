// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/ReadParts.h"

#include "app/base/SafeText.h"

#include <algorithm>

namespace hinoban::registry {

using namespace Qt::StringLiterals;

// RFC 8056: EPP's spelling joins the words of RDAP's, with two exceptions.
QString eppStatus(QStringView text)
{
    if (text == u"active") return u"ok"_s;
    if (text == u"associated") return u"linked"_s;
    QString joined;
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QStringView word : words) {
        if (joined.isEmpty())
            joined += word;
        else
            joined += word.left(1).toString().toUpper() + word.mid(1).toString();
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
