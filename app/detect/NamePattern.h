// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QRegularExpression>
#include <QStringList>

#include <functional>
#include <vector>

class QJsonObject;

namespace hinoban::detect {

// One form in which a provider names its servers, as data (resources/providers/README.md): "ns-{n}.awsdns-{zone}.{tld}"
// and what may stand for n, zone and tld. It can be matched and, but for free words, told in full.
// A value; any thread.
class NamePattern {
public:
    // `object`: "pattern", and one object for each name in braces. BadInput says what is wrong where.
    [[nodiscard]] static Result<NamePattern> fromJson(const QJsonObject &object, const QString &where);

    // Lower-case presentation text without the final dot.
    [[nodiscard]] bool matches(const QString &name) const;
    // Every name of this form; a free word stands as "example".
    void forEach(const std::function<void(const QString &name)> &visit) const;

private:
    struct Variable {
        QString name;
        int from = 0, to = -1; // a number, if to >= from
        int digits = 1;        // at least so many
        QStringList words;     // or one of these
        int leastLetters = 0;  // or a free word
        int mostLetters = 0;
        // Computed from another: its place in that one's range, modulo and then divided.
        int of = -1;
        int modulo = 0, divide = 1;

        [[nodiscard]] QString pattern() const;
        // Which value the text is, counted from the first one; -1 if none.
        [[nodiscard]] int placeOf(const QString &text) const;
        [[nodiscard]] QString text(int place) const;
        [[nodiscard]] int count() const; // of values
        [[nodiscard]] int computed(int place) const { return (modulo > 0 ? place % modulo : place) / divide; }
    };
    [[nodiscard]] static Result<Variable> readVariable(const QJsonObject &object, const QString &where);
    [[nodiscard]] static Result<void> bind(std::vector<Variable> &variables, size_t at, const QJsonObject &object,
                                           const QString &where);

    std::vector<QString> m_literals; // one more than variables: what stands before, between and behind them
    std::vector<Variable> m_variables;
    QRegularExpression m_expression; // a group for each variable
};

} // namespace hinoban::detect
