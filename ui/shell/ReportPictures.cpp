// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ReportPictures.h"

#include "app/respond/Dossier.h"
#include "ui/common/PaperTheme.h"
#include "ui/path/ResponsePlot.h"
#include "ui/timeline/TimelinePicture.h"

#include <QBuffer>

namespace hinoban::ui {
namespace {

constexpr double Sharpness = 2; // pixels of the picture to a CSS pixel: paper shows more than a screen

QByteArray pngOf(TimePlot &plot, int height)
{
    plot.resize(respond::PictureWidth, height);
    plot.replot(QCustomPlot::rpImmediateRefresh);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!plot.toPixmap(respond::PictureWidth, height, Sharpness).save(&buffer, "PNG")) return {};
    return bytes;
}

} // namespace

std::map<QString, QByteArray> reportPictures(const console::DomainView &view, const console::Snapshot &snapshot)
{
    const PaperTheme light;
    std::map<QString, QByteArray> pictures;
    auto chart = chartOf(view, snapshot);
    if (!chart.bars.empty() || !chart.points.empty() || !chart.marks.empty()) {
        TimelinePicture picture;
        picture.setChart(std::move(chart), snapshot.log);
        pictures[QStringLiteral("timeline")] = pngOf(picture, 190);
    }
    if (!view.path.samples.isEmpty()) {
        ResponsePlot plot;
        plot.setView(view, snapshot);
        pictures[QStringLiteral("response")] = pngOf(plot, 170);
    }
    return pictures;
}

} // namespace hinoban::ui
