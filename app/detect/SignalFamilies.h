// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Docket.h"

namespace hinoban::detect {

// One function a family of signals, each in its own file. An RRset of which nothing is expected gives no finding.
void judgeNameservers(Docket &docket);     // D1 D3
void judgeImitations(Docket &docket);      // D2
void judgeGlue(Docket &docket);            // D4
void judgeSharedAddresses(Docket &docket); // D5
void judgeSoa(Docket &docket);             // D6
void judgeMail(Docket &docket);            // D8
void judgeAddresses(Docket &docket);       // D9
void judgeTexts(Docket &docket);           // D11
void judgeDnssec(Docket &docket);          // D12
void judgeDisagreement(Docket &docket);    // D13
void judgeFirstLook(Docket &docket);       // S1
void judgeRegistration(Docket &docket);    // R1 R2 R3 R4
void judgeYoungHosts(Docket &docket);      // R5
void judgeTtls(Docket &docket);            // D7, last: weighs the other D

// W1: how the planned changes stand that should be over by now; which of them have come out as neither old nor new.
struct PlanOutcome {
    std::vector<Finding> findings;
    bool isOff = false; // one of them is neither: what differs is no expected change
};
[[nodiscard]] PlanOutcome judgePlans(const Docket &docket);

} // namespace hinoban::detect
