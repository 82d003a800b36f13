internal import Diagnostics

/// A rule that holds for the catalog, the languages and the project file; `kpi
/// check` tells of it. What it says is where the checking is; here is what its
/// page shows.
struct CheckedRule: Hashable, Sendable {
    var id: String
    var severity: Severity
    var finds: [String]
    var leaves: [String]

    private init(_ id: String, _ severity: Severity, finds: [String], leaves: [String]) {
        self.id = id
        self.severity = severity
        self.finds = finds
        self.leaves = leaves
    }

    static let all: [CheckedRule] = [
        CheckedRule(
            "cycle", .error,
            finds: [
                """
                metrics:
                  basket: {formula: ↓margin * 3, …}
                  margin: {formula: basket / 3, …}
                """
            ],
            leaves: ["metrics:\n  basket: {formula: sum(orders.revenue) / count(orders), …}"]),
        CheckedRule(
            "duplicate-term", .warning,
            finds: [
                """
                # locales/es/metrics/first-response-time.yaml
                aliases: [↓TMR]
                # locales/es/metrics/average-resolution-time.yaml
                aliases: [TMR]
                """
            ], leaves: ["aliases: [tiempo de primera respuesta]"]),
        CheckedRule(
            "formula-prose-drift", .warning,
            finds: [
                """
                # The formula says 20 s.
                definition: ↓The share of calls answered within 30 seconds.
                """
            ], leaves: ["definition: The share of calls answered within {threshold}."]),
        CheckedRule(
            "missing-source", .warning,
            finds: ["direction: ↓{is: higher}"],
            leaves: ["direction: {is: higher, source: general-usage}"]),
        CheckedRule(
            "missing-translation", .warning,
            finds: ["# locales/vi/metrics/return-rate.yaml\n↓aliases: [tỷ lệ hoàn hàng]"],
            leaves: [
                "# locales/vi/metrics/return-rate.yaml\nterm: Tỷ lệ trả hàng\ndefinition: …"
            ]),
        CheckedRule(
            "schema", .error, finds: ["↓varients: {contact-rate: sold-units-per-asker}"],
            leaves: ["variants: {contact-rate: sold-units-per-asker}"]),
        CheckedRule(
            "stale-translation", .warning,
            finds: [
                "# The English definition was changed after this one was written.\ndefinition: ↓…"
            ],
            leaves: ["# Written after the English one, or looked through since.\ndefinition: …"]),
        CheckedRule(
            "unit-error", .error, finds: ["formula: ↓sum(orders.revenue) + sum(calls.talk)"],
            leaves: ["formula: sum(orders.revenue) - sum(returns.amount)"]),
        CheckedRule(
            "unknown-field", .error,
            finds: ["tables:\n  orders: {file: orders.csv, columns: {↓revenu: total}}"],
            leaves: ["tables:\n  orders: {file: orders.csv, columns: {revenue: total}}"]),
        CheckedRule(
            "unknown-metric", .error, finds: ["variants: {↓contact-rates: sold-units-per-asker}"],
            leaves: ["variants: {contact-rate: sold-units-per-asker}"]),
        CheckedRule(
            "unreadable-file", .error, finds: ["↓targets: {a: 1"], leaves: ["targets: {a: 1}"]),
        CheckedRule(
            "value-out-of-range", .error,
            finds: ["targets: {service-level: [{comparison: \">=\", value: ↓180 %}]}"],
            leaves: ["targets: {service-level: [{comparison: \">=\", value: 80 %}]}"])
    ]
}
