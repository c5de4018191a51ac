// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/registry/Certificate.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace hinoban::registry {

// Asks a search of the certificate logs, compatible with crt.sh's JSON, for the certificates of a domain that have not
// expired. Whoever runs the search learns the domain's name: it is asked only where a person has named it.
//
// HTTPS only (in a drill, its own loopback, too), certificates checked against Internet::trustedCertificates() or the
// system's; no redirect, proxy, cookie or cache; MostCertificateBytes are read, and a deadline of 60 s of the clock's
// time ends it, for such searches are slow. The server's address passes Internet::permit, and the connection goes
// there and nowhere else. A server that asks to wait is left alone as long as it says, or ten minutes; at most an hour.
// Thread: the network thread. Owner: console::Session. Destroying it drops open questions without calling back.
class CertificateLog final : public QObject {
    Q_OBJECT
public:
    // `address`: as addressFromText() gives it, or a drill's own.
    CertificateLog(Clock &clock, Internet internet, QUrl address, QObject *parent = nullptr);
    ~CertificateLog() override;

    // The answer always comes, later; unknown with its problem if the search cannot be asked.
    void look(const dns::Name &domain, QObject *context, std::function<void(CertificateAnswerPtr)> done);

    [[nodiscard]] const QUrl &address() const;
    // "https://crt.sh/": a host, perhaps a port, a path and a query of its own; no user name.
    [[nodiscard]] static Result<QUrl> addressFromText(const QString &text);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::registry
