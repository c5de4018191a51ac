// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/Pane.h"

class QFrame;
class QLabel;
class QTableView;

namespace hinoban::ui {

class HopModel;
class ResponsePlot;

// The usual path against today's, hop by hop, and the response time beside the moments at which DNS changed. It
// compares what was measured and gives no verdict beyond that.
class PathPane final : public Pane {
    Q_OBJECT
public:
    explicit PathPane(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString selectedText() const; // rows as lines
    [[nodiscard]] QString sentenceText() const; // what stands above the table

public Q_SLOTS:
    void copySelected() const;

protected:
    void refresh() override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void saySource();
    void showParting();
    void fitColumns();

    HopModel *m_model;
    QFrame *m_strip;
    QLabel *m_mark, *m_sentence;
    QTableView *m_table;
    ResponsePlot *m_plot;
    QAction *m_copy;
};

} // namespace hinoban::ui
