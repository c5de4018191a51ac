// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/ReadParts.h"

#include <QDate>
#include <QTime>

// One reader a layout, for WhoisText.cpp alone. Each is handed lines without their ends, and refuses what is not about
// `domain`.
namespace hinoban::registry::whois {

using Lines = QList<QStringView>;

[[nodiscard]] bool isGtld(const Lines &lines);
[[nodiscard]] Result<Registration> readGtld(const Lines &lines, const dns::Name &domain);

[[nodiscard]] bool isJprs(const Lines &lines);
[[nodiscard]] Result<Registration> readJprs(const Lines &lines, const dns::Name &domain);

[[nodiscard]] bool isNominet(const Lines &lines);
[[nodiscard]] Result<Registration> readNominet(const Lines &lines, const dns::Name &domain);

// Shared by the readers.
[[nodiscard]] tl::unexpected<Error> refused(const QString &where, const QString &why);
// Sets the domain, or refuses another one, or a second one.
[[nodiscard]] Result<void> takeDomain(QStringView text, const dns::Name &domain, bool &known);
// The first word of "NS1.EXAMPLE.NET 192.0.2.1". Nothing is done for an empty text.
[[nodiscard]] Result<void> takeNameserver(QStringView text, Registration &registration);
[[nodiscard]] Result<void> takeStatus(const QString &status, Registration &registration);
// A day and a time of that day in a zone `hoursEast` of Greenwich.
[[nodiscard]] std::optional<Instant> instantOf(QDate day, QTime time, int hoursEast);

} // namespace hinoban::registry::whois
