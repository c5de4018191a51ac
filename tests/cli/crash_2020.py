# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at a hundred random moments: what was acknowledged ("sequence hash" on standard output) is in the log, and
log and answers fit their hashes, every time."""

import hashlib
import json
import os
import pathlib
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

from harness import check, end, program, run

KILLS = 50  # of each kind
RUNS_A_FILE = 10
ACKNOWLEDGED = re.compile(rb"^(\d+) ([0-9a-f]{64})$")


class Parent(threading.Thread):
    """A name server on loopback that is root and parent at once. Every other referral names another server, so that
    each look has something to say. Asked as a server of the domain it only refers again, which is lame."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.questions = 0

    @staticmethod
    def name(text):
        return b"".join(bytes([len(part)]) + part.encode() for part in text.split(".") if part) + b"\0"

    def run(self):
        while True:
            query, asker = self.socket.recvfrom(4096)
            at = 12
            while query[at]:
                at += query[at] + 1
            at += 5
            question = query[12:at]
            name = query[12:at - 4].lower()
            head = query[:2]
            if name.endswith(self.name("bank.test")):
                self.questions += 1
                host = ("ns1.bank.test", "ns1.thief.test")[self.questions // 4 % 2]
                owner = self.name("bank.test")
                rdata = self.name(host)
                record = owner + struct.pack("!HHIH", 2, 1, 60, len(rdata)) + rdata
                glue = self.name(host) + struct.pack("!HHIH", 1, 1, 60, 4) + bytes((127, 0, 0, 1))
                reply = head + struct.pack("!HHHHH", 0x8000, 1, 0, 1, 1) + question + record + glue
            else:  # no cut above it: the same servers speak for all
                soa = self.name("a.root") * 2 + struct.pack("!IIIII", 1, 60, 60, 60, 60)
                record = b"\0" + struct.pack("!HHIH", 6, 1, 60, len(soa)) + soa
                reply = head + struct.pack("!HHHHH", 0x8400, 1, 0, 1, 0) + question + record
            self.socket.sendto(reply, asker)


def killed(words, moment, at_work):
    """What the program had printed when it was killed, so long after it was started, or after it first acknowledged
    something: on a loaded machine it would otherwise never be at work."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([program(), *map(str, words)], stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.DEVNULL, env=dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC"))
        patience = time.monotonic() + 60
        while at_work and process.poll() is None and time.monotonic() < patience:
            if any(map(ACKNOWLEDGED.match, os.pread(output.fileno(), 1 << 20, 0).splitlines())):
                break
            time.sleep(0.02)
        time.sleep(moment)
        ended = process.poll()
        process.send_signal(signal.SIGKILL)
        process.wait()
        output.seek(0)
        printed = output.read()
    check(ended is None, "%s ended by itself with %s before it was killed" % (words[0], ended))
    # A line that was cut is no acknowledgement.
    return printed[:printed.rfind(b"\n") + 1].splitlines()


def kills(kind, words, folder, generator, counts, prepare=None):
    acknowledged = {}
    workspace = None
    for number in range(KILLS):
        if number % RUNS_A_FILE == 0:
            workspace = folder / ("%s-%d.hinoban" % (kind, number))
            acknowledged = prepare(workspace) if prepare else {}
        at_work = number % 2 == 1
        moment = generator.uniform(0.0, 0.4) if at_work else generator.uniform(0.05, 1.0)
        where = "%s, kill %d, %.3f s after %s" % (kind, number, moment, "it was at work" if at_work else "its start")
        printed = killed(words(workspace), moment, at_work)
        fresh = dict(match.groups() for match in map(ACKNOWLEDGED.match, printed) if match)
        acknowledged.update(fresh)
        counts[kind] += bool(fresh)
        if not workspace.exists():
            check(not acknowledged, where + ": the workspace is gone")
            continue
        verified = run("verify", workspace)
        if not acknowledged and b"an empty file, no workspace" in verified.stderr:
            continue  # killed while it was being made
        check(verified.returncode == 0, "%s: verify says %s" % (where, verified.stderr.decode()))
        log = run("log", workspace, "--format", "json")
        check(log.returncode == 0, "%s: log says %s" % (where, log.stderr.decode()))
        written = {}
        for line in log.stdout.splitlines():
            written[str(json.loads(line)["sequence"]).encode()] = hashlib.sha256(line).hexdigest().encode()
        for sequence, digest in acknowledged.items():
            check(written.get(sequence) == digest, "%s: entry %s was acknowledged and is not there" % (where, sequence.decode()))


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 32)
    print("seed", seed, flush=True)
    counts = {"drill": 0, "watch": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        parent = Parent()
        parent.start()
        (folder / "root.hints").write_text(". 3600 IN NS a.root.\na.root. 3600 IN A 127.0.0.1\n")
        (folder / "bank.test").write_text("$ORIGIN bank.test.\n@ 60 IN SOA ns1 mail 1 60 60 60 60\n@ 60 IN NS ns1\n"
                                          "ns1 60 IN A 127.0.0.1\n@ 60 IN MX 10 mx\n")

        def prepare(workspace):
            done = run("import", "--workspace", workspace, "--person", "tester", "--reason", "test",
                       folder / "bank.test")
            check(done.returncode == 0, "import says " + done.stderr.decode())
            last = done.stdout.splitlines()[-1]
            check(ACKNOWLEDGED.match(last), "import acknowledges nothing: %r" % last)
            return dict([ACKNOWLEDGED.match(last).groups()])

        def watch(workspace):
            return ("watch", "--workspace", workspace, "--every", 1, "--root-hints", folder / "root.hints",
                    "--permit", "127.0.0.0/8", "--dns-port", parent.port)

        def drill(workspace):
            return ("drill", "coincheck-2020", "--workspace", workspace, "--speed", "max", "--format", "text")

        both = [threading.Thread(target=kills, args=("drill", drill, folder, random.Random(seed), counts)),
                threading.Thread(target=kills, args=("watch", watch, folder, random.Random(seed + 1), counts, prepare))]
        for one in both:
            one.start()
        for one in both:
            one.join()
        check(parent.questions > 0, "the watch never asked the name server")
    print("killed after an acknowledgement:", counts)
    # Or nothing was shown.
    for kind, number in counts.items():
        check(number >= KILLS // 5, "only %d of %d %s runs had acknowledged anything" % (number, KILLS, kind))
    end()


main()
