public import Catalog
import Diagnostics
import Formula
public import Locales

/// Puts together what one language says of a metric.
public struct CardMaker {
    private let workspace: Workspace
    private let wording: Wording
    private let formatter: ValueFormatter
    private var catalog: Catalog { workspace.catalog }

    /// - Parameter wording: The view of the language to answer in.
    public init(_ workspace: Workspace, _ wording: Wording) {
        self.workspace = workspace
        self.wording = wording
        formatter = ValueFormatter(wording, currency: workspace.project?.currency)
    }

    /// `nil` where there is no such metric.
    public func card(_ id: String) -> MetricCard? {
        guard let metric = catalog.metrics[id] else { return nil }
        let texts = Texts(wording, id)
        let term = wording.term(ofMetric: id)
        return MetricCard(
            id: id, language: term.language.description, name: term.value, aliases: aliases(of: id),
            definition: texts["definition", { $0.definition }],
            reading: texts["reading", { $0.reading }], formula: formula(metric.formula, of: metric),
            formulaSources: metric.formulaSources.map(source), unit: unit(metric.unit),
            direction: direction(metric.direction),
            directionSources: metric.direction.citations.map(source),
            additivity: additivity(of: metric), themes: metric.themes.map(theme),
            channels: metric.channels.map(channel), measured: metric.measured.rawValue,
            parameters: parameters(metric.parameters, texts), scale: scale(metric.scale),
            splitBy: metric.splitBy.map { dimension($0, in: metric.formula.expression) },
            variants: metric.variants.map { variant($0, of: metric, texts) },
            chosenVariant: workspace.chosenVariant(of: id)?.id,
            targets: metric.targets.map { target($0, of: metric, texts) },
            benchmarks: metric.benchmarks.map { benchmark($0, of: metric, texts) },
            relations: metric.relations.map {
                .init(
                    kind: $0.kind.rawValue, metric: self.metric($0.metric),
                    sources: $0.citations.map(source))
            },
            advice: metric.advice.map { advice in
                .init(
                    id: advice.id, when: advice.when.rawValue,
                    text: texts["advice", { $0.advice[advice.id] }],
                    sources: advice.citations.map(source))
            }, confusedWith: confusions(of: id, texts), sources: metric.sources.map(source),
            isOwn: metric.isOwn, borrowed: texts.borrowed(from: term.language))
    }

    // MARK: - Names

    private func aliases(of id: String) -> [MetricCard.Name] {
        // Another language's aliases are no names in this one.
        guard let language = wording.first({ $0.metrics[id]?.term }) else { return [] }
        let aliases = wording.first { $0.tag == language.language ? $0.metrics[id]?.aliases : nil }
        return (aliases?.value ?? []).map {
            .init(
                term: $0.term, kind: $0.kind.rawValue, note: $0.note,
                sources: $0.citations.map(source))
        }
    }

    private func metric(_ id: String) -> MetricCard.Term {
        .init(id: id, name: wording.term(ofMetric: id).value)
    }

    private func theme(_ id: String) -> MetricCard.Term {
        .init(id: id, name: wording.theme(id)?.value.term ?? id)
    }

    private func channel(_ id: String) -> MetricCard.Term {
        .init(id: id, name: wording.channel(id)?.value.term ?? id)
    }

    /// A field that results are split by, of whichever entity of the formula has it.
    private func dimension(_ field: Reference, in formula: Expression) -> MetricCard.Term {
        var entities: [String] = []
        formula.visit {
            if case .aggregate(let aggregate) = $0.kind, let entity = aggregate.entity {
                entities.append(entity)
            }
        }
        let id = field.path.joined(separator: ".")
        let named = entities.lazy.compactMap { entity in
            field.path.last.flatMap { wording.field($0, of: entity)?.map(\.name.term) }
        }
        return .init(id: id, name: named.first.map(wording.withinSentence) ?? id)
    }

    private func confusions(of id: String, _ texts: Texts) -> [MetricCard.Confusion] {
        let list = texts["confused_with", { $0.confusedWith.isEmpty ? nil : $0.confusedWith }]
        return (list ?? []).map { .init(metric: metric($0.metric), note: $0.note) }
    }

    private func source(_ citation: Citation) -> MetricCard.Source {
        switch citation.origin {
        case .generalUsage, .company:
            return .init(document: citation.text)
        case .document(let id, let heading):
            let document = catalog.documents[id]
            return .init(
                document: id, file: document?.file,
                title: document?.title ?? wording.document(id)?.value.title, heading: heading,
                language: document?.language)
        }
    }

    // MARK: - Meaning

    private func formula(
        _ formula: FormulaText, of metric: Metric, variant: Variant? = nil
    ) -> MetricCard.FormulaForms {
        let printer = DisplayPrinter(
            LocalePhrasing(
                wording, catalog: catalog, metric: metric, variant: variant,
                currency: workspace.project?.currency))
        return .init(
            text: TextPrinter.print(formula.expression),
            display: printer.text(formula.expression), mathML: printer.mathML(formula.expression))
    }

    private func unit(_ unit: DeclaredUnit) -> MetricCard.Unit {
        func name(_ id: String) -> String {
            (wording.unit(id)?.map(\.term)).map(wording.withinSentence) ?? id
        }
        let above = unit.numerator.map(name).joined(separator: " × ")
        let parts = [unit.numerator.isEmpty ? "1" : above] + unit.denominator.map(name)
        return .init(id: unit.text, name: parts.joined(separator: " / "))
    }

    private func direction(_ direction: Direction) -> MetricCard.Direction {
        switch direction.kind {
        case .higher: .higher
        case .lower: .lower
        case .neutral: .neutral
        }
    }

    private func additivity(of metric: Metric) -> String? {
        guard let formula = try? catalog.resolved(metric) else { return nil }
        return try? Analysis(formula, schema: catalog.schema).additivity.rawValue
    }

    private func scale(_ range: ClosedRange<Rational>?) -> MetricCard.Scale? {
        range.map {
            .init(
                least: $0.lowerBound.decimalText(digits: 12),
                greatest: $0.upperBound.decimalText(digits: 12))
        }
    }

    private func variant(
        _ variant: Variant, of metric: Metric, _ texts: Texts
    ) -> MetricCard.Variant {
        .init(
            id: variant.id,
            name: texts["variants", { $0.variants[variant.id]?.name }] ?? variant.id,
            explanation: texts["variants", { $0.variants[variant.id]?.explanation }],
            formula: formula(variant.formula, of: metric, variant: variant),
            unit: unit(variant.unit ?? metric.unit),
            direction: direction(variant.direction ?? metric.direction),
            scale: scale(variant.scale),
            splitBy: (variant.splitBy ?? metric.splitBy).map {
                dimension($0, in: variant.formula.expression)
            }, parameters: parameters(variant.parameters, texts),
            differs: variant.differs.rawValue, metric: variant.metric.map(self.metric),
            sources: variant.citations.map(source))
    }

    // MARK: - Figures

    private func parameters(
        _ parameters: [String: Parameter], _ texts: Texts
    ) -> [MetricCard.Parameter] {
        parameters.values.sorted { $0.name < $1.name }.map { parameter in
            .init(
                id: parameter.name,
                name: texts["parameters", { $0.parameters[parameter.name]?.name }]
                    ?? parameter.name,
                explanation: texts["parameters", { $0.parameters[parameter.name]?.explanation }],
                value: value(parameter.value), sources: parameter.citations.map(source))
        }
    }

    private func parameters(
        _ values: [String: Quantity], _ texts: Texts
    ) -> [MetricCard.Parameter] {
        values.sorted { $0.key < $1.key }.map { name, quantity in
            .init(
                id: name, name: texts["parameters", { $0.parameters[name]?.name }] ?? name,
                explanation: nil, value: value(quantity), sources: [])
        }
    }

    private func value(_ quantity: Quantity, _ unit: DeclaredUnit? = nil) -> MetricCard.Value {
        .init(
            number: quantity.value.decimalText(digits: 12),
            unit: quantity.currency ?? Self.baseUnit(of: quantity) ?? unit?.text,
            text: formatter.text(quantity, unit: unit))
    }

    /// The unit that the number is in, whatever it was written in: 80 % is 0.8 of
    /// a share, 2 h are 7200 s.
    private static func baseUnit(of quantity: Quantity) -> String? {
        guard let written = quantity.unit else { return nil }
        if written == "%" { return "share" }
        return quantity.measure == .second ? "s" : written
    }

    private func target(
        _ target: Target, of metric: Metric, _ texts: Texts
    ) -> MetricCard.Figure {
        .init(
            id: target.id, comparison: target.comparison.rawValue,
            value: value(target.value, unit(ofVariant: meaning(of: target, metric), of: metric)),
            period: target.period?.rawValue, parameters: parameters(target.parameters, texts),
            variant: target.variant, population: target.population,
            text: texts["targets", { $0.targets[target.id] }],
            sources: target.citations.map(source))
    }

    /// A company's own target is for the formula that the company means.
    private func meaning(of target: Target, _ metric: Metric) -> String? {
        let isOwn = target.citations.contains { $0.origin == .company }
        return target.variant ?? (isOwn ? workspace.chosenVariant(of: metric.id)?.id : nil)
    }

    private func benchmark(
        _ benchmark: Benchmark, of metric: Metric, _ texts: Texts
    ) -> MetricCard.Figure {
        .init(
            id: benchmark.id, comparison: benchmark.comparison?.rawValue,
            value: value(benchmark.value, unit(ofVariant: benchmark.variant, of: metric)),
            period: benchmark.period?.rawValue, parameters: parameters(benchmark.parameters, texts),
            variant: benchmark.variant, population: benchmark.population,
            text: texts["benchmarks", { $0.benchmarks[benchmark.id] }],
            sources: benchmark.citations.map(source))
    }

    private func unit(ofVariant id: String?, of metric: Metric) -> DeclaredUnit {
        id.flatMap { metric.variant($0)?.unit } ?? metric.unit
    }
}

/// The texts of one metric, with a memory of which came from another language.
private final class Texts {
    private let wording: Wording
    private let id: String
    private var languages: [String: LanguageTag] = [:]

    init(_ wording: Wording, _ id: String) {
        self.wording = wording
        self.id = id
    }

    subscript<Value: Sendable>(field: String, text: (MetricText) -> Value?) -> Value? {
        guard let found = wording.metric(id, text) else { return nil }
        // The language of the first text that had to be borrowed says enough.
        if languages[field] == nil || found.language != wording.chain.first {
            languages[field] = found.language
        }
        return found.value
    }

    func borrowed(from own: LanguageTag) -> [MetricCard.Borrowed] {
        languages.filter { $0.value != own }.sorted { $0.key < $1.key }
            .map { .init(field: $0.key, language: $0.value.description) }
    }
}
