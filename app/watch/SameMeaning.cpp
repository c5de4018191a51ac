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
    // Only a mechanism may bear a sign: "+redirect=" is no modifier, and makes the whole policy an error.
    if (term.startsWith('+') && isMechanism(term)) term.remove(0, 1);
    // Macros care for case (RFC 7208, 7.3).
    return term.contains('%') ? term : term.toLower();
}

// Terms as they count, one after the other; empty: no sender policy. It begins with the very first octet, and only
// spaces part its terms (RFC 7208, 4.5 and 12): with a tab, or a space before it, it is another text.
QByteArrayList senderPolicy(const QByteArray &text)
{
    QByteArrayList terms = text.split(' ');
    if (terms.front().toLower() != "v=spf1") return {};
    terms.front() = "v=spf1";
    terms.removeAll(QByteArray());
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

bool isSpace(char octet) { return octet == ' ' || octet == '\t'; }

// Without the spaces around it, and with one for several within. Other controls are no space, and stay.
QByteArray squeezed(const QByteArray &text)
{
    QByteArray out;
    for (const char octet : text) {
        if (!isSpace(octet))
            out += octet;
        else if (!out.isEmpty() && !out.endsWith(' '))
            out += ' ';
    }
    if (out.endsWith(' ')) out.chop(1);
    return out;
}

// "tag=value", the version first and the others by name; empty: no such record, or one that is compared to the letter
// because readers need not agree about it: something before the version, an empty tag, a tag twice. The names of tags
// care for case (RFC 6376, 3.2).
QByteArrayList tagList(const QByteArray &text)
{
    if (text.isEmpty() || isSpace(text.front())) return {};
    QByteArrayList tags, names;
    QByteArrayList parts = text.split(';');
    if (squeezed(parts.back()).isEmpty()) parts.removeLast();
    for (const QByteArray &part : std::as_const(parts)) {
        const qsizetype equals = part.indexOf('=');
        if (equals < 0) return {};
        QByteArray value = squeezed(part.mid(equals + 1));
        const QByteArray tag = squeezed(part.left(equals));
        if (tag.isEmpty() || names.contains(tag)) return {};
        names.append(tag);
        const bool isKey = tag == "p" && tags.value(0) == "v=DKIM1";
        if (isKey) value.replace(' ', QByteArray()); // it may be folded anywhere
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
