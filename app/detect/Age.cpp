// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Age.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

constexpr std::chrono::hours ToldInHours{48};

} // namespace

bool isYoung(Instant registered, Instant now) { return now - registered < YoungFor; }

QString ageText(Instant registered, Instant now)
{
    const Duration age = std::max(now - registered, Duration{});
    return age < ToldInHours ? QString::number(std::chrono::floor<std::chrono::hours>(age).count())
                             : QString::number(std::chrono::floor<std::chrono::days>(age).count());
}

QString ageRule(const QString &rule, Instant registered, Instant now)
{
    return rule + (now - registered < ToldInHours ? QStringLiteral("-hours") : QStringLiteral("-days"));
}

} // namespace hinoban::detect
