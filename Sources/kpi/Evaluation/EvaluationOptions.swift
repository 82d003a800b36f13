public import ArgumentParser
import Catalog
import Diagnostics
public import Evaluation
import Formula
import Foundation
import Locales

/// What `kpi eval` and `kpi sql` are asked with alike.
struct EvaluationOptions: ParsableArguments {
    @Argument(help: "Ids or names of metrics. Unless given: all metrics with all their variants.")
    var metrics: [String] = []

    @Option(
        help:
            """
            The length of a period: day, week, month, quarter or year, or fiscal-month, \
            fiscal-quarter or fiscal-year. Unless given: all at once.
            """)
    var by: Grain?

    @Option(
        help: """
            Fields to split the values by, with commas between: channel,country. A field of what \
            a row refers to counts, too.
            """)
    var group: String?

    @Option(
        name: .customLong("where"),
        help: """
            Only rows for which this holds count: 'channel = "web" and customer.country != "PT"'.
            """)
    var condition: String?

    @Option(help: "Tells only so many groups apart, the greatest, and puts the rest together.")
    var top: Int?

    @Flag(help: "Also computes the groups together, and the periods.")
    var totals = false

    @Option(
        help: "Each value is about the last days, weeks … up to the period's end: “7 days”.")
    var rolling: Rolling?

    @Option(
        help: """
            Each value is about the time since the start of the longer period that it lies in: \
            week, month, quarter, year, fiscal-year …
            """)
    var toDate: Grain?

    @Option(
        help: """
            Holds each value against that of the period before (previous) or of the year before \
            (year).
            """)
    var compare: EvaluationRequest.Comparison?

    @Option(
        help: """
            Another formula than the one that the company means: the id of a variant, \
            “standard” for the catalog's own, or “all”.
            """)
    var variant: String?

    @Option(help: "The first day to look at, such as 2025-01-01.")
    var from: Day?

    @Option(help: "The last day to look at.")
    var until: Day?

    @Option(
        help: "The project file. Unless given: kpi.yaml or kpi.json here or in a folder above.")
    var project: String?

    @OptionGroup var language: LanguageOption

    func validate() throws {
        if let from, let until, until < from {
            throw ValidationError("--until \(until.text) lies before --from \(from.text).")
        }
        if let variant, metrics.isEmpty, variant != "all" {
            throw ValidationError("--variant \(variant) needs the metric that it is a variant of.")
        }
        if let top, top < 1 { throw ValidationError("--top \(top): give a number from 1.") }
        if top != nil, group == nil {
            throw ValidationError("--top needs --group: what there are many of.")
        }
        if rolling != nil, toDate != nil {
            throw ValidationError("Give --rolling or --to-date, not both.")
        }
        if by == nil, rolling != nil || toDate != nil {
            throw ValidationError("--rolling and --to-date need --by: how often to tell a value.")
        }
    }

    /// Fields by their paths.
    var dimensions: [Reference] {
        (group ?? "").split(separator: ",").map { name in
            Reference(
                name.split(separator: ".").map { String($0).trimmingCharacters(in: .whitespaces) })
        }
    }

    /// - Throws: `ExitCode` 2, after saying what is wrong with the condition.
    func request(
        _ items: [EvaluationRequest.Item], _ setting: EvaluationSetting
    ) throws -> EvaluationRequest {
        var window = rolling.map { EvaluationRequest.Window.rolling($0.count, $0.unit) }
        if let toDate { window = .toDate(toDate) }
        return EvaluationRequest(
            items: items, grain: by ?? .all, dimensions: dimensions, from: from, until: until,
            condition: try condition.map { try setting.condition($0) }, top: top,
            hasTotals: totals, window: window, comparison: compare)
    }
}

/// A number of days, weeks, months …
struct Rolling: ExpressibleByArgument {
    var count: Int
    var unit: CalendarUnit

    init?(argument: String) {
        let parts = argument.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[0]), (1...1000).contains(count) else {
            return nil
        }
        var name = String(parts[1])
        if name.hasSuffix("s") { name.removeLast() }
        guard let unit = CalendarUnit(rawValue: name) else { return nil }
        (self.count, self.unit) = (count, unit)
    }
}

extension EvaluationRequest.Comparison: ExpressibleByArgument {}

extension Grain: ExpressibleByArgument {
    public static var allValueStrings: [String] {
        allCases.filter { $0 != .all }.map(\.rawValue)
    }

    public init?(argument: String) {
        guard argument != Grain.all.rawValue else { return nil }
        self.init(rawValue: argument)
    }
}

extension Day: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
