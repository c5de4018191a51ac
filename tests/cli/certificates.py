# SPDX-License-Identifier: GPL-3.0-or-later
"""--certificates: the public logs of certificates are searched only where a person says so, over HTTPS, and what they say
is judged. The search is a server of this test's; there is no DNS."""

import datetime
import http.server
import json
import pathlib
import ssl
import subprocess
import tempfile
import threading

from harness import check, end, report, run

ZONE = """$ORIGIN owner.example.
@ 3600 IN SOA ns1.dns.example. ops.owner.example. 1 7200 900 1209600 300
@ 3600 IN NS ns1.dns.example.
@ 3600 IN CAA 0 issue "letsencrypt.org"
"""
asked = []
says = []


class Search(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.path)
        body = json.dumps(says).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def certificate(organisation, serial, names):
    now = datetime.datetime.now(datetime.timezone.utc)
    text = [(now + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S") for days in (-1, 89)]
    return {"issuer_ca_id": 1, "issuer_name": "C=US, O=\"%s\", CN=X" % organisation, "common_name": names[0],
            "name_value": "\n".join(names), "id": 1, "entry_timestamp": text[0], "not_before": text[0],
            "not_after": text[1], "serial_number": serial}


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            "key.pem", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Lab", "-addext", "subjectAltName=IP:127.0.0.1")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Search)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = "https://127.0.0.1:%d/" % server.server_port
    (folder / "root.hints").write_text(". 3600 IN NS a.root.example.\na.root.example. 3600 IN A 127.0.0.1\n")
    (folder / "owner.zone").write_text(ZONE)
    internet = ["--root-hints", folder / "root.hints", "--dns-port", "1", "--permit", "127.0.0.0/8", "--ca",
                folder / "ca.pem"]

    def looked(*words):
        done = run("check", "owner.example", "--expect", folder / "owner.zone", *internet, *words, "--format", "json",
                   timeout=120)
        if not done.stdout:
            check(False, "check ended with %d: %s" % (done.returncode, done.stderr.decode()))
            return []
        return [one for one in report(done.stdout)["findings"] if one["signal"] == "T1"]

    says[:] = [certificate("Let's Encrypt", "0a", ["owner.example"]), certificate("Sectigo Limited", "0b", ["mail.owner.example"])]
    check(looked() == [] and asked == [], "searched though nobody said so: %s" % asked)
    found = looked("--certificates", address)
    check(asked == ["/?q=owner.example&output=json&exclude=expired&deduplicate=Y"], "asked: %s" % asked)
    if check(len(found) == 1, "T1: %s" % found):
        check(found[0]["severity"] == "HIGH" and found[0]["subject"] == "Sectigo Limited" and
              "mail.owner.example" in found[0]["message"], "T1: %s" % found[0])
    says[:] = says[:1]
    check(looked("--certificates", address) == [], "the expected issuer is accused")

    # Refused before anything is asked.
    for bad in ("http://127.0.0.1/", "on", "https://", "file:///etc/passwd"):
        done = run("check", "owner.example", *internet, "--certificates", bad)
        check(done.returncode == 64 and b"--certificates" in done.stderr, "%s: %s" % (bad, done.stderr))
    asked.clear()
    check(looked("--certificates", "off") == [] and asked == [], "searched though it is off")

    # A workspace remembers where, says so in its log, and forgets it when told.
    workspace = folder / "w.hinoban"
    done = run("import", "--workspace", workspace, "--person", "Sato", "--reason", "As configured", folder / "owner.zone")
    check(done.returncode == 0, "import: %s" % done.stderr)
    for words, times in ((["--certificates", address], 1), ([], 1), (["--certificates", "off"], 0), ([], 0)):
        asked.clear()
        done = run("watch", "--workspace", workspace, "--once", *internet, *words, timeout=120)
        check(done.returncode == 0, "watch %s: %s" % (words, done.stderr))
        check(len(asked) == times, "watch %s asked %d times" % (words, len(asked)))
    log = run("log", "--workspace", workspace).stdout.decode()
    for said in ("lets the certificates of the watched domains be searched for at " + address,
                 "takes the issuers of the certificates of owner.example", "be searched for no more"):
        check(said in log, "the log does not say “%s”:\n%s" % (said, log))
    server.shutdown()
end()
