// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/Pane.h"

class QFrame;
class QLabel;
class QTableView;

namespace hinoban::ui {

class HopModel;
class ResponsePlot;

// The usual path against today's, hop by hop, under the verdict of the newest round, and the response time beside the
// moments at which DNS changed.
class PathPane final : public Pane {
    Q_OBJECT
public:
    explicit PathPane(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString selectedText() const; // rows as lines
    [[nodiscard]] QString sentenceText() const; // what stands above the table
    [[nodiscard]] QByteArray csv() const;       // of all hops, with all figures

public Q_SLOTS:
    void copySelected() const;
    void exportHops(); // asks for a file

protected:
    void refresh() override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void saySource();
    void showParting();
    void fitColumns();
    void sayVerdict();

    HopModel *m_model;
    QFrame *m_strip;
    QLabel *m_mark, *m_sentence;
    QTableView *m_table;
    ResponsePlot *m_plot;
    QAction *m_copy, *m_export;
};

} // namespace hinoban::ui
