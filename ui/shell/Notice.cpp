// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Notice.h"

#include "ui/common/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace hinoban::ui {

Notice::Notice(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("notice"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 5, 8, 5);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_close->setText(QStringLiteral("✕"));
    m_close->setProperty("link", true);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    retranslate();
    hide();
}

void Notice::showEnded(bool drill)
{
    m_kind = drill ? Kind::StoryOver : Kind::WatchOver;
    retranslate();
    show();
}

void Notice::showError(const Error &error)
{
    m_kind = Kind::Failure;
    m_error = error;
    retranslate();
    show();
}

void Notice::showWords(const QString &words)
{
    m_kind = Kind::Words;
    m_words = words;
    retranslate();
    show();
}

QString Notice::text() const { return m_text->text(); }

void Notice::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void Notice::retranslate()
{
    switch (m_kind) {
    case Kind::Failure:
        m_text->setText(sentence(m_error));
        break;
    case Kind::Words:
        m_text->setText(m_words);
        break;
    case Kind::StoryOver:
        m_text->setText(tr("The story of the drill is over: nothing more will happen in it. What is known stays on the "
                           "screen, and entries can still be written."));
        break;
    case Kind::WatchOver:
        m_text->setText(tr("The watch has ended by itself: nothing is looked at any more. Open the workspace again to "
                           "go on."));
        break;
    }
    m_close->setAccessibleName(tr("Close this message"));
}

void Notice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::colours().warnbg);
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::colours().line);
}

} // namespace hinoban::ui
