// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Template.h"

namespace hinoban::respond {

// What evidence, team and contact say to a template, in `language`. The names are described in
// resources/templates/README.md.
[[nodiscard]] Fields fieldsOf(const QString &language, const Contact &contact, const DraftFacts &facts);

// The recipient as the text addresses it: the organisation, else what its role is called.
[[nodiscard]] QString partyOf(const QString &language, const Contact &contact, const DraftFacts &facts);

} // namespace hinoban::respond
