#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for broken rules of the house (ARCHITECTURE.md) in the sources.

check.py ROOT                    reads app/, ui/, the CMake files and packaging/install-deps
check.py --needs-no-gui PROGRAM  asks readelf whether the program needs Qt Gui or Widgets

Prints "file:line: rule: what is wrong" and ends with 1 if there is anything.
"""
import pathlib
import re
import subprocess
import sys

# Who may include whom. A folder may always include itself.
MAY_INCLUDE = {
    "base": set(),
    "openpgp": {"base"},
    "dns": {"base"},
    "registry": {"base", "dns"},
    "path": {"base", "dns"},
    "watch": {"base", "dns", "registry", "path"},
    "detect": {"base", "dns", "registry", "path", "watch"},
    "respond": {"base", "dns", "registry", "path", "watch", "detect"},
    "drill": {"base", "dns", "registry", "path"},
    "store": {"base", "dns", "registry", "path", "watch", "detect", "respond", "drill"},
    "console": {"base", "openpgp", "dns", "registry", "path", "watch", "detect", "respond", "drill", "store"},
    # log, verify and replay read a workspace or a record without a pipeline.
    "cli": {"base", "console", "store"},
}
# Headers that do something, as opposed to values. Only the named folders (and their own) may include them.
MACHINERY = {
    "base/Clock.h": {"dns", "registry", "path", "watch", "drill", "store", "console", "cli"},
    "base/StoryClock.h": {"console", "cli"},
    "base/WallClock.h": {"console", "cli"},
    "dns/QueryEngine.h": {"watch", "console"},
    "dns/DelegationWalk.h": {"watch", "console"},
    "dns/Validator.h": {"watch", "console"},
    "registry/RegistryClient.h": {"watch", "console"},
    "path/Prober.h": {"watch", "drill", "console"},
    "path/Tracer.h": {"console"},
    "path/TracingProber.h": {"console"},
    "watch/Looker.h": {"console"},
    "watch/PreparationWatch.h": {"console"},
    "watch/Sweeper.h": {"console"},
    "drill/World.h": {"console"},
    "store/Workspace.h": {"console", "cli"},
    "store/Writer.h": {"console"},
}
SOCKETS = {"QTcpSocket", "QTcpServer", "QUdpSocket", "QSslSocket", "QSslServer", "QNetworkAccessManager", "QHostInfo",
           "QDnsLookup", "QLocalSocket", "QLocalServer"}
SOCKET_FOLDERS = {"dns", "registry", "drill", "path"}

CLOCK_READS = re.compile(
    r"currentDateTime|currentSecsSinceEpoch|currentMSecsSinceEpoch|QTime::currentTime|QDate::currentDate"
    r"|(?:system|steady|high_resolution)_clock::now|\bgettimeofday\b|\bclock_gettime\b|\bstd::time\(|::time\("
    r"|\bQTimer\b|\bQBasicTimer\b|\bQElapsedTimer\b|\bQDeadlineTimer\b|\bstartTimer\(|\bsleep_for\b|\bsleep_until\b"
    r"|QThread::(?:m|u)?sleep|\bQEventLoop\b|\bprocessEvents\b")

# What a CMake package or header is called in Debian. A word that CMake asks for and that is not here breaks the rule.
DEBIAN = {
    "Qt6:Core": "qt6-base-dev", "Qt6:Network": "qt6-base-dev", "Qt6:Sql": "qt6-base-dev", "Qt6:Gui": "qt6-base-dev",
    "Qt6:Widgets": "qt6-base-dev", "Qt6:PrintSupport": "qt6-base-dev", "Qt6:Test": "qt6-base-dev",
    "Qt6:LinguistTools": "qt6-tools-dev", "Qt6:Svg": "libqt6svg6-dev",
    "QCustomPlotQt6": "libqcustomplot-dev", "PkgConfig": "pkg-config", "Python3": "python3",
    "ldns": "libldns-dev", "libnghttp2": "libnghttp2-dev", "libpcap": "libpcap-dev", "libpsl": "libpsl-dev", "icu-i18n": "libicu-dev", "icu-uc": "libicu-dev",
    "yaml-cpp": "libyaml-cpp-dev", "libmaxminddb": "libmaxminddb-dev", "libarchive": "libarchive-dev",
    "tl/expected.hpp": "libexpected-dev", "kainjow/mustache.hpp": "libkainjow-mustache-dev",
    "Gpgmepp": "libgpgmepp-dev", "gpg": "gpg", "pdftoppm": "poppler-utils",
    "ccache": "ccache", "nsd": "nsd", "knotd": "knot", "unbound": "unbound", "named": "bind9", "dig": "bind9-dnsutils",
    "jq": "jq", "sqlite3": "sqlite3", "strace": "strace", "ip": "iproute2", "unshare": "util-linux",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


class Checker:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.found = []

    def say(self, path, line, rule, text):
        self.found.append(f"{path.relative_to(self.root)}:{line}: {rule}: {text}")

    def files(self, folders, *patterns):
        for folder in folders:
            for pattern in patterns:
                yield from sorted((self.root / folder).rglob(pattern))

    def cmake_files(self):
        yield from (path for path in [self.root / "CMakeLists.txt"] if path.exists())
        yield from self.files(["app", "ui", "tests", "cmake", "resources", "translations"], "CMakeLists.txt", "*.cmake")

    def run(self):
        for path in self.files(["app", "ui"], "*.cpp", "*.h"):
            self.source(path)
        for path in self.files(["app"], "CMakeLists.txt"):
            self.links(path)
        self.packages()
        for path in self.files(["app", "ui", "tests", "cmake", "packaging"], "*.cpp", "*.h", "*.cmake", "CMakeLists.txt",
                               "*.py", "*.sh"):
            self.words(path)
        return self.found

    def source(self, path):
        top, folder = path.relative_to(self.root).parts[:2]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            code = line.split("//")[0] if '"' not in line.split("//")[0] else line
            if match := INCLUDE.match(line):
                self.include(path, number, top, folder, match.group(1))
            elif top == "app" and folder != "base" and CLOCK_READS.search(re.sub(r'"[^"]*"', '""', code)):
                self.say(path, number, "clock", "time, timers and deadlines come from the Clock that is passed in")

    def include(self, path, number, top, folder, header):
        parts = header.split("/")
        if parts[0] == "ldns" and (top, folder) != ("app", "dns"):
            self.say(path, number, "ldns", "only app/dns includes ldns")
        if parts[0] in ("QtGui", "QtWidgets", "QtPrintSupport") and top == "app":
            self.say(path, number, "gui", f"{header} in app/")
        elif top == "app" and re.fullmatch(r"Q(Widget|Application|GuiApplication|Window|Painter|Pixmap|Image|Icon|Font|Color|"
                                         r"Palette|Action|Label|Clipboard|TextDocument|DesktopServices|Printer)", parts[-1]):
            self.say(path, number, "gui", f"{header} in app/")
        if top == "app" and folder != "store" and (parts[0] == "QtSql" or parts[-1].startswith("QSql")):
            self.say(path, number, "sql", "only app/store speaks SQL")
        if parts[-1] in SOCKETS and (top == "ui" or folder not in SOCKET_FOLDERS):
            self.say(path, number, "socket", f"{header}: sockets belong to {', '.join(sorted(SOCKET_FOLDERS))}")
        if parts[0] == "ui" and top == "app":
            self.say(path, number, "direction", "app/ does not know the screen")
        if parts[0] == "ui" and top == "ui" and len(parts) > 2:
            if parts[1] not in (folder, "common") and folder not in ("shell", "main.cpp"):
                self.say(path, number, "direction", f"the pane {folder} includes the pane {parts[1]}")
        if parts[0] != "app" or len(parts) < 3:
            return
        target, name = parts[1], "/".join(parts[1:])
        if top == "app" and target != folder and target not in MAY_INCLUDE.get(folder, set()):
            self.say(path, number, "direction", f"app/{folder} includes app/{target}")
        if name in MACHINERY and target != folder and (top == "ui" or folder not in MACHINERY[name]):
            self.say(path, number, "machinery", f"{name} does things; {top}/{folder} may use values only")

    def links(self, path):
        folder = path.relative_to(self.root).parts[1]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            code = line.split("#")[0]
            if re.search(r"Qt6::(Gui|Widgets|PrintSupport|Svg\w*)|QCustomPlot", code):
                self.say(path, number, "gui", "app/ links no Gui or Widgets")
            if re.search(r"LDNS|\bldns\b", code) and folder != "dns":
                self.say(path, number, "ldns", "only app/dns links ldns")
            for target in re.findall(r"\bhinoban_(\w+)", code):
                if target in MAY_INCLUDE and target != folder and target not in MAY_INCLUDE.get(folder, set()):
                    self.say(path, number, "direction", f"app/{folder} links app/{target}")
                if target == "ui":
                    self.say(path, number, "direction", "app/ does not know the screen")

    def packages(self):
        script = self.root / "packaging/install-deps"
        installed = set(re.findall(r"[a-z0-9][a-z0-9.+-]+", re.sub(r"#.*", "", script.read_text(encoding="utf-8"))))
        for path in self.cmake_files():
            text = re.sub(r"#[^\n]*", "", path.read_text(encoding="utf-8"))
            asked = []
            for match in re.finditer(r"\b(find_package|pkg_check_modules|pkg_search_module|find_path|find_program)\s*\(([^)]*)\)", text):
                number = text.count("\n", 0, match.start()) + 1
                words = match.group(2).split()
                if match.group(1) == "find_package":
                    if words[0] == "Qt6":
                        names = words[words.index("COMPONENTS") + 1:] if "COMPONENTS" in words else ["Core"]
                        asked += [(number, f"Qt6:{name}") for name in names if name not in ("REQUIRED", "OPTIONAL_COMPONENTS")]
                    else:
                        asked.append((number, words[0]))
                elif match.group(1).startswith("pkg_"):
                    skip = {"REQUIRED", "QUIET", "IMPORTED_TARGET", "GLOBAL"}
                    asked += [(number, word) for word in words[1:] if word not in skip and not re.match(r"[<>=\d]", word)]
                else:
                    skip = {"REQUIRED", "NAMES", "HINTS", "PATHS"}
                    asked += [(number, word) for word in words[1:] if word not in skip and "/usr" not in word][:1]
            for number, word in asked:
                if word not in DEBIAN:
                    self.say(path, number, "package", f"{word}: not in the map of tests/architecture/check.py")
                elif DEBIAN[word] not in installed:
                    self.say(path, number, "package", f"{word} needs {DEBIAN[word]}, which packaging/install-deps does not install")

    def words(self, path):
        text = path.read_text(encoding="utf-8")
        head = text.splitlines()[:2]
        if not any("SPDX-License-Identifier: GPL-3.0-or-later" in line for line in head):
            self.say(path, 1, "licence", "the first line does not name the licence")
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b", line):
                self.say(path, number, "unfinished", "a mark for later; open an issue instead")


def needs_no_gui(program):
    listing = subprocess.run(["readelf", "-d", program], check=True, capture_output=True, text=True).stdout
    return [f"{program}: gui: needs {name}" for name in re.findall(r"\(NEEDED\).*\[([^\]]+)\]", listing)
            if re.search(r"Qt6(Gui|Widgets|PrintSupport)|qcustomplot", name)]


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--needs-no-gui":
        found = needs_no_gui(arguments[1])
    elif len(arguments) == 1:
        found = Checker(arguments[0]).run()
    else:
        print(__doc__, file=sys.stderr)
        return 64
    print("\n".join(found) if found else "Every rule is kept.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
