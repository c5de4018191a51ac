// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <QHash>

#include <sstream>

using namespace Qt::StringLiterals;

namespace hinoban {

namespace {

// Thrown and caught in this file only.
struct YamlRefusal {
    int line = 0;
    QString reason;
};

// Builds the tree from yaml-cpp's events: only there are aliases and anchors still visible.
class TreeBuilder final : public YAML::EventHandler {
public:
    explicit TreeBuilder(YamlLimits limits)
        : m_limits(limits)
    {
    }

    Yaml take() { return std::move(m_root); }
    [[nodiscard]] bool seen() const { return m_seen; }

    void OnDocumentStart(const YAML::Mark &mark) override
    {
        if (m_seen) stop(mark, u"a second document in the same file"_s);
        m_seen = true;
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        refuseAnchor(mark, anchor);
        put(valueAt(mark, Yaml::Kind::Null));
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override { stop(mark, u"an alias; write the value out"_s); }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        refuseAnchor(mark, anchor);
        refuseTag(mark, tag);
        Yaml scalar = valueAt(mark, Yaml::Kind::Scalar);
        scalar.scalar = QString::fromStdString(value);
        scalar.quoted = tag == "!";
        put(std::move(scalar));
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, Yaml::Kind::List);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, Yaml::Kind::Map);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        Yaml value;
        std::optional<Yaml> key;
        QHash<QString, int> keyLines;
    };

    [[noreturn]] static void stop(const YAML::Mark &mark, const QString &reason)
    {
        throw YamlRefusal{mark.line + 1, reason};
    }
    static void refuseAnchor(const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        if (anchor != YAML::NullAnchor) stop(mark, u"an anchor; write the value out"_s);
    }
    // "?" and "!" are yaml-cpp's own marks for plain and quoted.
    static void refuseTag(const YAML::Mark &mark, const std::string &tag)
    {
        if (!tag.empty() && tag != "?" && tag != "!")
            stop(mark, u"the tag %1"_s.arg(QString::fromStdString(tag).left(60)));
    }

    Yaml valueAt(const YAML::Mark &mark, Yaml::Kind kind)
    {
        if (++m_values > m_limits.values) stop(mark, u"more than %1 values"_s.arg(m_limits.values));
        Yaml value;
        value.kind = kind;
        value.line = mark.line + 1;
        return value;
    }

    void open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, Yaml::Kind kind)
    {
        refuseAnchor(mark, anchor);
        refuseTag(mark, tag);
        if (int(m_open.size()) >= m_limits.depth) stop(mark, u"nested deeper than %1 levels"_s.arg(m_limits.depth));
        if (!m_open.empty() && m_open.back().value.kind == Yaml::Kind::Map && !m_open.back().key)
            stop(mark, u"a key that is no word"_s);
        m_open.push_back({valueAt(mark, kind), {}, {}});
    }

    void close()
    {
        Yaml value = std::move(m_open.back().value);
        m_open.pop_back();
        put(std::move(value));
    }

    void put(Yaml value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return;
        }
        Open &top = m_open.back();
        if (top.value.kind == Yaml::Kind::List) {
            top.value.items.push_back(std::move(value));
        } else if (!top.key) {
            if (value.kind != Yaml::Kind::Scalar) throw YamlRefusal{value.line, u"a key that is no word"_s};
            if (const auto earlier = top.keyLines.constFind(value.scalar); earlier != top.keyLines.cend())
                throw YamlRefusal{value.line,
                                  u"the key \"%1\" stands here for the second time (first on line %2)"_s.arg(
                                      value.scalar.left(60), QString::number(*earlier))};
            top.keyLines.insert(value.scalar, value.line);
            top.key = std::move(value);
        } else {
            // yaml-cpp sees that nothing is there only at the next token.
            if (value.kind == Yaml::Kind::Null) value.line = top.key->line;
            top.value.entries.push_back({std::move(*top.key), std::move(value)});
            top.key.reset();
        }
    }

    YamlLimits m_limits;
    Yaml m_root;
    std::vector<Open> m_open;
    int m_values = 0;
    bool m_seen = false;
};

} // namespace

Result<Yaml> readYaml(const QByteArray &text, const QString &where, YamlLimits limits)
{
    if (text.size() > limits.bytes)
        return failure(ErrorCode::BadInput, where, u"longer than %1 bytes"_s.arg(limits.bytes));
    const auto nul = text.indexOf('\0');
    if (nul >= 0) {
        const auto line = text.left(nul).count('\n') + 1;
        return failure(ErrorCode::BadInput, u"%1:%2"_s.arg(where).arg(line), u"a NUL character"_s);
    }
    try {
        std::istringstream stream(text.toStdString());
        YAML::Parser parser(stream);
        TreeBuilder builder(limits);
        while (parser.HandleNextDocument(builder)) {
        }
        if (!builder.seen()) return failure(ErrorCode::BadInput, where + u":1"_s, u"nothing in the file"_s);
        return builder.take();
    } catch (const YamlRefusal &refusal) {
        return failure(ErrorCode::BadInput, u"%1:%2"_s.arg(where).arg(refusal.line), refusal.reason);
    } catch (const YAML::Exception &problem) {
        return failure(ErrorCode::BadInput, u"%1:%2"_s.arg(where).arg(qMax(0, problem.mark.line) + 1),
                       QString::fromStdString(problem.msg));
    } catch (const std::exception &problem) {
        return failure(ErrorCode::BadInput, where, QString::fromLocal8Bit(problem.what()));
    }
}

} // namespace hinoban
