// SPDX-License-Identifier: GPL-3.0-or-later
// The reasons of a DNSSEC verdict in words.
#include "app/base/SafeText.h"
#include "app/dns/Security.h"

#include <QCoreApplication>

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr const char *Context = "dnssec";

struct Form {
    const char *code;
    const char *source;
};

constexpr Form Forms[] = {
    {"no-anchor", QT_TRANSLATE_NOOP("dnssec", "No trust anchor covers %1.")},
    {"no-answer", QT_TRANSLATE_NOOP("dnssec", "No server of %1 gave a usable answer about %2 (%3).")},
    {"anchor-mismatch",
     QT_TRANSLATE_NOOP("dnssec", "None of the keys of %1 is the one that the trust anchor names (%2).")},
    {"no-ds", QT_TRANSLATE_NOOP("dnssec", "%2 proves that %1 has no DS record: it is not signed.")},
    {"opt-out",
     QT_TRANSLATE_NOOP("dnssec", "%2 leaves unsigned delegations out of its proofs (NSEC3 opt-out), and %1 lies there: "
                                 "it is not signed.")},
    {"opt-out-denial",
     QT_TRANSLATE_NOOP("dnssec", "%2 leaves unsigned delegations out of its proofs (NSEC3 opt-out): that %1 does not "
                                 "exist is not proven.")},
    {"unsupported-algorithm",
     QT_TRANSLATE_NOOP("dnssec", "%1 is signed only with algorithms or digests that are not supported (%2).")},
    {"iterations",
     QT_TRANSLATE_NOOP("dnssec", "%1 hashes each name %2 more times (NSEC3); above %3 it counts as not signed "
                                 "(RFC 9276).")},
    {"signature-missing", QT_TRANSLATE_NOOP("dnssec", "%1 should be signed by %2 and has no signature.")},
    {"signature-expired", QT_TRANSLATE_NOOP("dnssec", "The signature of %1 expired at %3 (zone %2, key %4).")},
    {"signature-early", QT_TRANSLATE_NOOP("dnssec", "The signature of %1 is not valid before %3 (zone %2, key %4).")},
    {"signature-wrong", QT_TRANSLATE_NOOP("dnssec", "The signature of %1 is false (zone %2, key %3).")},
    {"signature-of-other-zone", QT_TRANSLATE_NOOP("dnssec", "%1 is signed by %3 instead of %2.")},
    {"signature-shape", QT_TRANSLATE_NOOP("dnssec", "The signature of %1 contradicts itself (zone %2).")},
    {"signing-key-missing", QT_TRANSLATE_NOOP("dnssec", "%1 is signed with key %3, which %2 does not have.")},
    {"signing-algorithm",
     QT_TRANSLATE_NOOP("dnssec", "%1 is signed only with algorithm %3, which is not supported (zone %2).")},
    {"keys-missing", QT_TRANSLATE_NOOP("dnssec", "The parent zone vouches for keys of %1, and it has none.")},
    {"key-not-vouched",
     QT_TRANSLATE_NOOP("dnssec", "None of the keys of %1 is the one that its parent zone vouches for (DS %2).")},
    {"denial-missing", QT_TRANSLATE_NOOP("dnssec", "%2 does not prove that %1 does not exist.")},
    {"denial-wrong",
     QT_TRANSLATE_NOOP("dnssec", "What %2 gives as proof that %1 does not exist proves something else.")},
    {"wildcard-unproven",
     QT_TRANSLATE_NOOP("dnssec",
                       "%1 is answered from a wildcard of %2, and nothing proves that no closer name exists.")},
    {"dname-mismatch", QT_TRANSLATE_NOOP("dnssec", "The alias of %1 is not the one that the DNAME record makes.")},
    {"too-many-signatures",
     QT_TRANSLATE_NOOP("dnssec", "The answer about %1 takes more signature checks than are allowed (%2).")},
    {"too-many-aliases", QT_TRANSLATE_NOOP("dnssec", "%1 leads through more than %2 aliases.")},
    {"alias-loop", QT_TRANSLATE_NOOP("dnssec", "The aliases of %1 lead in a circle.")},
};

using Speak = QString (*)(const char *source);

QString say(const SecurityReason &reason, Speak speak)
{
    if (reason.isEmpty()) return {};
    const auto form = std::find_if(std::begin(Forms), std::end(Forms),
                                   [&](const Form &one) { return reason.code == QLatin1String(one.code); });
    // A reason of a newer Hinoban: its key is better than silence.
    if (form == std::end(Forms))
        return safeText(reason.code + QStringLiteral(": ") + reason.args.join(QStringLiteral(", ")), 512);
    const QString source = speak(form->source);
    QString out;
    // All at once: a name with %1 in it stays a name.
    for (qsizetype i = 0; i < source.size(); ++i) {
        const int place = source[i] == u'%' && i + 1 < source.size() ? source[i + 1].digitValue() : -1;
        if (place < 1 || place > reason.args.size()) {
            out += source[i];
            continue;
        }
        out += safeText(reason.args[place - 1], 256);
        ++i;
    }
    return out;
}

} // namespace

QString englishSentence(const SecurityReason &reason)
{
    return say(reason, [](const char *source) { return QString::fromUtf8(source); });
}

QString sentence(const SecurityReason &reason)
{
    return say(reason, [](const char *source) { return QCoreApplication::translate(Context, source); });
}

} // namespace hinoban::dns
