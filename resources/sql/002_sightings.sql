-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the vantages answered, as runs of equal canonical answers. Statements are separated by an empty line.

-- Raw answers by the SHA-256 (32 octets) of their bytes. Never changed.
CREATE TABLE answer (
    sha256 BLOB NOT NULL PRIMARY KEY,
    bytes  BLOB NOT NULL
);

CREATE TRIGGER answer_is_never_changed BEFORE UPDATE ON answer
BEGIN SELECT raise(ABORT, 'a raw answer is never changed'); END;

CREATE TRIGGER answer_is_never_removed BEFORE DELETE ON answer
BEGIN SELECT raise(ABORT, 'a raw answer is never removed'); END;

-- What was asked where, once; so that a sighting is a short row.
CREATE TABLE probe (
    id       INTEGER PRIMARY KEY,
    domain   TEXT NOT NULL,
    vantage  TEXT NOT NULL,
    server   TEXT NOT NULL,
    address  TEXT NOT NULL,
    question TEXT NOT NULL,
    UNIQUE (domain, vantage, server, address, question)
);

-- Round trips in microseconds, of the answered exchanges. `canonical` is empty without an answer; `outcome` says why.
-- `last_answer` is set when the run has ended; until then the raw of the last answer stands in `latest`.
CREATE TABLE sighting (
    id           INTEGER PRIMARY KEY,
    probe        INTEGER NOT NULL REFERENCES probe (id),
    canonical    BLOB NOT NULL,
    outcome      TEXT NOT NULL,
    first_seen   INTEGER NOT NULL,
    last_seen    INTEGER NOT NULL,
    count        INTEGER NOT NULL,
    rtt_min      INTEGER NOT NULL,
    rtt_max      INTEGER NOT NULL,
    rtt_sum      INTEGER NOT NULL,
    first_answer BLOB REFERENCES answer (sha256),
    last_answer  BLOB REFERENCES answer (sha256)
);

CREATE INDEX sighting_of_probe ON sighting (probe, id);

-- The last raw answer of a run that goes on: overwritten in place, so that an unchanged answer costs no space.
CREATE TABLE latest (
    sighting INTEGER PRIMARY KEY REFERENCES sighting (id),
    sha256   BLOB NOT NULL,
    bytes    BLOB NOT NULL
);

-- When each answer was received that was kept because everything was to be kept.
CREATE TABLE kept (
    sighting INTEGER NOT NULL REFERENCES sighting (id),
    sent_at  INTEGER NOT NULL,
    rtt      INTEGER NOT NULL,
    answer   BLOB NOT NULL REFERENCES answer (sha256)
);

CREATE INDEX kept_of_sighting ON kept (sighting, sent_at);
