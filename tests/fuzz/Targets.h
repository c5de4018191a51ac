// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

#include <array>

namespace hinoban::fuzz {

// Each takes any octets and must return: what it finds wrong with the program, it says by aborting.
void message(const QByteArray &octets);
void name(const QByteArray &octets);
void zone(const QByteArray &octets);

struct Target {
    const char *name; // of the folder of its corpus
    void (*run)(const QByteArray &);
};
inline constexpr std::array<Target, 3> Targets{{{"message", message}, {"name", name}, {"zone", zone}}};

} // namespace hinoban::fuzz
