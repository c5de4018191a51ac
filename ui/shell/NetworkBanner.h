// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <QFrame>

class QLabel;

namespace hinoban::ui {

// A line across the window for as long as the network between rewrites DNS: that it does, by which signs, and what to
// do. It cannot be closed: while it stands, nothing that came over port 53 says anything about a domain.
class NetworkBanner final : public QFrame {
    Q_OBJECT
public:
    explicit NetworkBanner(QWidget *parent = nullptr);
    void show(const std::optional<detect::Interception> &interception); // hidden where there is none
    using QWidget::show;
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();

    QLabel *m_text;
    std::optional<detect::Interception> m_interception;
};

} // namespace hinoban::ui
