// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/LookAlikeLine.h"

#include "app/base/SafeText.h"
#include "ui/common/Fonts.h"
#include "ui/common/Theme.h"

#include <QPainter>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr size_t MostSpans = 3;
constexpr int LongestSpan = 12, Gap = 12;

// The characters of the runs; where one is empty, something is missing there.
QStringList textsOf(const QString &text, const std::vector<detect::Span> &spans)
{
    QStringList out;
    for (const auto &span : spans)
        if (span.length > 0) out << text.mid(span.begin, span.length);
    return out;
}

QString quoted(const QStringList &texts)
{
    QStringList out;
    for (const QString &text : texts)
        out << LookAlikeLine::tr("“%1”").arg(text);
    return out.join(QStringLiteral(", "));
}

// The name with its marked runs; where something is missing, a bar.
qreal writeName(QPainter &painter, QPointF at, const QString &text, const std::vector<detect::Span> &spans,
                const QColor &tint)
{
    const QFont plain = fonts::mono();
    QFont marked = plain;
    marked.setBold(true);
    marked.setUnderline(true);
    const auto write = [&](const QString &part, const QFont &font, bool isMarked) {
        const QFontMetricsF metrics(font);
        const qreal width = part.isEmpty() ? 2 : metrics.horizontalAdvance(part);
        if (isMarked) painter.fillRect(QRectF(at.x(), at.y() - metrics.ascent(), width, metrics.height()), tint);
        painter.setFont(font);
        painter.drawText(at, part);
        at.rx() += width;
    };
    int position = 0;
    for (const auto &span : spans) {
        write(text.mid(position, span.begin - position), plain, false);
        write(text.mid(span.begin, span.length), marked, true);
        position = span.begin + span.length;
    }
    write(text.mid(position), plain, false);
    return at.x();
}

} // namespace

LookAlikeLine::LookAlikeLine(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("lookAlike"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setVisible(false);
}

void LookAlikeLine::show(const detect::Finding *finding)
{
    QString shown, imitated;
    if (finding && finding->signal == QLatin1String("D2")) {
        shown = safeText(finding->args.value(QLatin1String("host")).toString(), 255);
        imitated = safeText(finding->args.value(QLatin1String("imitates")).toString(), 255);
    }
    if (shown.isEmpty() || imitated.isEmpty()) shown = imitated = QString();
    if (shown != m_shown || imitated != m_imitated) {
        m_shown = shown;
        m_imitated = imitated;
        m_shownSpans = detect::differingSpans(shown, imitated);
        m_imitatedSpans = detect::differingSpans(imitated, shown);
        retranslate();
        updateGeometry();
    }
    setVisible(!shown.isEmpty());
}

void LookAlikeLine::retranslate()
{
    m_words = words(m_shown, m_imitated);
    setAccessibleName(m_shown.isEmpty() ? QString() : tr("%1 instead of %2: %3").arg(m_shown, m_imitated, m_words));
    update();
}

QString LookAlikeLine::words(const QString &shown, const QString &imitated)
{
    const auto ours = detect::differingSpans(shown, imitated), theirs = detect::differingSpans(imitated, shown);
    const QStringList added = textsOf(shown, ours), missing = textsOf(imitated, theirs);
    const auto isShort = [](const QStringList &texts) {
        return size_t(texts.size()) <= MostSpans &&
               std::all_of(texts.begin(), texts.end(), [](const QString &text) { return text.size() <= LongestSpan; });
    };
    if (!isShort(added) || !isShort(missing) || (added.isEmpty() && missing.isEmpty())) return {};
    if (missing.isEmpty()) return tr("%1 was added").arg(quoted(added));
    if (added.isEmpty()) return tr("%1 was left out").arg(quoted(missing));
    return tr("%1 in the place of %2").arg(quoted(added), quoted(missing));
}

QSize LookAlikeLine::sizeHint() const
{
    if (m_shown.isEmpty()) return {0, 0};
    return {100, 2 * (int(QFontMetricsF(fonts::mono()).height()) + 3)};
}

QSize LookAlikeLine::minimumSizeHint() const { return {0, sizeHint().height()}; }

void LookAlikeLine::paintEvent(QPaintEvent *)
{
    if (m_shown.isEmpty()) return;
    const Colours &c = Theme::colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::TextAntialiasing);
    const QFont small = fonts::prose(fonts::Size::Small);
    const QString labels[] = {tr("shown"), tr("imitates")};
    const QFontMetricsF smallMetrics(small), mono(fonts::mono());
    const qreal left =
        Gap + std::max(smallMetrics.horizontalAdvance(labels[0]), smallMetrics.horizontalAdvance(labels[1]));
    const qreal lineHeight = height() / 2.0;
    const auto baseline = [&](int line) {
        return line * lineHeight + (lineHeight + mono.ascent() - mono.descent()) / 2.0;
    };
    for (int line = 0; line < 2; ++line) {
        painter.setFont(small);
        painter.setPen(c.mut);
        painter.drawText(QPointF(0, baseline(line)), labels[line]);
    }
    painter.setPen(c.ink);
    const qreal end = writeName(painter, {left, baseline(0)}, m_shown, m_shownSpans, c.diff);
    writeName(painter, {left, baseline(1)}, m_imitated, m_imitatedSpans, c.diff);
    painter.setFont(small);
    painter.setPen(c.bad);
    painter.drawText(QPointF(end + Gap, baseline(0)),
                     smallMetrics.elidedText(m_words, Qt::ElideRight, std::max<qreal>(0, width() - end - Gap)));
}

} // namespace hinoban::ui
