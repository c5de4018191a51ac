// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Authorities.h"

#include "app/base/CanonicalJson.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

namespace hinoban::detect {

using namespace Qt::StringLiterals;

QString organisationKey(const QString &organisation)
{
    QString out;
    for (const QChar c : organisation.normalized(QString::NormalizationForm_KC).toLower())
        if (c.isLetterOrNumber()) out += c;
    return out;
}

Result<std::vector<Authority>> readAuthorities(const QByteArray &json)
{
    const auto parsed = parseJson(json);
    if (!parsed) return tl::unexpected<Error>(parsed.error());
    std::vector<Authority> out;
    const QJsonArray list = parsed->toObject()[u"authorities"_s].toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        Authority one;
        for (const QJsonValue name : list[i][u"names"_s].toArray())
            one.names.insert(name.toString().toLower());
        for (const QJsonValue organisation : list[i][u"organisations"_s].toArray())
            one.organisations.insert(organisationKey(organisation.toString()));
        if (one.names.isEmpty() || one.organisations.isEmpty() || one.names.contains(QString()) ||
            one.organisations.contains(QString()))
            return failure(ErrorCode::BadInput, u"authorities[%1]"_s.arg(i), u"not names and organisations"_s);
        out.push_back(std::move(one));
    }
    if (out.empty()) return failure(ErrorCode::BadInput, u"authorities"_s, u"the list is missing"_s);
    return out;
}

const std::vector<Authority> &authorities()
{
    static const std::vector<Authority> shipped = [] {
        QFile file(u":/authorities/authorities.json"_s);
        auto read = readAuthorities(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
        // It is part of the program, and a test reads it.
        if (!read) qFatal("%s", qPrintable(read.error().where + u": "_s + read.error().detail));
        return std::move(*read);
    }();
    return shipped;
}

} // namespace hinoban::detect
