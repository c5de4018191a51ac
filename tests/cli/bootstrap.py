# SPDX-License-Identifier: GPL-3.0-or-later
"""bootstrap: what counts, what newer lists would change, and taking them over: from files, and from a server of this test
over https; nothing half, nothing older, nothing that is another file. The lists of the user are the test's own folder."""

import http.server
import json
import os
import pathlib
import ssl
import subprocess
import tempfile
import threading

from harness import check, end, run

FILES = {"dns.json": [["com", "net"], ["https://rdap.new.example/"]], "ipv4.json": [["198.51.100.0/24"], ["https://rdap.v4.example/"]],
         "ipv6.json": [["2001:db8::/32"], ["https://rdap.v6.example/"]], "asn.json": [["64496-64511"], ["https://rdap.as.example/"]]}


def listed(publication="2026-01-01T00:00:00Z", *services):
    return json.dumps({"version": "1.0", "publication": publication, "services": list(services)})


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def bootstrap(*words):
    done = run("bootstrap", *words, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def counting():
    status, out, problem = bootstrap()
    check(status == 0, "shown: %s" % problem)
    return {line.split("\t")[0]: line.split("\t")[1:] for line in out.splitlines()}


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    os.environ["XDG_DATA_HOME"] = str(folder / "data")
    shipped = counting()
    check(set(shipped) == set(FILES) and all(row[2] == "shipped" for row in shipped.values()), "shipped: %r" % shipped)

    dns = folder / "mine.json"
    dns.write_text(listed("2026-01-01T00:00:00Z", FILES["dns.json"], [["old"], ["http://rdap.old.example/"]]))
    status, out, _ = bootstrap(dns)
    check(status == 0 and out.startswith("dns.json\t2026-01-01T00:00:00Z\t"), "what it would change: %s" % out)
    check("\tcom\thttps://rdap.verisign.com/com/v1/\thttps://rdap.new.example/\n" in out, "com moves: %s" % out)
    check(any(line.startswith("\torg\thttps://") and line.endswith("\t-") for line in out.splitlines()), "org goes: %s" % out)
    check("1 entry" in out, "what has no https is told: %s" % out)
    check(counting() == shipped, "nothing is taken over by looking")

    check(bootstrap(dns, "--accept")[0] == 0, "taken over")
    now = counting()
    check(now["dns.json"][0] == "2026-01-01T00:00:00Z" and now["dns.json"][1] == "2" and now["dns.json"][2].startswith(name),
          "it counts: %r" % now)
    check({key: row for key, row in now.items() if key != "dns.json"} ==
          {key: row for key, row in shipped.items() if key != "dns.json"}, "the others stay")

    for what, content, word in (
            ("older", listed("2025-12-31T00:00:00Z", FILES["dns.json"]), "2025-12-31"),
            ("without a time", json.dumps({"services": [FILES["dns.json"]]}), "no known time"),
            ("two kinds", listed("2027-01-01T00:00:00Z", FILES["dns.json"], FILES["asn.json"]), "services[1]"),
            ("no https", listed("2027-01-01T00:00:00Z", [["com"], ["http://rdap.example/"]]), "over https"),
            ("no list", "{}", "services"), ("no JSON", "<html>", "mine.json"), ("empty", "", "mine.json"),
            ("a time that is none", listed("yesterday", FILES["dns.json"]), "publication"),
            ("markup", listed("2027-01-01T00:00:00Z", [["<b>com"], ["https://rdap.example/"]]), "services[0]"),
            ("long", " " * (2 << 20), "1 MiB"), ("deep", "[" * 5000, "mine.json")):
        dns.write_text(content)
        status, out, problem = bootstrap(dns, "--accept")
        check(status not in (0, -6, -11) and word in problem, "%s: %d %s" % (what, status, problem))
        check(counting() == now, "%s changed something" % what)

    # From a server: all four or none.
    openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem",
            "-out", "ca.pem", "-days", "2", "-subj", "/CN=lists", "-addext", "subjectAltName=IP:127.0.0.1")
    served = {"/rdap/" + key: listed("2026-06-01T00:00:00Z", service) for key, service in FILES.items()}

    class Lists(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = served.get(self.path)
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write((body or "nothing").encode())

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Lists)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = "127.0.0.1:%d/rdap/" % server.server_port
    mine = ["--permit", "127.0.0.0/8"]

    status, _, problem = bootstrap("--from", "https://" + place, "--accept", *mine)
    check(status == 1 and counting() == now, "an authority that nobody trusts: %d %s" % (status, problem))
    mine += ["--ca", folder / "ca.pem"]
    status, _, problem = bootstrap("--from", "http://" + place, "--accept", *mine)
    check(status != 0 and "https" in problem and counting() == now, "http: %s" % problem)
    gone = served.pop("/rdap/asn.json")
    status, _, problem = bootstrap("--from", "https://" + place, "--accept", *mine)
    check(status == 1 and "asn.json" in problem and counting() == now, "three of four: %s" % problem)
    served["/rdap/asn.json"] = gone
    status, out, problem = bootstrap("--from", "https://" + place, "--accept", *mine)
    check(status == 0, "fetched: %d %s %s" % (status, out, problem))
    check({row[0] for row in counting().values()} == {"2026-06-01T00:00:00Z"}, "all four count")

    # What lies there broken is said with its place; the way back is open.
    (folder / "data/hinoban/rdap/dns.json").write_text("broken")
    status, _, problem = bootstrap()
    check(status == 1 and "data/hinoban/rdap/dns.json" in problem, "broken: %s" % problem)
    check(bootstrap("--shipped")[0] == 0 and counting() == shipped, "back to the shipped ones")
    check(bootstrap("--shipped", dns)[0] == 64, "one thing at a time")

end()
