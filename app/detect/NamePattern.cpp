// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/NamePattern.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace hinoban::detect {
namespace {

constexpr int LargestNumber = 99999;
const QString PatternKey = QStringLiteral("pattern");

tl::unexpected<Error> bad(const QString &where, const QString &why) { return failure(ErrorCode::BadInput, where, why); }

Result<int> number(const QJsonObject &object, const QString &key, int usual, int least, const QString &where)
{
    const auto value = object.value(key);
    if (value.isUndefined()) return usual;
    const double given = value.toDouble(-1);
    if (!value.isDouble() || given != int(given) || given < least || given > LargestNumber)
        return bad(where,
                   QStringLiteral("\"%1\" is a whole number from %2 to %3").arg(key).arg(least).arg(LargestNumber));
    return int(given);
}

bool isPlain(const QString &text, const char *further)
{
    return std::all_of(text.begin(), text.end(), [further](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || QLatin1String(further).contains(c);
    });
}

} // namespace

Result<NamePattern::Variable> NamePattern::readVariable(const QJsonObject &object, const QString &where)
{
    static const QStringList known{QStringLiteral("from"),   QStringLiteral("to"),    QStringLiteral("digits"),
                                   QStringLiteral("words"),  QStringLiteral("of"),    QStringLiteral("letters"),
                                   QStringLiteral("modulo"), QStringLiteral("divide")};
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!known.contains(it.key())) return bad(where, QStringLiteral("\"%1\" means nothing here").arg(it.key()));
    Variable variable;
    const auto read = [&](const char *key, int &into, int least) -> Result<void> {
        auto value = number(object, QLatin1String(key), into, least, where);
        if (!value) return tl::unexpected(value.error());
        into = *value;
        return {};
    };
    for (const auto &[key, into, least] :
         {std::tuple{"from", &variable.from, 0}, std::tuple{"to", &variable.to, 0},
          std::tuple{"digits", &variable.digits, 1}, std::tuple{"modulo", &variable.modulo, 1},
          std::tuple{"divide", &variable.divide, 1}})
        if (auto done = read(key, *into, least); !done) return tl::unexpected(done.error());
    const auto words = object.value(QStringLiteral("words")).toArray();
    for (const auto word : words) {
        if (word.toString().isEmpty() || !isPlain(word.toString(), "-."))
            return bad(where, QStringLiteral("\"words\" are parts of names in lower case"));
        variable.words += word.toString();
    }
    if (const auto letters = object.value(QStringLiteral("letters")); !letters.isUndefined()) {
        variable.leastLetters = letters.toArray().at(0).toInt();
        variable.mostLetters = letters.toArray().at(1).toInt();
        if (variable.leastLetters < 1 || variable.mostLetters < variable.leastLetters || variable.mostLetters > 63)
            return bad(where, QStringLiteral("\"letters\" are the least and the most, from 1 to 63"));
    }
    const bool isNumber = variable.to >= variable.from;
    const bool isComputed = object.contains(QStringLiteral("of"));
    if (int(isNumber) + int(!words.isEmpty()) + int(variable.mostLetters > 0) + int(isComputed && words.isEmpty()) != 1)
        return bad(where, QStringLiteral("it is either numbers, words, letters, or computed \"of\" another"));
    return variable;
}

// Of what it is computed stands before it and can be counted.
Result<void> NamePattern::bind(std::vector<Variable> &variables, size_t at, const QJsonObject &object,
                               const QString &where)
{
    const auto of = object.value(QStringLiteral("of"));
    if (of.isUndefined()) return {};
    const auto source = std::find_if(variables.begin(), variables.begin() + std::ptrdiff_t(at),
                                     [&](const Variable &one) { return one.name == of.toString(); });
    if (source == variables.begin() + std::ptrdiff_t(at) || source->of >= 0 || source->mostLetters > 0)
        return bad(where, QStringLiteral("\"of\" names a number or a word that stands before it"));
    Variable &variable = variables[at];
    variable.of = int(source - variables.begin());
    int last = 0;
    for (int place = 0; place < source->count(); ++place)
        last = std::max(last, variable.computed(place));
    if (!variable.words.isEmpty() && last >= variable.words.size())
        return bad(where, QStringLiteral("there are fewer words than may be computed"));
    if (variable.words.isEmpty()) variable.to = variable.from + last;
    return {};
}

Result<NamePattern> NamePattern::fromJson(const QJsonObject &object, const QString &where)
{
    NamePattern out;
    const QString pattern = object.value(PatternKey).toString();
    const QStringList parts = pattern.split(u'{');
    out.m_literals.push_back(parts.first());
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const qsizetype end = parts[i].indexOf(u'}');
        const QString name = parts[i].left(end);
        const QString place = where + QStringLiteral(": ") + name;
        if (end < 1 || !object.value(name).isObject())
            return bad(where, QStringLiteral("\"%1\" stands in braces and is not said").arg(name));
        auto variable = readVariable(object.value(name).toObject(), place);
        if (!variable) return tl::unexpected(variable.error());
        variable->name = name;
        out.m_variables.push_back(std::move(*variable));
        if (auto done = bind(out.m_variables, out.m_variables.size() - 1, object.value(name).toObject(), place); !done)
            return tl::unexpected(done.error());
        out.m_literals.push_back(parts[i].mid(end + 1));
    }
    if (pattern.isEmpty() || !std::all_of(out.m_literals.begin(), out.m_literals.end(),
                                          [](const QString &literal) { return isPlain(literal, "-._"); }))
        return bad(where, QStringLiteral("\"pattern\" is a name in lower case, with names in braces"));
    if (object.size() != qsizetype(out.m_variables.size()) + 1)
        return bad(where, QStringLiteral("something is said that the pattern does not name"));
    QString expression = QStringLiteral("\\A") + QRegularExpression::escape(out.m_literals.front());
    for (size_t i = 0; i < out.m_variables.size(); ++i)
        expression += u'(' + out.m_variables[i].pattern() + u')' + QRegularExpression::escape(out.m_literals[i + 1]);
    out.m_expression.setPattern(expression + QStringLiteral("\\z"));
    out.m_expression.optimize();
    return out;
}

QString NamePattern::Variable::pattern() const
{
    if (mostLetters > 0) return QStringLiteral("[a-z]{%1,%2}").arg(leastLetters).arg(mostLetters);
    if (words.isEmpty()) return QStringLiteral("[0-9]{%1,%2}").arg(digits).arg(std::max(digits, 5));
    QStringList escaped;
    for (const QString &word : words)
        escaped += QRegularExpression::escape(word);
    return escaped.join(u'|');
}

int NamePattern::Variable::count() const
{
    if (mostLetters > 0) return 1;
    return words.isEmpty() ? to - from + 1 : int(words.size());
}

QString NamePattern::Variable::text(int place) const
{
    if (mostLetters > 0) return QStringLiteral("example").left(mostLetters);
    return words.isEmpty() ? QStringLiteral("%1").arg(from + place, digits, 10, QLatin1Char('0')) : words.at(place);
}

int NamePattern::Variable::placeOf(const QString &given) const
{
    if (mostLetters > 0) return 0;
    if (!words.isEmpty()) return int(words.indexOf(given));
    const int place = given.toInt() - from;
    // Exactly as it is written: 061 is not 61.
    return place >= 0 && place < count() && text(place) == given ? place : -1;
}

bool NamePattern::matches(const QString &name) const
{
    const auto match = m_expression.match(name);
    if (!match.hasMatch()) return false;
    std::vector<int> places;
    for (size_t i = 0; i < m_variables.size(); ++i) {
        const Variable &variable = m_variables[i];
        const int place = variable.placeOf(match.captured(int(i) + 1));
        if (place < 0) return false;
        if (variable.of >= 0 && place != variable.computed(places[size_t(variable.of)])) return false;
        places.push_back(place);
    }
    return true;
}

void NamePattern::forEach(const std::function<void(const QString &)> &visit) const
{
    std::vector<int> places(m_variables.size(), 0);
    while (true) {
        QString name = m_literals.front();
        for (size_t i = 0; i < m_variables.size(); ++i) {
            const Variable &variable = m_variables[i];
            const int place = variable.of < 0 ? places[i] : variable.computed(places[size_t(variable.of)]);
            name += variable.text(place) + m_literals[i + 1];
        }
        visit(name);
        size_t at = 0; // counts on, like an odometer; what is computed has no wheel
        while (at < m_variables.size() && (m_variables[at].of >= 0 || ++places[at] == m_variables[at].count()))
            places[at++] = 0;
        if (at == m_variables.size()) return;
    }
}

} // namespace hinoban::detect
