# SPDX-License-Identifier: GPL-3.0-or-later
"""Routers in network namespaces, and wires between them that take their time.

Run under tests/lab/in-namespace. Nothing but the kernel's routing, so that hops are what they are elsewhere. The delay is a
process over two TUNs: netem is not in every kernel. A World is a context manager; what it made ends with it.
"""

import ctypes
import fcntl
import heapq
import os
import select
import struct
import subprocess
import sys
import time

from lab import LabError, check_namespace, need, wait_for

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 1, 0x1000


def setns(path):
    libc = ctypes.CDLL(None, use_errno=True)
    with open(path, "rb") as space:
        if libc.setns(space.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"setns {path}")


def open_tun(namespace, name):
    """A TUN that stands in another namespace, and its descriptor here."""
    setns(namespace)
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return tun


def short_quote(packet):
    """An ICMP error as the oldest routers send it: the header of the probe and eight octets. Others as they are."""
    if packet[0] >> 4 != 4 or packet[9] != 1 or len(packet) < 28 or packet[20] not in (3, 11):
        return packet
    quoted = (packet[28] & 15) * 4 + 8
    body = packet[20:22] + b"\0\0" + packet[24:28 + quoted]
    header = packet[:2] + struct.pack("!H", 20 + len(body)) + packet[4:10] + b"\0\0" + packet[12:20]

    def filled(octets, at):
        total = sum(struct.unpack(f"!{len(octets + b'0') // 2}H", octets + b"\0" * (len(octets) % 2)))
        while total >> 16:
            total = (total & 0xFFFF) + (total >> 16)
        return octets[:at] + struct.pack("!H", ~total & 0xFFFF) + octets[at + 2:]
    return filled(header, 10) + filled(body, 2)


def run_wire(ends, delay, is_short):
    """Carries packets between two TUNs until it is ended, each after `delay` seconds."""
    # The scheduler's sleep is part of every round trip: as little of it as the system gives.
    try:
        os.nice(-19)
    except OSError:
        pass
    own = os.open("/proc/self/ns/net", os.O_RDONLY)
    tuns = [open_tun(*end) for end in ends]
    os.close(own)
    print("ready", flush=True)
    poll = select.poll()
    for tun in tuns:
        poll.register(tun, select.POLLIN)
    waiting, count = [], 0
    while True:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, to, packet = heapq.heappop(waiting)
            try:
                os.write(to, packet)
            except OSError:
                pass  # the other end is not up, or its queue is full: lost, as on a wire
        left = (waiting[0][0] - time.monotonic()) * 1000 if waiting else None
        # Milliseconds are too coarse for poll(): the rest is waited for awake.
        for tun, _ in poll.poll(None if left is None else max(0, int(left))):
            try:
                packet = os.read(tun, 65536)
            except BlockingIOError:
                continue
            count += 1
            other = tuns[1] if tun == tuns[0] else tuns[0]
            heapq.heappush(waiting, (time.monotonic() + delay, count, other,
                                     short_quote(packet) if is_short else packet))


class World:
    """Routers by name, each a namespace; addresses are 10.9.W.1/2 and fd09:W::1/2 on wire W."""

    def __init__(self):
        check_namespace()
        self.ip = need("ip")
        self.processes, self.routers = [], {}
        self.wires = 0

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()
        for keeper in self.routers.values():
            keeper.kill()
            keeper.wait()

    def space(self, name):
        return f"/proc/{self.routers[name].pid}/ns/net"

    def inside(self, name, *command):
        """Words that run a command in a router's namespace."""
        return ["nsenter", f"--net={self.space(name)}", *command]

    def do(self, name, *command):
        done = subprocess.run(self.inside(name, *command), capture_output=True, text=True, check=False)
        if done.returncode:
            raise LabError(f"{name}: {' '.join(command)}: {done.stderr}")
        return done.stdout

    def set(self, name, **values):
        for key, value in values.items():
            path = "/proc/sys/net/" + key.replace("__", "/")
            self.do(name, "sh", "-c", f"echo '{value}' > {path}")

    def add(self, *names):
        for name in names:
            keeper = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
            self.routers[name] = keeper
            own = os.readlink("/proc/self/ns/net")
            wait_for(lambda path=self.space(name): os.path.exists(path) and os.readlink(path) != own, f"a namespace for {name}")
            self.do(name, self.ip, "link", "set", "lo", "up")
            self.set(name, ipv4__ip_forward=1, ipv6__conf__all__forwarding=1, ipv4__icmp_ratelimit=0,
                     ipv6__icmp__ratelimit=0, ipv4__icmp_msgs_per_sec=100000, ipv4__icmp_msgs_burst=10000)

    def wire(self, left, right, delay=None, short=False):
        """Joins two routers; `delay` in seconds one way makes it a slow wire. The wire's number."""
        number = self.wires
        self.wires += 1
        names = [f"a{number}", f"b{number}"]
        if delay is None and not short:
            subprocess.run([self.ip, "link", "add", names[0], "netns", str(self.routers[left].pid), "type", "veth", "peer",
                            names[1], "netns", str(self.routers[right].pid)], check=True)
        else:
            carrier = subprocess.Popen([sys.executable, "-B", __file__, self.space(left), names[0], self.space(right), names[1],
                                        str(delay or 0), "short" if short else "whole"], stdout=subprocess.PIPE)
            self.processes.append(carrier)
            if carrier.stdout.readline() != b"ready\n":
                raise LabError("the slow wire did not begin")
        for router, name, host in ((left, names[0], 1), (right, names[1], 2)):
            self.do(router, self.ip, "addr", "add", f"10.9.{number}.{host}/24", "dev", name)
            self.do(router, self.ip, "addr", "add", f"fd09:{number}::{host}/64", "dev", name, "nodad")
            self.do(router, self.ip, "link", "set", name, "up")
        return number

    def route(self, router, to4, to6, *via):
        """Through (wire, host); several are shared between."""
        for family, to, form in (("-4", to4, "10.9.{}.{}"), ("-6", to6, "fd09:{}::{}")):
            ways = [form.format(*one) for one in via]
            words = ["via", ways[0]] if len(ways) == 1 else [w for way in ways for w in ("nexthop", "via", way)]
            self.do(router, self.ip, family, "route", "replace", to, *words)


if __name__ == "__main__":
    run_wire([(sys.argv[1], sys.argv[2]), (sys.argv[3], sys.argv[4])], float(sys.argv[5]), sys.argv[6] == "short")
