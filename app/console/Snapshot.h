// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Matrix.h"
#include "app/detect/Interception.h"
#include "app/detect/PathVerdict.h"
#include "app/detect/Weakness.h"
#include "app/respond/Draft.h"
#include "app/respond/Entry.h"
#include "app/respond/Response.h"
#include "app/store/Log.h"
#include "app/watch/DelegationCheck.h"
#include "app/watch/Resolver.h"

#include <QList>

#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>

namespace hinoban::console {

// As the domain list and JSON say it: match | suspicion | mismatch | unknown.
enum class DomainState { Match, Suspicion, Mismatch, Unknown };
[[nodiscard]] QByteArray domainStateText(DomainState state);

struct PathSample {
    Instant at{};
    double responseMs = 0;
    QHostAddress address;
    QString place; // of the last hop that has one
};

struct PathView {
    path::Baseline baseline; // the most usual path of `usual`
    path::TracePtr now;      // where the answers lead, of the gravest verdict
    // What `now` is held against; null: nothing is known yet.
    std::shared_ptr<const path::BaselineSet> usual = nullptr;
    // Of the newest round, the gravest first; null: none yet.
    std::shared_ptr<const std::vector<detect::PathVerdict>> verdicts = nullptr;
    std::vector<path::TracePtr> recent = {}; // the newest rounds to where `now` led, ascending: for each hop's figures
    path::Origins origins = {};              // who announces routers and addresses, as far as known
    QList<PathSample> samples;               // ascending
    QString source;                          // "scenario", "tracepath"; empty: nothing measures
};

struct DomainView {
    dns::Name name;
    DomainState state = DomainState::Unknown;
    std::optional<Instant> lookedAt; // end of the newest look
    watch::Domain domain;
    std::vector<detect::Finding> findings; // open, worst first
    Matrix matrix;
    respond::CacheTail tail;
    registry::LookupPtr registration;
    std::vector<detect::Weakness> weaknesses;                 // standing ones, the gravest first
    dns::ValidationPtr dnssec;                                // null: not looked at
    std::shared_ptr<const watch::DelegationCheck> delegation; // of the newest full look; null: none yet
    PathView path;
    respond::DraftFacts facts;
    std::vector<respond::Contact> contacts; // whom to contact next, in order
    QString unknownReason;                  // "1 of 4 authoritative servers does not answer"; technical key material
    int unknownServers = 0, askedServers = 0;
    std::optional<watch::State> mail; // mailOf() the matrix
};
using DomainViewPtr = std::shared_ptr<const DomainView>;

// What all domains together say.
struct DomainsSummary {
    int needLook = 0;                              // other than Match
    bool anyLooked = false;                        // at least one was looked at
    bool mailKnown = false;                        // of at least one domain is known who takes its mail, …
    bool mailUnknown = false, mailDiffers = false; // … of one it is not, or it is another
    void add(const DomainView &view);
    friend bool operator==(const DomainsSummary &, const DomainsSummary &) = default;
};

// Where each domain stands among thousands, so that the screen has not to look at them all: made in the network thread.
// `names` is shared by all moments in which the same domains are watched.
struct DomainsIndex {
    std::shared_ptr<const std::vector<dns::Name>> names; // ascending
    std::vector<quint32> places;                         // of each name, in the views
    DomainsSummary summary;
};

// The views of all domains, in an order. Two moments share the views in which nothing is new, so that a moment of
// thousands of domains costs no more than what changed. A value; whoever changes one through it gets a copy of it, and
// loses the index.
class DomainViews {
public:
    class Iterator {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = DomainView;
        using difference_type = std::ptrdiff_t;
        using pointer = const DomainView *;
        using reference = const DomainView &;
        Iterator() = default;
        explicit Iterator(std::vector<DomainViewPtr>::const_iterator at)
            : m_at(at)
        {
        }
        [[nodiscard]] const DomainViewPtr &shared() const { return *m_at; }
        reference operator*() const { return **m_at; }
        pointer operator->() const { return m_at->get(); }
        Iterator &operator++() { return *this += 1; }
        Iterator operator++(int) { return std::exchange(*this, *this + 1); }
        Iterator &operator--() { return *this += -1; }
        Iterator operator--(int) { return std::exchange(*this, *this + -1); }
        Iterator &operator+=(difference_type by)
        {
            m_at += by;
            return *this;
        }
        Iterator &operator-=(difference_type by) { return *this += -by; }
        reference operator[](difference_type at) const { return *m_at[at]; }
        friend Iterator operator+(Iterator a, difference_type by) { return a += by; }
        friend Iterator operator+(difference_type by, Iterator a) { return a += by; }
        friend Iterator operator-(Iterator a, difference_type by) { return a += -by; }
        friend difference_type operator-(const Iterator &a, const Iterator &b) { return a.m_at - b.m_at; }
        friend bool operator==(const Iterator &, const Iterator &) = default;
        friend auto operator<=>(const Iterator &, const Iterator &) = default;

    private:
        std::vector<DomainViewPtr>::const_iterator m_at;
    };
    using const_iterator = Iterator;
    using value_type = DomainView;

    DomainViews() = default;
    DomainViews(std::initializer_list<DomainView> views);
    explicit DomainViews(std::vector<DomainViewPtr> views, std::shared_ptr<const DomainsIndex> index = {})
        : m_views(std::move(views))
        , m_index(std::move(index))
    {
    }

    [[nodiscard]] size_t size() const { return m_views.size(); }
    [[nodiscard]] bool empty() const { return m_views.empty(); }
    [[nodiscard]] Iterator begin() const { return Iterator(m_views.begin()); }
    [[nodiscard]] Iterator end() const { return Iterator(m_views.end()); }
    [[nodiscard]] const DomainView &operator[](size_t at) const { return *m_views[at]; }
    [[nodiscard]] const DomainView &at(size_t at) const { return *m_views.at(at); }
    [[nodiscard]] const DomainView &front() const { return *m_views.front(); }
    [[nodiscard]] const DomainView &back() const { return *m_views.back(); }
    [[nodiscard]] DomainViewPtr find(const dns::Name &name) const; // null: no such domain
    [[nodiscard]] std::optional<size_t> placeOf(const dns::Name &name) const;
    [[nodiscard]] const DomainViewPtr &shared(size_t at) const { return m_views[at]; }
    [[nodiscard]] DomainsSummary summary() const;
    // Cheap to ask, and "no" where there is no index: whether both have the same names, in the same order.
    [[nodiscard]] bool hasNamesOf(const DomainViews &other) const;
    [[nodiscard]] bool hasOrderOf(const DomainViews &other) const;
    [[nodiscard]] const DomainsIndex *index() const { return m_index.get(); } // may be null

    [[nodiscard]] DomainView &operator[](size_t at);
    [[nodiscard]] DomainView &front() { return (*this)[0]; }
    void push_back(DomainView view);
    void erase(Iterator at);

private:
    std::vector<DomainViewPtr> m_views;
    std::shared_ptr<const DomainsIndex> m_index; // null: nobody made one
};

// Everything the screen shows at one moment: immutable, made in the network thread, handed over by queued signal.
struct Snapshot {
    Instant at{};
    bool drill = false;
    QString title, titleJa; // of the drill
    double speed = 1;       // of the drill's clock; 0 = max
    bool paused = false;
    bool catchingUp = false; // the history before the opening instant is still being computed
    QString workspace;       // file, for the title bar; empty while only in memory
    QString evidenceFile;    // the same, but of a drill too that nobody named; empty: nothing is kept
    respond::Incident incident;
    DomainViews domains;             // worst first, then by name
    QList<detect::Finding> findings; // all, open and cleared, ascending by firstSeen
    QList<store::LogRecord> log;     // ascending by sequence
    store::ChainHead head;
    respond::Organisation organisation;
    QList<respond::SentMessage> messages;
    respond::CaseFile caseFile;
    std::vector<respond::Request> requests; // ascending by id
    respond::Response response;
    std::vector<respond::HostileAsset> assets; // of all domains, live ones first
    respond::Exposure exposure;                // where mail may have gone, and whose passwords it could reset
    std::optional<Instant> nextLook;           // delegation
    // The network between rewrites DNS, by the newest look that says so; it holds until no domain's does.
    std::optional<detect::Interception> interception;
    // How often domains are really looked at where it is less often than they should be.
    std::optional<Duration> realDelegation, realFull;
    int resolvers = 0;
    // Those of them that the team chose; this machine's own are asked besides. Null: not known yet.
    std::shared_ptr<const std::vector<watch::Resolver>> chosenResolvers;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace hinoban::console

Q_DECLARE_METATYPE(hinoban::console::SnapshotPtr)
