// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Internet.h"
#include "app/path/Tracer.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace hinoban::console {

struct TraceRunOptions {
    Internet internet;
    QStringList targets; // addresses and names; a name is looked up from the root, and each of its addresses traced
    int flows = 1;
    int rounds = 1; // one after the other, all targets of a round side by side
    quint16 port = 443;
    path::TracerOptions tracer;
};

// What became of one target of the command line.
struct TracedTarget {
    QString text;                       // as it was named
    std::vector<path::TracePtr> traces; // of each address, each round
    QString problem;                    // why it has none: its name does not resolve
};

// Traces targets once, without a workspace: `hinoban-cli trace`.
// Thread and owner: as Session.
class TraceRun final : public QObject {
    Q_OBJECT
public:
    explicit TraceRun(TraceRunOptions options, QObject *parent = nullptr);
    ~TraceRun() override;
    void start();
    [[nodiscard]] const std::vector<TracedTarget> &results() const; // in the order of the targets

Q_SIGNALS:
    void ended();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::console
