// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/StoredAnswers.h"

#include "app/store/Workspace.h"

namespace hinoban::console {

Result<std::vector<StoredAnswer>> storedAnswers(const QString &workspace, const std::vector<QByteArray> &hashes)
{
    auto opened = store::Workspace::open(workspace, store::Workspace::Mode::ReadOnly);
    if (!opened) return tl::unexpected(opened.error());
    std::vector<StoredAnswer> answers;
    answers.reserve(hashes.size());
    for (const auto &hash : hashes) {
        StoredAnswer answer{hash, {}, {}};
        auto bytes = (*opened)->answer(hash);
        if (bytes)
            answer.bytes = std::move(*bytes);
        else
            answer.problem = sentence(bytes.error());
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace hinoban::console
