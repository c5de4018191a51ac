// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/RequestsModel.h"

#include "app/base/SafeText.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/contacts/ContactWords.h"

#include <algorithm>

namespace hinoban::ui {
namespace {

using State = respond::Request::State;

// Overdue first, then by time due, those without one, and what is over last.
auto pressing(const respond::Request &request, Instant now)
{
    const int group = request.overdue(now) ? 0 : request.open() ? (request.dueAt ? 1 : 2) : 3;
    return std::tuple(group, request.dueAt.value_or(Instant::max()), request.sentAt, request.id);
}

} // namespace

RequestsModel::RequestsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void RequestsModel::setRequests(const std::vector<respond::Request> &requests, Instant now)
{
    auto sorted = requests;
    std::sort(sorted.begin(), sorted.end(),
              [&](const auto &a, const auto &b) { return pressing(a, now) < pressing(b, now); });
    const bool sameRows =
        sorted.size() == m_requests.size() && std::equal(sorted.begin(), sorted.end(), m_requests.begin(),
                                                         [](const auto &a, const auto &b) { return a.id == b.id; });
    const bool isSame = sameRows && sorted == m_requests && m_now == now;
    if (isSame) return;
    if (sameRows) {
        m_requests = std::move(sorted);
        m_now = now;
        if (!m_requests.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_requests = std::move(sorted);
    m_now = now;
    endResetModel();
}

void RequestsModel::retranslate()
{
    if (!m_requests.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

const respond::Request *RequestsModel::request(int row) const
{
    return row >= 0 && row < rowCount() ? &m_requests[size_t(row)] : nullptr;
}

int RequestsModel::rowOf(const QString &id) const
{
    const auto found =
        std::find_if(m_requests.begin(), m_requests.end(), [&](const auto &one) { return one.id == id; });
    return found == m_requests.end() ? -1 : int(found - m_requests.begin());
}

int RequestsModel::overdue() const
{
    return int(
        std::count_if(m_requests.begin(), m_requests.end(), [&](const auto &one) { return one.overdue(m_now); }));
}

int RequestsModel::open() const
{
    return int(std::count_if(m_requests.begin(), m_requests.end(), [](const auto &one) { return one.open(); }));
}

int RequestsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_requests.size()); }

int RequestsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString RequestsModel::clockText(const respond::Request &request) const
{
    if (!request.open()) return QStringLiteral("–");
    if (request.overdue(m_now)) return tr("overdue %1").arg(spanText(m_now - *request.dueAt));
    if (request.dueAt) return tr("in %1").arg(spanText(*request.dueAt - m_now));
    return tr("since %1").arg(spanText(m_now - request.sentAt));
}

QString RequestsModel::detailText(const respond::Request &request) const
{
    const auto &times = TimeText::instance();
    QStringList lines{safeText(request.party, 200) + QStringLiteral(" · ") + templateWord(request.templateId),
                      tr("Channel: %1").arg(safeText(request.channel, 300)),
                      tr("State: %1").arg(requestStateWord(request.state))};
    if (!request.reference.isEmpty()) lines += tr("Their reference: %1").arg(safeText(request.reference, 200));
    if (!request.theirs.isEmpty()) lines += tr("What they say: %1").arg(safeText(request.theirs, 500));
    lines += tr("Asked: %1").arg(times.both(request.sentAt));
    if (request.acknowledgedAt) lines += tr("Acknowledged: %1").arg(times.both(*request.acknowledgedAt));
    if (request.dueAt) lines += tr("Answer due: %1").arg(times.both(*request.dueAt));
    if (request.chases > 0 && request.chasedAt)
        lines += tr("Asked again: %1, last %2").arg(QString::number(request.chases), times.both(*request.chasedAt));
    if (request.closedAt) lines += tr("Closed: %1").arg(times.both(*request.closedAt));
    for (const auto &reply : request.replies) {
        lines += QString();
        lines += tr("Answer of %1").arg(times.both(reply.at));
        for (const QString &text : {reply.from, reply.subject})
            if (!text.isEmpty()) lines += safeText(text, 500);
        lines += safeText(reply.text, 20000, true);
    }
    return lines.join(u'\n');
}

QVariant RequestsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto &request = m_requests[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case PartyColumn:
            return safeText(request.party, 200);
        case TextColumn:
            return templateWord(request.templateId);
        case ClockColumn:
            return clockText(request);
        case StateColumn:
            return requestStateWord(request.state);
        default:
            return {};
        }
    case Qt::ForegroundRole:
        if (request.overdue(m_now) && index.column() == ClockColumn) return Theme::colours().warn;
        if (!request.open()) return Theme::colours().mut;
        return {};
    case Qt::ToolTipRole:
        return plainToolTip(detailText(request).left(2000));
    case IdRole:
        return request.id;
    case DetailRole:
    case CopyRole:
        return detailText(request);
    default:
        return {};
    }
}

QVariant RequestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    //: Column of requests: who was asked
    case PartyColumn:
        return tr("Asked");
    //: Column of requests: for what
    case TextColumn:
        return tr("For");
    //: Column of requests: when an answer is due
    case ClockColumn:
        return tr("Answer");
    //: Column of requests
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

} // namespace hinoban::ui
