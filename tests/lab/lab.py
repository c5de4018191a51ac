# SPDX-License-Identifier: GPL-3.0-or-later
"""Real name servers for tests: NSD, Knot, BIND, Unbound and Knot Resolver on addresses of a namespace that has only loopback.

Run under tests/lab/in-namespace. A Lab is a context manager: leaving it ends every server that it started and
removes their files, also when a test fails.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

# Documentation (RFC 5737) and benchmarking (RFC 2544) networks: nobody's, should a packet ever leave.
PREFIXES = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15")
TYPES = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "MX": 15, "TXT": 16, "AAAA": 28, "DS": 43, "CAA": 257}
START_TIMEOUT = 20


class LabError(Exception):
    pass


def need(*tools):
    """The paths of tools; a missing one is a failure, never a skipped test."""
    found = []
    for tool in tools:
        path = shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if not path:
            raise LabError(f"{tool} is not installed (packaging/install-deps lists what the lab needs)")
        found.append(path)
    return found[0] if len(found) == 1 else found


def check_namespace():
    """Refuses to work where anything but loopback exists."""
    links = json.loads(subprocess.run([need("ip"), "-json", "link"], check=True, capture_output=True).stdout)
    names = [link["ifname"] for link in links if "LOOPBACK" not in link["flags"] and "UP" in link["flags"]]
    if names:
        raise LabError(f"not in a namespace of its own (there is {', '.join(names)}): run under tests/lab/in-namespace")


def question(name, rrtype="SOA", recursive=False):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.rstrip(".").split(".") if label)
    return (secrets.token_bytes(2) + struct.pack("!HHHHH", 0x0100 if recursive else 0, 1, 0, 0, 0) + labels + b"\0" +
            struct.pack("!HH", TYPES[rrtype], 1))


def reply_to(address, name, rrtype="SOA", recursive=False, timeout=0.5):
    """One question over UDP; the reply's bytes, or nothing."""
    query = question(name, rrtype, recursive)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(timeout)
        try:
            asking.connect((address, 53))
            asking.send(query)
            reply = asking.recv(65535)
        except OSError:
            return None
    return reply if reply[:2] == query[:2] else None


def rcode(reply):
    return reply[3] & 15


def wait_for(condition, what, timeout=START_TIMEOUT):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.03)
    raise LabError(f"{what} did not happen within {timeout} s")


class Server:
    """One name server process. Its folder holds its configuration, its zones and what it wrote to its log."""

    def __init__(self, lab, label, addresses, zones):
        self.lab, self.label, self.addresses, self.zones = lab, label, list(addresses), dict(zones)
        self.folder = os.path.join(lab.folder, label)
        os.mkdir(self.folder)
        self.process = None
        self.nsid = None  # who it says it is (RFC 5001)
        self.tls = None  # an Identity: then the server speaks TLS on port 853 too, and HTTPS on 443 if it can
        for apex, text in self.zones.items():
            self.write_zone(apex, text)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def zone_file(self, apex):
        return self.path((apex.rstrip(".") or "root") + ".zone")

    def write_zone(self, apex, text):
        if text is None:  # a zone that the server is told to serve and whose file is not there
            return
        with open(self.zone_file(apex) + ".new", "w", encoding="utf-8") as out:
            out.write(text)
        os.rename(self.zone_file(apex) + ".new", self.zone_file(apex))

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as out:
            out.write(text)
        return self.path(name)

    def begin(self):
        self.log = open(self.path("log"), "ab")
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                        cwd=self.folder)

    def probe(self):
        return next((apex for apex, text in self.zones.items() if text is not None), ".")

    def is_up(self):
        if self.process.poll() is not None:
            raise LabError(f"{self.label} ended with {self.process.returncode}:\n{self.said()}")
        return all(reply_to(address, self.probe()) for address in self.addresses)

    def wait(self):
        try:
            wait_for(self.is_up, f"an answer of {self.label}")
        except LabError as error:
            raise LabError(f"{error}\n{self.said()}") from None

    def said(self):
        with open(self.path("log"), encoding="utf-8", errors="replace") as log:
            return log.read()[-3000:]

    def publish(self, apex, text):
        """Serves another version of a zone; returns when every address answers from it."""
        self.zones[apex] = text
        before = {address: reply_to(address, apex) for address in self.addresses}
        self.write_zone(apex, text)
        self.process.send_signal(signal.SIGHUP)

        def changed(address):
            reply = reply_to(address, apex)
            return reply and before[address] and reply[2:] != before[address][2:]  # another serial
        wait_for(lambda: all(changed(address) for address in self.addresses), f"{self.label}: the new {apex}")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process:
            self.log.close()
        self.process = None

    def start(self):
        self.begin()
        self.wait()


class Nsd(Server):
    def command(self):
        text = "server:\n"
        text += "".join(f"  ip-address: {address}@53\n" for address in self.addresses)
        if self.tls:
            text += "".join(f"  ip-address: {address}@853\n" for address in self.addresses)
            text += f'  tls-port: 853\n  tls-service-key: "{self.tls.key}"\n  tls-service-pem: "{self.tls.certificate}"\n'
        text += (f'  username: ""\n  chroot: ""\n  zonesdir: "{self.folder}"\n  database: ""\n  server-count: 1\n'
                 f'  pidfile: "{self.path("pid")}"\n  xfrdfile: "{self.path("xfrd")}"\n'
                 f'  zonelistfile: "{self.path("list")}"\n  xfrdir: "{self.folder}"\n'
                 "  zonefiles-check: yes\n  rrl-ratelimit: 0\n  hide-version: yes\n" +
                 (f'  nsid: "ascii_{self.nsid}"\n' if self.nsid else "") +
                 "remote-control:\n  control-enable: no\n")
        for apex in self.zones:
            text += f'zone:\n  name: "{apex}"\n  zonefile: "{self.zone_file(apex)}"\n'
        return [need("nsd"), "-d", "-c", self.write("nsd.conf", text)]


class Knot(Server):
    def command(self):
        text = f'server:\n  rundir: "{self.folder}"\n  udp-workers: 1\n  tcp-workers: 1\n  background-workers: 1\n'
        text += "  listen: [ " + ", ".join(f"{address}@53" for address in self.addresses) + " ]\n"
        text += f'  nsid: "{self.nsid}"\n' if self.nsid else ""
        text += f'database:\n  storage: "{self.path("db")}"\nlog:\n  - target: stderr\n    any: info\n'
        text += (f'template:\n  - id: default\n    storage: "{self.folder}"\n    journal-content: none\n'
                 "    zonefile-load: whole\n    zonefile-sync: -1\n    semantic-checks: off\nzone:\n")
        for apex in self.zones:
            text += f'  - domain: "{apex}"\n    file: "{self.zone_file(apex)}"\n'
        return [need("knotd"), "-c", self.write("knot.conf", text)]


def bind_streams(server):
    """What BIND is told before `options`, and within, to speak TLS and HTTPS."""
    if not server.tls:
        return "", ""
    addresses = "; ".join(server.addresses)
    return (f'tls lab {{ key-file "{server.tls.key}"; cert-file "{server.tls.certificate}"; }};\n',
            f"  listen-on port 853 tls lab {{ {addresses}; }};\n  listen-on port 443 tls lab http default {{ {addresses}; }};\n")


class Bind(Server):
    def command(self):
        before, within = bind_streams(self)
        text = before + f'options {{\n{within}  directory "{self.folder}";\n  listen-on port 53 {{ {"; ".join(self.addresses)}; }};\n'
        text += ("  listen-on-v6 { none; };\n  recursion no;\n  dnssec-validation no;\n  notify no;\n"
                 "  empty-zones-enable no;\n  pid-file none;\n  session-keyfile none;\n  check-names master ignore;\n" +
                 (f'  server-id "{self.nsid}";\n' if self.nsid else "") +
                 "};\ncontrols { };\n")
        for apex in self.zones:
            text += f'zone "{apex}" {{ type primary; file "{self.zone_file(apex)}"; check-integrity no; }};\n'
        return [need("named"), "-g", "-n", "1", "-c", self.write("named.conf", text)]


class Unbound(Server):
    def __init__(self, lab, label, address, hints, extra=""):
        self.hints, self.extra = hints, extra
        super().__init__(lab, label, [address], {})

    def command(self):
        hints, address, tls = self.write("hints", self.hints), self.addresses[0], ""
        if self.tls:
            tls = (f'  interface: {address}@853\n  interface: {address}@443\n  tls-port: 853\n  https-port: 443\n'
                   f'  tls-service-key: "{self.tls.key}"\n  tls-service-pem: "{self.tls.certificate}"\n')
        return [need("unbound"), "-d", "-c", self.write("unbound.conf", f"""server:
  interface: {self.addresses[0]}@53
  outgoing-interface: {self.addresses[0]}
  username: ""
  chroot: ""
  directory: "{self.folder}"
  pidfile: ""
  use-syslog: no
  logfile: ""
  do-daemonize: no
  do-ip6: no
  num-threads: 1
  module-config: "iterator"
  root-hints: "{hints}"
  do-not-query-localhost: no
  access-control: 0.0.0.0/0 allow
  local-zone: "test." nodefault
  unblock-lan-zones: yes
  infra-host-ttl: 5
{tls}{self.extra}
remote-control:
  control-enable: no
""")]

    def is_up(self):
        if self.process.poll() is not None:
            raise LabError(f"{self.label} ended with {self.process.returncode}:\n{self.said()}")
        return reply_to(self.addresses[0], "localhost", "A", True) is not None

    def flush(self):
        """Begins anew, with an empty cache."""
        self.stop()
        self.start()


class Resolver(Server):
    """One that is no authoritative server of anything."""

    def __init__(self, lab, label, address, hints):
        self.hints = hints
        super().__init__(lab, label, [address], {})

    def is_up(self):
        if self.process.poll() is not None:
            raise LabError(f"{self.label} ended with {self.process.returncode}:\n{self.said()}")
        return reply_to(self.addresses[0], "localhost", "A", True) is not None


class BindResolver(Resolver):
    def command(self):
        before, within = bind_streams(self)
        hints = self.write("hints", self.hints)
        return [need("named"), "-g", "-n", "1", "-c", self.write("named.conf", f"""{before}options {{
{within}  directory "{self.folder}";
  listen-on port 53 {{ {self.addresses[0]}; }};
  listen-on-v6 {{ none; }};
  query-source address {self.addresses[0]};
  recursion yes;
  allow-recursion {{ any; }};
  dnssec-validation no;
  empty-zones-enable no;
  prefetch 0;
  pid-file none;
  session-keyfile none;
}};
controls {{ }};
zone "." {{ type hint; file "{hints}"; }};
""")]


class KnotResolver(Resolver):
    def command(self):
        hints, address = self.write("hints", self.hints), self.addresses[0]
        tls = ""
        if self.tls:
            tls = (f"net.tls('{self.tls.certificate}', '{self.tls.key}')\nnet.listen('{address}', 853, {{ kind = 'tls' }})\n"
                   f"net.listen('{address}', 443, {{ kind = 'doh2' }})\n")
        return [need("kresd"), "-n", "-c", self.write("kresd.conf", f"""{tls}net.listen('{address}', 53, {{ kind = 'dns' }})
net.ipv6 = false
net.outgoing_v4('{address}')
trust_anchors.remove('.')
modules.unload('ta_update')
modules.unload('ta_signal_query')
modules.unload('priming')
modules.unload('detect_time_jump')
modules.unload('detect_time_skew')
modules.load('hints')
hints.root_file('{hints}')
cache.size = 10 * MB
"""), self.folder]


class Identity:
    """A certificate and its key, and the file of the authority that signed it."""

    def __init__(self, authority, certificate, key):
        self.authority, self.certificate, self.key = authority, certificate, key


class Authority:
    """A certificate authority of the lab's own."""

    def __init__(self, folder, label):
        self.folder, self.label = folder, label
        self.certificate = self.file("ca.pem")
        self.openssl("req", "-x509", *self.new_key("ca"), "-out", self.certificate, "-days", "30", "-subj", f"/CN={label}")

    def file(self, name):
        return os.path.join(self.folder, f"{self.label}-{name}")

    def new_key(self, name):
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", self.file(f"{name}.key")]

    def openssl(self, *arguments):
        subprocess.run([need("openssl"), *arguments], check=True, capture_output=True)

    def issue(self, name, addresses=(), days=10):
        names = ",".join([f"DNS:{name}", *(f"IP:{address}" for address in addresses)])
        with open(self.file(f"{name}.ext"), "w", encoding="ascii") as out:
            out.write(f"subjectAltName={names}\n")
        self.openssl("req", *self.new_key(name), "-out", self.file(f"{name}.csr"), "-subj", f"/CN={name}")
        self.openssl("x509", "-req", "-in", self.file(f"{name}.csr"), "-CA", self.certificate, "-CAkey", self.file("ca.key"),
                     "-CAcreateserial", "-days", str(days), "-extfile", self.file(f"{name}.ext"), "-out",
                     self.file(f"{name}.pem"))
        return Identity(self.certificate, self.file(f"{name}.pem"), self.file(f"{name}.key"))


class Lab:
    def __init__(self):
        check_namespace()
        self.ip = need("ip")
        self.folder = tempfile.mkdtemp(prefix="hinoban-lab-")
        self.servers, self.taken, self.sockets = [], set(), []

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        for server in self.servers:  # all are told first: they end side by side
            if server.process and server.process.poll() is None:
                server.process.terminate()
        for server in self.servers:
            server.stop()
        for silent in self.sockets:
            silent.close()
        for address in self.taken:
            subprocess.run([self.ip, "address", "del", f"{address}/32", "dev", "lo"], check=True)
        shutil.rmtree(self.folder)

    def take(self, addresses):
        new = [address for address in addresses if address not in self.taken]
        lines = "".join(f"address add {address}/32 dev lo\n" for address in new)
        subprocess.run([self.ip, "-batch", "-"], input=lines, text=True, check=True)
        self.taken.update(new)

    def add(self, server):
        self.take(server.addresses)
        self.servers.append(server)
        return server

    def nsd(self, label, addresses, zones):
        return self.add(Nsd(self, label, addresses, zones))

    def knot(self, label, addresses, zones):
        return self.add(Knot(self, label, addresses, zones))

    def bind(self, label, addresses, zones):
        return self.add(Bind(self, label, addresses, zones))

    def unbound(self, label, address, hints, extra=""):
        return self.add(Unbound(self, label, address, hints, extra))

    def bind_resolver(self, label, address, hints):
        return self.add(BindResolver(self, label, address, hints))

    def knot_resolver(self, label, address, hints):
        return self.add(KnotResolver(self, label, address, hints))

    def authority(self, label="lab-authority"):
        return Authority(self.folder, label)

    def silent(self, address):
        """An address where questions arrive and nothing comes back, over UDP or TCP."""
        self.take([address])
        for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
            bound = socket.socket(socket.AF_INET, kind)
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind((address, 53))
            if kind == socket.SOCK_STREAM:
                bound.listen(16)
            self.sockets.append(bound)

    def start(self):
        """Starts every server that does not run yet, side by side."""
        new = [server for server in self.servers if server.process is None]
        for server in new:
            server.begin()
        for server in new:
            server.wait()

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path


# --- the program under test

def cli():
    """The hinoban-cli that CTest names as the first argument of the test."""
    if len(sys.argv) < 2 or not os.access(sys.argv[1], os.X_OK):
        raise LabError("the first argument is the path of hinoban-cli")
    return sys.argv[1]


class Outcome:
    def __init__(self, process, seconds):
        self.status, self.out, self.err, self.seconds = process.returncode, process.stdout, process.stderr, seconds

    @property
    def report(self):
        try:
            return json.loads(self.out)
        except ValueError:
            raise LabError(f"no report: status {self.status}\n{self.out[:500]}\n{self.err[:2000]}") from None

    def domain(self, name):
        return next(domain for domain in self.report["domains"] if domain["name"] == name)

    def records(self, domain, **wanted):
        return [record for record in self.domain(domain)["records"]
                if all(record.get(key) == value for key, value in wanted.items())]

    def findings(self, signal_id=None):
        return [one for one in self.report["findings"] if signal_id in (None, one["signal"])]

    def signals(self):
        return {(one["signal"], one["vantage"], one["subject"]) for one in self.report["findings"]}


def run(*arguments, timeout=60, prefix=()):
    begun = time.monotonic()
    # A sanitised program is several times slower.
    timeout *= int(os.environ.get("HINOBAN_TIMEOUT_FACTOR", "1"))
    process = subprocess.run([*prefix, cli(), *arguments], capture_output=True, text=True, timeout=timeout,
                             env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"})
    return Outcome(process, time.monotonic() - begun)


def permits(prefixes=PREFIXES):
    return [word for prefix in prefixes for word in ("--permit", prefix)]


def check(hints, domains, expect=(), resolvers=(), prefixes=PREFIXES, prefix=()):
    """hinoban-cli check … --format json"""
    arguments = ["check", *domains, "--root-hints", hints, "--format", "json", *permits(prefixes)]
    for file in expect:
        arguments += ["--expect", file]
    for resolver in resolvers:
        arguments += ["--resolver", resolver]
    return run(*arguments, prefix=prefix)
