#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries every rule of check.py on a small tree that breaks it, and on one that does not."""
import pathlib
import sys
import tempfile

import check

SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
DEPS = "build=(qt6-base-dev libldns-dev) # libpsl-dev\n"

# what it is, file, text without its licence line, the rule that must speak (None: none may)
CASES = [
    ("a value downwards", "app/watch/A.cpp", '#include "app/dns/Name.h"', None),
    ("itself", "app/dns/A.cpp", '#include "app/dns/Name.h"', None),
    ("upwards", "app/dns/A.cpp", '#include "app/watch/Look.h"', "direction"),
    ("sideways", "app/drill/A.cpp", '#include "app/watch/Look.h"', "direction"),
    ("sideways in a header", "app/registry/A.h", '  #  include "app/path/Trace.h"', "direction"),
    ("the base knows nobody", "app/base/A.cpp", '#include "app/dns/Name.h"', "direction"),
    ("the screen from below", "app/console/A.cpp", '#include "ui/common/Theme.h"', "direction"),
    ("one pane from another", "ui/path/A.cpp", '#include "ui/records/Model.h"', "direction"),
    ("what panes share", "ui/path/A.cpp", '#include "ui/common/Theme.h"', None),
    ("the window knows its panes", "ui/shell/A.cpp", '#include "ui/records/Model.h"', None),
    ("the terminal past the console", "app/cli/A.cpp", '#include "app/dns/Name.h"', "direction"),
    ("a signal with a clock", "app/detect/A.cpp", '#include "app/base/Clock.h"', "machinery"),
    ("a signal that asks", "app/detect/A.cpp", '#include "app/dns/QueryEngine.h"', "machinery"),
    ("a pane that asks", "ui/records/A.cpp", '#include "app/dns/QueryEngine.h"', "machinery"),
    ("the sweep asks", "app/watch/A.cpp", '#include "app/dns/QueryEngine.h"', None),
    ("the engine itself", "app/dns/QueryEngine.cpp", '#include "app/dns/QueryEngine.h"', None),
    ("ldns outside", "app/watch/A.cpp", "#include <ldns/ldns.h>", "ldns"),
    ("ldns on the screen", "ui/records/A.cpp", "#include <ldns/ldns.h>", "ldns"),
    ("ldns inside", "app/dns/A.cpp", "#include <ldns/ldns.h>", None),
    ("ldns linked outside", "app/watch/CMakeLists.txt", "LINK PkgConfig::LDNS", "ldns"),
    ("widgets below", "app/console/A.cpp", "#include <QtWidgets/QWidget>", "gui"),
    ("a painter below", "app/respond/A.cpp", "#include <QPainter>", "gui"),
    ("widgets on the screen", "ui/path/A.cpp", "#include <QWidget>", None),
    ("widgets linked below", "app/console/CMakeLists.txt", "LINK Qt6::Widgets", "gui"),
    ("gui linked below", "app/cli/CMakeLists.txt", "target_link_libraries(x Qt6::Gui)", "gui"),
    ("linked upwards", "app/detect/CMakeLists.txt", "LINK hinoban_store", "direction"),
    ("linked downwards", "app/detect/CMakeLists.txt", "LINK hinoban_watch", None),
    ("SQL outside the store", "app/console/A.cpp", "#include <QSqlQuery>", "sql"),
    ("a socket in a signal", "app/detect/A.cpp", "#include <QUdpSocket>", "socket"),
    ("a socket on the screen", "ui/shell/A.cpp", "#include <QNetworkAccessManager>", "socket"),
    ("an address is no socket", "app/detect/A.cpp", "#include <QHostAddress>", None),
    ("reads the date", "app/store/A.cpp", "auto now = QDateTime::currentDateTimeUtc();", "clock"),
    ("reads the system's clock", "app/watch/A.cpp", "auto now = std::chrono::system_clock::now();", "clock"),
    ("makes a timer", "app/dns/A.cpp", "QTimer::singleShot(0, this, f);", "clock"),
    ("waits in a loop", "app/console/A.cpp", "QEventLoop loop;", "clock"),
    ("a comment about timers", "app/dns/A.cpp", "// no QTimer here", None),
    ("a text about timers", "app/dns/A.cpp", 'auto text = "QTimer";', None),
    ("the clocks themselves", "app/base/WallClock.cpp", "auto now = std::chrono::steady_clock::now();", None),
    ("a package nobody installs", "CMakeLists.txt", "pkg_check_modules(PSL REQUIRED libpsl)", "package"),
    ("a package nobody knows", "CMakeLists.txt", "find_package(Boost REQUIRED)", "package"),
    ("a part of Qt nobody knows", "app/CMakeLists.txt", "find_package(Qt6 COMPONENTS Core Quick)", "package"),
    ("packages that are installed", "CMakeLists.txt", "find_package(Qt6 6.4 REQUIRED COMPONENTS Core)\npkg_check_modules(LDNS REQUIRED ldns)", None),
    ("work left over", "app/dns/A.cpp", "// TO" "DO: later", "unfinished"),
]


def tried(root, file, text, licence=True):
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    mark = "//" if path.suffix in (".cpp", ".h") else "#"
    path.write_text((f"{mark} {SPDX}\n" if licence else "") + text + "\n", encoding="utf-8")
    (root / "packaging").mkdir(exist_ok=True)
    (root / "packaging/install-deps").write_text(DEPS, encoding="utf-8")
    return [line.split(": ")[1] for line in check.Checker(root).run()]


def main():
    wrong = 0
    for what, file, text, rule in CASES + [("no licence", "app/dns/A.h", "", "licence")]:
        with tempfile.TemporaryDirectory() as folder:
            spoken = tried(pathlib.Path(folder), file, text, licence=rule != "licence")
        if spoken != ([rule] if rule else []):
            print(f"{what}: expected {rule}, but {spoken} spoke")
            wrong += 1
    program = pathlib.Path(sys.executable)
    if check.needs_no_gui(program):
        print("the interpreter is said to need a screen")
        wrong += 1
    rules = {rule for _, _, _, rule in CASES if rule} | {"licence"}
    print(f"{len(CASES) + 2} cases of {len(rules)} rules, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
