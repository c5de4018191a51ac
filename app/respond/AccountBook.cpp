// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/AccountBook.h"

#include "app/base/SafeText.h"
#include "app/respond/Table.h"

#include <QJsonArray>
#include <QSet>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <utility>

namespace hinoban::respond {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostBytes = qsizetype(1024) * 1024;
constexpr qsizetype LongestCell = 200;
constexpr qsizetype LongestNote = 1000;
constexpr qsizetype AccountsAnEntry = 200; // an entry stays of a size that people read and canonical JSON bears

using State = Account::State;

constexpr std::array<std::pair<State, const char *>, 4> States{{
    {State::ToDo, "to-do"},
    {State::Asked, "asked"},
    {State::Reset, "reset"},
    {State::AttackerTried, "attacker-tried"},
}};

enum Column { Person, Service, Address, Columns };

// What people head such a table with.
int columnOf(const QString &head)
{
    static const std::array<QStringList, Columns> heads{
        QStringList{u"person"_s, u"name"_s, u"owner"_s, u"担当者"_s, u"氏名"_s, u"名前"_s, u"利用者"_s},
        QStringList{u"service"_s, u"site"_s, u"サービス"_s, u"サービス名"_s},
        QStringList{u"address"_s, u"mail"_s, u"email"_s, u"e-mail"_s, u"mail address"_s, u"アドレス"_s, u"メール"_s,
                    u"メールアドレス"_s}};
    const QString word = head.trimmed().toCaseFolded();
    for (int column = 0; column < Columns; ++column)
        if (heads[size_t(column)].contains(word)) return column;
    return -1;
}

tl::unexpected<Error> refused(const QString &where, int line, const QString &why)
{
    return failure(ErrorCode::BadInput, u"%1:%2"_s.arg(where).arg(line), why);
}

bool isAddress(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    return at > 0 && at == text.lastIndexOf(u'@') && at + 1 < text.size() &&
           std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace() || c < u' ' || c == u'\x7f'; });
}

QString identityOf(const QString &person, const QString &service, const QString &address)
{
    return (person + u'\n' + service + u'\n' + address).toCaseFolded();
}

QString textAt(const QJsonArray &array, qsizetype at)
{
    return at < array.size() ? array.at(at).toString().left(LongestCell) : QString();
}

} // namespace

QByteArray accountStateText(State state)
{
    for (const auto &[known, text] : States)
        if (known == state) return text;
    return "to-do";
}

std::optional<State> accountStateFromText(const QString &text)
{
    for (const auto &[state, known] : States)
        if (text == QLatin1String(known)) return state;
    return {};
}

void AccountBook::take(const Entry &entry)
{
    if (entry.kind != Entry::Kind::Incident) return; // what somebody brought from elsewhere lists nothing here
    if (m_span.beginsWith(entry)) m_accounts.clear();
    if (entry.rule == u"exposure.listed"_s) {
        const QJsonArray people = entry.args.value(u"people"_s).toArray();
        const QJsonArray services = entry.args.value(u"services"_s).toArray();
        const QJsonArray addresses = entry.args.value(u"addresses"_s).toArray();
        for (qsizetype i = 0; i < addresses.size() && m_accounts.size() < MostAccounts; ++i) {
            Account account;
            account.id = u"A%1"_s.arg(m_accounts.size() + 1);
            account.person = textAt(people, i);
            account.service = textAt(services, i);
            account.address = textAt(addresses, i);
            account.since = entry.happened;
            account.by = entry.author;
            m_accounts.push_back(std::move(account));
        }
    } else if (entry.rule == u"exposure.account"_s) {
        const QString id = entry.args.value(u"account"_s).toString();
        const auto state = accountStateFromText(entry.args.value(u"to"_s).toString());
        const auto found =
            std::find_if(m_accounts.begin(), m_accounts.end(), [&](const Account &one) { return one.id == id; });
        if (!state || found == m_accounts.end()) return;
        found->state = *state;
        found->wasTried = found->wasTried || *state == State::AttackerTried;
        found->since = entry.happened;
        found->by = entry.author;
        found->note = entry.text;
    }
}

const Account *AccountBook::find(const QString &id) const
{
    const auto found =
        std::find_if(m_accounts.begin(), m_accounts.end(), [&](const Account &one) { return one.id == id; });
    return found == m_accounts.end() ? nullptr : &*found;
}

Result<std::vector<Entry>> AccountBook::entriesOf(const std::vector<AccountLine> &lines, const QString &source,
                                                  const QString &person, Instant now) const
{
    QSet<QString> known;
    for (const Account &account : m_accounts)
        known.insert(identityOf(account.person, account.service, account.address));
    std::vector<const AccountLine *> fresh;
    for (const AccountLine &line : lines) {
        const QString identity = identityOf(line.person, line.service, line.address);
        if (known.contains(identity)) continue;
        known.insert(identity);
        fresh.push_back(&line);
    }
    if (m_accounts.size() + fresh.size() > MostAccounts)
        return failure(ErrorCode::BadInput, source, u"more than %1 accounts together"_s.arg(MostAccounts));

    std::vector<Entry> entries;
    for (size_t begin = 0; begin < fresh.size(); begin += AccountsAnEntry) {
        QJsonArray people, services, addresses;
        const size_t end = std::min(fresh.size(), begin + size_t(AccountsAnEntry));
        for (size_t i = begin; i < end; ++i) {
            people.append(fresh[i]->person);
            services.append(fresh[i]->service);
            addresses.append(fresh[i]->address);
        }
        Entry entry;
        entry.kind = Entry::Kind::Incident;
        entry.happened = entry.learned = now;
        entry.author = person;
        entry.rule = u"exposure.listed"_s;
        entry.source = source;
        entry.args = {{u"count"_s, qint64(end - begin)},
                      {u"people"_s, people},
                      {u"services"_s, services},
                      {u"addresses"_s, addresses}};
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::optional<Entry> AccountBook::entryOf(const QString &id, State state, const QString &note, const QString &person,
                                          Instant now) const
{
    const Account *account = find(id);
    if (!account || (account->state == state && account->note == note)) return {};
    Entry entry;
    entry.kind = Entry::Kind::Incident;
    entry.happened = entry.learned = now;
    entry.author = person;
    entry.rule = u"exposure.account"_s;
    entry.text = safeText(note, LongestNote);
    entry.args = {{u"account"_s, id},
                  {u"who"_s, account->person},
                  {u"service"_s, account->service},
                  {u"from"_s, QString::fromLatin1(accountStateText(account->state))},
                  {u"to"_s, QString::fromLatin1(accountStateText(state))}};
    return entry;
}

Result<std::vector<AccountLine>> accountsFromCsv(const QByteArray &csv, const QString &where)
{
    if (csv.size() > MostBytes) return failure(ErrorCode::BadInput, where, u"longer than 1 MiB"_s);
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString text = utf8.decode(csv);
    if (utf8.hasError())
        return failure(ErrorCode::BadInput, where, u"not UTF-8: save it as CSV UTF-8 in the spreadsheet"_s);
    if (text.startsWith(QChar::ByteOrderMark)) text.remove(0, 1);

    std::array<int, Columns> places{Person, Service, Address};
    qsizetype width = Columns;
    bool isFirst = true;
    std::vector<AccountLine> lines;
    TableReader reader(std::move(text));
    while (const auto row = reader.next()) {
        const int line = reader.line();
        if (std::exchange(isFirst, false)) {
            std::array<int, Columns> named{-1, -1, -1};
            for (qsizetype cell = 0; cell < row->size(); ++cell) {
                const int column = columnOf(row->at(cell));
                if (column < 0) continue;
                if (named[size_t(column)] >= 0)
                    return refused(where, line,
                                   u"two columns with one meaning: \"%1\""_s.arg(safeText(row->at(cell), 60)));
                named[size_t(column)] = int(cell);
            }
            const auto count = std::count_if(named.begin(), named.end(), [](int place) { return place >= 0; });
            if (count > 0 && count < Columns)
                return refused(where, line, u"the first line names some of person, service, address, and not all"_s);
            if (count == Columns) {
                places = named;
                width = row->size();
                continue;
            }
        }
        if (std::all_of(row->begin(), row->end(), [](const QString &cell) { return cell.trimmed().isEmpty(); }))
            continue; // spreadsheets write empty rows as commas
        if (row->size() != width)
            return refused(where, line, u"%1 cells, where %2 are expected"_s.arg(row->size()).arg(width));
        std::array<QString, Columns> cells;
        for (int column = 0; column < Columns; ++column) {
            const QString cell = plainCell(row->at(places[size_t(column)])).trimmed();
            if (cell.size() > LongestCell)
                return refused(where, line, u"a cell of more than %1 characters"_s.arg(LongestCell));
            cells[size_t(column)] = safeText(cell, LongestCell + 1);
        }
        if (cells[Person].isEmpty()) return refused(where, line, u"no person"_s);
        if (cells[Service].isEmpty()) return refused(where, line, u"no service"_s);
        if (!isAddress(cells[Address]))
            return refused(where, line, u"\"%1\" is no mail address"_s.arg(safeText(cells[Address], 60)));
        if (lines.size() >= AccountBook::MostAccounts)
            return refused(where, line, u"more than %1 accounts"_s.arg(AccountBook::MostAccounts));
        lines.push_back({cells[Person], cells[Service], cells[Address]});
    }
    if (lines.empty()) return failure(ErrorCode::BadInput, where, u"no account in it"_s);
    return lines;
}

QByteArray csvOf(const std::vector<Account> &accounts)
{
    QByteArray out = tableLine(
        {u"person"_s, u"service"_s, u"address"_s, u"state"_s, u"attacker tried"_s, u"since"_s, u"by"_s, u"note"_s});
    for (const Account &account : accounts)
        out += tableLine({account.person, account.service, account.address,
                          QString::fromLatin1(accountStateText(account.state)), account.wasTried ? u"yes"_s : u"no"_s,
                          toRfc3339(account.since), account.by, account.note});
    return out;
}

} // namespace hinoban::respond
