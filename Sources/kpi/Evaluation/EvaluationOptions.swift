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
            "The length of a period: day, week, month, quarter or year. Unless given: all at once.")
    var by: Grain?

    @Option(help: "Fields to split the values by, with commas between: channel,country.")
    var group: String?

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
    }

    /// Fields by their paths.
    var dimensions: [Reference] {
        (group ?? "").split(separator: ",").map { name in
            Reference(
                name.split(separator: ".").map { String($0).trimmingCharacters(in: .whitespaces) })
        }
    }

    func request(_ items: [EvaluationRequest.Item]) -> EvaluationRequest {
        EvaluationRequest(
            items: items, grain: by ?? .all, dimensions: dimensions, from: from, until: until)
    }
}

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
