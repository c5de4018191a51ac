// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/MailDialog.h"

#include "app/base/CanonicalJson.h"
#include "app/console/EvidenceBundle.h"
#include "app/openpgp/PgpMime.h"
#include "ui/common/Fonts.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/contacts/SaveFile.h"

#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QLocale>
#include <QPushButton>
#include <QTemporaryDir>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {
namespace {

constexpr qint64 LargestBundle = qint64(20) * 1024 * 1024; // no mail takes more (Draft.h)

// What a tick means, below it.
QLabel *note(QWidget *parent, const char *name)
{
    auto *label = plainLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setContentsMargins(24, 0, 0, 6);
    label->setFont(fonts::mono(fonts::Size::Small));
    label->setProperty("muted", true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QCheckBox *tick(QWidget *parent, const char *name)
{
    auto *box = new QCheckBox(parent);
    box->setObjectName(QLatin1String(name));
    return box;
}

// Runs `work` in a thread of its own and `done` with what it gave, in the screen's, unless the dialog is gone by then.
template <class Work, class Done>
void aside(QObject *context, Work work, Done done)
{
    using Answer = decltype(work());
    auto answer = std::make_shared<std::optional<Answer>>();
    auto *thread = QThread::create([answer, work = std::move(work)] { *answer = work(); });
    QObject::connect(thread, &QThread::finished, context, [answer, done = std::move(done)] { done(**answer); });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

QString validityWord(openpgp::Validity validity)
{
    switch (validity) {
    case openpgp::Validity::Unknown:
        return MailDialog::tr("not known to be theirs");
    case openpgp::Validity::Never:
        return MailDialog::tr("not trusted");
    case openpgp::Validity::Marginal:
        return MailDialog::tr("marginally valid");
    case openpgp::Validity::Full:
        return MailDialog::tr("valid");
    case openpgp::Validity::Ultimate:
        return MailDialog::tr("ultimately trusted");
    }
    return {};
}

} // namespace

QString troubleSentence(openpgp::Trouble trouble)
{
    using openpgp::Trouble;
    switch (trouble) {
    case Trouble::None:
        return {};
    case Trouble::NoKey:
        return MailDialog::tr("There is no key for this address in your keyring.");
    case Trouble::Several:
        return MailDialog::tr("Several keys in your keyring would do: disable those that are not meant.");
    case Trouble::Expired:
        return MailDialog::tr("The key has expired.");
    case Trouble::Revoked:
        return MailDialog::tr("The key was revoked.");
    case Trouble::Disabled:
        return MailDialog::tr("The key is disabled in your keyring.");
    case Trouble::Invalid:
        return MailDialog::tr("The key is not valid.");
    case Trouble::NoSecret:
        return MailDialog::tr("The secret half of the key is not in your keyring.");
    case Trouble::NotForIt:
        return MailDialog::tr("The key cannot be used for this.");
    case Trouble::Untrusted:
        return MailDialog::tr("Nobody has said that the key belongs to this address: compare its fingerprint with them "
                              "by telephone, and sign it in your keyring.");
    }
    return {};
}

MailDialog::MailDialog(Order order, QWidget *parent)
    : QDialog(parent)
    , m_order(std::move(order))
    , m_bundle(tick(this, "mailBundle"))
    , m_xarf(tick(this, "mailXarf"))
    , m_sign(tick(this, "mailSign"))
    , m_encrypt(tick(this, "mailEncrypt"))
    , m_bundleText(note(this, "mailBundleText"))
    , m_signText(note(this, "mailSignText"))
    , m_encryptText(note(this, "mailEncryptText"))
    , m_notice(plainLabel(this))
    , m_save(new QPushButton(this))
{
    setObjectName(QStringLiteral("mailDialog"));
    setWindowTitle(tr("Mail with evidence and OpenPGP"));
    const auto &draft = m_order.draft;
    const bool hasHosts = !draft.hosts.empty();
    m_bundle->setText(tr("Attach the &evidence bundle"));
    m_bundle->setEnabled(!m_order.snapshot->evidenceFile.isEmpty());
    m_xarf->setText(tr("With a machine-readable report (&XARF), one mail a server"));
    m_xarf->setVisible(hasHosts);
    m_xarf->setChecked(hasHosts);
    m_sign->setText(tr("&Sign"));
    m_encrypt->setText(tr("En&crypt; the subject stays readable"));
    m_encrypt->setEnabled(!draft.recipients.isEmpty());
    m_notice->setObjectName(QStringLiteral("mailNotice"));
    m_save->setText(tr("Save…"));
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    m_save->setObjectName(QStringLiteral("mailSave"));
    auto *close = new QPushButton(tr("Close"), this);
    auto *drill = plainLabel(this, tr("DRILL: nothing may be sent."));
    drill->setVisible(draft.drill);
    const auto &colours = Theme::colours();
    drill->setStyleSheet(QStringLiteral("color:%1;background:%2;border:0;padding:3px 12px")
                             .arg(colours.onBar.name(), colours.drill.name()));
    auto *intro = plainLabel(
        this, tr("To: %1").arg(draft.recipients.isEmpty() ? draft.party : draft.recipients.join(QStringLiteral(", "))));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    buttons->addWidget(close);
    auto *all = new QVBoxLayout(this);
    for (auto *widget : std::initializer_list<QWidget *>{drill, intro, m_bundle, m_bundleText, m_xarf, m_sign,
                                                         m_signText, m_encrypt, m_encryptText})
        all->addWidget(widget);
    all->addStretch(1);
    all->addWidget(m_notice);
    all->addLayout(buttons);
    resize(600, 430);
    connect(m_bundle, &QCheckBox::toggled, this, &MailDialog::pack);
    for (auto *box : {m_xarf, m_sign, m_encrypt})
        connect(box, &QCheckBox::toggled, this, &MailDialog::check);
    connect(m_save, &QPushButton::clicked, this, &MailDialog::chooseFile);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_bundleText->setText(m_order.snapshot->evidenceFile.isEmpty()
                              ? tr("Nothing is on record: there is no evidence to pack.")
                              : tr("Log, answers and messages, which the recipient can check by himself."));
    m_signText->setText(tr("Asking gpg for the keys…"));
    if (draft.recipients.isEmpty()) m_encryptText->setText(tr("There is no mail address to encrypt for."));
    readKeys();
    check();
}

void MailDialog::readKeys()
{
    aside(
        this, [] { return openpgp::keys({}, false); },
        [this](const Result<std::vector<openpgp::Key>> &all) {
            if (!m_keysKnown) setKeys(all);
        });
}

QString MailDialog::ownMail() const { return m_order.facts.organisation.externalMail.trimmed(); }

void MailDialog::setKeys(const Result<std::vector<openpgp::Key>> &all)
{
    m_keysKnown = true;
    m_keyProblem.clear();
    m_recipients.clear();
    m_signer = {};
    m_self.reset();
    if (!all) {
        m_keyProblem = tr("gpg gave no keys: %1").arg(sentence(all.error()));
        m_signText->setText(m_keyProblem);
        return check();
    }
    // An empty address would be signed for by any key.
    if (!ownMail().isEmpty()) m_signer = openpgp::chooseSigner(*all, ownMail());
    for (const QString &mail : m_order.draft.recipients)
        m_recipients.emplace_back(mail, openpgp::chooseRecipient(*all, mail));
    if (const auto self = openpgp::chooseRecipient(*all, ownMail()); self.key && self.trouble == openpgp::Trouble::None)
        m_self = openpgp::Recipient{ownMail(), self.key->fingerprint};
    m_signText->setText(ownMail().isEmpty()
                            ? tr("As whom is not known: fill in your mail address first, by “Fill in…” above the text.")
                            : keyText(m_signer, ownMail()));
    QStringList texts;
    for (const auto &[mail, choice] : m_recipients)
        texts += keyText(choice, mail);
    if (!m_recipients.empty()) {
        texts += m_self ? tr("You can read it again with your own key.")
                        : tr("You cannot read it again yourself: there is no key of your own that could be used.");
        m_encryptText->setText(texts.join(u'\n'));
    }
    check();
}

QString MailDialog::keyText(const openpgp::Choice &choice, const QString &mail) const
{
    QString text = mail;
    if (choice.key)
        text += QStringLiteral(" · ") + validityWord(choice.key->validityFor(mail)) + u'\n' +
                openpgp::fingerprintText(choice.key->fingerprint);
    if (choice.trouble != openpgp::Trouble::None) text += QStringLiteral("\n▲ ") + troubleSentence(choice.trouble);
    return text;
}

void MailDialog::pack()
{
    if (!m_bundle->isChecked() || m_packed || m_packing) return check();
    m_packing = true;
    m_bundleText->setText(tr("Packing…"));
    check();
    aside(
        this,
        [snapshot = m_order.snapshot]() -> Result<Bundle> {
            const auto drafts = console::draftsOf(*snapshot);
            if (!drafts) return tl::unexpected(drafts.error());
            const QTemporaryDir folder;
            if (!folder.isValid()) return failure(ErrorCode::ReadOnly, folder.path(), folder.errorString());
            const QString path = folder.filePath(QStringLiteral("evidence.tar.gz"));
            if (const auto packed = console::packEvidence(snapshot->evidenceFile, path, *drafts); !packed)
                return tl::unexpected(packed.error());
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, path, file.errorString());
            if (file.size() > LargestBundle)
                return failure(ErrorCode::BadInput, QStringLiteral("evidence.tar.gz"),
                               QStringLiteral("larger than 20 MiB: no mail takes it"));
            const QByteArray bytes = file.readAll();
            return Bundle{bytes, sha256Hex(bytes)};
        },
        [this](const Result<Bundle> &packed) {
            m_packing = false;
            m_packProblem.clear();
            if (packed)
                m_packed = *packed;
            else
                m_packProblem = sentence(packed.error());
            m_bundleText->setText(packed ? tr("evidence.tar.gz, %1, SHA-256:\n%2")
                                               .arg(QLocale().formattedDataSize(m_packed->bytes.size()),
                                                    QString::fromLatin1(m_packed->sha256))
                                         : m_packProblem);
            check();
        });
}

QString MailDialog::problem() const
{
    if (m_bundle->isChecked() && !m_packed) return m_packProblem.isEmpty() ? tr("Packing…") : m_packProblem;
    if (!m_sign->isChecked() && !m_encrypt->isChecked()) return {};
    if (!m_keysKnown) return tr("Asking gpg for the keys…");
    if (!m_keyProblem.isEmpty()) return m_keyProblem;
    if (m_sign->isChecked() && ownMail().isEmpty()) return tr("It cannot be signed: your mail address is not known.");
    if (m_sign->isChecked() && m_signer.trouble != openpgp::Trouble::None)
        return tr("It cannot be signed: %1").arg(troubleSentence(m_signer.trouble));
    if (!m_encrypt->isChecked()) return {};
    for (const auto &[mail, choice] : m_recipients)
        if (choice.trouble != openpgp::Trouble::None)
            return tr("It cannot be encrypted for %1: %2").arg(mail, troubleSentence(choice.trouble));
    return {};
}

void MailDialog::check()
{
    const QString why = problem();
    m_save->setEnabled(why.isEmpty() && !m_writing);
    say(why, !why.isEmpty() && !isBusy());
    // Texts wrap, and what they say came later than the dialog.
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
    if (!isBusy()) Q_EMIT checked();
}

void MailDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save as a mail file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Mail file (*.eml)"));
    dialog->setDefaultSuffix(QStringLiteral("eml"));
    dialog->selectFile(m_order.fileName);
    connect(dialog, &QFileDialog::fileSelected, this, &MailDialog::saveTo);
    dialog->open();
}

void MailDialog::saveTo(const QString &path)
{
    if (m_writing) return;
    if (const QString why = problem(); !why.isEmpty()) return say(why, true);
    openpgp::Protection protection;
    if (m_sign->isChecked()) protection.signer = m_signer.key->fingerprint;
    if (m_encrypt->isChecked()) {
        for (const auto &[mail, choice] : m_recipients)
            protection.recipients.push_back({mail, choice.key->fingerprint});
        const bool isReader = std::any_of(
            protection.recipients.begin(), protection.recipients.end(),
            [this](const openpgp::Recipient &one) { return m_self && one.fingerprint == m_self->fingerprint; });
        // Whoever signs with it reads with it already.
        if (m_self && !isReader && m_self->fingerprint != protection.signer) protection.recipients.push_back(*m_self);
    }
    std::vector<respond::MailOptions> mails(m_xarf->isChecked() ? std::max<size_t>(m_order.draft.hosts.size(), 1) : 1);
    for (size_t i = 0; i < mails.size(); ++i) {
        if (m_xarf->isChecked() && i < m_order.draft.hosts.size()) mails[i].xarf = m_order.draft.hosts[i];
        if (m_bundle->isChecked())
            mails[i].attachments = {{QStringLiteral("evidence.tar.gz"), "application/gzip", m_packed->bytes}};
    }
    m_writing = true;
    m_save->setEnabled(false);
    say(tr("Writing…"), false);
    using Mails = std::vector<QByteArray>;
    aside(
        this,
        [draft = m_order.draft, facts = m_order.facts, at = m_order.snapshot->at, mails,
         protection]() -> Result<Mails> {
            // All are made before the first is written: what one of them is refused leaves no half of it behind.
            Mails made;
            for (const auto &options : mails) {
                auto mail = respond::emlOf(draft, facts, at, options);
                if (mail && (!protection.signer.isEmpty() || !protection.recipients.empty()))
                    mail = openpgp::protectedMail(*mail, protection);
                if (!mail) return tl::unexpected(mail.error());
                made.push_back(std::move(*mail));
            }
            return made;
        },
        [this, path](const Result<Mails> &made) {
            if (made) return write(path, *made);
            m_writing = false;
            check();
            say(tr("Not saved: %1").arg(sentence(made.error())), true);
        });
}

void MailDialog::write(const QString &path, const std::vector<QByteArray> &mails)
{
    std::vector<FileToSave> files;
    QStringList names;
    for (size_t i = 0; i < mails.size(); ++i) {
        names += numbered(path, i);
        files.push_back({names.back(), mails[i], i == 0}); // whether to replace the others, nobody was asked
    }
    saveFiles(std::move(files), this, [this, names, mails](const std::optional<NotSaved> &problem) {
        m_writing = false;
        check();
        if (problem) return say(sentence(*problem), true);
        Q_EMIT saved(names, mails);
        accept();
    });
}

void MailDialog::say(const QString &sentence, bool isProblem)
{
    const auto &colours = Theme::colours();
    m_notice->setText(sentence);
    m_notice->setVisible(!sentence.isEmpty());
    m_notice->setStyleSheet(
        isProblem ? QStringLiteral("color:%1;background:%2;padding:4px").arg(colours.warn.name(), colours.warnbg.name())
                  : QStringLiteral("padding:4px"));
}

} // namespace hinoban::ui
