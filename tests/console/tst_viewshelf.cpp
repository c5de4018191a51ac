// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ViewShelf.h"
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using console::DomainState;
using console::DomainView;
using console::ViewShelf;

class ViewShelfTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesOnlyWhatIsNew();
    void worstFirstThenByName();
    void aMomentKeepsItsViews();

    void theIndexSaysWhatLookingAtAllWouldSay();

private:
    ViewShelf::Maker maker()
    {
        return {[this](const watch::Domain &domain) {
                    m_made.push_back(domain.name.text());
                    DomainView view;
                    view.name = domain.name;
                    view.domain = domain;
                    view.state = m_states.value(domain.name.text(), DomainState::Match);
                    return view;
                },
                [this](const dns::Name &domain) { return domain.text() == m_moving; }};
    }
    QByteArrayList namesOf(const console::DomainViews &views)
    {
        QByteArrayList names;
        for (const auto &view : views)
            names << view.name.text();
        return names;
    }
    static watch::Domain domain(const char *text) { return {name(text), {}, {}}; }

    QByteArrayList m_made;
    QByteArray m_moving;
    QHash<QByteArray, DomainState> m_states;
};

void ViewShelfTest::makesOnlyWhatIsNew()
{
    ViewShelf shelf;
    std::vector<watch::Domain> domains{domain("b.example"), domain("a.example"), domain("c.example")};
    shelf.setDomains(domains);
    const auto made = [&] {
        m_made.clear();
        (void)shelf.views(maker());
        return m_made;
    };
    QCOMPARE(made(), (QByteArrayList{"a.example", "b.example", "c.example"}));
    QCOMPARE(made(), QByteArrayList());
    shelf.changed(name("b.example"));
    shelf.changed(name("not.watched.example"));
    QCOMPARE(made(), QByteArrayList{"b.example"});
    m_moving = "c.example";
    QCOMPARE(made(), QByteArrayList{"c.example"});
    m_moving.clear();
    // A person changed what is expected of one, and another is new.
    domains.push_back(domain("d.example"));
    expectAbsent(domains[0], "b.example", dns::Type::A);
    shelf.setDomains(domains);
    QCOMPARE(made(), (QByteArrayList{"b.example", "d.example"}));
    domains.erase(domains.begin());
    shelf.setDomains(domains);
    QCOMPARE(namesOf(shelf.views(maker())), (QByteArrayList{"a.example", "c.example", "d.example"}));
}

void ViewShelfTest::worstFirstThenByName()
{
    ViewShelf shelf;
    const std::vector<watch::Domain> domains{domain("e.example"), domain("d.example"), domain("c.example"),
                                             domain("b.example"), domain("a.example")};
    m_states = {{"e.example", DomainState::Mismatch},
                {"c.example", DomainState::Suspicion},
                {"d.example", DomainState::Unknown}};
    shelf.setDomains(domains);
    QCOMPARE(namesOf(shelf.views(maker())),
             (QByteArrayList{"e.example", "c.example", "d.example", "a.example", "b.example"}));
    m_states = {{"b.example", DomainState::Mismatch}};
    for (const auto &one : domains)
        shelf.changed(one.name);
    QCOMPARE(namesOf(shelf.views(maker())),
             (QByteArrayList{"b.example", "a.example", "c.example", "d.example", "e.example"}));
}

// What was handed out never changes any more.
void ViewShelfTest::aMomentKeepsItsViews()
{
    ViewShelf shelf;
    const std::vector<watch::Domain> domains{domain("a.example"), domain("b.example")};
    m_states.clear();
    shelf.setDomains(domains);
    const auto before = shelf.views(maker());
    m_states = {{"b.example", DomainState::Mismatch}};
    shelf.changed(name("b.example"));
    auto after = shelf.views(maker());
    QVERIFY(before.find(name("b.example"))->state == DomainState::Match);
    QVERIFY(after.front().state == DomainState::Mismatch);
    QCOMPARE(before.find(name("a.example")), after.find(name("a.example"))); // shared
    after[1].unknownServers = 7;
    QCOMPARE(after.find(name("a.example"))->unknownServers, 7);
    QCOMPARE(before.find(name("a.example"))->unknownServers, 0);
    QVERIFY(!before.find(name("c.example")));
}

void ViewShelfTest::theIndexSaysWhatLookingAtAllWouldSay()
{
    ViewShelf shelf;
    std::vector<watch::Domain> domains;
    for (const char *one : {"e.example", "d.example", "c.example", "b.example", "a.example"})
        domains.push_back(domain(one));
    m_states = {{"c.example", DomainState::Unknown}};
    shelf.setDomains(domains);
    const auto check = [](const console::DomainViews &views) {
        QVERIFY(views.index());
        std::vector<console::DomainViewPtr> same;
        for (size_t at = 0; at < views.size(); ++at) {
            same.push_back(views.shared(at));
            QCOMPARE(views.placeOf(views[at].name), std::optional(at));
            QCOMPARE(views.find(views[at].name), views.shared(at));
        }
        QVERIFY(!views.placeOf(name("cc.example")) && !views.find(name("z.example")));
        QVERIFY(views.summary() == console::DomainViews(same).summary());
    };
    const auto first = shelf.views(maker());
    check(first);
    QCOMPARE(first.summary().needLook, 1);
    shelf.changed(name("a.example"));
    const auto second = shelf.views(maker());
    QVERIFY(second.hasNamesOf(first) && second.hasOrderOf(first));
    m_states = {{"a.example", DomainState::Mismatch}, {"c.example", DomainState::Unknown}};
    shelf.changed(name("a.example"));
    shelf.setDomains(domains); // the same ones
    auto third = shelf.views(maker());
    check(third);
    QVERIFY(third.hasNamesOf(first) && !third.hasOrderOf(first));
    domains.push_back(domain("f.example"));
    shelf.setDomains(domains);
    check(shelf.views(maker()));
    QVERIFY(!shelf.views(maker()).hasNamesOf(third));
    // Whoever changes a view has no index any more, and is not told what is true no longer.
    third[0].state = DomainState::Match;
    QVERIFY(!third.index());
    QCOMPARE(third.summary().needLook, 1);
    QVERIFY(!third.hasOrderOf(third));
}

QTEST_APPLESS_MAIN(ViewShelfTest)
#include "tst_viewshelf.moc"
