// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/AttackAim.h"

#include "app/respond/DraftWords.h"

namespace hinoban::respond {

namespace {

using Part = AttackAim::Part;

Part partOf(bool isChanged, bool isCompared)
{
    if (isChanged) return Part::Changed;
    return isCompared ? Part::Untouched : Part::Unknown;
}

} // namespace

AttackAim aimOf(const std::vector<detect::Finding> &findings, const std::set<dns::Type> &compared, bool expectsSenders)
{
    AttackAim aim;
    bool mail = false, senders = false, addresses = false;
    // The address of a false mail host is no address of the service.
    std::set<QString> mailHosts;
    for (const auto &finding : findings)
        if (finding.signal == QLatin1String("D8"))
            mailHosts.insert(finding.args.value(QStringLiteral("host")).toString());
    for (const auto &finding : findings) {
        const QString &signal = finding.signal, &rule = finding.rule;
        // Preparations by strangers, and what is merely strange, are no change of ours.
        if (finding.severity < detect::Severity::Med) continue;
        aim.delegation |= signal == QLatin1String("D1") || signal == QLatin1String("D3");
        aim.registration |= signal == QLatin1String("R2");
        mail |= signal == QLatin1String("D8");
        addresses |= signal == QLatin1String("D9") && !mailHosts.contains(finding.subject.section(u' ', 0, 0));
        senders |= rule == QLatin1String("spf-changed") || rule == QLatin1String("dkim-changed") ||
                   rule == QLatin1String("dmarc-changed");
        aim.certificates |= signal == QLatin1String("T1") || rule == QLatin1String("caa-changed") ||
                            rule == QLatin1String("acme-challenge-changed");
    }
    aim.mail = partOf(mail, compared.contains(dns::Type::MX));
    aim.senders = partOf(senders, expectsSenders && compared.contains(dns::Type::TXT));
    aim.addresses = partOf(addresses, compared.contains(dns::Type::A) || compared.contains(dns::Type::AAAA));
    return aim;
}

QString aimSentence(const AttackAim &aim, bool japanese)
{
    QStringList changes, purposes;
    const auto say = [&](QStringList &list, const Words &words) { list += wordIn(words, japanese); };
    const bool mail = aim.mail == Part::Changed, senders = aim.senders == Part::Changed;
    const bool addresses = aim.addresses == Part::Changed;
    if (aim.registration) {
        say(changes, {"registration moved", "登録の移転"});
        say(purposes, {"to take the domain itself", "ドメイン名そのものの奪取"});
    }
    if (mail) say(changes, {"MX false", "MX は偽"});
    if (senders)
        say(changes, {"records of who may send (SPF, DKIM, DMARC) false", "送信者認証（SPF・DKIM・DMARC）は偽"});
    if (mail && aim.senders == Part::Untouched) {
        say(changes, {"SPF untouched", "SPF は元のまま"});
        say(purposes, {"to read mail, not to forge it", "メールの窃取（なりすまし送信ではない）"});
    } else if (mail && senders) {
        say(purposes, {"to read mail and to send mail in our name", "メールの窃取となりすまし送信"});
    } else if (mail) {
        say(changes, {"whether SPF was changed is not known", "SPF の改ざんは不明"});
        say(purposes, {"to read mail", "メールの窃取"});
    } else if (senders) {
        say(purposes, {"to send mail in our name", "なりすまし送信"});
    }
    if (addresses) {
        say(changes, {"addresses false", "アドレスは偽"});
        if (aim.certificates)
            say(purposes, {"to receive the visitors of the service under a certificate that browsers accept",
                           "正規に見える証明書を用いた利用者の誘導"});
        else
            say(purposes, {"to receive the visitors of the service", "利用者の偽サイトへの誘導"});
    } else if (aim.certificates) {
        say(changes, {"certificates issued or made possible", "証明書の発行（またはその準備）"});
        say(purposes, {"to pose as the service with a certificate", "証明書を用いたサービスのなりすまし"});
    } else if (aim.addresses == Part::Untouched && !changes.isEmpty()) {
        say(changes, {"addresses untouched", "アドレスは元のまま"});
    }
    if (purposes.isEmpty()) {
        if (!aim.delegation) return {};
        return wordIn({"NS false, and nothing else that could be compared: what for has not been seen.",
                       "NS は偽、比較できた他のレコードに差異なし：目的は未確認です。"},
                      japanese);
    }
    const QString comma = wordIn({", ", "、"}, japanese), conjunction = wordIn({"; ", "・"}, japanese);
    return wordIn({"%1: %2.", "%1：狙いは%2と推定されます。"}, japanese)
        .arg(changes.join(comma), purposes.join(conjunction));
}

} // namespace hinoban::respond
