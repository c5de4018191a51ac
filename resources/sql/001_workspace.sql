-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people said and decided, the findings, and the log. Statements are separated by an empty line; the words are
-- those of ARCHITECTURE.md. Instants are microseconds since 1970-01-01T00:00:00Z, unless a value's JSON holds them.

-- `value` is the whole domain with its expectations, as JSON.
CREATE TABLE domain (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE resolver (
    position   INTEGER NOT NULL PRIMARY KEY,
    label      TEXT NOT NULL,
    name       TEXT NOT NULL,
    address    TEXT NOT NULL,
    port       INTEGER NOT NULL,
    operator   TEXT NOT NULL,
    ttl_cap    INTEGER,
    flush_page TEXT NOT NULL
);

-- The findings as they are now; how they became so stands in the log. `value` holds arguments and evidence too.
CREATE TABLE finding (
    key        TEXT NOT NULL PRIMARY KEY,
    signal     TEXT NOT NULL,
    domain     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    vantage    TEXT NOT NULL,
    severity   TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    cleared    INTEGER,
    value      TEXT NOT NULL
);

-- One hash chain a writer. `canonical` is the text whose SHA-256 is `hash`; both hashes in lower-case hex, so that
-- sqlite3, jq and sha256sum can check it without Hinoban.
CREATE TABLE log (
    id        INTEGER PRIMARY KEY,
    writer    TEXT NOT NULL,
    sequence  INTEGER NOT NULL,
    previous  TEXT NOT NULL,
    hash      TEXT NOT NULL,
    canonical TEXT NOT NULL,
    UNIQUE (writer, sequence)
);

-- Says more than UNIQUE: INSERT OR REPLACE would get past that without telling the triggers on DELETE.
CREATE TRIGGER log_continues_its_chain BEFORE INSERT ON log
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM log WHERE writer = NEW.writer)
  OR NEW.previous IS NOT coalesce(
         (SELECT hash FROM log WHERE writer = NEW.writer ORDER BY sequence DESC LIMIT 1),
         '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT raise(ABORT, 'a log record must continue its writer''s chain'); END;

CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;

CREATE TRIGGER log_is_never_shortened BEFORE DELETE ON log
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;

-- What was really sent, byte for byte.
CREATE TABLE message (
    id       INTEGER PRIMARY KEY,
    template TEXT NOT NULL,
    party    TEXT NOT NULL,
    channel  TEXT NOT NULL,
    person   TEXT NOT NULL,
    sent_at  INTEGER NOT NULL,
    bytes    BLOB NOT NULL
);

CREATE TRIGGER message_is_never_changed BEFORE UPDATE ON message
BEGIN SELECT raise(ABORT, 'a sent message is never changed'); END;

CREATE TRIGGER message_is_never_removed BEFORE DELETE ON message
BEGIN SELECT raise(ABORT, 'a sent message is never changed'); END;

-- Single values of the team's, as JSON: organisation, decisions.
CREATE TABLE setting (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
