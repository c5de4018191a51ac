// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Internet.h"
#include "app/dns/Security.h"
#include "app/dns/TrustAnchors.h"

#include <QObject>

#include <memory>

namespace hinoban::console {

struct ValidateOptions {
    Internet internet;
    dns::TrustAnchors anchors;
    std::vector<dns::Question> questions;
    std::optional<dns::Server> resolver;            // asked instead of the authoritative servers
    dns::Transport transport = dns::Transport::Udp; // over which
};

// Validates questions once, without a workspace: `hinoban-cli validate`. Every name by itself, each alias followed.
// Thread and owner: as Session.
class Validate final : public QObject {
    Q_OBJECT
public:
    explicit Validate(ValidateOptions options, QObject *parent = nullptr);
    ~Validate() override;
    void start();
    [[nodiscard]] const std::vector<dns::ValidationPtr> &results() const; // in the order of the questions

Q_SIGNALS:
    void ended();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::console
