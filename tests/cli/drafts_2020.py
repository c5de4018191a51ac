# SPDX-License-Identifier: GPL-3.0-or-later
"""The letters of the 2020 case at the moment when the registrar was asked: every field that evidence can fill is."""

import pathlib
import re
import tempfile

from harness import check, end, run

FALSE = {"ns-1515.awsdns-061[.]org", "ns-1985.awsdns-056.co[.]uk", "ns-650.awsdns-017[.]net"}
TRUE = {"ns-1515.awsdns-61.org", "ns-1985.awsdns-56.co.uk", "ns-650.awsdns-17.net", "ns-405.awsdns-50.com"}

with tempfile.TemporaryDirectory() as folder:
    # From an hour before: what the letters say does not depend on how much quiet came first.
    done = run("drill", "coincheck-2020", "--speed", "max", "--from", "2020-06-01T09:30:00Z", "--until",
               "2020-06-01T10:36:00Z", "--drafts", folder)
    check(done.returncode == 0, "exit status %d: %s" % (done.returncode, done.stderr.decode()))
    for name in ("REG-URGENT.ja.txt", "JP-TD.ja.txt"):
        path = pathlib.Path(folder) / name
        if not check(path.exists(), "%s was not written" % name):
            continue
        text = path.read_text()
        plain = text.replace("[.]", ".")
        for host in sorted(FALSE):
            if check(host in text, "%s: %s is missing, or not defanged" % (name, host)):
                check(re.search(re.escape(host) + r"\s+\d+\.\d+\.\d+\[\.\]\d+", text),
                      "%s: no address beside %s" % (name, host))
        for host in sorted(TRUE):
            check(host in plain, "%s: the right server %s is missing" % (name, host))
        check("mail.coincheck" in plain and re.search(r"\bMX\b", plain), "%s: the false MX is missing" % name)
        check("45.77.24[.]250" in text, "%s: 45.77.24[.]250 is missing" % name)
        check("45.77.24.250" not in text, "%s: 45.77.24.250 stands there as a link" % name)
        check("2020-05-30" in text and "15:11" in text, "%s: no UTC time of the change" % name)
        check("2020-05-31" in text and "00:11" in text and "JST" in text, "%s: no JST time of the change" % name)
        check(len(re.findall(r"\b[0-9a-f]{64}\b", text)) >= 2, "%s: no hashes of the evidence" % name)
        check(re.search(r"hinoban \d+ [0-9a-f]{64}", text), "%s: the head of the log is missing" % name)
        check("［担当者名：未記入］" in text, "%s: the gap of the person is not marked" % name)
        for gap in re.findall(r"［[^］]*未記入］", text):
            check(re.match("［(担当者名|会員 ID)：", gap), "%s: a gap that evidence could fill: %s" % (name, gap))
end()
