# SPDX-License-Identifier: GPL-3.0-or-later
"""A recorded stretch of the 2020 case gives the same report when it is judged again, byte for byte."""

import pathlib
import tempfile

from harness import check, end, report, run

with tempfile.TemporaryDirectory() as folder:
    record = pathlib.Path(folder) / "record.jsonl"
    played = run("drill", "coincheck-2020", "--speed", "max", "--from", "2020-05-30T14:00:00Z", "--until",
                 "2020-05-30T17:00:00Z", "--record", record, "--format", "json")
    check(played.returncode == 0, "exit status %d: %s" % (played.returncode, played.stderr.decode()))
    judged = report(played.stdout)
    check(any(one["signal"] == "D1" for one in judged["findings"]), "there is nothing to replay: no D1")

    check(any(one["signal"] == "R5" for one in judged["findings"]), "there is nothing to replay: no R5")
    check(any(one["signal"] == "P1" for one in judged["findings"]), "there is nothing to replay: no P1")

    again = run("replay", record, "--format", "json")
    check(again.returncode == 0, "replay: exit status %d: %s" % (again.returncode, again.stderr.decode()))
    check(again.stdout == played.stdout, "the replay says something else than the run that was recorded")

    # Another run into the same file would replace evidence.
    over = run("drill", "coincheck-2020", "--until", "2020-05-29T14:01:00Z", "--record", record)
    check(over.returncode == 1 and b"record.jsonl" in over.stderr, "a record was written over: %r" % over.stderr)

    whole = record.read_bytes()
    lines = whole.count(b"\n")
    first_look = whole[:whole.index(b'{"look"')].count(b"\n") + 1
    for what, content, line in (("cut", whole[:-40], lines),
                                ("broken", whole.replace(b'{"look"', b'{look', 1), first_look)):
        bad = pathlib.Path(folder) / ("%s.jsonl" % what)
        bad.write_bytes(content)
        refused = run("replay", bad, "--format", "json")
        told = refused.stderr.decode()
        check(refused.returncode == 1, "%s record: exit status %d" % (what, refused.returncode))
        check("%s.jsonl:%d" % (what, line) in told, "%s record: file and line are not told: %r" % (what, told))
        check(refused.stdout == b"", "%s record: a judgement was printed all the same" % what)
end()
