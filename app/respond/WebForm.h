// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"

namespace hinoban::respond {

// A web form of a contact's, as far as it is known: its fields in their order, and what goes into each. Data
// (resources/contacts/forms.json, described in the README beside it); the page itself is never asked.
struct WebForm {
    struct Field {
        QString label, labelJa;
        QString fill, fillJa; // template text (Template.h); empty where `from` says it
        QString from;         // "subject" or "body" of the draft as it stands; else empty
        bool required = true;
        int longest = 0; // characters; 0: not known
    };
    QString id, contactId;
    QStringList templates; // whose drafts it takes
    QString address;       // https
    QString source, confidence, lastVerified;
    std::vector<Field> fields;
};

// What ships, and the team's own "hinoban/forms.json" in the user's data folder in front of it; an entry of the same
// id replaces. BadInput with file, entry and reason.
[[nodiscard]] Result<std::vector<WebForm>> knownForms();
[[nodiscard]] Result<std::vector<WebForm>> formsFromJson(const QByteArray &json, const QString &where);
[[nodiscard]] const WebForm *formFor(const std::vector<WebForm> &forms, const Contact &contact,
                                     const QString &templateId); // null: none

// A field with what goes into it, as plain text to be copied.
struct FilledField {
    QString label, value;
    QStringList gaps; // labels of what is missing in it: it is not to be copied as if it were whole
    bool required = true;
    int longest = 0;
    // May be carried over as it is: something to carry, nothing missing, not too long for the form.
    [[nodiscard]] bool ready() const { return !value.isEmpty() && gaps.isEmpty() && !tooLong(); }
    [[nodiscard]] bool tooLong() const { return longest > 0 && value.size() > longest; }
};
// In the draft's language. BadInput with the form's field for a template text that cannot be read.
[[nodiscard]] Result<std::vector<FilledField>> filledForm(const WebForm &form, const Draft &draft,
                                                          const Contact &contact, const DraftFacts &facts);

} // namespace hinoban::respond
