// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <map>

namespace hinoban::ui {

// The pictures of a report as PNG, by name ("timeline", "response"): drawn as the panes draw them, in the light theme,
// in the language that the program speaks. What has nothing to show is left out. Thread: the screen's.
[[nodiscard]] std::map<QString, QByteArray> reportPictures(const console::DomainView &view,
                                                           const console::Snapshot &snapshot);

} // namespace hinoban::ui
