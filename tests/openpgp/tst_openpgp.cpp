// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/openpgp/PgpMime.h"
#include "app/respond/Draft.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace hinoban;
using namespace hinoban::openpgp;

namespace {

const QString Own = QStringLiteral("csirt@example.org"), Reader = QStringLiteral("desk@cert.example"),
              Old = QStringLiteral("old@cert.example"), Gone = QStringLiteral("gone@cert.example"),
              Strange = QStringLiteral("strange@cert.example"), Twice = QStringLiteral("twice@cert.example"),
              SignsOnly = QStringLiteral("signs@cert.example");

} // namespace

// Keys of a keyring of its own, made by gpg; what we make is checked by gpg and by Python's mail library.
class OpenPgpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        // gpg's socket lies in the folder: its path must be short.
        m_home = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/hb-gpg-XXXXXX"));
        m_other = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/hb-gpg-XXXXXX"));
        for (const auto *home : {m_home.get(), m_other.get()}) {
            QVERIFY(home->isValid());
            chmod(home->path().toLocal8Bit().constData(), 0700);
            write(home->filePath(QStringLiteral("gpg.conf")),
                  "no-auto-key-retrieve\nno-auto-key-locate\ndisable-dirmngr\n");
        }
        qputenv("GNUPGHOME", m_home->path().toLocal8Bit());
        make(*m_home, Own, {});
        make(*m_home, Reader, {});
        make(*m_home, Twice, {});
        make(*m_home, Twice, {});
        make(*m_home, Old, QStringLiteral("20200101T000000"));
        gpg(*m_home, {QStringLiteral("--quick-gen-key"), QStringLiteral("Signs <%1>").arg(SignsOnly),
                      QStringLiteral("ed25519"), QStringLiteral("sign"), QStringLiteral("never")});
        make(*m_home, Gone, {});
        revoke(*m_home, fingerprint(*m_home, Gone));
        // Somebody's key that nobody here has said anything about.
        make(*m_other, Strange, {});
        QByteArray armoured;
        gpg(*m_other, {QStringLiteral("--armor"), QStringLiteral("--export"), Strange}, {}, &armoured);
        gpg(*m_home, {QStringLiteral("--import")}, armoured);
    }
    void cleanupTestCase()
    {
        for (const auto *home : {m_home.get(), m_other.get()}) {
            QProcess kill;
            kill.start(QStringLiteral("gpgconf"),
                       {QStringLiteral("--homedir"), home->path(), QStringLiteral("--kill"), QStringLiteral("all")});
            kill.waitForFinished();
        }
    }

    void tellsWhatIsWrongWithAKey_data()
    {
        QTest::addColumn<QString>("mail");
        QTest::addColumn<int>("trouble");
        QTest::newRow("good") << Reader << int(Trouble::None);
        QTest::newRow("capitals") << Reader.toUpper() << int(Trouble::None);
        QTest::newRow("expired") << Old << int(Trouble::Expired);
        QTest::newRow("revoked") << Gone << int(Trouble::Revoked);
        QTest::newRow("untrusted") << Strange << int(Trouble::Untrusted);
        QTest::newRow("two") << Twice << int(Trouble::Several);
        QTest::newRow("signs only") << SignsOnly << int(Trouble::NotForIt);
        QTest::newRow("none") << QStringLiteral("nobody@cert.example") << int(Trouble::NoKey);
        QTest::newRow("empty") << QString() << int(Trouble::NoKey);
    }
    void tellsWhatIsWrongWithAKey()
    {
        QFETCH(QString, mail);
        QFETCH(int, trouble);
        const auto all = keys({}, false);
        QVERIFY2(all, all ? "" : qPrintable(all.error().detail));
        const auto choice = chooseRecipient(*all, mail);
        QCOMPARE(int(choice.trouble), trouble);
        if (choice.trouble == Trouble::None) QCOMPARE(choice.key->fingerprint, fingerprint(*m_home, mail.toLower()));
    }

    // One list serves both: who reads, and who can sign.
    void knowsItsOwnKeysAmongAll()
    {
        const auto all = keys({}, false);
        QVERIFY(all);
        const auto own = chooseSigner(*all, Own);
        QCOMPARE(int(own.trouble), int(Trouble::None));
        QCOMPARE(own.key->fingerprint, fingerprint(*m_home, Own));
        QCOMPARE(int(chooseSigner(*all, Strange).trouble), int(Trouble::NoSecret));
    }

    // Whatever is wrong with a key, nothing comes out: not even what would be signed only.
    void refusesInsteadOfSendingPlain()
    {
        const QString own = fingerprint(*m_home, Own);
        for (const QString &mail : {Old, Gone, Strange, SignsOnly}) {
            const auto made = protectedMail(
                message(), {own, {{Reader, fingerprint(*m_home, Reader)}, {mail, fingerprint(*m_home, mail)}}});
            QVERIFY2(!made, qPrintable(mail));
            QCOMPARE(made.error().code, ErrorCode::NotPermitted);
        }
        // A good key of somebody else's is not this recipient's.
        QVERIFY(
            !protectedMail(message(), {own, {{QStringLiteral("boss@cert.example"), fingerprint(*m_home, Reader)}}}));
        QCOMPARE(protectedMail(message(), {own, {{Reader, QString(40, QLatin1Char('A'))}}}).error().code,
                 ErrorCode::NotFound);
        QCOMPARE(protectedMail(message(), {own, {{Reader, QStringLiteral("cert.example")}}}).error().code,
                 ErrorCode::BadInput);
        // Signing: no secret half, expired, revoked.
        QCOMPARE(protectedMail(message(), {fingerprint(*m_home, Strange), {}}).error().code, ErrorCode::NotFound);
        for (const QString &mail : {Old, Gone})
            QCOMPARE(protectedMail(message(), {fingerprint(*m_home, mail), {}}).error().code, ErrorCode::NotPermitted);
        QCOMPARE(protectedMail(message(), {}).error().code, ErrorCode::BadInput);
    }

    void refusesWhatIsNoMail_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no headers' end") << QByteArray("Subject: x\r\n");
        QTest::newRow("bare LF") << QByteArray("Subject: x\n\nbody");
        QTest::newRow("eight bits") << QByteArray("Subject: x\r\n\r\n\xe3\x81\x82\r\n");
        QTest::newRow("nul") << QByteArray("Subject: x\r\n\r\na\0b\r\n", 19);
    }
    void refusesWhatIsNoMail()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(protectedMail(bytes, {fingerprint(*m_home, Own), {}}).error().code, ErrorCode::BadInput);
    }

    void signedMailIsWhatGpgAndAMailLibrarySayItIs()
    {
        const auto made = protectedMail(message(), {fingerprint(*m_home, Own), {}});
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        const auto taken = takeApart(*made);
        const auto mail = taken.value(QStringLiteral("mail")).toObject();
        QCOMPARE(mail.value(QStringLiteral("type")).toString(), QStringLiteral("multipart/signed"));
        QVERIFY(mail.value(QStringLiteral("defects")).toArray().isEmpty());
        const auto parameters = mail.value(QStringLiteral("parameters")).toObject();
        QCOMPARE(parameters.value(QStringLiteral("protocol")).toString(), QStringLiteral("application/pgp-signature"));
        QVERIFY(parameters.value(QStringLiteral("micalg")).toString().startsWith(QLatin1String("pgp-sha")));
        const auto parts = mail.value(QStringLiteral("parts")).toArray();
        QCOMPARE(parts.size(), 2);
        QCOMPARE(parts[0].toObject().value(QStringLiteral("type")).toString(), QStringLiteral("multipart/mixed"));
        sameContent(parts[0].toObject());
        QCOMPARE(parts[1].toObject().value(QStringLiteral("type")).toString(),
                 QStringLiteral("application/pgp-signature"));
        const auto headers = taken.value(QStringLiteral("headers")).toObject();
        QCOMPARE(headers.value(QStringLiteral("Subject")).toString(),
                 QString::fromUtf8("【緊急】ネームサーバーの改ざん"));
        QVERIFY(!headers.contains(QStringLiteral("X-Unsent")));

        const QString first = m_work.filePath(QStringLiteral("first")),
                      second = m_work.filePath(QStringLiteral("second"));
        QVERIFY(verifies(second, first, fingerprint(*m_home, Own)));
        // One octet changed is noticed.
        auto bytes = read(first);
        bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
        write(first, bytes);
        QVERIFY(!verifies(second, first, fingerprint(*m_home, Own)));
    }

    void encryptedMailIsReadByItsRecipientAndSigned()
    {
        const QString own = fingerprint(*m_home, Own);
        const auto made = protectedMail(message(), {own, {{Reader, fingerprint(*m_home, Reader)}}});
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QVERIFY(!made->contains("Q29uZmlkZW50aWFs") && !made->contains("evidence.txt"));
        const auto mail = takeApart(*made).value(QStringLiteral("mail")).toObject();
        QCOMPARE(mail.value(QStringLiteral("type")).toString(), QStringLiteral("multipart/encrypted"));
        const auto parts = mail.value(QStringLiteral("parts")).toArray();
        QCOMPARE(parts.size(), 2);
        QCOMPARE(parts[0].toObject().value(QStringLiteral("type")).toString(),
                 QStringLiteral("application/pgp-encrypted"));
        QByteArray clear, status;
        QVERIFY(gpg(*m_home,
                    {QStringLiteral("--status-fd"), QStringLiteral("2"), QStringLiteral("--decrypt"),
                     m_work.filePath(QStringLiteral("second"))},
                    {}, &clear, &status));
        QVERIFY(status.contains("GOODSIG") && status.contains(own.toLatin1()));
        QCOMPARE(status.count("ENC_TO "), 2); // the reader, and whoever wrote it
        write(m_work.filePath(QStringLiteral("entity")), clear);
        QByteArray described;
        QVERIFY(python({QStringLiteral("--entity"), m_work.filePath(QStringLiteral("entity"))}, &described));
        sameContent(QJsonDocument::fromJson(described).object());
        // Unsigned, for the reader alone.
        const auto quiet = protectedMail(message(), {{}, {{Reader, fingerprint(*m_home, Reader)}}});
        QVERIFY(quiet);
        takeApart(*quiet);
        status.clear();
        QVERIFY(gpg(*m_home,
                    {QStringLiteral("--status-fd"), QStringLiteral("2"), QStringLiteral("--decrypt"),
                     m_work.filePath(QStringLiteral("second"))},
                    {}, &clear, &status));
        QVERIFY(!status.contains("GOODSIG"));
        QCOMPARE(status.count("ENC_TO "), 1);
    }

    void aBundleIsSignedDetached()
    {
        const QByteArray sums = "0123  log/01-hinoban.jsonl\n";
        const auto signature = sign(sums, fingerprint(*m_home, Own));
        QVERIFY(signature);
        write(m_work.filePath(QStringLiteral("SHA256SUMS")), sums);
        write(m_work.filePath(QStringLiteral("SHA256SUMS.asc")), signature->armour);
        QVERIFY(verifies(m_work.filePath(QStringLiteral("SHA256SUMS.asc")),
                         m_work.filePath(QStringLiteral("SHA256SUMS")), fingerprint(*m_home, Own)));
    }

    void showsFingerprintsAsPeopleReadThem()
    {
        QCOMPARE(fingerprintText(QStringLiteral("0123456789ABCDEF")), QStringLiteral("0123 4567 89AB CDEF"));
        const auto own = keys(fingerprint(*m_home, Own), true);
        QVERIFY(own && own->size() == 1);
        QCOMPARE(own->front().validityFor(Own), Validity::Ultimate);
        QVERIFY(own->front().hasSecret && own->front().names.front().contains(Own));
    }

private:
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("%s", qPrintable(path));
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static bool gpg(const QTemporaryDir &home, QStringList words, const QByteArray &input = {},
                    QByteArray *output = nullptr, QByteArray *errors = nullptr)
    {
        QProcess process;
        words = QStringList{QStringLiteral("--homedir"),       home.path(),
                            QStringLiteral("--batch"),         QStringLiteral("--no-tty"),
                            QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"),
                            QStringLiteral("--passphrase"),    QString()} +
                words;
        process.start(QStringLiteral("gpg"), words);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(60000);
        if (output) *output = process.readAllStandardOutput();
        const auto said = process.readAllStandardError();
        if (errors) *errors = said;
        return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }
    static void make(const QTemporaryDir &home, const QString &mail, const QString &then)
    {
        QStringList words;
        if (!then.isEmpty()) words << QStringLiteral("--faked-system-time") << then;
        words << QStringLiteral("--quick-gen-key") << QStringLiteral("Test <%1>").arg(mail)
              << QStringLiteral("future-default") << QStringLiteral("default")
              << (then.isEmpty() ? QStringLiteral("never") : QStringLiteral("1d"));
        if (mail == Twice) words.prepend(QStringLiteral("--yes"));
        QByteArray said;
        if (!gpg(home, words, {}, nullptr, &said)) qFatal("%s", said.constData());
    }
    static QString fingerprint(const QTemporaryDir &home, const QString &mail)
    {
        QByteArray listed;
        gpg(home, {QStringLiteral("--with-colons"), QStringLiteral("--list-keys"), mail}, {}, &listed);
        for (const auto &line : listed.split('\n'))
            if (line.startsWith("fpr:")) return QString::fromLatin1(line.split(':').value(9));
        return {};
    }
    static void revoke(const QTemporaryDir &home, const QString &fingerprint)
    {
        auto text = read(home.filePath(QStringLiteral("openpgp-revocs.d/%1.rev").arg(fingerprint)));
        text.replace(":-----BEGIN", "-----BEGIN"); // gpg makes it unusable by accident
        if (!gpg(home, {QStringLiteral("--import")}, text)) qFatal("not revoked");
    }
    static bool verifies(const QString &signature, const QString &content, const QString &fingerprint)
    {
        QByteArray status;
        QProcess process;
        process.start(QStringLiteral("gpg"), {QStringLiteral("--batch"), QStringLiteral("--status-fd"),
                                              QStringLiteral("1"), QStringLiteral("--verify"), signature, content});
        process.waitForFinished(60000);
        status = process.readAllStandardOutput();
        return process.exitCode() == 0 && status.contains("VALIDSIG " + fingerprint.toLatin1());
    }
    static bool python(QStringList words, QByteArray *output)
    {
        QProcess process;
        words.prepend(QStringLiteral(HINOBAN_SOURCE_DIR "/tests/openpgp/parts.py"));
        process.start(qEnvironmentVariable("HINOBAN_PYTHON", QStringLiteral("python3")), words);
        process.waitForFinished(60000);
        *output = process.readAllStandardOutput();
        if (process.exitCode() != 0) qWarning("%s", process.readAllStandardError().constData());
        return process.exitCode() == 0;
    }
    QJsonObject takeApart(const QByteArray &mail)
    {
        write(m_work.filePath(QStringLiteral("mail.eml")), mail);
        QByteArray output;
        if (!python({m_work.filePath(QStringLiteral("mail.eml")), m_work.path()}, &output)) return {};
        return QJsonDocument::fromJson(output).object();
    }
    static void sameContent(const QJsonObject &entity)
    {
        const auto parts = entity.value(QStringLiteral("parts")).toArray();
        QCOMPARE(parts.size(), 2);
        QString text = parts[0].toObject().value(QStringLiteral("text")).toString();
        text.replace(QLatin1String("\r\n"), QLatin1String("\n")); // as mail ends lines
        QCOMPARE(text, QString::fromUtf8("Confidential: 偽の応答です。\n"));
        QCOMPARE(parts[1].toObject().value(QStringLiteral("name")).toString(), QStringLiteral("evidence.txt"));
    }
    static QByteArray message()
    {
        respond::Draft draft;
        draft.language = QStringLiteral("ja");
        draft.subject = QString::fromUtf8("【緊急】ネームサーバーの改ざん");
        draft.body = QString::fromUtf8("Confidential: 偽の応答です。\n");
        draft.recipients = {Reader};
        respond::DraftFacts facts;
        facts.organisation.externalMail = Own;
        facts.organisation.personJa = QString::fromUtf8("山田 花子");
        respond::MailOptions options;
        options.attachments = {
            {QStringLiteral("evidence.txt"), "text/plain", "coincheck.com. 60 IN MX 5 mail.coincheck.com.\n"}};
        const auto made = respond::emlOf(draft, facts, *instantFromRfc3339(u"2020-06-01T10:36:00Z"), options);
        if (!made) qFatal("%s", qPrintable(made.error().detail));
        return *made;
    }

    std::unique_ptr<QTemporaryDir> m_home, m_other;
    QTemporaryDir m_work;
};

QTEST_GUILESS_MAIN(OpenPgpTest)
#include "tst_openpgp.moc"
