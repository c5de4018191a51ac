// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/AskLine.h"
#include "app/dns/DelegationWalk.h"

namespace hinoban::console {

// What became of a line that a person typed into the query window or behind `hinoban-cli ask`.
struct Asked {
    quint64 ticket = 0;                     // as given with the line
    QString line;                           // in its normal form, with the server that was asked
    dns::ExchangePtr exchange;              // null: nothing was asked, `error` says why
    std::vector<dns::ExchangePtr> onTheWay; // asked to find the server's address
    std::optional<Error> error;
};
using AskedPtr = std::shared_ptr<const Asked>;

// Asks one question for each line. The server's name is looked up from the root, never at a resolver of this
// machine, so that the lie that is being looked for cannot choose whom to ask.
//
// Thread and owner: as QueryEngine and DelegationWalk, which must outlive it. Destroying it drops open questions.
class Asker final : public QObject {
    Q_OBJECT
public:
    Asker(dns::QueryEngine &engine, dns::DelegationWalk &walk, QObject *parent = nullptr);

    // Whom a line without a server asks.
    void setUsual(const std::optional<dns::Server> &server);
    // Answers by `done`, not before the caller returned, and once.
    void ask(quint64 ticket, const QString &line, std::function<void(AskedPtr)> done);

private:
    struct Open;
    void askAt(const std::shared_ptr<Open> &open, const dns::Server &server);
    void refuse(const std::shared_ptr<Open> &open, Error error);
    void finish(const std::shared_ptr<Open> &open);

    dns::QueryEngine &m_engine;
    dns::DelegationWalk &m_walk;
    std::optional<dns::Server> m_usual;
};

// How an exchange is handed on: as dig prints it, the reply in hex, or DNS in JSON (RFC 8427).
enum class AnswerForm { Text, Hex, Json };
[[nodiscard]] std::optional<AnswerForm> answerFormFromText(const QString &text); // "text", "hex", "json"
[[nodiscard]] QByteArray answerAs(const dns::Exchange &exchange, AnswerForm form);

// The name servers of the system's resolver (resolv.conf(5)), at most three; empty if there are none.
[[nodiscard]] std::vector<dns::Server> systemResolvers(const QString &path = QStringLiteral("/etc/resolv.conf"));

} // namespace hinoban::console

Q_DECLARE_METATYPE(hinoban::console::AskedPtr)
