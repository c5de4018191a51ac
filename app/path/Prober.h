// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Trace.h"

#include <QObject>

#include <functional>

namespace hinoban::path {

// What is to be measured.
struct TraceOrder {
    dns::Name domain;
    dns::Name target;     // the service's name
    QHostAddress address; // one of its, or where it should be, or a control target
    quint16 port = 443;   // the service's, where probes are connections; 0: none is known
    int flows = 1;        // several (at most MostFlows) learn the set of paths that share the load
};

// Measures the path to an address. Comes from the Internet value, so that a drill's path is the world's.
// Traces that are ordered before the first has ended go side by side and share what is near (the expected address, the
// present ones and control targets belong in one breath).
// Thread: both are called in the network thread and answer there, later, exactly once unless `context` is gone.
class Prober {
public:
    Prober() = default;
    Prober(const Prober &) = delete;
    Prober &operator=(const Prober &) = delete;
    virtual ~Prober() = default;

    virtual void measure(const TraceOrder &order, QObject *context, std::function<void(TracePtr)> done) = 0;

    // One flow to the usual port.
    void trace(const dns::Name &domain, const dns::Name &target, const QHostAddress &address, QObject *context,
               std::function<void(TracePtr)> done)
    {
        TraceOrder order;
        order.domain = domain;
        order.target = target;
        order.address = address;
        measure(order, context, std::move(done));
    }
};

} // namespace hinoban::path
