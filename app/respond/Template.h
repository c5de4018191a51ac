// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"

#include <map>

namespace hinoban::respond {

// What a template may name, and what it says. Every field that exists is here, empty where nothing is known, so that
// a template that names another one is refused. A value; any thread.
struct Fields {
    struct Field {
        QString text;  // one safe line; empty: nothing known
        QString key;   // Gap::field
        QString label; // Gap::label, in the draft's language
    };
    struct List {
        QStringList members; // of an item
        std::vector<std::map<QString, QString>> items;
        QString key, label;
    };
    std::map<QString, Field> fields;
    std::map<QString, List> lists;
    std::map<QString, bool> flags;
    QString markBefore, markAfter; // around the label of a gap: "[", ": missing]"
};

// A template's text and the place it came from, for errors.
struct TemplateText {
    QByteArray text;
    QString where; // "templates/ja/JP-TD.mustache"
};

// The first `<folder>/<language>/<id>.mustache` of these folders. NotFound if there is none.
[[nodiscard]] Result<TemplateText> loadTemplate(const QString &id, const QString &language, const QStringList &folders);
// Where templates are looked for: the ones that ship with the program.
[[nodiscard]] QStringList templateFolders();

struct Rendered {
    QString subject, body;
    std::vector<Gap> gaps; // of the body
};

// Fills mustache of a small kind: {{field}}, {{#list}}…{{/list}}, {{#name?}}…{{/name?}} and {{^name?}}…{{/name?}} for
// what is there or not, {{! comment}}. Everything else (unescaped tags, partials, other delimiters, unknown fields,
// unclosed or crossed sections) is BadInput with file and line. A field that has no text becomes a mark and a Gap; a
// template keeps what it can do without inside {{#name?}}. Values are data: they are never read as template text.
[[nodiscard]] Result<Rendered> render(const TemplateText &text, const Fields &fields);

} // namespace hinoban::respond
