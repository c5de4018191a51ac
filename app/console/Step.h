// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Ledger.h"
#include "app/respond/Entry.h"
#include "app/watch/Look.h"

#include <QMetaType>

namespace hinoban::console {

// What one look, or one answer about a look-alike or about certificates, led to: the pipeline's output, in order.
// Immutable.
struct Step {
    watch::LookPtr look; // null: it was no look
    std::vector<detect::Change> changes;
    std::vector<respond::Entry> entries;
    bool tailChanged = false;         // what is to be remembered of the cache tail
    bool certificatesChanged = false; // whose certificates are expected
    QStringList pathBaselines{};      // keys of those that are to be stored
    bool lookFurther = false;         // the delegation or its DS moved: a full look is due at once
};
using StepPtr = std::shared_ptr<const Step>;

} // namespace hinoban::console

Q_DECLARE_METATYPE(hinoban::console::StepPtr)
