// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/store/Workspace.h"

#include <QObject>

#include <functional>

namespace hinoban::store {

// The store thread: opens a workspace there and commits batches in the order given.
// Thread: made, called and destroyed in the network thread; answers come back there. Destroying it writes what was
// submitted, then joins. While more than `Backlog` batches wait, it holds `clock`, so that a drill at full speed
// cannot run away from its own evidence.
class Writer final : public QObject {
    Q_OBJECT
public:
    static constexpr int Backlog = 32;

    Writer(Clock &clock, QObject *parent = nullptr);
    ~Writer() override;

    void open(const QString &path, Workspace::Mode mode, Workspace::Options options,
              std::function<void(Result<Loaded>)> done);
    void submit(Batch batch, std::function<void(Result<ChainHead>)> done);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::store
