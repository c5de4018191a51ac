// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Trace.h"

#include <QObject>

#include <functional>

namespace hinoban::path {

// Measures the path to an address. Comes from the Internet value, so that a drill's path is the world's.
// Thread: trace() is called in the network thread and answers there, later, exactly once unless `context` is gone.
class Prober {
public:
    Prober() = default;
    Prober(const Prober &) = delete;
    Prober &operator=(const Prober &) = delete;
    virtual ~Prober() = default;

    virtual void trace(const dns::Name &domain, const dns::Name &target, const QHostAddress &address, QObject *context,
                       std::function<void(TracePtr)> done) = 0;
};

} // namespace hinoban::path
