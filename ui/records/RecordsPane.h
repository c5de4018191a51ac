// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/Pane.h"

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace hinoban::ui {

class HostilePage;
class RecordsFilter;
class RecordsModel;
class RecordsView;
class RecoveryPage;
class RegistrationPage;
class TextTable;
class WhyPanel;

// The centre of the window: live against expected. Below the matrix the reason why.
class RecordsPane final : public Pane {
    Q_OBJECT
public:
    explicit RecordsPane(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void focusFilter();
    void showHostile();  // what is the attacker's
    void showRecovery(); // the cache tail: who recovers when
    void setOnlyDifferences(bool only);
    void setWorstFirst(bool worstFirst);
    void setAllValues(bool all);
    void setNextLook(const QString &text); // "next look in 21 s"
    [[nodiscard]] RecordsView *view() const { return m_view; }
    // The selected cell as a line of the query window: "@192.0.2.53 www.example.jp A +norec". Empty without one.
    [[nodiscard]] QString question() const;

Q_SIGNALS:
    void lookNowRequested();
    void openPageRequested(const QUrl &page);
    void assetActed(const hinoban::respond::AssetDeed &deed);
    void onlyDifferencesChanged(bool only);
    void worstFirstChanged(bool worstFirst);

protected:
    void refresh() override;
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void openExchanges(const QModelIndex &index);
    void openEvidence(const QModelIndex &index);
    void showWhy();
    void showDomain();
    void showEvidence();
    void showAssets();
    void showTab(const QString &key);
    [[nodiscard]] QModelIndex currentSource() const;

    RecordsModel *m_model;
    RecordsFilter *m_filter;
    RecordsView *m_view;
    TextTable *m_servers, *m_evidence;
    QTableView *m_serversView, *m_evidenceView;
    HostilePage *m_hostile;
    RecoveryPage *m_recovery;
    RegistrationPage *m_registration;
    QStackedWidget *m_stack;
    QWidget *m_filterBar;
    QLineEdit *m_filterText;
    QToolButton *m_onlyDifferences;
    QToolButton *m_lookNow, *m_find;
    QLabel *m_nothing;
    WhyPanel *m_why;
    console::DomainViewPtr m_shown; // by refresh()
    qsizetype m_shownLog = 0;       // how long the log was then
    bool m_isStale = true;          // language or theme is another: nothing stays as it was shown
    bool m_worstFirst = false;
};

} // namespace hinoban::ui
