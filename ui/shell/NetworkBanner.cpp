// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/NetworkBanner.h"

#include "app/base/SafeText.h"
#include "ui/common/StateMark.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace hinoban::ui {

namespace {

constexpr int Left = 14, MarkSize = 12, MarkRoom = 20;

} // namespace

NetworkBanner::NetworkBanner(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("networkBanner"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Left + MarkRoom, 5, 14, 6);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_text, 1);
    hide();
}

void NetworkBanner::show(const std::optional<detect::Interception> &interception)
{
    m_interception = interception;
    retranslate();
    setVisible(m_interception.has_value());
}

QString NetworkBanner::text() const { return m_text->text(); }

void NetworkBanner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void NetworkBanner::retranslate()
{
    if (!m_interception) return;
    const QString text = safeText(detect::sentence(*m_interception), 2000) + QLatin1Char(' ') +
                         tr("Look from another network, or ask resolvers over TLS or HTTPS.");
    if (text == m_text->text()) return;
    m_text->setText(text);
    m_text->setAccessibleName(markWord(Mark::Suspicion) + QStringLiteral(": ") + text);
}

void NetworkBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::colours().warnbg);
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::colours().line);
    paintMark(painter, QRectF(Left, 6, MarkSize, fontMetrics().height()), Mark::Suspicion, MarkSize);
}

} // namespace hinoban::ui
