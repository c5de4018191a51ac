# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window, on an X server without a monitor, driven by keys alone, against the bank's real name servers: watch a
domain, take what is seen, have the delegation changed, and find it on the screen and in the log."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import time
import unittest

import bank
import lab

DISPLAY = ":77"
OFFICE = "10.0.0.53"  # in no network that is permitted before somebody names it


class Window(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = lab.Lab()
        cls.addClassCleanup(cls.world.__exit__, None, None, None)
        cls.world.__enter__()
        cls.bank = bank.Bank(cls.world)
        cls.office = cls.world.unbound("office", OFFICE, bank.HINTS, "  log-queries: yes\n")
        cls.world.start()

    def setUp(self):
        folder = self.world.folder
        self.workspace = os.path.join(folder, self._testMethodName + ".hinoban")
        self.environment = {**os.environ, "DISPLAY": DISPLAY, "XDG_CONFIG_HOME": os.path.join(folder, "settings"),
                            "XDG_RUNTIME_DIR": folder, "QT_QPA_PLATFORM": "xcb", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        self.screen = subprocess.Popen([lab.need("Xvfb"), DISPLAY, "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                                       stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, self.screen)
        lab.wait_for(lambda: self.keys("getmouselocation", check=False) == 0, "an X server")

    @staticmethod
    def end(process):
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def keys(self, *words, check=True):
        done = subprocess.run([lab.need("xdotool"), *map(str, words)], env=self.environment, capture_output=True,
                              text=True)
        if check:
            self.assertEqual(done.returncode, 0, done.stderr)
        return done.returncode

    def type(self, text):
        self.keys("type", "--delay", "15", text)

    def log(self):
        """The entries so far; the window's workspace is read while it is open."""
        outcome = lab.run("log", self.workspace, "--format", "json")
        return [json.loads(line) for line in outcome.out.splitlines() if line] if outcome.status == 0 else []

    def office_answered(self):
        """Whether the running session has an answer of the office's resolver in its workspace."""
        with contextlib.closing(sqlite3.connect(f"file:{self.workspace}?mode=ro", uri=True)) as database:
            rows = database.execute("SELECT COUNT(*) FROM sighting s JOIN probe p ON p.id = s.probe WHERE p.vantage = "
                                    "'resolver' AND p.address = ? AND length(s.canonical) > 0", (OFFICE,))
            return rows.fetchone()[0] > 0

    def has_entry(self, fits):
        return any(fits(json.dumps(entry)) for entry in self.log())

    def wait_for_entry(self, fits, what):
        lab.wait_for(lambda: self.has_entry(fits), what, 120)

    def wait_for_window(self, title):
        lab.wait_for(lambda: self.keys("search", "--onlyvisible", "--name", title, check=False) == 0,
                     f"a window called {title}", 60)

    def until_entry(self, act, fits, what):
        """Acts, again after a while on a busy machine, until the entry is in the log: acting twice does no harm."""
        for _ in range(12):
            act()
            try:
                lab.wait_for(lambda: self.has_entry(fits), what, 5)
                return
            except lab.LabError:
                pass
        self.fail(f"{what} did not happen")

    def accept(self):
        self.keys("key", "alt+n", "ctrl+a")
        self.type("Sato")
        self.keys("key", "alt+r", "ctrl+a")
        self.type("compared with the zone")
        self.keys("key", "alt+w")

    def look_now(self):
        self.keys("mousemove", 640, 600, "click", 1)
        self.keys("key", "F5")

    def ask_these(self):
        self.keys("mousemove", 640, 480, "click", 1)  # without a window manager nobody gives the focus back
        self.keys("key", "alt+r", "ctrl+a")
        self.type("our people use it")
        self.keys("key", "alt+s")

    def watch_by_keys(self, *more):
        """The window, watching bank.example as Sato accepted it."""
        words = [sys.argv[2], "--workspace", self.workspace, "--language", "en", "--root-hints", self.bank.hints,
                 *more, *lab.permits()]
        for resolver in bank.RESOLVERS:
            words += ["--resolver", resolver]
        window = subprocess.Popen(words, env=self.environment)
        self.addCleanup(self.end, window)
        self.wait_for_entry(lambda entry: "began" in entry or "watch" in entry, "the first entry")
        self.wait_for_window("Hinoban")

        # Without a window manager the pointer gives the focus.
        self.keys("mousemove", 640, 300, "click", 1)
        self.keys("key", "ctrl+n")
        self.wait_for_window("Watch my own domains")
        self.type("bank.example")
        self.keys("key", "ctrl+Return")
        self.until_entry(self.accept, lambda entry: "Sato" in entry and "bank.example" in entry, "what Sato accepted")
        return window

    def test_watch_and_hijack(self):
        window = self.watch_by_keys()
        self.assertFalse(any('"D1"' in json.dumps(entry) for entry in self.log()), "an alarm in an honest world")

        self.bank.delegate(bank.HOSTILE)
        self.until_entry(self.look_now, lambda entry: "ns1.bamk.example" in entry, "the hijack in the log")
        picture = os.path.join(os.path.dirname(os.path.dirname(lab.cli())), "screenshots", "real-window-hijack.png")
        os.makedirs(os.path.dirname(picture), exist_ok=True)
        time.sleep(1)
        subprocess.run([lab.need("import"), "-window", "root", picture], env=self.environment, check=True)
        self.assertIsNone(window.poll(), "the window is still there")

        self.end(window)
        self.assertEqual(lab.run("verify", self.workspace).status, 0)
        print("watched by keys alone; the hijack is in the log and the chain holds")

    def test_resolver_of_our_own(self):
        """A resolver in a private network, named by keys alone: permitted by that, asked by the running session."""
        window = self.watch_by_keys("--no-look-alikes")
        self.keys("mousemove", 640, 400, "click", 1)  # every dialog opens under it
        self.keys("key", "ctrl+shift+r")
        self.wait_for_window("Resolvers")
        self.keys("key", "Insert")
        self.wait_for_window("Add a resolver")
        self.type("Tokyo office")
        self.keys("key", "Tab")
        self.type(OFFICE)
        self.keys("key", "Return")
        time.sleep(1)
        self.until_entry(self.ask_these,
                         lambda entry: "resolvers.changed" in entry and "Tokyo office" in entry and "Sato" in entry,
                         "whom to ask from now on")
        self.wait_for_entry(lambda entry: "resolvers.permitted" in entry and OFFICE in entry, "what that permitted")
        lab.wait_for(self.office_answered, "an answer of the office's resolver", 120)
        self.assertIsNone(window.poll(), "the window is still there")
        self.end(window)
        self.assertEqual(lab.run("verify", self.workspace).status, 0)
        print("a resolver in a private network was named by keys alone, and is asked")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
