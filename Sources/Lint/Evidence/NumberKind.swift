internal import Catalog
internal import Documents
internal import Expressions
internal import Formats
internal import Formula

extension InterpretedUse {
    /// What its label is, to be told.
    var shownLabel: String { title?.text.string ?? use.internalName ?? "" }

    /// The factor between its formula and the metric's, where they agree.
    var agreedScale: Rational? {
        switch verdict {
        case .same(_, let scale), .variant(_, let scale): scale
        default: nil
        }
    }
}

/// What kind of number something is, as far as it can be told for certain.
enum NumberKind: Hashable, Sendable {
    case money, duration, count
    /// A pure number.
    case pure
    case points, score

    init?(_ unit: MeasureUnit) {
        var above: Set<MeasureUnit.Base> = []
        var below = false
        for (base, exponent) in unit.exponents {
            if case .count = base {
                if exponent > 0 { above.insert(base) } else { below = true }
            } else if exponent == 1 {
                above.insert(base)
            } else {
                return nil
            }
        }
        guard above.count <= 1 else { return nil }
        switch above.first {
        case .money: self = .money
        case .second: self = .duration
        case .point: self = .points
        case .score: self = .score
        case .count: self = below ? .pure : .count
        case nil: self = .pure
        }
    }

    /// What a number of this kind is called in a message.
    var key: String {
        switch self {
        case .money: "money"
        case .duration: "duration"
        case .count: "count"
        case .pure: "pure"
        case .points: "points"
        case .score: "score"
        }
    }

    /// Whether a format would show something else than there is.
    func contradicts(_ meaning: NumberFormat.Meaning) -> Bool {
        switch (self, meaning) {
        case (.money, .percentOfFraction), (.money, .percentPoints), (.money, .duration): true
        case (.duration, .percentOfFraction), (.duration, .percentPoints), (.duration, .currency):
            true
        case (.count, .currency), (.count, .percentOfFraction), (.count, .duration): true
        case (.pure, .currency), (.pure, .duration): true
        case (.points, .currency), (.points, .duration): true
        case (.score, .currency), (.score, .duration): true
        default: false
        }
    }
}

extension LintContext {
    /// The kind of number that a use gives: from the metric that it is, from its
    /// columns where all are known, or from the formats of the measures that it
    /// is computed from.
    func kind(of use: InterpretedUse) -> NumberKind? {
        if let metric = use.metric.flatMap(self.metric), use.agreedScale != nil {
            return NumberKind(metric.unit.measure)
        }
        if let canonical = use.canonical, canonical.isKnown,
            let analysis = try? Analysis(
                canonical.expression.withoutTime(matcher.forms.schema),
                schema: matcher.forms.schema)
        {
            return NumberKind(analysis.unit)
        }
        return use.expressionOfMeasures.flatMap { kind(of: $0, in: use) }
            ?? kindByUnits(of: use)
    }

    /// What the file's own columns tell. One amount for each unit of another is
    /// shown as an amount by right: «cost per euro raised».
    private func kindByUnits(of use: InterpretedUse) -> NumberKind? {
        let kind = use.expression.flatMap { units[use.file].kind(of: $0) }
        guard kind == .pure else { return kind }
        let words = LabelWords.words(use.shownLabel)
        return words.contains { ["per", "por", "на", "for", "each", "every"].contains($0) }
            ? nil : kind
    }

    /// How many measures deep formats are followed.
    private static let depthLimit = 8

    private func kind(
        of expression: Expression, in use: InterpretedUse, depth: Int = 0
    ) -> NumberKind? {
        switch expression.kind {
        case .number, .quantity: return .pure
        case .reference(let reference):
            guard depth < Self.depthLimit, let name = reference.path.last,
                let field = files[use.file].fields.field(name, in: use.use.scope),
                field.kind == .measure || field.kind == .calculation
            else { return nil }
            if case .currency? = field.numberFormat?.meaning { return .money }
            guard let formula = field.formula else { return nil }
            let inner = OutsideLanguage.parse(formula.text, language: formula.language)
            return kind(of: inner.expression, in: use, depth: depth + 1)
        case .aggregate(let aggregate):
            return aggregate.function == .count || aggregate.function == .distinct ? .count : nil
        // Such as a count of days, which no column gives.
        case .function(let name, _): return name.hasPrefix("count") ? .count : nil
        case .negative(let inner), .annotated(_, let inner), .shifted(let inner, _):
            return kind(of: inner, in: use, depth: depth)
        case .arithmetic(let sign, let one, let other):
            let left = kind(of: one, in: use, depth: depth)
            let right = kind(of: other, in: use, depth: depth)
            guard let left, let right else { return nil }
            switch (sign, left, right) {
            case (.add, let kind, let same) where kind == same: return kind
            case (.subtract, let kind, let same) where kind == same: return kind
            case (.multiply, .pure, let kind), (.multiply, let kind, .pure): return kind
            case (.divide, let kind, let same) where kind == same: return .pure
            case (.divide, let kind, .pure): return kind
            default: return nil
            }
        default: return nil
        }
    }
}
