internal import Formats
internal import Formula

/// What a file says by itself of its columns' units, whatever they are called:
/// what is added, subtracted or compared is of one unit, and a measure that is
/// shown as money is money.
struct ColumnUnits: Sendable {
    /// The columns that are of one unit, by any of their names.
    private var classes: [String: String] = [:]
    private var kinds: [String: NumberKind] = [:]

    init(_ uses: [InterpretedUse]) {
        for use in uses {
            guard let expression = use.expression else { continue }
            unite(in: expression)
        }
        for use in uses {
            guard let expression = use.expression, let meaning = use.use.numberFormat?.meaning,
                let shown = NumberKind(shownAs: meaning),
                let dimension = dimension(of: expression), let only = dimension.single
            else { continue }
            kinds[only] = kinds[only] ?? shown
        }
    }

    /// A product of columns' units.
    private struct Dimension: Equatable {
        /// By class; how many rows there are has none.
        var powers: [String: Int] = [:]
        /// Above and below the line, how often rows are counted.
        var counts = 0

        static func * (one: Dimension, other: Dimension) -> Dimension {
            Dimension(
                powers: one.powers.merging(other.powers) { $0 + $1 }.filter { $0.value != 0 },
                counts: one.counts + other.counts)
        }

        var inverse: Dimension { Dimension(powers: powers.mapValues { -$0 }, counts: -counts) }

        /// The one column's unit that it is.
        var single: String? {
            powers.count == 1 && powers.first?.value == 1 && counts == 0 ? powers.first?.key : nil
        }
    }

    /// The kind of number that a formula gives; `nil` where the file does not tell.
    func kind(of expression: Expression) -> NumberKind? {
        guard let dimension = dimension(of: expression) else { return nil }
        guard let column = dimension.powers.first else {
            if dimension.counts == 1 { return .count }
            // One column's unit divided by the same unit, which says more than
            // a quotient of counts.
            return dimension.counts == 0 && expression.dividesByAColumn ? .pure : nil
        }
        guard dimension.powers.count == 1, column.value == 1, dimension.counts <= 0 else {
            return nil
        }
        return kinds[column.key]
    }

    // MARK: Classes

    private func root(of column: String) -> String {
        var name = column
        while let next = classes[name], next != name { name = next }
        return name
    }

    private mutating func unite(_ one: String, _ other: String) {
        let (first, second) = (root(of: one), root(of: other))
        if first != second { classes[second] = first }
    }

    private mutating func unite(in expression: Expression) {
        for child in expression.children { unite(in: child) }
        guard case .arithmetic(let sign, let one, let other) = expression.kind,
            sign == .add || sign == .subtract,
            let left = dimension(of: one)?.single, let right = dimension(of: other)?.single
        else { return }
        unite(left, right)
    }

    private func dimension(of expression: Expression) -> Dimension? {
        switch expression.kind {
        case .number, .quantity: return Dimension()
        case .reference(let reference):
            guard let name = reference.path.last else { return nil }
            return Dimension(powers: [root(of: name.lowercased()): 1])
        case .aggregate(let aggregate):
            switch aggregate.function {
            case .count, .distinct: return Dimension(counts: 1)
            case .share: return Dimension()
            default: return aggregate.value.flatMap { dimension(of: $0) }
            }
        case .negative(let inner), .annotated(_, let inner), .shifted(let inner, _):
            return dimension(of: inner)
        case .arithmetic(let sign, let one, let other):
            guard let left = dimension(of: one), let right = dimension(of: other) else {
                return nil
            }
            switch sign {
            case .multiply: return left * right
            case .divide: return left * right.inverse
            case .add, .subtract: return left == right ? left : nil
            }
        case .conditional(_, let then, let otherwise):
            guard let value = dimension(of: then) else { return nil }
            guard let otherwise, otherwise.kind != .missing, otherwise.kind != .number(.zero)
            else { return value }
            return dimension(of: otherwise) == value ? value : nil
        default: return nil
        }
    }
}

extension NumberKind {
    /// What a number is that is shown so; `nil` for a format that says little.
    init?(shownAs meaning: NumberFormat.Meaning) {
        switch meaning {
        case .currency: self = .money
        case .duration: self = .duration
        default: return nil
        }
    }
}
