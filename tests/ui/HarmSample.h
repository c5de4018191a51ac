// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/ui/SampleSnapshot.h"

namespace hinoban::test {

// The sample moment with what is the attacker's, as it stood on June 4th, and with a checklist of accounts.
[[nodiscard]] inline std::shared_ptr<console::Snapshot> harmSample()
{
    using respond::AssetKind;
    using respond::AssetState;
    const auto s = [](const char *utf8) { return QString::fromUtf8(utf8); };
    auto snapshot = sampleCopy();
    snapshot->at = at("2020-06-03T12:20:00Z");
    const auto asset = [&](AssetKind kind, const char *named, AssetState state, const char *since, const char *why) {
        respond::HostileAsset made;
        made.key = {kind, s(named)};
        made.domains = {name("coincheck.com")};
        made.findings = {s("D1"), s("D2")};
        made.firstSeen = at("2020-05-30T15:12:30Z");
        made.state = state;
        made.since = at(since);
        made.why = s(why);
        made.history = {{at("2020-05-30T15:13:00Z"), AssetState::Live, s("answers for coincheck.com"), {}}};
        if (state != AssetState::Live) made.history.push_back({at(since), state, s(why), {}});
        made.askedAt = at("2020-06-03T12:15:00Z");
        made.nextAt = at("2020-06-03T12:35:00Z");
        made.desk = s("Vultr");
        made.deskMail = s("abuse@vultr.com");
        made.network = s("45.76.0.0 – 45.77.255.255, VULTR");
        made.origin = 20473;
        made.country = s("US");
        made.requests = {s("Q3")};
        return made;
    };
    auto &assets = snapshot->assets;
    assets.push_back(asset(AssetKind::MailHost, "mail.coincheck.com", AssetState::Live, "2020-05-30T15:13:00Z",
                           "45.77.24.250: 220 mail.coincheck.com ESMTP"));
    assets.push_back(asset(AssetKind::Nameserver, "ns-1515.awsdns-061.org", AssetState::Changed, "2020-06-02T17:08:00Z",
                           "82.221.139.210: answers for coincheck.com"));
    assets.back().imitates = s("ns-1515.awsdns-61.org");
    assets.back().addresses = {QHostAddress(s("82.221.139.210"))};
    assets.back().questioned = at("2020-05-30T15:14:00Z");
    assets.push_back(asset(AssetKind::Domain, "awsdns-056.co.uk", AssetState::Unresolvable, "2020-06-03T12:05:00Z",
                           "NXDOMAIN from nsa.nic.uk"));
    assets.back().requests.clear();
    assets.push_back(asset(AssetKind::Nameserver, "ns-650.awsdns-017.net", AssetState::Unresolvable,
                           "2020-06-03T06:08:00Z", "NXDOMAIN from a.gtld-servers.net"));
    assets.push_back(asset(AssetKind::Address, "45.77.9.110", AssetState::Stopped, "2020-06-03T06:20:00Z",
                           "45.77.9.110: timed-out"));
    assets.push_back(asset(AssetKind::Certificate, "03ffee", AssetState::Unknown, "2020-05-30T16:00:00Z", ""));
    assets.back().nextAt.reset();
    assets.back().detail = s("Let's Encrypt: coincheck.com");
    assets.push_back(
        asset(AssetKind::Nameserver, "ns1.honeypot.example", AssetState::Live, "2020-05-30T15:13:00Z", ""));
    assets.back().dismissedBy = s("山田");
    assets.back().dismissedWhy = s("our own honeypot");

    respond::ExposureWindow window;
    window.domain = name("coincheck.com");
    window.from = at("2020-05-30T15:11:38Z");
    window.firstSeen = at("2020-05-30T15:12:31Z");
    window.begin = respond::ExposureWindow::Begin::Change;
    window.end = respond::ExposureWindow::End::Unbounded;
    window.hosts = {s("mail.coincheck.com")};
    snapshot->exposure.windows = {window};
    using State = respond::Account::State;
    const auto account = [&](const char *person, const char *service, const char *address, State state) {
        respond::Account made;
        made.id = s("A") + QString::number(snapshot->exposure.accounts.size() + 1);
        made.person = s(person);
        made.service = s(service);
        made.address = s(address);
        made.state = state;
        made.wasTried = state == State::AttackerTried;
        made.since = at("2020-06-02T01:00:00Z");
        made.by = s("鈴木");
        snapshot->exposure.accounts.push_back(made);
    };
    account("喜屋武 慶大", "GitHub", "kyan@coincheck.com", State::AttackerTried);
    account("山田 花子", "GitHub", "yamada@coincheck.com", State::Asked);
    account("山田 花子", "Amazon Web Services", "yamada@coincheck.com", State::ToDo);
    account("鈴木 一郎", "Slack", "suzuki@coincheck.com", State::Reset);
    snapshot->exposure.accounts.back().wasTried = true;
    return snapshot;
}

} // namespace hinoban::test
