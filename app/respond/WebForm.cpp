// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/WebForm.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/respond/DraftFields.h"

#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>

static void needForms() { Q_INIT_RESOURCE(respond_contacts); }

namespace hinoban::respond {

namespace {

constexpr qsizetype LargestFile = qsizetype(1) * 1024 * 1024;
constexpr qsizetype MostForms = 200, MostFields = 60, LongestLabel = 200, LongestFill = 4000;

// Reads the members of one object; the first fault stands.
class Members {
public:
    Members(const QJsonValue &value, const QString &where, const QStringList &known)
        : m_object(value.toObject())
        , m_where(where)
    {
        if (!value.isObject()) refuse(QStringLiteral("not an object"));
        for (auto at = m_object.begin(); at != m_object.end(); ++at)
            if (!known.contains(at.key())) refuse(QStringLiteral("unknown member “%1”").arg(safeText(at.key(), 40)));
    }

    // `ja` as `en` where there is only one text.
    void texts(const char *key, QString &en, QString &ja, bool required, qsizetype longest)
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        if (value.isObject()) {
            en = value.toObject().value(QStringLiteral("en")).toString();
            ja = value.toObject().value(QStringLiteral("ja")).toString();
            if (ja.isEmpty() || en.isEmpty()) refuse(QStringLiteral("“%1” needs en and ja").arg(QLatin1String(key)));
        } else {
            en = ja = text(key, required, longest);
        }
        if (en.size() > longest || ja.size() > longest)
            refuse(QStringLiteral("“%1” is too long").arg(QLatin1String(key)));
    }
    QString text(const char *key, bool required, qsizetype longest = 1000)
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        if ((required || !value.isUndefined()) && !value.isString())
            refuse(QStringLiteral("“%1” is no text").arg(QLatin1String(key)));
        if (required && value.toString().trimmed().isEmpty()) refuse(QStringLiteral("no “%1”").arg(QLatin1String(key)));
        if (value.toString().size() > longest) refuse(QStringLiteral("“%1” is too long").arg(QLatin1String(key)));
        return value.toString();
    }
    [[nodiscard]] QJsonValue value(const char *key) const { return m_object.value(QLatin1String(key)); }
    void refuse(const QString &why)
    {
        if (!m_fault) m_fault = Error{ErrorCode::BadInput, m_where, why};
    }
    [[nodiscard]] const std::optional<Error> &fault() const { return m_fault; }

private:
    QJsonObject m_object;
    QString m_where;
    std::optional<Error> m_fault;
};

Result<WebForm::Field> fieldFromJson(const QJsonValue &value, const QString &where)
{
    Members members(value, where,
                    {QStringLiteral("label"), QStringLiteral("fill"), QStringLiteral("from"),
                     QStringLiteral("required"), QStringLiteral("longest")});
    WebForm::Field field;
    members.texts("label", field.label, field.labelJa, true, LongestLabel);
    field.from = members.text("from", false, 20);
    if (field.from.isEmpty())
        members.texts("fill", field.fill, field.fillJa, true, LongestFill);
    else if (field.from != QLatin1String("subject") && field.from != QLatin1String("body"))
        members.refuse(QStringLiteral("“from” is subject or body"));
    else if (!members.value("fill").isUndefined())
        members.refuse(QStringLiteral("“fill” and “from” exclude each other"));
    const QJsonValue required = members.value("required"), longest = members.value("longest");
    if (!required.isUndefined() && !required.isBool()) members.refuse(QStringLiteral("“required” is true or false"));
    field.required = required.toBool(true);
    field.longest = longest.toInt(0);
    if (!longest.isUndefined() && (field.longest < 1 || field.longest > 1000000))
        members.refuse(QStringLiteral("“longest” is a number of characters"));
    if (members.fault()) return tl::unexpected(*members.fault());
    return field;
}

Result<WebForm> formFromJson(const QJsonValue &value, const QString &where)
{
    Members members(value, where,
                    {QStringLiteral("id"), QStringLiteral("contact"), QStringLiteral("templates"),
                     QStringLiteral("address"), QStringLiteral("source"), QStringLiteral("confidence"),
                     QStringLiteral("lastVerified"), QStringLiteral("fields")});
    WebForm form;
    form.id = members.text("id", true, 60);
    form.contactId = members.text("contact", true, 60);
    form.address = members.text("address", true);
    form.source = members.text("source", true);
    form.confidence = members.text("confidence", true, 10);
    form.lastVerified = members.text("lastVerified", false, 10);
    if (const QUrl url(form.address, QUrl::StrictMode); !url.isValid() || url.scheme() != QLatin1String("https"))
        members.refuse(QStringLiteral("“address” is no https address"));
    for (const QJsonValue one : members.value("templates").toArray())
        form.templates += one.toString();
    if (form.templates.isEmpty()) members.refuse(QStringLiteral("no “templates”"));
    const auto fields = members.value("fields").toArray();
    if (fields.isEmpty() || fields.size() > MostFields) members.refuse(QStringLiteral("no “fields”, or too many"));
    if (members.fault()) return tl::unexpected(*members.fault());
    for (qsizetype i = 0; i < fields.size(); ++i) {
        auto field = fieldFromJson(fields[i], QStringLiteral("%1 field %2").arg(where).arg(i + 1));
        if (!field) return tl::unexpected(field.error());
        form.fields.push_back(std::move(*field));
    }
    return form;
}

Result<std::vector<WebForm>> readForms(const QString &path, const QString &where)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, where, file.errorString());
    if (file.size() > LargestFile) return failure(ErrorCode::BadInput, where, QStringLiteral("larger than 1 MiB"));
    return formsFromJson(file.readAll(), where);
}

} // namespace

Result<std::vector<WebForm>> formsFromJson(const QByteArray &json, const QString &where)
{
    const auto value = parseJson(json);
    if (!value) return failure(ErrorCode::BadInput, where, value.error().detail);
    if (!value->isArray() || value->toArray().size() > MostForms)
        return failure(ErrorCode::BadInput, where, QStringLiteral("not a list of forms"));
    std::vector<WebForm> forms;
    for (const QJsonValue one : value->toArray()) {
        const QString id = safeText(one.toObject().value(QStringLiteral("id")).toString(), 60);
        auto form = formFromJson(one, QStringLiteral("%1 [%2] %3").arg(where).arg(forms.size()).arg(id).trimmed());
        if (!form) return tl::unexpected(form.error());
        const bool isKnown =
            std::any_of(forms.begin(), forms.end(), [&](const WebForm &known) { return known.id == form->id; });
        if (isKnown) return failure(ErrorCode::BadInput, where, QStringLiteral("“%1” stands there twice").arg(id));
        forms.push_back(std::move(*form));
    }
    return forms;
}

Result<std::vector<WebForm>> knownForms()
{
    needForms();
    auto forms = readForms(QStringLiteral(":/contacts/forms.json"), QStringLiteral("contacts/forms.json"));
    const QString own =
        QStandardPaths::locate(QStandardPaths::GenericDataLocation, QStringLiteral("hinoban/forms.json"));
    if (!forms || own.isEmpty()) return forms;
    auto added = readForms(own, own);
    if (!added) return added;
    for (auto &form : *forms) {
        const bool isReplaced =
            std::any_of(added->begin(), added->end(), [&](const WebForm &one) { return one.id == form.id; });
        if (!isReplaced) added->push_back(std::move(form));
    }
    return added;
}

const WebForm *formFor(const std::vector<WebForm> &forms, const Contact &contact, const QString &templateId)
{
    const auto found = std::find_if(forms.begin(), forms.end(), [&](const WebForm &form) {
        return form.contactId == contact.id && form.templates.contains(templateId);
    });
    return found == forms.end() ? nullptr : &*found;
}

Result<std::vector<FilledField>> filledForm(const WebForm &form, const Draft &draft, const Contact &contact,
                                            const DraftFacts &facts)
{
    const bool japanese = draft.language == QLatin1String("ja");
    const auto fields = fieldsOf(draft.language, contact, facts);
    std::vector<FilledField> filled;
    for (const auto &field : form.fields) {
        FilledField one;
        one.label = japanese ? field.labelJa : field.label;
        one.required = field.required;
        one.longest = field.longest;
        std::vector<Gap> gaps;
        if (field.from == QLatin1String("subject")) {
            one.value = draft.subject;
        } else if (field.from == QLatin1String("body")) {
            one.value = draft.body.trimmed();
            gaps = draft.gaps;
        } else {
            const TemplateText text{"Subject: x\n\n" + (japanese ? field.fillJa : field.fill).toUtf8(),
                                    QStringLiteral("form %1, %2").arg(form.id, field.label)};
            auto made = render(text, fields);
            if (!made) return tl::unexpected(made.error());
            one.value = made->body.trimmed();
            gaps = std::move(made->gaps);
        }
        for (const auto &gap : gaps)
            if (!one.gaps.contains(gap.label)) one.gaps += gap.label;
        filled.push_back(std::move(one));
    }
    return filled;
}

} // namespace hinoban::respond
