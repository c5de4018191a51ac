// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <vector>

class QPagedPaintDevice;
class QPageLayout;
class QUrl;

namespace hinoban::ui {

// What goes onto paper, and what stands on every page. All of it plain text but `html`, which is our own markup with
// every foreign text escaped; nothing is ever loaded for it but pictures inside it.
struct PaperOrder {
    QString html;  // the body; empty: `plain`
    QString plain; // a letter, as it is
    QString title; // of the document
    QString mark;  // "TLP:AMBER", "DRILL …": at the right of every page's head
    QString about; // case, domain, moment: at the left of the foot
    QString chainHead;
    QString language = QStringLiteral("en"); // of "Page 1 of 3"
};

// What a page of ours may show: a PNG inside the page itself. Null for everything else: no file is read and no address
// is asked, whatever a text says.
[[nodiscard]] QImage ownPicture(const QUrl &name);

// A4, with the margins that head and foot need.
[[nodiscard]] QPageLayout paperLayout();

// How many pages were painted; 0: the device could not be painted on. Any thread: it touches no widget. It takes its
// time, so not the screen's.
int paintPaper(const PaperOrder &order, QPagedPaintDevice &device);

// As a PDF file's bytes. As above.
[[nodiscard]] QByteArray pdfOf(const PaperOrder &order);

} // namespace hinoban::ui
