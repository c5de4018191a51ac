-- SPDX-License-Identifier: GPL-3.0-or-later
-- When the answer was received that stands in `latest`: the run may have gone on since. NULL in rows of an older version.
ALTER TABLE latest ADD COLUMN at INTEGER;
