// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Resemblance.h"

#include "app/detect/LookAlike.h"

#include <QStringList>

#include <unicode/uidna.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <vector>

namespace hinoban::detect {
namespace {

// Below this many letters one edit away is a neighbour, not an imitation ("iij" and "iii").
constexpr int MinLettersForEdit = 4;

bool isDigit(QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); }

QString withoutLeadingZeros(const QString &digits)
{
    qsizetype at = 0;
    while (at + 1 < digits.size() && digits[at] == QLatin1Char('0'))
        ++at;
    return digits.mid(at);
}

// Single characters, and runs of digits as one token each: 61 and 62 are two numbers, not one edit.
QStringList tokens(const QString &text)
{
    QStringList out;
    for (const QChar c : text) {
        if (isDigit(c) && !out.isEmpty() && isDigit(out.back().back()))
            out.back() += c;
        else
            out += QString(c);
    }
    return out;
}

bool isNumber(const QString &token) { return isDigit(token.front()); }

bool zeroPadded(const QString &a, const QString &b)
{
    const auto stripped = [](const QString &text) {
        QStringList out = tokens(text);
        for (QString &token : out)
            if (isNumber(token)) token = withoutLeadingZeros(token);
        return out;
    };
    return a != b && stripped(a) == stripped(b);
}

QString stripped(QString text) { return text.remove(QLatin1Char('-')).remove(QLatin1Char('.')); }

// At most one insertion, deletion, substitution or swap of neighbours, by which no number becomes another number.
bool withinOneEdit(const QString &a, const QString &b)
{
    if (a == b) return true;
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype head = 0;
    while (head < shorter && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    const QString x = a.mid(head, a.size() - head - tail);
    const QString y = b.mid(head, b.size() - head - tail);
    if (x.size() == 2 && y.size() == 2) return x[0] == y[1] && x[1] == y[0] && !(isDigit(x[0]) && isDigit(x[1]));
    if (x.size() > 1 || y.size() > 1) return false;
    if (!x.isEmpty() && !y.isEmpty()) return !(isDigit(x[0]) && isDigit(y[0]));
    const QString &more = x.isEmpty() ? b : a;
    const auto digitAt = [&](qsizetype at) { return at >= 0 && at < more.size() && isDigit(more[at]); };
    return !(digitAt(head) && (digitAt(head - 1) || digitAt(head + 1)));
}

// The label with words hung on to it: "azure-dns-login". Its own words hang together.
bool hangsOn(const QString &label, const QString &model)
{
    const QString within = u'-' + label + u'-';
    return label.size() > model.size() && within.contains(u'-' + model + u'-');
}

int letterCount(const QString &label)
{
    return int(std::count_if(label.begin(), label.end(), [](QChar c) { return c.isLetter(); }));
}

// One flipped bit, as bad memory does it (bitsquatting); a digit for a digit is another number.
bool oneBitApart(const QString &a, const QString &b)
{
    if (a.size() != b.size()) return false;
    int differing = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const unsigned bits = unsigned(a[i].unicode()) ^ unsigned(b[i].unicode());
        if (bits == 0) continue;
        if (std::popcount(bits) != 1 || (isDigit(a[i]) && isDigit(b[i])) || ++differing > 1) return false;
    }
    return differing == 1;
}

QString unicodeLabel(const QString &label)
{
    if (!label.startsWith(QLatin1String("xn--"))) return label;
    static const std::unique_ptr<UIDNA, void (*)(UIDNA *)> idna = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<UIDNA, void (*)(UIDNA *)>(uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_UNICODE, &status),
                                                         [](UIDNA *open) { uidna_close(open); });
    }();
    if (!idna) return label;
    UErrorCode status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    std::vector<UChar> out(256);
    const int32_t length = uidna_labelToUnicode(idna.get(), reinterpret_cast<const UChar *>(label.utf16()),
                                                int32_t(label.size()), out.data(), int32_t(out.size()), &info, &status);
    if (U_FAILURE(status) || length > int32_t(out.size())) return label;
    return QString::fromUtf16(out.data(), length);
}

QString icuSkeleton(const QString &text)
{
    static const std::unique_ptr<USpoofChecker, void (*)(USpoofChecker *)> checker = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<USpoofChecker, void (*)(USpoofChecker *)>(
            uspoof_open(&status), [](USpoofChecker *open) { uspoof_close(open); });
    }();
    if (!checker) return text;
    UErrorCode status = U_ZERO_ERROR;
    std::vector<UChar> out(size_t(text.size()) * 8 + 64);
    const int32_t length = uspoof_getSkeleton(checker.get(), 0, reinterpret_cast<const UChar *>(text.utf16()),
                                              int32_t(text.size()), out.data(), int32_t(out.size()), &status);
    if (U_FAILURE(status) || length > int32_t(out.size())) return text;
    return QString::fromUtf16(out.data(), length);
}

// A skeleton is made character by character, so that those of ASCII, which nearly all names are of, need be asked
// for once only.
QString skeleton(const QString &text)
{
    static const std::array<QString, 128> ascii = [] {
        std::array<QString, 128> out;
        for (size_t c = 0; c < out.size(); ++c)
            out[c] = icuSkeleton(QString(QChar(char16_t(c))));
        return out;
    }();
    QString out;
    for (const QChar c : text) {
        if (c.unicode() >= ascii.size()) return icuSkeleton(text);
        out += ascii[c.unicode()];
    }
    return out;
}

} // namespace

RegistrableParts registrableParts(const dns::Name &name)
{
    const dns::Name registrable = registrableDomain(name);
    if (registrable.isRoot()) return {};
    const QString suffix = registrable.parent().display();
    QString label = registrable.display();
    label.chop(registrable.parent().isRoot() ? 0 : suffix.size() + 1);
    return {label, suffix};
}

QString eyeForm(const QString &label)
{
    QString out = skeleton(unicodeLabel(label)).toLower();
    out.replace(QLatin1String("rn"), QLatin1String("m"));
    out.replace(QLatin1String("cl"), QLatin1String("d"));
    out.replace(QLatin1String("vv"), QLatin1String("w"));
    out.replace(QLatin1Char('0'), QLatin1Char('o'));
    out.replace(QLatin1Char('1'), QLatin1Char('l'));
    out.replace(QLatin1Char('i'), QLatin1Char('l'));
    return out;
}

bool resemblesFamily(const QString &label, const QString &family)
{
    if (label.isEmpty()) return false;
    // Numbers are taken out before the eye's form is made, which would read 61 as 6l.
    QString folded;
    for (const QString &token : tokens(unicodeLabel(label)))
        folded += isNumber(token) ? QStringLiteral("#") : token;
    folded = stripped(folded);
    QString letters = family;
    letters.remove(QLatin1Char('#'));
    // With and without the numbers: "awsdns-61", "awsdns-6l" and "awsdns" all claim the family.
    if (withinOneEdit(eyeForm(folded), eyeForm(family))) return true;
    const QString eye = stripped(eyeForm(label));
    return eye.contains(eyeForm(letters));
}

std::optional<QString> resemblance(const dns::Name &name, const dns::Name &model)
{
    const RegistrableParts a = registrableParts(name);
    const RegistrableParts b = registrableParts(model);
    if (a.label.isEmpty() || b.label.isEmpty()) return std::nullopt;
    if (a.label == b.label && a.suffix == b.suffix) return std::nullopt;

    if (zeroPadded(a.label, b.label)) return QStringLiteral("zero-padding");
    const QString whole = name.display(), wholeModel = model.display();
    if (a.label != b.label && (eyeForm(a.label) == eyeForm(b.label) || eyeForm(whole) == eyeForm(wholeModel)))
        return QStringLiteral("confusable");
    if ((a.label != b.label && stripped(a.label) == stripped(b.label)) || stripped(whole) == stripped(wholeModel))
        return QStringLiteral("hyphen-dot");
    if (a.label == b.label) return QStringLiteral("other-tld");
    if (oneBitApart(whole, wholeModel)) return QStringLiteral("one-bit");
    const bool longEnough = letterCount(b.label) >= MinLettersForEdit;
    if (a.suffix == b.suffix && longEnough) {
        if (oneBitApart(a.label, b.label)) return QStringLiteral("one-bit");
        if (withinOneEdit(a.label, b.label)) return QStringLiteral("edit-distance");
    }
    // An edit may also move the cut between label and suffix, and the same host before it is no chance.
    const bool hasHost = wholeModel.size() > b.label.size() + 1 + b.suffix.size();
    if ((longEnough || hasHost) && withinOneEdit(whole, wholeModel)) return QStringLiteral("edit-distance");
    if (longEnough && hangsOn(a.label, b.label)) return QStringLiteral("contains");
    return std::nullopt;
}

int editDistance(const QString &a, const QString &b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int substituted = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[size_t(j) + 1];
            row[size_t(j) + 1] = std::min({substituted, diagonal + 1, row[size_t(j)] + 1});
        }
    }
    return row.back();
}

} // namespace hinoban::detect
