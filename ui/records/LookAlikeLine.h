// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"
#include "app/detect/LookAlike.h"

#include <QWidget>

namespace hinoban::ui {

// A look-alike and the name that it imitates, one above the other, with every character marked in which they differ,
// and the difference in words. Empty, and without height, for a finding that is about no look-alike of a known name.
class LookAlikeLine final : public QWidget {
    Q_OBJECT
public:
    explicit LookAlikeLine(QWidget *parent = nullptr);

    void show(const detect::Finding *finding); // null: nothing
    using QWidget::show;
    void retranslate();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    // "“0” was added": in the language of the program; empty where too much differs to be said in words.
    [[nodiscard]] static QString words(const QString &shown, const QString &imitated);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_shown, m_imitated, m_words;
    std::vector<detect::Span> m_shownSpans, m_imitatedSpans;
};

} // namespace hinoban::ui
