import Diagnostics
import Formula

extension Metric {
    /// Reads a metric's file, or a company's own metric.
    ///
    /// `nil` where what every metric needs (formula, unit, direction) is missing
    /// or wrong; whatever else is wrong is left out of it.
    static func read(
        _ node: YAMLNode, id: String, _ context: ReadingContext, _ findings: Findings
    ) -> Metric? {
        guard var reader = MappingReader(node, findings) else { return nil }
        if context.isProject { _ = reader.optional("names") }
        let abbreviations = reader.texts("abbreviations")
        let formula = reader.required("formula")?.formula(findings)
        let formulaSources = reader.citations(context, key: "formula_source")
        let unit = reader.required("unit")?.declaredUnit(context, findings)
        let direction = reader.required("direction").flatMap {
            Direction.read($0, context, findings)
        }
        let themes = reader.names("themes", among: context.themes, of: "theme")
        if !context.isProject, themes.isEmpty { _ = reader.required("themes") }
        let measured: Measurement =
            (context.isProject
                ? reader.choice("measured")
                : reader.required("measured").flatMap { $0.choice(findings) }) ?? .indirect
        let channels = reader.names("channels", among: context.channels, of: "channel")
        var metric: Metric?
        let parameters = reader.parameters(context)
        let scale = reader.optional("scale")?.scale(context, findings)
        let splitBy = reader.references("split_by") ?? []
        let variants = reader.statements("variants") { Variant.read($0, context, findings) }
        let targets = reader.optional("targets")?.targets(context, findings) ?? []
        let benchmarks = reader.statements("benchmarks") { Benchmark.read($0, context, findings) }
        let relations = reader.optional("relations")?.list(findings).compactMap {
            Relation.read($0, context, findings)
        }
        let advice = reader.statements("advice") { Advice.read($0, context, findings) }
        let sources = reader.optional("sources")?.citations(findings)
        reader.finish()
        if let formula, let unit, let direction {
            metric = Metric(
                id: id, abbreviations: abbreviations, formula: formula,
                formulaSources: formulaSources, unit: unit, direction: direction, themes: themes,
                measured: measured, channels: channels,
                parameters: parameters, scale: scale, splitBy: splitBy, variants: variants,
                targets: targets, benchmarks: benchmarks, relations: relations ?? [],
                advice: advice, sources: sources ?? [], place: reader.place,
                isOwn: context.isProject)
        }
        return metric
    }
}

extension MappingReader {
    /// A list of names, each of which must be one of those known.
    fileprivate mutating func names(
        _ key: String, among known: Set<String>?, of kind: String
    ) -> [String] {
        optional(key)?.items(findings).compactMap { item in
            guard let name = item.text(findings) else { return nil }
            guard let known, !known.contains(name) else { return name }
            findings.schema(
                item.place, "unknown-\(kind)", ["name": .text(name)],
                advice: Advices.forName(name, among: known))
            return nil
        } ?? []
    }

    fileprivate mutating func parameters(_ context: ReadingContext) -> [String: Parameter] {
        var result: [String: Parameter] = [:]
        for entry in optional("parameters")?.entries(findings) ?? [] {
            guard var reader = MappingReader(entry.value, findings) else { continue }
            let value = reader.required("value")?.quantity(context, findings)
            let citations = reader.citations(context)
            reader.finish()
            guard let value else { continue }
            result[entry.key] = Parameter(
                name: entry.key, value: value, citations: citations, place: entry.keyPlace)
        }
        return result
    }

    fileprivate mutating func statements<Statement: Identifiable>(
        _ key: String, read: (YAMLNode) -> Statement?
    ) -> [Statement] where Statement.ID == String {
        optional(key)?.statements(findings) { node, _ in read(node) } ?? []
    }
}

extension Direction {
    /// Reads `{is: higher, source: …}`.
    static func read(
        _ node: YAMLNode, _ context: ReadingContext, _ findings: Findings
    ) -> Direction? {
        guard var reader = MappingReader(node, findings) else { return nil }
        let kind: Kind? = reader.required("is").flatMap { $0.choice(findings) }
        let citations = reader.citations(context)
        reader.finish()
        return kind.map { Direction($0, citations: citations, place: node.place) }
    }
}

extension Variant {
    static func read(
        _ node: YAMLNode, _ context: ReadingContext, _ findings: Findings
    ) -> Variant? {
        guard var reader = MappingReader(node, findings) else { return nil }
        let id = reader.required("id")?.text(findings)
        let formula = reader.required("formula")?.formula(findings)
        let differs: Difference? =
            context.isProject
            ? reader.choice("differs") ?? .definition
            : reader.required("differs").flatMap { $0.choice(findings) }
        let unit = reader.optional("unit")?.declaredUnit(context, findings)
        let direction = reader.optional("direction").flatMap {
            Direction.read($0, context, findings)
        }
        let scale = reader.optional("scale")?.scale(context, findings)
        let splitBy = reader.references("split_by")
        let parameters = reader.parameters(context)
        let citations = reader.citations(context)
        reader.finish()
        guard let id, let formula, let differs else { return nil }
        var metric: String?
        if differs == .otherMetric, case .reference(let reference) = formula.expression.kind {
            metric = reference.path.first
        }
        return Variant(
            id: id, formula: formula, unit: unit, direction: direction, scale: scale,
            splitBy: splitBy, parameters: parameters, differs: differs, metric: metric,
            citations: citations, place: reader.place)
    }
}

extension Target {
    /// - Parameter number: Which target of the metric it is, from one: the id
    ///   of a company's target that has none.
    static func read(
        _ node: YAMLNode, number: Int, _ context: ReadingContext, _ findings: Findings
    ) -> Target? {
        guard var reader = MappingReader(node, findings) else { return nil }
        let id =
            context.isProject
            ? reader.text("id") ?? "own-\(number)" : reader.required("id")?.text(findings)
        let comparison: ComparisonOperator? = reader.required("comparison").flatMap {
            $0.choice(findings)
        }
        let value = reader.required("value")?.quantity(context, findings)
        let period: CalendarUnit? = reader.choice("period")
        let parameters = reader.quantities("parameters", context)
        let population = reader.text("population")
        let variant = reader.text("variant")
        let citations = reader.citations(context)
        reader.finish()
        guard let id, let comparison, let value else { return nil }
        return Target(
            id: id, comparison: comparison, value: value, period: period, parameters: parameters,
            population: population, variant: variant, citations: citations, place: reader.place)
    }
}

extension Benchmark {
    static func read(
        _ node: YAMLNode, _ context: ReadingContext, _ findings: Findings
    ) -> Benchmark? {
        guard var reader = MappingReader(node, findings) else { return nil }
        let id = reader.required("id")?.text(findings)
        let value = reader.required("value")?.quantity(context, findings)
        let comparison: ComparisonOperator? = reader.choice("comparison")
        let period: CalendarUnit? = reader.choice("period")
        let parameters = reader.quantities("parameters", context)
        let population = reader.text("population")
        let variant = reader.text("variant")
        let citations = reader.citations(context)
        reader.finish()
        guard let id, let value else { return nil }
        return Benchmark(
            id: id, comparison: comparison, value: value, period: period, parameters: parameters,
            population: population, variant: variant, citations: citations, place: reader.place)
    }
}

extension Relation {
    static func read(
        _ node: YAMLNode, _ context: ReadingContext, _ findings: Findings
    ) -> Relation? {
        guard var reader = MappingReader(node, findings) else { return nil }
        let kind: Kind? = reader.required("type").flatMap { $0.choice(findings) }
        let metric = reader.required("metric")
        let citations = reader.citations(context)
        reader.finish()
        guard let kind, let metric, let name = metric.text(findings) else { return nil }
        return Relation(kind, metric: name, citations: citations, place: metric.place)
    }
}

extension Advice {
    static func read(
        _ node: YAMLNode, _ context: ReadingContext, _ findings: Findings
    ) -> Advice? {
        guard var reader = MappingReader(node, findings) else { return nil }
        let id = reader.required("id")?.text(findings)
        let when: Occasion? = reader.required("when").flatMap { $0.choice(findings) }
        let citations = reader.citations(context)
        reader.finish()
        guard let id, let when else { return nil }
        return Advice(id: id, when: when, citations: citations, place: reader.place)
    }
}

extension YAMLNode {
    func targets(_ context: ReadingContext, _ findings: Findings) -> [Target] {
        statements(findings) { Target.read($0, number: $1, context, findings) }
    }

    /// A list of statements that have ids, each id once. The reader is given the
    /// number of each, from one.
    fileprivate func statements<Statement: Identifiable>(
        _ findings: Findings, read: (YAMLNode, Int) -> Statement?
    ) -> [Statement] where Statement.ID == String {
        var seen: [String: Place] = [:]
        var result: [Statement] = []
        for (index, node) in list(findings).enumerated() {
            guard let statement = read(node, index + 1) else { continue }
            let place = node["id"]?.place ?? node.firstPlace
            if let first = seen[statement.id] {
                findings.add(
                    YAMLReader.schema, at: place, "check.schema.duplicate-id",
                    ["id": .text(statement.id)],
                    related: [
                        Finding.Related(place: first, message: Message("check.yaml.first-here"))
                    ])
                continue
            }
            seen[statement.id] = place
            result.append(statement)
        }
        return result
    }
}
