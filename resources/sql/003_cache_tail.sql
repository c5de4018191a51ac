-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is remembered of a falsified domain until no cache can hold the false data any more: TTLs, the moment of the
-- repair, what each resolver held. `value` is JSON; one row a domain that something happened to.
CREATE TABLE cache_tail (
    domain TEXT NOT NULL PRIMARY KEY,
    value  TEXT NOT NULL
) WITHOUT ROWID;

-- The whole resolver as JSON, its transports and how long it keeps what: what the columns do not say. Empty in rows of an
-- older version.
ALTER TABLE resolver ADD COLUMN value TEXT NOT NULL DEFAULT '';
