// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Template.h"

#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <exception>

#include <kainjow/mustache.hpp>

static void needTemplates() { Q_INIT_RESOURCE(respond_templates); }

namespace hinoban::respond {

namespace {

using Mustache = kainjow::mustache::mustache;
using Data = kainjow::mustache::data;

constexpr qint64 LargestTemplate = qint64(256) * 1024;

// A gap travels through the renderer as a private-use character that no safe text can contain (safeText() escapes
// them), and becomes its mark afterwards, where its place in the text is known.
constexpr char16_t FirstGap = 0xe000;
constexpr size_t MostGaps = 0x1900 - 1;
// The renderer sees one long line: which lines vanish together with a section is decided here, not by it.
constexpr char16_t LineEnd = 0xf8ff;

std::string utf8(const QString &text) { return text.toStdString(); }

// Walks the tags of a template and refuses what render() does not promise.
class Checker {
public:
    Checker(const TemplateText &text, const Fields &fields)
        : m_text(text)
        , m_fields(fields)
    {
    }

    Result<void> check()
    {
        const QByteArray &text = m_text.text;
        qsizetype at = 0;
        while ((at = text.indexOf("{{", at)) >= 0) {
            const qsizetype end = text.indexOf("}}", at + 2);
            if (end < 0) return refuse(at, QStringLiteral("a tag is not closed"));
            const auto tag = QString::fromUtf8(text.mid(at + 2, end - at - 2)).trimmed();
            if (auto good = take(tag, at); !good) return good;
            at = end + 2;
        }
        if (!m_open.empty())
            return refuse(m_open.back().at, QStringLiteral("section “%1” is not closed").arg(m_open.back().name));
        return {};
    }

private:
    struct Section {
        QString name;
        qsizetype at = 0;
    };

    [[nodiscard]] tl::unexpected<Error> refuse(qsizetype at, const QString &why) const
    {
        const auto line = std::count(m_text.text.begin(), m_text.text.begin() + at, '\n') + 1;
        return failure(ErrorCode::BadInput, QStringLiteral("%1:%2").arg(m_text.where).arg(line), why);
    }

    Result<void> take(const QString &tag, qsizetype at)
    {
        const QChar kind = tag.isEmpty() ? QChar() : tag[0];
        const QString name = tag.mid(1).trimmed();
        if (kind == u'!') return {};
        if (kind == u'/') {
            if (m_open.empty() || m_open.back().name != name)
                return refuse(at, QStringLiteral("“/%1” closes no section that is open here").arg(name));
            m_open.pop_back();
            return {};
        }
        if (kind == u'#' || kind == u'^') {
            const bool condition = name.endsWith(u'?') && isKnown(name.chopped(1));
            const bool list = kind == u'#' && m_fields.lists.contains(name);
            if (!condition && !list) return refuse(at, QStringLiteral("unknown section “%1”").arg(name));
            m_open.push_back({name, at});
            return {};
        }
        if (m_fields.fields.contains(tag) || isMember(tag)) return {};
        return refuse(at, QStringLiteral("unknown field “%1”").arg(tag));
    }

    [[nodiscard]] bool isKnown(const QString &name) const
    {
        return m_fields.fields.contains(name) || m_fields.lists.contains(name) || m_fields.flags.contains(name) ||
               isMember(name);
    }

    [[nodiscard]] bool isMember(const QString &name) const
    {
        return std::any_of(m_open.begin(), m_open.end(), [&](const Section &section) {
            const auto list = m_fields.lists.find(section.name);
            return list != m_fields.lists.end() && list->second.members.contains(name);
        });
    }

    const TemplateText &m_text;
    const Fields &m_fields;
    std::vector<Section> m_open;
};

// The fields as the renderer wants them, with a character in the place of each gap.
class Filling {
public:
    explicit Filling(const Fields &fields)
    {
        for (const auto &[name, field] : fields.fields) {
            m_data.set(utf8(name), utf8(field.text.isEmpty() ? gap(field.key, field.label) : field.text));
            flag(m_data, name, !field.text.isEmpty());
        }
        for (const auto &[name, list] : fields.lists) {
            Data items(Data::type::list);
            for (const auto &item : list.items) {
                Data entry;
                for (const QString &member : list.members) {
                    const auto value = item.find(member);
                    const QString text = value == item.end() ? QString() : value->second;
                    entry.set(utf8(member), utf8(text.isEmpty() ? gap(list.key, list.label) : text));
                    flag(entry, member, !text.isEmpty());
                }
                items.push_back(entry);
            }
            if (list.items.empty()) { // where the list itself is needed, one mark stands for it
                Data entry;
                for (const QString &member : list.members) {
                    entry.set(utf8(member), utf8(gap(list.key, list.label)));
                    flag(entry, member, false);
                }
                items.push_back(entry);
            }
            m_data.set(utf8(name), items);
            flag(m_data, name, !list.items.empty());
        }
        for (const auto &[name, value] : fields.flags)
            flag(m_data, name, value);
    }

    [[nodiscard]] const Data &data() const { return m_data; }
    [[nodiscard]] const Gap *gapOf(QChar c) const
    {
        const size_t index = size_t(c.unicode()) - FirstGap;
        return c.unicode() >= FirstGap && index < m_gaps.size() ? &m_gaps[index] : nullptr;
    }

private:
    static void flag(Data &data, const QString &name, bool value)
    {
        data.set(utf8(name + QLatin1Char('?')), value ? Data::type::bool_true : Data::type::bool_false);
    }

    QString gap(const QString &key, const QString &label)
    {
        const auto known = std::find_if(m_gaps.begin(), m_gaps.end(),
                                        [&](const Gap &g) { return g.field == key && g.label == label; });
        size_t index = size_t(known - m_gaps.begin());
        if (known == m_gaps.end() && m_gaps.size() < MostGaps) m_gaps.push_back(Gap{key, label, 0, 0});
        index = std::min(index, MostGaps - 1);
        return QString(QChar(char16_t(FirstGap + index)));
    }

    Data m_data;
    std::vector<Gap> m_gaps;
};

// Puts the marks into a rendered text and says where they stand.
QString withMarks(const QString &text, const Filling &filling, const Fields &fields, std::vector<Gap> *gaps)
{
    QString marked;
    for (const QChar c : text) {
        const Gap *gap = filling.gapOf(c);
        if (!gap) {
            marked += c;
            continue;
        }
        const QString mark = fields.markBefore + gap->label + fields.markAfter;
        if (gaps) gaps->push_back(Gap{gap->field, gap->label, int(marked.size()), int(mark.size())});
        marked += mark;
    }
    return marked;
}

// A line that holds nothing but one tag of a section, or a comment, is no line of the text (mustache: "standalone").
QString inOneLine(const QByteArray &text)
{
    static const QRegularExpression standalone(QStringLiteral(R"(\A[ \t]*(\{\{[#^/!][^}]*\}\})[ \t]*\z)"));
    QString line;
    const auto lines = QString::fromUtf8(text).split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto tag = standalone.match(lines[i]);
        line += tag.hasMatch() ? tag.captured(1) : lines[i];
        if (!tag.hasMatch() && i + 1 < lines.size()) line += QChar(LineEnd);
    }
    return line;
}

// Sections that vanish leave their empty lines behind: never more than one in a row, none at the ends.
QString tidied(const QString &text)
{
    QStringList lines;
    for (QString line : text.split(QLatin1Char('\n'))) {
        while (!line.isEmpty() && (line.back() == u' ' || line.back() == u'\u3000' || line.back() == u'\r'))
            line.chop(1);
        if (line.isEmpty() && (lines.isEmpty() || lines.back().isEmpty())) continue;
        lines += line;
    }
    while (!lines.isEmpty() && lines.back().isEmpty())
        lines.removeLast();
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

Result<QString> filledText(const TemplateText &text, const Filling &filling)
{
    try {
        Mustache mustache(utf8(inOneLine(text.text)));
        mustache.set_custom_escape([](const std::string &value) { return value; }); // plain text: nothing to escape
        if (!mustache.is_valid())
            return failure(ErrorCode::BadInput, text.where, QString::fromStdString(mustache.error_message()));
        const std::string filled = mustache.render(filling.data());
        if (!mustache.is_valid())
            return failure(ErrorCode::BadInput, text.where, QString::fromStdString(mustache.error_message()));
        return QString::fromStdString(filled).replace(QChar(LineEnd), QLatin1Char('\n'));
    } catch (const std::exception &problem) {
        return failure(ErrorCode::BadInput, text.where, QString::fromUtf8(problem.what()));
    }
}

} // namespace

QStringList templateFolders()
{
    QStringList folders = QStandardPaths::locateAll(
        QStandardPaths::GenericDataLocation, QStringLiteral("hinoban/templates"), QStandardPaths::LocateDirectory);
    folders += QStringLiteral(":/templates");
    return folders;
}

Result<TemplateText> loadTemplate(const QString &id, const QString &language, const QStringList &folders)
{
    needTemplates();
    for (const QString &folder : folders) {
        QFile file(QStringLiteral("%1/%2/%3.mustache").arg(folder, language, id));
        if (!file.exists()) continue;
        const QString where = file.fileName().startsWith(u':') ? file.fileName().mid(2) : file.fileName();
        if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, where, file.errorString());
        TemplateText text{file.read(LargestTemplate + 1), where};
        if (text.text.size() > LargestTemplate)
            return failure(ErrorCode::BadInput, where, QStringLiteral("larger than 256 KiB"));
        text.text.replace("\r\n", "\n");
        return text;
    }
    return failure(ErrorCode::NotFound, QStringLiteral("%1/%2.mustache").arg(language, id),
                   QStringLiteral("there is no such template"));
}

Result<Rendered> render(const TemplateText &text, const Fields &fields)
{
    if (QString::fromUtf8(text.text).toUtf8() != text.text)
        return failure(ErrorCode::BadInput, text.where, QStringLiteral("not UTF-8"));
    if (auto good = Checker(text, fields).check(); !good) return tl::unexpected(good.error());

    const Filling filling(fields);
    const auto filled = filledText(text, filling);
    if (!filled) return tl::unexpected(filled.error());

    const QString whole = tidied(*filled);
    const QString subjectWord = QStringLiteral("Subject:");
    const qsizetype end = whole.indexOf(QLatin1Char('\n'));
    if (!whole.startsWith(subjectWord) || whole.mid(end + 1, 1) != QLatin1String("\n"))
        return failure(ErrorCode::BadInput, text.where + QStringLiteral(":1"),
                       QStringLiteral("it does not begin with a line “Subject: …” and an empty line"));
    Rendered rendered;
    rendered.subject =
        withMarks(whole.mid(subjectWord.size(), end - subjectWord.size()).trimmed(), filling, fields, nullptr);
    rendered.body = withMarks(whole.mid(end + 2), filling, fields, &rendered.gaps);
    return rendered;
}

} // namespace hinoban::respond
