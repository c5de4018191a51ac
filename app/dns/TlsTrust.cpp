// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/TlsTrust.h"

#include "app/base/SafeText.h"

#include <QSslCertificate>

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr qsizetype MostNames = 4;
constexpr int LongestName = 120;

// Names in a certificate are the server's: bounded, and nothing in them may steer a terminal.
QString shown(const QString &name) { return safeText(name.left(LongestName)); }

QString namesOf(const QSslCertificate &certificate)
{
    QStringList names;
    const auto alternatives = certificate.subjectAlternativeNames();
    for (const auto &name : alternatives)
        names << shown(name);
    if (names.isEmpty()) {
        const auto common = certificate.subjectInfo(QSslCertificate::CommonName);
        for (const auto &name : common)
            names << shown(name);
    }
    names.sort();
    if (names.isEmpty()) return QStringLiteral("nobody");
    const qsizetype more = names.size() - MostNames;
    QString text = names.mid(0, MostNames).join(QStringLiteral(", "));
    if (more > 0) text += QStringLiteral(" and %1 more").arg(more);
    return text;
}

QString issuerOf(const QSslCertificate &certificate)
{
    for (const auto kind : {QSslCertificate::CommonName, QSslCertificate::Organization}) {
        const auto names = certificate.issuerInfo(kind);
        if (!names.isEmpty()) return shown(names.first());
    }
    return QStringLiteral("nobody");
}

QString dateOf(const QDateTime &time) { return time.toUTC().toString(Qt::ISODate); }

QString sentenceOf(const QSslError &error, const QSslCertificate &certificate, const QString &peerName)
{
    switch (error.error()) {
    case QSslError::HostNameMismatch:
        return QStringLiteral("the certificate is for %1, not for %2").arg(namesOf(certificate), peerName);
    case QSslError::CertificateExpired:
        return QStringLiteral("the certificate expired at %1")
            .arg(dateOf((error.certificate().isNull() ? certificate : error.certificate()).expiryDate()));
    case QSslError::CertificateNotYetValid:
        return QStringLiteral("the certificate is not valid before %1")
            .arg(dateOf((error.certificate().isNull() ? certificate : error.certificate()).effectiveDate()));
    case QSslError::SelfSignedCertificate:
        return QStringLiteral("not trusted: the certificate is signed by itself");
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return QStringLiteral("not trusted: the certificate is issued by %1").arg(issuerOf(certificate));
    case QSslError::NoPeerCertificate:
        return QStringLiteral("the server shows no certificate");
    default:
        return QStringLiteral("not trusted: %1").arg(error.errorString());
    }
}

} // namespace

QSslConfiguration tlsConfiguration(const QByteArray &authorities, const QList<QByteArray> &protocols)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setAllowedNextProtocols(protocols);
    if (!authorities.isEmpty()) configuration.setCaCertificates(QSslCertificate::fromData(authorities, QSsl::Pem));
    return configuration;
}

QString trustProblem(const QList<QSslError> &errors, const QSslCertificate &certificate, const QString &peerName)
{
    QStringList sentences;
    for (const auto &error : errors) {
        const QString sentence = sentenceOf(error, certificate, shown(peerName));
        if (!sentences.contains(sentence)) sentences << sentence;
    }
    return sentences.join(QStringLiteral("; "));
}

} // namespace hinoban::dns
