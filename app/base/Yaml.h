// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QByteArray>

#include <vector>

namespace hinoban {

// One value of a YAML file with its place. Read by readYaml(), never changed afterwards.
struct YamlEntry;
struct Yaml {
    enum class Kind { Null, Scalar, List, Map };
    Kind kind = Kind::Null;
    int line = 0;                   // counted from 1
    QString scalar;                 // Scalar
    bool quoted = false;            // Scalar: written in quotes, or as a block
    std::vector<Yaml> items;        // List
    std::vector<YamlEntry> entries; // Map, in file order; keys are scalars, each once
};

struct YamlEntry {
    Yaml key, value;
};

struct YamlLimits {
    qsizetype bytes = qsizetype(4) * 1024 * 1024;
    int depth = 16;
    int values = 200'000;
};

// Reads exactly one YAML 1.2 document, strictly: aliases, anchors, tags, duplicate keys, keys that are no plain
// words, a second document, and whatever exceeds the limits are BadInput with `where`:line and the reason. Files
// come from strangers, and yaml-cpp by itself accepts all of those. No exception leaves.
[[nodiscard]] Result<Yaml> readYaml(const QByteArray &text, const QString &where, YamlLimits limits = {});

} // namespace hinoban
