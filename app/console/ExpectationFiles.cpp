// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ExpectationFiles.h"

#include "app/watch/ClassRemark.h"

#include <QFile>

#include <algorithm>

namespace hinoban::console {
namespace {

Result<watch::Import> readOne(const ExpectationFiles &files, const QString &path, Instant now)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    const QByteArray content = file.readAll();
    watch::ImportOptions options;
    const auto named = watch::importFormatFromText(files.from);
    options.format = named ? *named : watch::guessImportFormat(content, path);
    if (!files.domain.isEmpty()) {
        auto domain = dns::Name::fromUserText(files.domain);
        if (!domain) return tl::unexpected(domain.error());
        options.domain = std::move(*domain);
    }
    const QString kind = options.format == watch::ImportFormat::Zone
                             ? QStringLiteral("zone file")
                             : QString::fromLatin1(watch::importFormatText(options.format));
    options.approval = {files.person, files.reason, kind + QLatin1Char(' ') + path, now};
    return watch::importExpectations(content, path, options);
}

} // namespace

Result<watch::Import> readExpectationFiles(const ExpectationFiles &files, Instant now)
{
    watch::Import all;
    for (const auto &path : files.paths) {
        auto read = readOne(files, path, now);
        if (!read) return tl::unexpected(read.error());
        all.leftOut += read->leftOut;
        for (auto &domain : read->domains) {
            const auto known = std::find_if(all.domains.begin(), all.domains.end(),
                                            [&](const watch::Domain &one) { return one.name == domain.name; });
            if (known == all.domains.end())
                all.domains.push_back(std::move(domain));
            else
                watch::mergeInto(*known, domain);
        }
    }
    return all;
}

Result<watch::Domain> readExpectedZone(const QString &path, const dns::Name &domain, const watch::Approval &approval)
{
    const auto zone = dns::readZoneFile(path, {domain, false});
    if (!zone) return tl::unexpected(zone.error());
    auto expected = watch::domainFromZone(*zone, approval);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    if (auto taken = watch::takeRemarks(file.readAll(), path, expected, approval); !taken)
        return tl::unexpected(taken.error());
    return expected;
}

} // namespace hinoban::console
