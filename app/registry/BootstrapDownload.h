// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/base/Result.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace hinoban::registry {

// Fetches a bootstrap file (RFC 9224) from where it is published, under the rules by which registries are asked
// (RegistryClient.h): certificates always verified, redirects to https only, 1 MiB and ten seconds at most, and every
// address past the guard. What comes is octets that nobody has read yet.
// Thread: one with an event loop. Destroying it drops what is open without calling back.
class BootstrapDownload final : public QObject {
public:
    BootstrapDownload(Clock &clock, Internet internet, QObject *parent = nullptr);
    ~BootstrapDownload() override;

    // Called once, from the event loop. BadInput: not an https address; Unreachable: with the reason.
    void get(const QUrl &url, std::function<void(Result<QByteArray>)> done);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::registry
