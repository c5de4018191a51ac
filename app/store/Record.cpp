// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Record.h"

#include "app/base/CanonicalJson.h"
#include "app/watch/JsonFields.h"
#include "app/watch/ResolverJson.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <unistd.h>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

constexpr int Version = 1;
constexpr qsizetype LongestLine = qsizetype(64) * 1024 * 1024;
constexpr int DeepestLine = 32;

Error writeError(const QFile &file)
{
    const auto code = file.error() == QFileDevice::ResourceError ? ErrorCode::DiskFull : ErrorCode::NotPermitted;
    return Error{code, file.fileName(), file.errorString()};
}

Result<void> writeLine(QFile &file, const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    if (line.size() > LongestLine)
        return failure(ErrorCode::BadInput, file.fileName(), u"a line would be longer than 64 MiB"_s);
    if (file.write(line) != line.size()) return tl::unexpected(writeError(file));
    return {};
}

// Exact, where toRfc3339() stops at milliseconds: the replayed act must be the act.
QJsonObject toJson(const PersonAct &act)
{
    return {{u"at"_s, toUnixMicroseconds(act.at)},
            {u"act"_s, act.act},
            {u"key"_s, act.key},
            {u"person"_s, act.person},
            {u"reason"_s, act.reason}};
}

Result<PersonAct> actFromJson(const QJsonObject &object)
{
    if (!object.value(u"at"_s).isDouble()) return failure(ErrorCode::BadInput, u"at"_s, u"not an instant"_s);
    PersonAct act;
    act.at = instantFromUnixMicroseconds(object.value(u"at"_s).toInteger());
    for (const auto &[key, member] :
         {std::pair{"act"_L1, &PersonAct::act}, std::pair{"key"_L1, &PersonAct::key},
          std::pair{"person"_L1, &PersonAct::person}, std::pair{"reason"_L1, &PersonAct::reason}}) {
        const QJsonValue value = object.value(key);
        if (!value.isString()) return failure(ErrorCode::BadInput, key, u"not a text"_s);
        act.*member = value.toString();
    }
    if (act.act != "clear"_L1) return failure(ErrorCode::BadInput, u"act"_s, u"an act that is not known"_s);
    return act;
}

QJsonObject toJson(const RecordStart &start)
{
    QJsonArray resolvers, tails;
    for (const auto &resolver : start.resolvers)
        resolvers.append(watch::toJson(resolver));
    for (const auto &[domain, memory] : start.tails)
        tails.append(QJsonObject{{u"domain"_s, domain.display()}, {u"memory"_s, respond::toJson(memory)}});
    QJsonObject object{{u"resolvers"_s, resolvers}, {u"tails"_s, tails}};
    QJsonArray certificates;
    for (const auto &[domain, baseline] : start.certificates)
        certificates.append(QJsonObject{{u"domain"_s, domain.display()}, {u"baseline"_s, watch::toJson(baseline)}});
    QJsonArray paths;
    for (const auto &[key, baseline] : start.paths)
        paths.append(path::toJson(baseline));
    if (!paths.isEmpty()) object.insert(u"paths"_s, paths);
    if (!certificates.isEmpty()) object.insert(u"certificates"_s, certificates);
    return object;
}

Result<RecordStart> startFromJson(const QJsonObject &object)
{
    RecordStart start;
    const auto resolvers = watch::arrayField(object, u"resolvers"_s);
    if (!resolvers) return tl::unexpected(resolvers.error());
    const auto tails = watch::arrayField(object, u"tails"_s);
    if (!tails) return tl::unexpected(tails.error());
    for (const QJsonValue one : *resolvers) {
        auto resolver = watch::resolverFromJson(one.toObject());
        if (!resolver) return tl::unexpected(resolver.error());
        start.resolvers.push_back(std::move(*resolver));
    }
    for (const QJsonValue one : *tails) {
        const QJsonObject tail = one.toObject();
        const auto domain = watch::nameField(tail, u"domain"_s);
        if (!domain) return tl::unexpected(domain.error());
        auto memory = respond::tailMemoryFromJson(tail.value(u"memory"_s).toObject());
        if (!memory) return tl::unexpected(memory.error());
        start.tails.emplace(*domain, std::move(*memory));
    }
    for (const QJsonValue one : object.value(u"certificates"_s).toArray()) {
        const auto domain = watch::nameField(one.toObject(), u"domain"_s);
        if (!domain) return tl::unexpected(domain.error());
        auto baseline = watch::certificateBaselineFromJson(one[u"baseline"_s].toObject());
        if (!baseline) return tl::unexpected(baseline.error());
        start.certificates.emplace(*domain, std::move(*baseline));
    }
    for (const QJsonValue one : object.value(u"paths"_s).toArray()) {
        auto baseline = path::baselineSetFromJson(one.toObject());
        if (!baseline) return tl::unexpected(baseline.error());
        start.paths.emplace(baseline->key(), std::move(*baseline));
    }
    return start;
}

QJsonObject toJson(const LookAlikeAnswer &answer)
{
    return {{u"name"_s, answer.lookAlike.name.display()},
            {u"imitates"_s, answer.lookAlike.imitates.display()},
            {u"domain"_s, answer.lookAlike.domain.display()},
            {u"rule"_s, answer.lookAlike.rule},
            {u"lookup"_s, registry::toJson(*answer.lookup)},
            {u"firstAsked"_s, watch::exactTime(answer.firstAsked)},
            {u"at"_s, watch::exactTime(answer.at)}};
}

Result<LookAlikeAnswer> lookAlikeFromJson(const QJsonObject &object)
{
    const auto name = watch::nameField(object, u"name"_s);
    if (!name) return tl::unexpected(name.error());
    const auto imitates = watch::nameField(object, u"imitates"_s);
    if (!imitates) return tl::unexpected(imitates.error());
    const auto domain = watch::nameField(object, u"domain"_s);
    if (!domain) return tl::unexpected(domain.error());
    const auto rule = watch::textField(object, u"rule"_s);
    if (!rule) return tl::unexpected(rule.error());
    auto lookup = registry::lookupFromJson(object.value(u"lookup"_s).toObject());
    if (!lookup) return tl::unexpected(lookup.error());
    const auto firstAsked = watch::timeField(object, u"firstAsked"_s);
    if (!firstAsked) return tl::unexpected(firstAsked.error());
    const auto at = watch::timeField(object, u"at"_s);
    if (!at) return tl::unexpected(at.error());
    return LookAlikeAnswer{{*name, *imitates, *domain, *rule}, std::move(*lookup), *firstAsked, *at};
}

QJsonObject toJson(const CertificateNews &news)
{
    return {{u"answer"_s, registry::toJson(*news.answer)},
            {u"person"_s, news.person},
            {u"at"_s, watch::exactTime(news.at)}};
}

Result<CertificateNews> newsFromJson(const QJsonObject &object)
{
    auto answer = registry::certificateAnswerFromJson(object.value(u"answer"_s).toObject());
    if (!answer) return tl::unexpected(answer.error());
    const auto person = watch::textField(object, u"person"_s);
    if (!person) return tl::unexpected(person.error());
    const auto at = watch::timeField(object, u"at"_s);
    if (!at) return tl::unexpected(at.error());
    return CertificateNews{std::move(*answer), *person, *at};
}

QString withPlace(const Error &error)
{
    return error.where.isEmpty() ? error.detail : error.where + ": "_L1 + error.detail;
}

} // namespace

RecordWriter::RecordWriter(std::unique_ptr<QFile> file)
    : m_file(std::move(file))
{
}

Result<std::unique_ptr<RecordWriter>> RecordWriter::create(const QString &path)
{
    const QFileInfo there(path);
    if (there.isFile() && there.size() > 0)
        return failure(ErrorCode::NotPermitted, path, u"there is a file of this name; a record never replaces one"_s);
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::WriteOnly)) return tl::unexpected(writeError(*file));
    std::unique_ptr<RecordWriter> writer(new RecordWriter(std::move(file)));
    if (auto done = writeLine(*writer->m_file, {{u"hinobanRecord"_s, Version}}); !done)
        return tl::unexpected(done.error());
    return writer;
}

Result<void> RecordWriter::write(const watch::Look &look)
{
    return writeLine(*m_file, {{u"look"_s, watch::toJson(look)}});
}

Result<void> RecordWriter::write(const RecordStart &start) { return writeLine(*m_file, {{u"start"_s, toJson(start)}}); }

Result<void> RecordWriter::write(const PersonAct &act) { return writeLine(*m_file, {{u"act"_s, toJson(act)}}); }

Result<void> RecordWriter::write(const LookAlikeAnswer &answer)
{
    return writeLine(*m_file, {{u"lookAlike"_s, toJson(answer)}});
}

Result<void> RecordWriter::write(const CertificateNews &news)
{
    return writeLine(*m_file, {{u"certificates"_s, toJson(news)}});
}

Result<void> RecordWriter::finish()
{
    if (!m_file->flush()) return tl::unexpected(writeError(*m_file));
    // A pipe or a terminal has nothing to sync, and says so with an error.
    if (QFileInfo(m_file->fileName()).isFile() && ::fdatasync(m_file->handle()) != 0)
        return failure(ErrorCode::NotPermitted, m_file->fileName(), u"fdatasync failed"_s);
    return {};
}

RecordReader::RecordReader(std::unique_ptr<QFile> file, QString path)
    : m_file(std::move(file))
    , m_path(std::move(path))
{
}

Result<std::unique_ptr<RecordReader>> RecordReader::open(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->exists()) return failure(ErrorCode::NotFound, path, u"no such file"_s);
    if (!file->open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, path, file->errorString());
    std::unique_ptr<RecordReader> reader(new RecordReader(std::move(file), path));
    const auto head = reader->nextObject();
    if (!head) return tl::unexpected(head.error());
    const QJsonValue version = *head ? (*head)->value(u"hinobanRecord"_s) : QJsonValue();
    if (!version.isDouble() || version.toInteger() < 1) return tl::unexpected(reader->bad(u"not a record file"_s));
    if (version.toInteger() > Version)
        return failure(ErrorCode::Newer, path,
                       u"its version is %1, this program knows up to %2"_s.arg(version.toInteger()).arg(Version));
    return reader;
}

Error RecordReader::bad(const QString &detail) const
{
    return Error{ErrorCode::BadInput, m_path + u':' + QString::number(m_line), detail};
}

Result<std::optional<QJsonObject>> RecordReader::nextObject()
{
    QByteArray line;
    ++m_line;
    while (!line.endsWith('\n')) {
        constexpr qint64 Piece = qint64(256) * 1024;
        const QByteArray piece = m_file->readLine(Piece);
        if (piece.isEmpty()) break;
        line += piece;
        if (line.size() > LongestLine) return tl::unexpected(bad(u"a line longer than 64 MiB"_s));
    }
    if (m_file->error() != QFileDevice::NoError) return failure(ErrorCode::NotPermitted, m_path, m_file->errorString());
    if (line.isEmpty()) return std::nullopt;
    if (!line.endsWith('\n')) return tl::unexpected(bad(u"the last line is cut: the file ends in the middle of it"_s));
    const auto value = parseJson(line, {LongestLine, DeepestLine});
    if (!value) return tl::unexpected(bad(withPlace(value.error())));
    if (!value->isObject()) return tl::unexpected(bad(u"not a JSON object"_s));
    return value->toObject();
}

Result<std::optional<RecordReader::Item>> RecordReader::next()
{
    const auto object = nextObject();
    if (!object) return tl::unexpected(object.error());
    if (!*object) return std::nullopt;
    const QJsonObject &line = **object;
    const QJsonValue look = line.value(u"look"_s), act = line.value(u"act"_s), start = line.value(u"start"_s);
    Item item;
    if (look.isObject() && line.size() == 1) {
        auto read = watch::lookFromJson(look.toObject());
        if (!read) return tl::unexpected(bad(withPlace(read.error())));
        item.look = std::move(*read);
    } else if (act.isObject() && line.size() == 1) {
        auto read = actFromJson(act.toObject());
        if (!read) return tl::unexpected(bad(withPlace(read.error())));
        item.act = std::move(*read);
    } else if (start.isObject() && line.size() == 1) {
        auto read = startFromJson(start.toObject());
        if (!read) return tl::unexpected(bad(withPlace(read.error())));
        item.start = std::move(*read);
    } else if (const QJsonValue lookAlike = line.value(u"lookAlike"_s); lookAlike.isObject() && line.size() == 1) {
        auto read = lookAlikeFromJson(lookAlike.toObject());
        if (!read) return tl::unexpected(bad(withPlace(read.error())));
        item.lookAlike = std::move(*read);
    } else if (const QJsonValue news = line.value(u"certificates"_s); news.isObject() && line.size() == 1) {
        auto read = newsFromJson(news.toObject());
        if (!read) return tl::unexpected(bad(withPlace(read.error())));
        item.certificates = std::move(*read);
    } else {
        return tl::unexpected(bad(u"neither a look nor an act"_s));
    }
    return item;
}

} // namespace hinoban::store
