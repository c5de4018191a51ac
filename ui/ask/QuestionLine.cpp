// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/QuestionLine.h"

#include <QKeyEvent>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr qsizetype MostRemembered = 100;
constexpr int LongestLine = 1000;

} // namespace

QuestionLine::QuestionLine(QWidget *parent)
    : QLineEdit(parent)
{
    setMaxLength(LongestLine);
}

void QuestionLine::remember(const QString &line)
{
    m_lines.removeAll(line);
    m_lines.append(line);
    while (m_lines.size() > MostRemembered)
        m_lines.removeFirst();
    m_at = m_lines.size();
    m_typed.clear();
}

void QuestionLine::step(int by)
{
    const qsizetype to = std::clamp<qsizetype>(m_at + by, 0, m_lines.size());
    if (to == m_at) return;
    if (m_at == m_lines.size()) m_typed = text();
    m_at = to;
    setText(m_at == m_lines.size() ? m_typed : m_lines.at(m_at));
}

void QuestionLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Up) return step(-1);
    if (event->key() == Qt::Key_Down) return step(1);
    QLineEdit::keyPressEvent(event);
}

} // namespace hinoban::ui
