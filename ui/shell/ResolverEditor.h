// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/OwnResolver.h"
#include "ui/common/KeptDialog.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hinoban::ui {

// One resolver of the team's own: its fields, and beside each why it is refused. Opened, never exec()uted.
// Thread: the screen's. Owner: ResolverDialog.
class ResolverEditor final : public KeptDialog {
    Q_OBJECT
public:
    // `edited`: nothing for a new one. `others`: the resolvers beside it.
    ResolverEditor(const std::optional<watch::Resolver> &edited, std::vector<watch::Resolver> others, QWidget *parent);

    [[nodiscard]] bool hasWords() const override;

Q_SIGNALS:
    void taken(const hinoban::watch::Resolver &resolver);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Field {
        QLineEdit *edit;
        QLabel *label, *problem;
    };
    Field makeField(QFormLayout *form, const char *name, int longest);
    void retranslate();
    void followPlace();
    void check();
    void take();
    [[nodiscard]] QStringList texts() const;
    [[nodiscard]] console::TypedResolver typed() const;
    [[nodiscard]] Field &fieldOf(console::ResolverField field);

    std::vector<watch::Resolver> m_others;
    bool m_isNew;
    QStringList m_before; // of the fields, when the editor was made
    bool m_tried = false; // from then on every field says at once what is wrong
    Field m_name, m_place, m_certificateName, m_perSecond;
    QLabel *m_protocolLabel, *m_private;
    QComboBox *m_protocol;
    QPushButton *m_take, *m_cancel;
};

} // namespace hinoban::ui
