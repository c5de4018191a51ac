# SPDX-License-Identifier: GPL-3.0-or-later
"""timing: phases, status, redirect and certificate of services at the address that was named, held to the name in the URL;
nothing is asked of whoever cannot show that he is it. The servers are this test's, and their authority too."""

import datetime
import hashlib
import http.server
import json
import pathlib
import socketserver
import ssl
import subprocess
import tempfile
import threading
import time

from harness import check, end, run, schema_faults, ROOT

NAME = "www.owner.example"
asked = []


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        asked.append((self.headers["Host"], self.path))
        if self.path.startswith("/slow"):
            time.sleep(0.3)
        body = b"x" * 1000
        self.send_response(302 if self.path == "/moved" else 200)
        if self.path == "/moved":
            self.send_header("Location", "https://evil.example/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


class Mail(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(b"220 mx.owner.example ESMTP\r\n")
        self.request.recv(100)


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def serve(folder, name):
    """A server whose certificate is for `name`, by the lab's authority; the certificate's SHA-256 and the port."""
    openssl(folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", name + ".key",
            "-out", name + ".csr", "-subj", "/CN=" + name)
    (folder / (name + ".ext")).write_text("subjectAltName=DNS:%s\n" % name)
    openssl(folder, "x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days",
            "2", "-extfile", name + ".ext", "-out", name + ".pem")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / (name + ".pem"), folder / (name + ".key"))
    server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    der = ssl.PEM_cert_to_DER_cert((folder / (name + ".pem")).read_text())
    return hashlib.sha256(der).hexdigest(), server.server_port


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Lab Authority")
    hash_, port = serve(folder, NAME)
    _, other = serve(folder, "evil.example")
    (folder / "root.hints").write_text(". 3600 IN NS a.root.example.\na.root.example. 3600 IN A 127.0.0.1\n")
    lab = ("--root-hints", folder / "root.hints", "--permit", "127.0.0.0/8", "--ca", folder / "ca.pem")

    def timing(*words):
        done = run("timing", *lab, "--address", "127.0.0.1", "--format", "json", *words, timeout=60)
        report = json.loads(done.stdout or b"{}")
        schema = json.loads((ROOT / "resources/schemas/timing.schema.json").read_text())
        for fault in schema_faults(report, schema, schema):
            check(False, "the report fits its schema: " + fault)
        return done.returncode, report.get("timings", [])

    status, seen = timing("https://%s:%d/slow?a=b" % (NAME, port))
    check(status == 0 and len(seen) == 1, "one good service: %r" % (seen,))
    one = seen[0]
    check(one["firstByteMicroseconds"] >= 295000, "the time that the server waited is the first byte's: %r" % one)
    check(one["connectMicroseconds"] < 250000 and one["bodyMicroseconds"] < 250000, "and nobody else's")
    check(one["totalMicroseconds"] == sum(one[key + "Microseconds"] for key in ("connect", "tls", "firstByte", "body")),
          "phases do not overlap, and add up")
    check((one["status"], one["bytes"], one["protocol"]) == (200, 1000, "HTTP/1.1"), "status, size, version: %r" % one)
    check(one["verification"] == "match" and one["chain"][0]["sha256"] == hash_, "the certificate is told")
    check(one["chain"][0]["issuer"] == "CN=Lab Authority", "and who issued it")
    check(asked == [("%s:%d" % (NAME, port), "/slow?a=b")], "the name and the path were asked for: %r" % asked)

    asked.clear()
    status, seen = timing("https://%s:%d/moved" % (NAME, port))
    check(status == 0 and seen[0]["status"] == 302 and seen[0]["redirect"] == "https://evil.example/", "a redirect is told")
    check(len(asked) == 1, "and not followed")

    asked.clear()
    status, seen = timing("https://%s:%d/" % (NAME, other))
    check(status == 1 and seen[0]["verification"] == "mismatch", "another's certificate is no good: %r" % seen)
    check("evil.example" in seen[0]["verificationProblem"] and seen[0]["status"] == 0, "and it says whose it is")
    check(not asked, "and nothing was asked of him")

    # Nobody there; two services in one call; text.
    status, seen = timing("https://%s:%d/" % (NAME, port), "https://%s:1/" % NAME)
    check(status == 1 and seen[0]["problem"] == "" and seen[1]["problem"] != "", "each service has its answer: %r" % seen)
    done = run("timing", *lab, "--address", "127.0.0.1", "https://%s:%d/" % (NAME, port), timeout=60)
    text = done.stdout.decode()
    check("HTTP/1.1 200, 1000 octets" in text and hash_ in text and "firstByte" in text, "text: %s" % text)
    # An address that nobody permits gets no packet.
    done = run("timing", "--root-hints", folder / "root.hints", "--address", "192.0.2.1", "https://%s/" % NAME, timeout=60)
    check(done.returncode == 1 and b"not permitted" in done.stdout, "the guard holds: %r" % done.stdout)
    for words in (("ftp://x/",), ("https://a:b@x/",), ("--address", "x", "https://x/"), ()):
        check(run("timing", *lab, *words).returncode == 64, "refused: %r" % (words,))
end()
