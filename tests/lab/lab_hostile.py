# SPDX-License-Identifier: GPL-3.0-or-later
"""The attacker's servers, asked after by `watch` until they are dead: an NSD that is stopped and comes back, and a mail host
that greets, drips, floods and closes. Whatever it does, it hears nothing but QUIT."""

import json
import os
import socket
import subprocess
import threading
import time
import unittest
import sys

import bank
import lab

MAIL = "203.0.113.25"


class MailHost:
    """A mail host as the attacker has one. `mode` is what it does with the next who connects."""

    def __init__(self, world):
        world.take([MAIL])
        self.mode, self.heard, self.taken, self.running = "greet", [], [], True
        self.listening = socket.create_server((MAIL, 25))
        self.listening.settimeout(0.2)
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self):
        handlers = []
        while self.running:
            try:
                stream, _ = self.listening.accept()
            except TimeoutError:
                continue
            except OSError:
                break
            handlers.append(threading.Thread(target=self.handle, args=(stream, self.mode)))
            handlers[-1].start()
        for handler in handlers:
            handler.join(15)

    def handle(self, stream, mode):
        sent, heard = 0, b""
        with stream:
            stream.settimeout(3)
            try:
                if mode == "greet":
                    stream.sendall(b"220 mail.bank.example ESMTP ready\r\n")
                elif mode == "flood":
                    for _ in range(160):
                        sent += stream.send(b"A" * 65536)
                elif mode == "drip":
                    for octet in b"220 " + b"x" * 40:
                        stream.sendall(bytes([octet]))
                        sent += 1
                        time.sleep(1)
                while chunk := stream.recv(4096):
                    heard += chunk
            except OSError:
                pass
        self.heard.append((mode, heard))
        self.taken.append((mode, sent))

    def close(self):
        self.running = False
        self.listening.close()
        self.thread.join(20)


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__)
        cls.bank = bank.Bank(cls.world)
        cls.world.start()

    def entries(self, rule, name):
        log = lab.run("log", "--workspace", self.workspace, "--format", "json")
        return [entry for entry in (json.loads(line)["entry"] for line in log.out.splitlines())
                if entry.get("rule") == "asset." + rule and entry["args"]["asset"] == name]

    def wait_for(self, rule, name, count=1, timeout=60):
        lab.wait_for(lambda: len(self.entries(rule, name)) >= count, f"asset.{rule} of {name}", timeout)
        return self.entries(rule, name)[-1]

    def test_alive_dead_and_back(self):
        mail = MailHost(self.world)
        self.addCleanup(mail.close)
        self.workspace = os.path.join(self.world.folder, "hostile.hinoban")
        imported = lab.run("import", "--workspace", self.workspace, "--person", "DNS owner", "--reason", "as configured",
                           self.bank.expect)
        self.assertEqual(imported.status, 0, imported.err)
        self.bank.delegate(bank.HOSTILE)
        arguments = ["watch", "--workspace", self.workspace, "--every", "1", "--root-hints", self.bank.hints, "--look-alikes",
                     "off"]
        with open(os.path.join(self.world.folder, "watch.log"), "wb") as said:
            watching = subprocess.Popen([lab.cli(), *arguments, *lab.permits()], stdout=said, stderr=said,
                                        env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"})
        try:
            for name in ("ns1.bamk.example", "ns2.bamk.example"):
                self.wait_for("live", name)
                asked = self.wait_for("questioned", name)
                self.assertGreater(asked["args"]["asked"], 100)
                self.assertGreaterEqual(asked["args"]["answered"], 5)  # SOA NS A MX TXT, and the mail host's address
                self.assertTrue(asked["evidence"])
            alive = self.wait_for("live", "mail.bank.example")
            self.assertIn("220 mail.bank.example ESMTP ready", alive["args"]["detail"])
            print("alive: two name servers, asked for everything, and a mail host by its greeting")

            mail.mode = "flood"
            flooded = self.wait_for("changed", "mail.bank.example")
            self.assertIn("more than 512 octets", flooded["args"]["detail"])
            mail.mode = "greet"
            self.wait_for("live", "mail.bank.example", 2)
            mail.mode = "drip"
            dripped = self.wait_for("changed", "mail.bank.example", 2)
            self.assertIn("no line within 10 s", dripped["args"]["detail"])
            print("a flood and a drip end within their bounds, and are told")

            # Restored: nobody is led there any more, and they are asked after still.
            self.bank.delegate(bank.HONEST)
            self.bank.hostile.stop()
            ended = self.wait_for("stopped", "ns1.bamk.example", timeout=120)
            print(f"ns1.bamk.example stopped: {ended['args']['detail']}")
            # Before it is believed dead and asked after rarely.
            self.bank.hostile.start()
            self.wait_for("live", "ns1.bamk.example", 2)
            print("it came back, and that is told")
            mail.close()
            ended = self.wait_for("stopped", "mail.bank.example", timeout=120)
            print(f"mail.bank.example stopped: {ended['args']['detail']}")
        finally:
            watching.terminate()
            watching.wait(10)
        verified = lab.run("verify", self.workspace)
        self.assertEqual(verified.status, 0, verified.out + verified.err)
        self.assertTrue(mail.heard)
        for mode, heard in mail.heard:
            self.assertEqual(heard, b"QUIT\r\n" if mode == "greet" else b"", mode)
        flood = [sent for mode, sent in mail.taken if mode == "flood"]
        self.assertTrue(flood and max(flood) < 10 * 1024 * 1024, flood)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
