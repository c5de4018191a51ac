// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Paper.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QFontMetricsF>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>
#include <QUrl>

#include <cmath>

namespace hinoban::ui {
namespace {

// Laid out in CSS pixels, 96 to the inch, whatever the device: the same text breaks at the same places everywhere.
constexpr double Dpi = 96;
constexpr double HeadHeight = 34, FootHeight = 46;
const QColor Ink(0x1b, 0x1f, 0x24), Muted(0x57, 0x60, 0x6a), Line(0xb8, 0xc0, 0xc8);

QStringList families(bool mono)
{
    if (mono)
        return {QStringLiteral("Noto Sans Mono"), QStringLiteral("Noto Sans Mono CJK JP"), QStringLiteral("monospace")};
    return {QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK JP"), QStringLiteral("sans-serif")};
}

QFont fontOf(int pixels, bool bold = false, bool mono = false)
{
    QFont font(families(mono));
    font.setPixelSize(pixels);
    font.setBold(bold);
    if (mono) font.setStyleHint(QFont::Monospace);
    return font;
}

// A document that has what is in it and asks nobody for more: no file, no address, whatever a text says.
class PaperDocument final : public QTextDocument {
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int type, const QUrl &name) override
    {
        if (type != QTextDocument::ImageResource) return QByteArray();
        return ownPicture(name);
    }
};

// Whoever reads what the paper says about traffic lights sees its colours (FIRST, TLP 2.0), on black.
QColor tlpColour(const QString &mark)
{
    if (mark.contains(QLatin1String("TLP:RED"))) return {0xff, 0x2b, 0x2b};
    if (mark.contains(QLatin1String("TLP:AMBER"))) return {0xff, 0xc0, 0x00};
    if (mark.contains(QLatin1String("TLP:GREEN"))) return {0x33, 0xff, 0x00};
    return Qt::white;
}

void paintMark(QPainter &painter, const PaperOrder &order, QRectF row)
{
    painter.setFont(fontOf(12, true));
    const QFontMetricsF metrics(painter.font());
    const QStringList parts = order.mark.split(QStringLiteral(" · "), Qt::SkipEmptyParts);
    double right = row.right();
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        const bool isTlp = part->startsWith(QLatin1String("TLP:"));
        const double width = metrics.horizontalAdvance(*part) + (isTlp ? 12 : 0);
        const QRectF box(right - width, row.top() + 4, width, 20);
        if (isTlp) painter.fillRect(box, Qt::black);
        painter.setPen(isTlp ? tlpColour(*part) : Ink);
        painter.drawText(box, Qt::AlignCenter, *part);
        right = box.left() - 10;
    }
    painter.setFont(fontOf(12));
    painter.setPen(Muted);
    const QRectF left(row.left(), row.top() + 4, std::max(0.0, right - row.left()), 20);
    painter.drawText(left, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(order.title, Qt::ElideRight, left.width()));
}

void paintFoot(QPainter &painter, const PaperOrder &order, QRectF row, int page, int pages)
{
    const QString number = order.language == QLatin1String("ja") ? QStringLiteral("%1 / %2 ページ").arg(page).arg(pages)
                                                                 : QStringLiteral("Page %1 of %2").arg(page).arg(pages);
    painter.setPen(Line);
    painter.drawLine(row.topLeft() + QPointF(0, 4), row.topRight() + QPointF(0, 4));
    painter.setPen(Muted);
    painter.setFont(fontOf(11));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(number) + 8;
    QRectF first(row.left(), row.top() + 8, row.width(), 16);
    painter.drawText(first, Qt::AlignRight | Qt::AlignVCenter, number);
    first.setWidth(row.width() - width);
    painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(order.about, Qt::ElideRight, first.width()));
    painter.setFont(fontOf(9, false, true));
    painter.drawText(QRectF(row.left(), row.top() + 25, row.width(), 14), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(order.chainHead, Qt::ElideRight, row.width()));
}

// A heading alone at the foot of a page is moved to the next one; table heads come again on every page.
void keepTogether(QTextDocument &document)
{
    for (auto block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0) continue;
        const double height = document.pageSize().height();
        const auto box = document.documentLayout()->blockBoundingRect(block);
        const double left = height - std::fmod(box.bottom(), height);
        if (left > 70 || box.top() < 1) continue;
        QTextCursor cursor(block);
        auto format = block.blockFormat();
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        cursor.setBlockFormat(format);
    }
}

} // namespace

QImage ownPicture(const QUrl &name)
{
    const QString text = name.toString(QUrl::FullyEncoded);
    const QString ours = QStringLiteral("data:image/png;base64,");
    if (!text.startsWith(ours)) return {};
    return QImage::fromData(QByteArray::fromBase64(QByteArray::fromPercentEncoding(text.mid(ours.size()).toLatin1())),
                            "PNG");
}

QPageLayout paperLayout()
{
    return {QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF(15, 10, 15, 8), QPageLayout::Millimeter};
}

int paintPaper(const PaperOrder &order, QPagedPaintDevice &device)
{
    QPainter painter;
    if (!painter.begin(&device)) return 0;
    const double scaleX = device.logicalDpiX() / Dpi, scaleY = device.logicalDpiY() / Dpi;
    painter.scale(scaleX, scaleY);
    const QRectF page(0, 0, painter.viewport().width() / scaleX, painter.viewport().height() / scaleY);
    const QRectF body = page.adjusted(0, HeadHeight, 0, -FootHeight);

    PaperDocument document;
    document.setUndoRedoEnabled(false);
    document.setDocumentMargin(0);
    // Without a device of its own the document takes the screen's; a picture has exactly the wanted resolution.
    QImage ruler(1, 1, QImage::Format_ARGB32);
    ruler.setDotsPerMeterX(int(std::lround(Dpi / 0.0254)));
    ruler.setDotsPerMeterY(int(std::lround(Dpi / 0.0254)));
    document.documentLayout()->setPaintDevice(&ruler);
    document.setDefaultFont(fontOf(13));
    auto wrap = document.defaultTextOption();
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document.setDefaultTextOption(wrap);
    if (order.html.isEmpty())
        document.setPlainText(order.plain);
    else
        document.setHtml(order.html);
    document.rootFrame()->setFrameFormat([&] {
        auto format = document.rootFrame()->frameFormat();
        format.setMargin(0);
        format.setPadding(0);
        format.setBackground(Qt::NoBrush);
        return format;
    }());
    document.setPageSize(body.size());
    keepTogether(document);

    const int pages = std::max(1, document.pageCount());
    for (int number = 1; number <= pages; ++number) {
        if (number > 1 && !device.newPage()) break;
        paintMark(painter, order, {page.left(), page.top(), page.width(), HeadHeight});
        paintFoot(painter, order, {page.left(), body.bottom(), page.width(), FootHeight}, number, pages);
        painter.save();
        painter.setClipRect(body);
        painter.translate(body.left(), body.top() - (number - 1) * body.height());
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = QRectF(0, (number - 1) * body.height(), body.width(), body.height());
        context.palette.setColor(QPalette::Text, Ink);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
    }
    painter.end();
    return pages;
}

QByteArray pdfOf(const PaperOrder &order)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly)) return {};
    QPdfWriter writer(&buffer);
    writer.setTitle(order.title);
    writer.setCreator(QStringLiteral("Hinoban"));
    writer.setPageLayout(paperLayout());
    writer.setResolution(300);
    if (paintPaper(order, writer) == 0) return {};
    buffer.close();
    return bytes;
}

} // namespace hinoban::ui
