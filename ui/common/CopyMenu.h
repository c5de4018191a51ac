// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Asker.h"

#include <functional>

class QMenu;
class QWidget;

namespace hinoban::ui {

// "Copy as": the exchange that `current` names when one is chosen, as dig prints it, in hex, or as DNS in JSON
// (RFC 8427), into the clipboard. Texts are those of the language at the time of making.
[[nodiscard]] QMenu *copyMenu(QWidget *parent, std::function<dns::ExchangePtr()> current);

} // namespace hinoban::ui
