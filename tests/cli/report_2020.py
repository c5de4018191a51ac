# SPDX-License-Identifier: GPL-3.0-or-later
"""The written accounts of the 2020 case, made from the workspace that a drill left behind."""

import html.parser
import pathlib
import re
import tempfile

from harness import check, end, run


class Page(html.parser.HTMLParser):
    """What a browser would load or run, and the text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = set(), ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            check(name not in ("href", "src") and not name.startswith("on"), "%s=%s in a page" % (name, value))

    def handle_data(self, data):
        self.text += data


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    workspace = folder / "w.hinoban"
    done = run("drill", "coincheck-2020", "--speed", "max", "--from", "2020-06-01T11:20:00Z", "--until",
               "2020-06-01T12:10:00Z", "--workspace", workspace)
    check(done.returncode == 0, "drill: %d %s" % (done.returncode, done.stderr.decode()))
    last = run("log", "--workspace", workspace, "--format", "json").stdout.decode().splitlines()
    head = re.findall(r"^\d+ ([0-9a-f]{64})$", done.stdout.decode(), re.M)[-1]

    texts = {}
    for kind in ("situation", "jpcert", "regulator", "final"):
        for language in ("ja", "en"):
            for form in ("md", "html"):
                done = run("report", workspace, "--kind", kind, "--lang", language, "--format", form)
                check(done.returncode == 0 and not done.stderr, "%s: %s" % (kind, done.stderr.decode()))
                text = done.stdout.decode()
                texts[kind, language, form] = text
                check("TLP:AMBER" in text.replace("\\", ""), "%s %s: no TLP" % (kind, language))
                check(head in text, "%s %s %s: not the head of the log" % (kind, language, form))
                check(("訓練" if language == "ja" else "DRILL") in text, "%s: no word that it is a drill" % kind)
                check("{{" not in text, "%s: an unfilled field" % kind)
                if form == "html":
                    page = Page(text)
                    check(not page.tags & {"script", "link", "iframe", "img", "a", "object"}, "%s" % page.tags)
    final = texts["final", "en", "md"].replace("\\", "")
    for said in ("MX false, SPF untouched", "to read mail, not to forge it",
                 "ns-1515.awsdns-61.org", "ns-1515.awsdns-061[.]org", "ns-1985.awsdns-056.co[.]uk",
                 "5 mail.coincheck[.]com (45.77.24[.]250)", "2020-05-30T15:11:38Z", "2020-05-31 00:11:38"):
        check(said in final, "final: no %s" % said)
    check("MX は偽、SPF は元のまま" in texts["final", "ja", "md"], "final: no aim in Japanese")
    check("事態を知った日" in texts["regulator", "ja", "md"], "regulator: no day of becoming aware")
    for bare in ("awsdns-061.org", "45.77.24.250"):
        check(bare not in final, "final: %s stands there as a link" % bare)
    check(len(re.findall(r"\b[0-9a-f]{64}\b", final)) > 20, "final: hardly a hash")

    # Redacted: the same hashes, of one log.
    hashes = lambda text: set(re.findall(r"\b[0-9a-f]{64}\b", text))
    done = run("report", workspace, "--kind", "final", "--redacted", "--tlp", "clear")
    check(done.returncode == 0 and hashes(done.stdout.decode()) == hashes(texts["final", "en", "md"]),
          "redacted: other hashes")
    check("TLP:CLEAR" in done.stdout.decode() and "redacted copy" in done.stdout.decode(), "redacted: not marked so")

    # What is refused.
    out = folder / "report.html"
    check(run("report", workspace, "--tlp", "clear").returncode == 64, "everything for everybody")
    for words in (("--kind", "poem"), ("--lang", "fr"), ("--format", "pdf"), ("--tlp", "white")):
        check(run("report", workspace, *words).returncode == 64, "%s %s was taken" % words)
    check(run("report", folder / "none").returncode == 64, "no file")
    check(run("report").returncode == 64, "no word")
    check(run("report", workspace, "--out", out).returncode == 0 and out.stat().st_size > 1000, "no file was written")
    before = out.read_bytes()
    check(run("report", workspace, "--out", out).returncode == 64 and out.read_bytes() == before, "a file was replaced")
    check(run("log", "--workspace", workspace, "--format", "json").stdout.decode().splitlines() == last,
          "writing a report wrote into the log")
end()
