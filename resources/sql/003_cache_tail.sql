-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is remembered of a falsified domain until no cache can hold the false data any more: TTLs, the moment of the
-- repair, what each resolver held. `value` is JSON; one row a domain that something happened to.
CREATE TABLE cache_tail (
    domain TEXT NOT NULL PRIMARY KEY,
    value  TEXT NOT NULL
) WITHOUT ROWID;
