import ArgumentParser

/// The `kpi` command: looks metrics up, computes them, checks dashboards
/// against them and publishes them.
@main
struct KPI: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kpi",
        abstract: "Looks metrics up, computes them, checks dashboards and publishes them.",
        version: "0.1.0")
}
