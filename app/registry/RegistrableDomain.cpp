// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/RegistrableDomain.h"

#include <libpsl.h>

namespace hinoban::registry {
namespace {

// For the list only: octets that no public suffix has must not look like dots to it.
QByteArray listForm(const std::vector<QByteArray> &labels, size_t from)
{
    QByteArray out;
    for (size_t i = from; i < labels.size(); ++i) {
        if (i > from) out += '.';
        for (const char c : labels[i]) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            out += plain ? c : '_';
        }
    }
    return out;
}

} // namespace

dns::Name registrableDomain(const dns::Name &name)
{
    const std::vector<QByteArray> labels = name.labels();
    const psl_ctx_t *list = psl_builtin();
    dns::Name child = name;
    for (size_t from = 1; from < labels.size(); ++from) {
        const dns::Name suffix = child.parent();
        // Without a list the last label is the suffix, which is what the list's own "*" rule says too.
        const bool isSuffix = list
                                  ? psl_is_public_suffix2(list, listForm(labels, from).constData(), PSL_TYPE_ICANN) != 0
                                  : from + 1 == labels.size();
        if (isSuffix) return child;
        child = suffix;
    }
    return name;
}

} // namespace hinoban::registry
