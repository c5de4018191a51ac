// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/AskLine.h"

#include "app/dns/RecordClass.h"

#include <QRegularExpression>

#include <algorithm>

namespace hinoban::dns {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LongestLine = 4096;
constexpr auto Flags = "+tcp +tls +https[=PATH] +tls-hostname=NAME +dnssec +cd +norec +nsid"_L1;

tl::unexpected<Error> bad(const QString &word, const QString &why)
{
    return failure(ErrorCode::BadInput, word.left(80), why);
}

// Types that ask for no record: OPT, TKEY, TSIG, IXFR, AXFR.
bool isAskable(Type type)
{
    const auto number = static_cast<quint16>(type);
    return number != 0 && number != 41 && (number < 249 || number > 252);
}

Result<quint16> portFromText(const QString &word, const QString &text)
{
    bool good = false;
    const ushort port = text.toUShort(&good);
    if (!good || port == 0 || text.startsWith(u'+')) return bad(word, u"the port is not a number from 1 to 65535"_s);
    return port;
}

// Reads the words one after the other into a line.
class Reader {
public:
    explicit Reader(const QStringList &words)
        : m_words(words)
    {
    }

    Result<AskLine> read()
    {
        // An address ends at a NUL for the reader of addresses, and what is behind it would be lost.
        for (const QString &word : m_words)
            if (std::any_of(word.begin(), word.end(), [](QChar c) { return c.category() == QChar::Other_Control; }))
                return bad({}, u"a control character"_s);
        while (m_at < m_words.size()) {
            const QString word = m_words.at(m_at++);
            if (word.isEmpty()) continue;
            Result<void> done = word.startsWith(u'@')   ? takeServer(word)
                                : word.startsWith(u'+') ? takeFlag(word)
                                : word.startsWith(u'-') ? takeOption(word)
                                                        : takeWord(word);
            if (!done) return tl::unexpected(done.error());
        }
        if (!m_named && !m_typed) return bad({}, u"which name is to be asked for?"_s);
        if (!m_named) m_line.question.name = Name(); // as dig does: a type alone asks about the root
        if (m_line.serverName != Name() && m_line.authenticationName.isEmpty())
            m_line.authenticationName = m_line.serverName.display();
        if (m_line.transport == Transport::Udp || m_line.transport == Transport::Tcp) {
            m_line.authenticationName.clear();
            m_line.path.clear();
        }
        return m_line;
    }

private:
    Result<void> takeServer(const QString &word)
    {
        if (m_line.namesServer()) return bad(word, u"a second server; one line asks one"_s);
        QString text = word.mid(1);
        if (const qsizetype hash = text.indexOf(u'#'); hash >= 0) {
            const auto port = portFromText(word, text.mid(hash + 1));
            if (!port) return tl::unexpected(port.error());
            m_line.port = *port;
            m_ported = true;
            text.truncate(hash);
        }
        if (text.startsWith(u'[') && text.endsWith(u']')) text = text.mid(1, text.size() - 2);
        if (text.isEmpty()) return bad(word, u"no server behind the @"_s);
        m_line.server = text;
        if (QHostAddress address; address.setAddress(text)) {
            m_line.address = address;
            m_line.server = address.toString();
            return {};
        }
        static const QRegularExpression OnlyNumbers(u"^[0-9.]+$"_s);
        auto name = Name::fromUserText(text);
        if (!name || name->isRoot() || OnlyNumbers.match(text).hasMatch() || text.contains(u':'))
            return bad(word, u"the server is neither an address nor a name"_s);
        m_line.serverName = std::move(*name);
        m_line.server = m_line.serverName.display();
        return {};
    }

    Result<void> takeFlag(const QString &word)
    {
        QString flag = word.mid(1).toLower();
        if (flag.startsWith("https="_L1)) {
            m_line.transport = Transport::Https;
            m_line.path = word.mid(7);
            if (!m_line.path.startsWith(u'/')) return bad(word, u"the path begins with a slash: +https=/dns-query"_s);
            return {};
        }
        if (flag.startsWith("tls-hostname="_L1)) {
            const auto name = Name::fromUserText(word.mid(14));
            if (!name || name->isRoot()) return bad(word, u"not the name of a server"_s);
            m_line.authenticationName = name->display();
            return {};
        }
        const bool on = !flag.startsWith("no"_L1);
        if (!on) flag.remove(0, 2);
        if (flag == "tcp"_L1 || flag == "vc"_L1)
            setTransport(Transport::Tcp, on);
        else if (flag == "tls"_L1)
            setTransport(Transport::Tls, on);
        else if (flag == "https"_L1)
            setTransport(Transport::Https, on);
        else if (flag == "dnssec"_L1 || flag == "do"_L1)
            m_line.dnssecOk = on;
        else if (flag == "cd"_L1 || flag == "cdflag"_L1)
            m_line.checkingDisabled = on;
        else if (flag == "rec"_L1 || flag == "recurse"_L1 || flag == "rd"_L1 || flag == "rdflag"_L1)
            m_line.recursionDesired = on;
        else if (flag == "nsid"_L1)
            m_line.nsid = on;
        else
            return bad(word, u"not understood here; there are %1"_s.arg(Flags));
        return {};
    }

    void setTransport(Transport transport, bool on)
    {
        if (on)
            m_line.transport = transport;
        else if (m_line.transport == transport)
            m_line.transport = Transport::Udp;
    }

    Result<void> takeOption(const QString &word)
    {
        const QChar letter = word.size() > 1 ? word.at(1) : QChar();
        if (!u"xqtcp"_s.contains(letter) || letter.isNull())
            return bad(word, u"not understood here; there are -x -q -t -c -p"_s);
        QString value = word.mid(2);
        if (value.isEmpty()) {
            if (m_at >= m_words.size()) return bad(word, u"nothing stands behind it"_s);
            value = m_words.at(m_at++);
        }
        switch (letter.unicode()) {
        case u'x':
            return takeReverse(value);
        case u'q':
            return takeName(value);
        case u't': {
            const auto type = typeFromText(value.toUtf8());
            if (!type) return bad(value, u"not a record type"_s);
            return takeType(value, *type);
        }
        case u'c': {
            const auto klass = classFromText(value.toUtf8());
            if (!klass) return bad(value, u"not a class; there are IN, CH and HS"_s);
            m_line.question.klass = *klass;
            return {};
        }
        default: {
            const auto port = portFromText(value, value);
            if (!port) return tl::unexpected(port.error());
            if (!m_ported) m_line.port = *port; // the one that stands with the server is meant for it
            return {};
        }
        }
    }

    Result<void> takeReverse(const QString &value)
    {
        QHostAddress address;
        if (!address.setAddress(value)) return bad(value, u"-x takes an address"_s);
        if (m_named) return bad(value, u"a second name; one line asks for one"_s);
        m_line.question.name = reverseName(address);
        m_named = true;
        if (!m_typed) m_line.question.type = Type::PTR;
        return {};
    }

    Result<void> takeWord(const QString &word)
    {
        const QByteArray bytes = word.toUtf8();
        if (!m_typed)
            if (const auto type = typeFromText(bytes)) return takeType(word, *type);
        if (const auto klass = classFromText(bytes)) {
            m_line.question.klass = *klass;
            return {};
        }
        return takeName(word);
    }

    Result<void> takeType(const QString &word, Type type)
    {
        if (!isAskable(type)) return bad(word, u"this type is no question that one answer could end"_s);
        m_line.question.type = type;
        m_typed = true;
        if (!m_named) m_line.question.name = Name();
        return {};
    }

    Result<void> takeName(const QString &word)
    {
        if (m_named) return bad(word, u"a second name; one line asks for one"_s);
        auto name = Name::fromUserText(word);
        if (!name) return tl::unexpected(name.error());
        m_line.question.name = std::move(*name);
        m_named = true;
        return {};
    }

    const QStringList &m_words;
    qsizetype m_at = 0;
    AskLine m_line;
    bool m_named = false, m_typed = false, m_ported = false;
};

} // namespace

Result<AskLine> AskLine::fromText(const QString &line)
{
    if (line.size() > LongestLine) return bad(line, u"longer than 4096 characters"_s);
    static const QRegularExpression Spaces(u"\\s+"_s);
    return fromWords(line.split(Spaces, Qt::SkipEmptyParts));
}

Result<AskLine> AskLine::fromWords(const QStringList &words)
{
    if (words.size() > 100) return bad({}, u"more than 100 words"_s);
    return Reader(words).read();
}

QString AskLine::text() const
{
    QStringList words;
    if (namesServer())
        words << u'@' + server + (port == 53 ? QString() : u'#' + QString::number(port));
    else if (port != 53)
        words << u"-p "_s + QString::number(port);
    QString name = question.name.display();
    // What would be read as something else is said in other words.
    if (!name.contains(u'.')) name += u'.';
    words << (u"@+-"_s.contains(name.front()) ? u"-q "_s + name : name);
    words << QString::fromLatin1(typeText(question.type));
    if (question.klass != 1) words << QString::fromLatin1(classText(question.klass));
    switch (transport) {
    case Transport::Udp:
        break;
    case Transport::Tcp:
        words << u"+tcp"_s;
        break;
    case Transport::Tls:
        words << u"+tls"_s;
        break;
    case Transport::Https:
        words << (path.isEmpty() ? u"+https"_s : u"+https="_s + path);
        break;
    }
    if (!authenticationName.isEmpty() && (serverName == Name() || authenticationName != serverName.display()))
        words << u"+tls-hostname="_s + authenticationName;
    if (dnssecOk) words << u"+dnssec"_s;
    if (checkingDisabled) words << u"+cd"_s;
    if (!recursionDesired) words << u"+norec"_s;
    if (nsid) words << u"+nsid"_s;
    return words.join(u' ');
}

Query AskLine::query(const Server &at) const
{
    Query query;
    query.vantage = recursionDesired ? Vantage::Resolver : Vantage::Authoritative;
    query.server = at;
    query.question = question;
    query.recursionDesired = recursionDesired;
    query.dnssecOk = dnssecOk;
    query.checkingDisabled = checkingDisabled;
    query.nsid = nsid;
    query.transport = transport;
    return query;
}

Name reverseName(const QHostAddress &address)
{
    QByteArray text;
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4) {
        for (int i = 0; i < 4; ++i)
            text += QByteArray::number(ipv4 >> (8 * i) & 0xff) + '.';
        text += "in-addr.arpa";
    } else {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        for (int i = 15; i >= 0; --i) {
            constexpr auto Digits = "0123456789abcdef";
            text += Digits[bytes[i] & 0xf];
            text += '.';
            text += Digits[bytes[i] >> 4];
            text += '.';
        }
        text += "ip6.arpa";
    }
    return Name::fromText(text).value_or(Name());
}

} // namespace hinoban::dns
