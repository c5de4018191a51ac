// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/SameMeaning.h"

#include <QByteArrayList>

#include <algorithm>

namespace hinoban::watch {
namespace {

constexpr qsizetype LongestPolicy = 4096; // longer ones are compared to the letter

bool isMechanism(const QByteArray &term)
{
    const qsizetype equals = term.indexOf('='), colon = term.indexOf(':');
    return equals < 0 || (colon >= 0 && colon < equals); // RFC 7208, 4.6.1: a modifier has a name and "="
}

char qualifierOf(const QByteArray &term) { return QByteArrayView("+-~?").contains(term.front()) ? term.front() : '+'; }

QByteArray termOf(QByteArray term)
{
    if (term.startsWith('+')) term.remove(0, 1);
    // Macros care for case (RFC 7208, 7.3).
    return term.contains('%') ? term : term.toLower();
}

// Terms as they count, one after the other; empty: no sender policy.
QByteArrayList senderPolicy(const QByteArray &text)
{
    QByteArrayList terms = text.simplified().split(' ');
    if (terms.front().toLower() != "v=spf1") return {};
    terms.front() = "v=spf1";
    for (qsizetype i = 1; i < terms.size(); ++i)
        terms[i] = termOf(terms[i]);
    for (qsizetype from = 1; from < terms.size();) {
        qsizetype to = from;
        while (to < terms.size() && isMechanism(terms[to]) && qualifierOf(terms[to]) == qualifierOf(terms[from]))
            ++to;
        std::sort(terms.begin() + from, terms.begin() + to);
        from = std::max(to, from + 1);
    }
    return terms;
}

// "tag=value", the version first and the others by name; empty: no such record.
QByteArrayList tagList(const QByteArray &text)
{
    QByteArrayList tags;
    for (const QByteArray &part : text.split(';')) {
        if (part.trimmed().isEmpty()) continue;
        const qsizetype equals = part.indexOf('=');
        if (equals < 0) return {};
        QByteArray value = part.mid(equals + 1).simplified();
        const QByteArray tag = part.left(equals).trimmed().toLower();
        if (tag == "p" && value.size() > 16) value.replace(' ', QByteArray()); // a key may be folded anywhere
        tags.append(tag + '=' + value);
    }
    if (tags.isEmpty() || (tags.front() != "v=DMARC1" && tags.front() != "v=DKIM1")) return {};
    std::sort(tags.begin() + 1, tags.end());
    return tags;
}

bool sameText(const QByteArray &a, const QByteArray &b)
{
    if (a == b) return true;
    if (a.size() > LongestPolicy || b.size() > LongestPolicy) return false;
    const QByteArrayList policy = senderPolicy(a), tags = tagList(a);
    return (!policy.isEmpty() && policy == senderPolicy(b)) || (!tags.isEmpty() && tags == tagList(b));
}

} // namespace

bool sameMeaning(dns::Type type, const dns::Rdata &a, const dns::Rdata &b)
{
    if (a == b) return true;
    if (type == dns::Type::TXT) {
        const auto x = dns::txtOf(a), y = dns::txtOf(b);
        return x && y && sameText(*x, *y);
    }
    if (type == dns::Type::CAA) {
        const auto x = dns::caaOf(a), y = dns::caaOf(b);
        return x && y && x->flags == y->flags && x->value == y->value && x->tag.toLower() == y->tag.toLower();
    }
    return false;
}

} // namespace hinoban::watch
