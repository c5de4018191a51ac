// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Console.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>

namespace hinoban::ui {

class MainWindow;

// What the command line asks for; empty: what was last used, or the built-in drill.
struct ProgramOptions {
    QString drill;     // id or folder
    QString workspace; // file
    QString language;  // "ja", "en"
    QString theme;     // "light", "dark"
    // A watch: another internet than the real one, and whom to ask in it (a lab, a network of one's own).
    std::optional<Internet> internet;
    std::vector<watch::Resolver> resolvers;
    dns::TrustAnchors trustAnchors; // of DNSSEC
    // The defaults unless a test says otherwise.
    watch::Cadence cadence{};
    dns::EngineOptions engine{};
    bool lookAlikes = true; // a watch: ask registries for look-alikes of names that the domains depend on
    std::shared_ptr<const path::OriginDatabase> origins{}; // a watch: whose an address is; null: not known
    std::optional<bool> askOrigins{};                      // a watch: as console::SessionOptions
    std::optional<QString> certificates{};                 // as that
};
// Nothing: the program has said what it had to say (help, version, a wrong option) and ends with `status`.
[[nodiscard]] std::optional<ProgramOptions> programOptions(const QStringList &arguments, int &status);

// The program: one console in its own thread, one window, and the wires between them.
// Thread: the screen's. Owner: main().
class Application final : public QObject {
    Q_OBJECT
public:
    explicit Application(const ProgramOptions &options, QObject *parent = nullptr);
    ~Application() override;

    void start();

    // The built-in drill and where it opens: when the team of 2020 noticed slowness.
    static constexpr const char *DefaultDrill = "coincheck-2020";
    // A drill opens where its scenario says, a minute a second.
    [[nodiscard]] static console::SessionOptions drillOptions(const QString &scenario);

private:
    void open(console::SessionOptions options);
    void connectConsole();

    ProgramOptions m_options;
    QString m_opening;   // the workspace that is being opened
    QTimer m_nextMoment; // until the next one is asked for
    std::unique_ptr<console::Console> m_console;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace hinoban::ui
