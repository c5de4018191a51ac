// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include <QtGlobal>

#include <bitset>
#include <vector>

namespace hinoban::dns {

struct OpenQuestion;

// Which open question waits for which id on one socket, and which ids have been given back. Open addressing: ids are
// random, so they are their own hash.
class IdTable {
public:
    IdTable()
        : m_entries(64)
    {
    }

    // False if the id is taken.
    bool insert(quint16 id, OpenQuestion *owner)
    {
        if ((m_count + 1) * 4 > m_entries.size()) grow();
        size_t at = id & mask();
        for (; m_entries[at].owner; at = (at + 1) & mask())
            if (m_entries[at].id == id) return false;
        m_entries[at] = {owner, id};
        ++m_count;
        return true;
    }

    [[nodiscard]] OpenQuestion *find(quint16 id) const
    {
        for (size_t at = id & mask(); m_entries[at].owner; at = (at + 1) & mask())
            if (m_entries[at].id == id) return m_entries[at].owner;
        return nullptr;
    }

    void erase(quint16 id)
    {
        size_t at = id & mask();
        for (; m_entries[at].id != id || !m_entries[at].owner; at = (at + 1) & mask())
            if (!m_entries[at].owner) return;
        // What stands behind moves up, so that no look-up ends too early.
        size_t gap = at;
        for (size_t next = (at + 1) & mask(); m_entries[next].owner; next = (next + 1) & mask()) {
            const size_t home = m_entries[next].id & mask();
            if (((next - home) & mask()) >= ((next - gap) & mask())) {
                m_entries[gap] = m_entries[next];
                gap = next;
            }
        }
        m_entries[gap] = {};
        --m_count;
        m_spent.set(id);
    }

    // Whether the id was given back on this socket: a late or doubled reply, hardly a guess.
    [[nodiscard]] bool isSpent(quint16 id) const { return m_spent.test(id); }
    [[nodiscard]] size_t size() const { return m_count; }

    // Calls `each` with owners until it returns true, `most` of them at most.
    template <class Visit>
    void visit(int most, Visit &&each) const
    {
        for (const Entry &entry : m_entries)
            if (entry.owner && (each(*entry.owner) || --most == 0)) return;
    }

private:
    struct Entry {
        OpenQuestion *owner = nullptr;
        quint16 id = 0;
    };
    [[nodiscard]] size_t mask() const { return m_entries.size() - 1; }
    void grow()
    {
        std::vector<Entry> old(m_entries.size() * 2);
        old.swap(m_entries);
        for (const Entry &entry : old) {
            if (!entry.owner) continue;
            size_t at = entry.id & mask();
            while (m_entries[at].owner)
                at = (at + 1) & mask();
            m_entries[at] = entry;
        }
    }

    std::vector<Entry> m_entries; // a power of two, at most a quarter taken
    size_t m_count = 0;
    std::bitset<65536> m_spent;
};

} // namespace hinoban::dns
