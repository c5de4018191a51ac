// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>

namespace hinoban::dns::test {

// An authority of the test's own, and certificates by it; made by openssl in a folder that goes with it.
class Authority {
public:
    Authority()
    {
        run({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
             QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
             QStringLiteral("-keyout"), QStringLiteral("ca.key"), QStringLiteral("-out"), QStringLiteral("ca.pem"),
             QStringLiteral("-days"), QStringLiteral("30"), QStringLiteral("-subj"),
             QStringLiteral("/CN=Lab Authority")});
    }
    [[nodiscard]] QByteArray pem() const { return content(QStringLiteral("ca.pem")); }

    struct Identity {
        QSslCertificate certificate;
        QSslKey key;
    };
    // `alternatives`: "DNS:dns.test,IP:192.0.2.53"
    [[nodiscard]] Identity issue(const QString &alternatives, int days = 10)
    {
        const QString base = QString::number(++m_issued);
        run({QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
             QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"), QStringLiteral("-keyout"),
             base + QStringLiteral(".key"), QStringLiteral("-out"), base + QStringLiteral(".csr"),
             QStringLiteral("-subj"), QStringLiteral("/CN=a test")});
        QFile extensions(m_folder.filePath(base + QStringLiteral(".ext")));
        if (!extensions.open(QIODevice::WriteOnly)) qFatal("cannot write a file");
        extensions.write("subjectAltName=" + alternatives.toLatin1() + '\n');
        extensions.close();
        run({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), base + QStringLiteral(".csr"),
             QStringLiteral("-CA"), QStringLiteral("ca.pem"), QStringLiteral("-CAkey"), QStringLiteral("ca.key"),
             QStringLiteral("-CAcreateserial"), QStringLiteral("-days"), QString::number(days),
             QStringLiteral("-extfile"), base + QStringLiteral(".ext"), QStringLiteral("-out"),
             base + QStringLiteral(".pem")});
        return {QSslCertificate(content(base + QStringLiteral(".pem"))),
                QSslKey(content(base + QStringLiteral(".key")), QSsl::Ec)};
    }

private:
    [[nodiscard]] QByteArray content(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) qFatal("openssl made no %s", qUtf8Printable(name));
        return file.readAll();
    }
    void run(const QStringList &arguments) const
    {
        QProcess openssl;
        openssl.setWorkingDirectory(m_folder.path());
        openssl.start(QStringLiteral("openssl"), arguments);
        if (!openssl.waitForFinished() || openssl.exitCode() != 0)
            qFatal("openssl %s: %s", qUtf8Printable(arguments.first()), openssl.readAllStandardError().constData());
    }

    QTemporaryDir m_folder;
    int m_issued = 0;
};

} // namespace hinoban::dns::test
