// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

#include <array>

namespace hinoban::fuzz {

// Each takes any octets and must return: what it finds wrong with the program, it says by aborting.
void message(const QByteArray &octets);
void name(const QByteArray &octets);
void zone(const QByteArray &octets);
void capture(const QByteArray &octets);  // a packet capture
void record(const QByteArray &octets);   // a line of a record file: a look with its exchanges
void rdap(const QByteArray &octets);     // what a registry answers
void scenario(const QByteArray &octets); // a drill's scenario.yaml beside zone files that are right
void askline(const QByteArray &octets);  // a line of the query window

struct Target {
    const char *name; // of the folder of its corpus
    void (*run)(const QByteArray &);
};
inline constexpr std::array<Target, 8> Targets{{{"message", message},
                                                {"name", name},
                                                {"zone", zone},
                                                {"capture", capture},
                                                {"record", record},
                                                {"rdap", rdap},
                                                {"scenario", scenario},
                                                {"askline", askline}}};

} // namespace hinoban::fuzz
