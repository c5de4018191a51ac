// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFile>
#include <QMap>
#include <QTemporaryDir>

// A small scenario that is right, as files, so that a test can change one thing and see what is said about it.
struct SmallWorld {
    QMap<QString, QByteArray> files;

    SmallWorld()
    {
        files[QStringLiteral("scenario.yaml")] = R"(meta:
  id: small
  title: {en: Small, ja: 小}
  begins: 2021-01-01T00:00:00Z
  opens: 2021-01-02T00:00:00Z
  ends: 2021-01-10T00:00:00Z
zones:
  root: {apex: ".", files: [root.zone]}
  example: {apex: example, files: [example.zone]}
  true: {apex: owner.example, files: [true.zone]}
  example-false: {apex: example, files: [example-false.zone]}
  false: {apex: owner.example, files: [false.zone]}
absent: [gone.example]
servers:
  - {name: a.root, address: 203.0.113.1, roundTrip: 10ms, zones: [root]}
  - {name: ns.example, address: 203.0.113.2, roundTrip: 20ms, zones: [example]}
  - {name: ns1.owner.example, address: 203.0.113.3, roundTrip: 30ms, zones: ["true"]}
  - {name: ns2.owner.example, address: 203.0.113.4, roundTrip: 40ms, zones: ["true"]}
  - {name: evil.example, address: 203.0.113.66, roundTrip: 200ms}
resolvers:
  - {label: Bare, address: 192.0.2.1, roundTrip: 5ms}
  - {label: Capped, address: 192.0.2.2, roundTrip: 5ms, ttlCap: 1h, negativeCap: 2min}
  - label: Warm
    address: 192.0.2.3
    roundTrip: 5ms
    users: [{name: owner.example, types: [A, MX], since: 2020-12-31T06:00:00Z, every: 10min}]
  - {label: Ghost, address: 192.0.2.4, roundTrip: 5ms, renews: true}
registry:
  tlds: [example]
  domains:
    owner.example:
      registrar: {name: Registrar, ianaId: "49", abuseEmail: abuse@registrar.example, abusePhone: "+81.312345678"}
      registered: 2001-01-01T00:00:00Z
      expires: 2031-01-01T00:00:00Z
      lastChanged: 2020-01-01T00:00:00Z
      statuses: [ok, clientTransferProhibited]
      nameservers: [ns1.owner.example, ns2.owner.example]
    young.example:
      registered: 2020-12-25T00:00:00Z
      expires: 2021-12-25T00:00:00Z
      lastChanged: 2020-12-25T00:00:00Z
      statuses: [ok]
      nameservers: [evil.example]
path:
  routes:
    near:
      hops:
        - {address: 192.0.2.254, name: gateway, place: NRT, roundTrip: 1ms}
        - "*"
      destination: {place: NRT, roundTrip: 20ms}
      response: 40ms
      jitter: 4ms
  to:
    - {prefix: 198.51.100.0/24, route: near}
watched:
  - name: owner.example
    expected: [true.zone]
    approvedBy: Owner
    reason: As it should be
    classes: [{owner: owner.example, type: A, class: Ours, prefixes: [198.51.100.0/24]}]
    absent: [{owner: mail.owner.example, type: A}]
facts:
  - {happened: 2021-01-03T00:00:00Z, learned: 2021-01-04T00:00:00Z, en: Changed, ja: 変更, source: test}
organisation: {name: Owner Inc., phone: 03-0000-0000}
contacts:
  - {id: registrar, role: registrar, channels: [{kind: mail, address: abuse@registrar.example}]}
story:
  - at: 2021-01-03T00:00:00Z
    what: the delegation is changed
    changes:
      - {publish: "false", on: [evil.example]}
      - {publish: example-false}
      - {registration: owner.example, nameservers: [evil.example]}
  - at: 2021-01-05T00:00:00Z
    what: the delegation is repaired
    changes:
      - {publish: example}
      - {registration: owner.example, nameservers: [ns1.owner.example, ns2.owner.example]}
  - at: 2021-01-06T00:00:00Z
    what: the false server is taken down
    changes:
      - {server: evil.example, condition: down}
)";
        files[QStringLiteral("root.zone")] = R"(. 86400 IN SOA a.root. hostmaster.root. 1 1800 900 604800 600
. 86400 IN NS a.root.
a.root. 86400 IN A 203.0.113.1
example. 172800 IN NS ns.example.
ns.example. 172800 IN A 203.0.113.2
)";
        const QByteArray example = R"($ORIGIN example.
@ 86400 IN SOA ns hostmaster 1 1800 900 604800 300
@ 86400 IN NS ns
ns 86400 IN A 203.0.113.2
evil 3600 IN A 203.0.113.66
)";
        files[QStringLiteral("example.zone")] = example + R"(owner 172800 IN NS ns1.owner
owner 172800 IN NS ns2.owner
ns1.owner 172800 IN A 203.0.113.3
ns2.owner 172800 IN A 203.0.113.4
)";
        files[QStringLiteral("example-false.zone")] = example + "owner 172800 IN NS evil\n";
        files[QStringLiteral("true.zone")] = R"($ORIGIN owner.example.
@ 900 IN SOA ns1 hostmaster 1 7200 900 1209600 86400
@ 172800 IN NS ns1
@ 172800 IN NS ns2
@ 60 IN A 198.51.100.10
@ 3600 IN MX 10 mx.provider.example.
ns1 172800 IN A 203.0.113.3
ns2 172800 IN A 203.0.113.4
)";
        files[QStringLiteral("false.zone")] = R"($ORIGIN owner.example.
@ 33000 IN SOA evil.example. evil.example. 7 864000 72000 1209600 360000
@ 360000 IN NS evil.example.
@ 300 IN A 198.51.100.66
@ 60 IN MX 5 mail
mail 300 IN A 203.0.113.25
)";
    }

    void replace(const QString &file, const QByteArray &before, const QByteArray &after)
    {
        Q_ASSERT(files[file].contains(before));
        files[file].replace(before, after);
    }

    // The files, in a folder that lives as long as `dir`.
    QString writtenTo(const QTemporaryDir &dir) const
    {
        for (auto file = files.cbegin(); file != files.cend(); ++file) {
            QFile written(dir.filePath(file.key()));
            if (written.open(QIODevice::WriteOnly)) written.write(file.value());
        }
        return dir.path();
    }
};
