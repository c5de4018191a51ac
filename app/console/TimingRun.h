// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Internet.h"
#include "app/dns/Exchange.h"
#include "app/path/WebTiming.h"

#include <QObject>

#include <memory>

namespace hinoban::console {

struct TimingOptions {
    static constexpr size_t MostAddresses = 8; // of one service
    Internet internet;
    std::vector<QUrl> services;          // http, https, or "smtp://host"
    std::optional<QHostAddress> address; // asked instead of the services' own addresses
    std::optional<dns::Server> resolver; // tells these; nothing: they are looked up from the root
};

// Why a text is not the address of a service that can be measured; or the service.
[[nodiscard]] Result<QUrl> serviceFromText(const QString &text);

// Measures services once, without a workspace: `hinoban-cli timing`. Every address of a service by itself, one service
// after the other. Thread and owner: as Session.
class TimingRun final : public QObject {
    Q_OBJECT
public:
    explicit TimingRun(TimingOptions options, QObject *parent = nullptr);
    ~TimingRun() override;
    void start();
    // In the order of the services. A service without an address has one answer without an address.
    [[nodiscard]] const std::vector<path::WebTimingPtr> &results() const;

Q_SIGNALS:
    void ended();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

// One measurement in lines for a person, technical.
[[nodiscard]] QString timingLines(const path::WebTiming &timing);

} // namespace hinoban::console
