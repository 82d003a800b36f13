public import Catalog
import Formula

/// What the texts of a catalog are about, beside their words in the reference
/// language: when that changes, a text may be wrong although it reads well.
public struct CatalogMeaning: Sendable {
    private let catalog: Catalog
    /// The normal forms, or else the texts, of the formulas: by metric, and by
    /// metric and variant.
    private let forms: [[String]: String]

    /// - Parameter catalog: What the texts are about, without anything a company changed.
    public init(_ catalog: Catalog) {
        self.catalog = catalog
        let schema = catalog.schema
        // A formula may be written another way and still be the same.
        func form(of metric: Metric, as variant: Variant? = nil) -> String {
            guard let resolved = try? catalog.resolved(metric, variant: variant),
                let form = try? NormalForm(resolved, schema: schema)
            else { return (variant?.formula ?? metric.formula).text }
            return form.fingerprint
        }
        var forms: [[String]: String] = [:]
        for metric in catalog.metrics.values {
            forms[[metric.id]] = form(of: metric)
            for variant in metric.variants {
                forms[[metric.id, variant.id]] = form(of: metric, as: variant)
            }
        }
        self.forms = forms
    }

    /// A fingerprint; ``Origin/nothing`` for a text that is about nothing that the
    /// catalog computes.
    public func fingerprint(of address: TranslatedField.Address) -> String {
        guard let metric = Self.metric(of: address).flatMap({ catalog.metrics[$0] }) else {
            return Origin.nothing
        }
        let keys = address.path.split(separator: ".").map(String.init)
        guard keys.count > 1 else { return Origin.fingerprint(statement(of: metric)) }
        return Origin.fingerprint(part(keys[0], keys[1], of: metric))
    }

    /// The id of the metric that a text is about.
    public static func metric(of address: TranslatedField.Address) -> String? {
        address.file.hasPrefix(metrics) ? String(address.file.dropFirst(metrics.count)) : nil
    }

    private static let metrics = "metrics/"

    /// What a text about one part of a metric depends on.
    private func part(_ kind: String, _ id: String, of metric: Metric) -> String? {
        switch kind {
        case "variants": metric.variant(id).map { statement(of: metric, as: $0) }
        case "targets":
            metric.targets.first { $0.id == id }.map {
                figure(
                    $0.comparison.rawValue, $0.value, $0.period, $0.parameters, $0.population,
                    $0.variant)
            }
        case "benchmarks":
            metric.benchmarks.first { $0.id == id }.map {
                figure(
                    $0.comparison?.rawValue, $0.value, $0.period, $0.parameters, $0.population,
                    $0.variant)
            }
        case "advice": metric.advice.first { $0.id == id }?.when.rawValue
        case "parameters":
            (metric.parameters[id]
                ?? metric.variants.lazy.compactMap { $0.parameters[id] }.first)
                .map { written($0.value) }
        default: statement(of: metric)
        }
    }

    /// Formula, unit and direction, as far as they decide what a text may say.
    private func statement(of metric: Metric, as variant: Variant? = nil) -> String {
        let unit = variant?.unit ?? metric.unit
        let direction = variant?.direction ?? metric.direction
        return [
            forms[[metric.id] + (variant.map { [$0.id] } ?? [])] ?? "",
            unit.numerator.joined(separator: "*"),
            unit.denominator.joined(separator: "*"), direction.kind.rawValue
        ].joined(separator: "|")
    }

    private func figure(
        _ comparison: String?, _ value: Quantity, _ period: CalendarUnit?,
        _ parameters: [String: Quantity], _ population: String?, _ variant: String?
    ) -> String {
        let values = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\(written($0.value))" }
        return [
            comparison ?? "", written(value), period?.rawValue ?? "",
            values.joined(separator: ","), population ?? "", variant ?? ""
        ].joined(separator: "|")
    }

    private func written(_ quantity: Quantity) -> String {
        "\(quantity.value) \(quantity.unit ?? "") \(quantity.currency ?? "")"
    }
}
