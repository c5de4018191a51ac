// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Contact.h"
#include "app/respond/Request.h"

namespace hinoban::ui {

// Keys of contacts and templates as words for a person, in the program's language.
[[nodiscard]] QString roleWord(const QString &role);                   // "national-csirt" → "national CSIRT"
[[nodiscard]] QString templateWord(const QString &templateId);         // "REG-CALL" → "Call script"; unknown: the id
[[nodiscard]] QString channelWord(respond::Channel::Kind kind);        // "phone"
[[nodiscard]] QString channelText(const respond::Channel &channel);    // "phone 03-6271-8901", safe
[[nodiscard]] QString organisationOf(const respond::Contact &contact); // in the program's language; may be empty
[[nodiscard]] QString contactTitle(const respond::Contact &contact);   // the organisation, else the role
// "organisation's own page · verified 2020-05-20"
[[nodiscard]] QString trustText(const respond::Contact &contact);
[[nodiscard]] QString requestStateWord(respond::Request::State state);
[[nodiscard]] bool isCallScript(const QString &templateId);

// Japanese organisations are written to in Japanese, whatever the program speaks: judged by a Japanese name, a +81 or
// domestic number, or an address under .jp. English otherwise.
[[nodiscard]] QString languageFor(const respond::Contact &contact);

// Everything known about it, as lines; for copying.
[[nodiscard]] QString contactText(const respond::Contact &contact);

} // namespace hinoban::ui
