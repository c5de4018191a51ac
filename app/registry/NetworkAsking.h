// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/NetworkRegistration.h"
#include "app/registry/ServerQuestion.h"

// For RegistryClient.cpp alone.
namespace hinoban::registry {

// One look-up of a network, from question to answer. Lives until it has answered; dies with its parent.
class NetworkAsking final : public QObject {
public:
    using Read = std::function<Result<NetworkRegistration>(const QByteArray &json)>;
    NetworkAsking(const Tools &tools, const QString &subject, const QByteArray &key, Read read, QObject *context,
                  std::function<void(NetworkLookupPtr)> done, QObject *parent);
    ~NetworkAsking() override;

private:
    void begin();
    void answered(const Fetched &fetched);
    void finish(const QString &problem);

    const Tools m_tools;
    const QByteArray m_key;
    const Read m_read;
    QPointer<QObject> m_context;
    std::function<void(NetworkLookupPtr)> m_done;
    NetworkLookup m_lookup;
    std::unique_ptr<ServerQuestion> m_question;
    Clock::TimerId m_timer = 0;
};

} // namespace hinoban::registry
