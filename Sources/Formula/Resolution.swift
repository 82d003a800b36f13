internal import Diagnostics

/// What a formula's names may stand for beside entities and fields.
public struct MetricFormula: Hashable, Sendable {
    public var expression: Expression
    /// The value of each parameter, with its unit.
    public var parameters: [String: Parameter]

    public struct Parameter: Hashable, Sendable {
        public var value: Rational
        public var unit: MeasureUnit

        public init(value: Rational, unit: MeasureUnit) {
            self.value = value
            self.unit = unit
        }
    }

    public init(expression: Expression, parameters: [String: Parameter] = [:]) {
        self.expression = expression
        self.parameters = parameters
    }
}

extension Expression {
    /// The ids of the metrics that the formula names.
    public func metricReferences(parameters: Set<String> = []) -> Set<String> {
        var found: Set<String> = []
        visitOutsideAggregates { expression in
            if case .reference(let reference) = expression.kind, reference.path.count == 1,
                !parameters.contains(reference.path[0])
            {
                found.insert(reference.path[0])
            }
        }
        return found
    }

    private func visitOutsideAggregates(_ visitor: (Expression) -> Void) {
        visitor(self)
        if case .aggregate = kind { return }
        for child in children { child.visitOutsideAggregates(visitor) }
    }
}

/// Puts parameters' values and other metrics' formulas in the place of their
/// names, so that what is left names entities and fields only.
public struct Resolver {
    /// How many metrics may stand within each other, and how many parts the
    /// whole may have. Each metric that names another twice doubles what it
    /// unfolds to, so that a few lines could fill any memory.
    static let depthLimit = 64
    static let sizeLimit = 20_000

    private let metrics: (String) -> MetricFormula?
    private let known: [String]

    /// - Parameters:
    ///   - metrics: The formula that a metric's id stands for.
    ///   - known: The ids that exist, to suggest one where a name is unknown.
    public init(known: [String] = [], metrics: @escaping (String) -> MetricFormula?) {
        self.metrics = metrics
        self.known = known
    }

    /// - Parameter id: The metric that the formula belongs to, so that a cycle
    ///   back to it is found.
    /// - Throws: ``FormulaError`` for a name that nothing stands for
    ///   (`formula.unknown-name`), a metric that is defined by itself
    ///   (`formula.cycle`), or metrics within metrics without end
    ///   (`formula.unfolds-too-far`). The place is one of `formula`'s own text.
    public func resolve(
        _ formula: MetricFormula, id: String? = nil
    ) throws(FormulaError) -> Expression {
        var left = Self.sizeLimit
        return try resolve(
            formula.expression, formula.parameters, path: id.map { [$0] } ?? [], at: nil,
            left: &left)
    }

    /// - Parameters:
    ///   - path: The metrics within whose formulas this one stands.
    ///   - place: Where the outermost formula names the metric that is being put in.
    ///   - left: How many parts may still come.
    private func resolve(
        _ expression: Expression, _ parameters: [String: MetricFormula.Parameter],
        path: [String], at place: Range<Int>?, isWithinAggregate: Bool = false, left: inout Int
    ) throws(FormulaError) -> Expression {
        let range = place ?? expression.range
        left -= 1
        guard left >= 0 else { throw FormulaError("unfolds-too-far", at: range ?? 0..<0) }
        var result: Expression
        if case .reference(let reference) = expression.kind, reference.path.count == 1 {
            let name = reference.path[0]
            if let parameter = parameters[name] {
                let value: Expression.Kind =
                    parameter.unit == .one
                    ? .number(parameter.value) : .quantity(parameter.value, parameter.unit)
                return Expression(value, range: range)
            }
            if isWithinAggregate { return Expression(expression.kind, range: range) }
            return try metric(name, path: path, at: range, left: &left)
        }
        if case .reference(let reference) = expression.kind, !isWithinAggregate {
            throw FormulaError(
                "field-outside-aggregate",
                ["name": .text(reference.path.joined(separator: "."))], at: range ?? 0..<0)
        }
        let isAggregate = if case .aggregate = expression.kind { true } else { false }
        result = try expression.mapChildren { (child) throws(FormulaError) in
            try resolve(
                child, parameters, path: path, at: place,
                isWithinAggregate: isWithinAggregate || isAggregate, left: &left)
        }
        result.range = range
        return result
    }

    private func metric(
        _ name: String, path: [String], at range: Range<Int>?, left: inout Int
    ) throws(FormulaError) -> Expression {
        if path.contains(name) {
            throw FormulaError(
                "cycle",
                ["path": .text((path + [name]).joined(separator: " → "))], at: range ?? 0..<0)
        }
        guard let formula = metrics(name) else {
            let near = Similarity.nearest(to: name, among: known)
            var arguments: [String: Message.Argument] = ["name": .text(name)]
            if let near { arguments["near"] = .text(near) }
            throw FormulaError(
                near == nil ? "unknown-name" : "unknown-name-near", arguments, at: range ?? 0..<0)
        }
        guard path.count < Self.depthLimit else {
            throw FormulaError("unfolds-too-far", at: range ?? 0..<0)
        }
        return try resolve(
            formula.expression, formula.parameters, path: path + [name], at: range ?? 0..<0,
            left: &left)
    }
}
