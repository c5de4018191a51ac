// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/IncidentSpan.h"

#include "app/respond/Entry.h"
#include "app/respond/Incident.h"

#include <utility>

namespace hinoban::respond {

bool IncidentSpan::beginsWith(const Entry &entry)
{
    if (entry.kind != Entry::Kind::Incident) return false; // what somebody brought from elsewhere decides nothing here
    if (entry.rule == QLatin1String("incident.reopened")) m_isReopening = true;
    if (entry.rule != QLatin1String("incident.state")) return false;
    const QString said = entry.args.value(QLatin1String("to")).toString(), to = said.isEmpty() ? entry.after : said;
    const bool isSame = std::exchange(m_isReopening, false);
    const auto isState = [&](IncidentState state) { return to == QLatin1String(incidentStateText(state)); };
    if (isState(IncidentState::Closed)) {
        m_isOver = true;
        return false;
    }
    if (isState(IncidentState::Quiet)) {
        if (!m_quietSince) m_quietSince = entry.happened;
        return false;
    }
    const bool isLate = m_quietSince && entry.happened - *m_quietSince > SameIncident;
    const bool isAnother = (m_isOver || isLate) && !isSame;
    m_isOver = false;
    m_quietSince.reset();
    return isAnother;
}

} // namespace hinoban::respond
