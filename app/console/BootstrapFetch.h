// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Internet.h"
#include "app/base/Result.h"

#include <QObject>

#include <memory>
#include <utility>
#include <vector>

namespace hinoban::console {

// Fetches the four bootstrap files from one place, one after the other: `hinoban-cli bootstrap --fetch`. Reads and
// keeps none of them (BootstrapLists.h). Thread and owner: as Session. Destroying it drops what is open.
class BootstrapFetch final : public QObject {
    Q_OBJECT
public:
    // `base` ends in a slash and is https.
    BootstrapFetch(const Internet &internet, QUrl base, QObject *parent = nullptr);
    ~BootstrapFetch() override;
    void start();
    // By where each came from, in the order of BootstrapLists; the first that fails ends it.
    [[nodiscard]] const std::vector<std::pair<QString, Result<QByteArray>>> &files() const;

Q_SIGNALS:
    void ended();

private:
    void next();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::console
