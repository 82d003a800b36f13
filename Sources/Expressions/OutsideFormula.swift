public import Diagnostics
public import Formula

/// What an outside language's text means, with the places it was read from.
///
/// All ranges are UTF-8 offsets into that text. What was taken over from
/// another formula by its name carries the range of the name.
public struct OutsideFormula: Hashable, Sendable {
    /// One of the values that a text gives, such as a column of a query.
    public struct Column: Hashable, Sendable {
        /// What the text calls it: `AS revenue`.
        public var name: String?
        public var expression: Expression
        public var range: Range<Int>

        /// Whether it is computed over many rows and not one row's own value.
        public var isAggregate: Bool { expression.containsAggregate }

        init(name: String?, expression: Expression, range: Range<Int>) {
            self.name = name
            self.expression = expression
            self.range = range
        }
    }

    /// A name that the text uses.
    public struct Mention: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable {
            /// A value of one row.
            case column
            /// Another formula of the same file or model.
            case measure
            /// A value that the reader of the dashboard chooses.
            case parameter
            /// The column by whose moment rows fall into a period.
            case time
        }

        /// As it stands in the text: table and column, or column alone.
        public var reference: Reference
        public var kind: Kind
        public var range: Range<Int>
        /// Whether the scope knew it.
        public var isResolved: Bool

        init(_ reference: Reference, _ kind: Kind, range: Range<Int>, isResolved: Bool) {
            self.reference = reference
            self.kind = kind
            self.range = range
            self.isResolved = isResolved
        }
    }

    /// A part that is not understood, and so is an opaque node of the expression.
    public struct Gap: Hashable, Sendable {
        public var text: String
        public var range: Range<Int>

        init(text: String, range: Range<Int>) {
            self.text = text
            self.range = range
        }
    }

    /// Why something was not understood, and where.
    public struct Problem: Hashable, Sendable {
        /// The text to show; its key starts with `errors.outside.`.
        public var message: Message
        public var range: Range<Int>

        init(_ key: String, _ arguments: [String: Message.Argument] = [:], at range: Range<Int>) {
            message = Message("errors.outside.\(key)", arguments)
            self.range = range
        }
    }

    /// The meaning. Where the text gives several values, the first aggregate
    /// among ``columns``, or the first of them.
    public var expression: Expression
    /// The values that the text gives, in its order; one for a plain formula.
    public var columns: [Column]
    /// Every column, measure and parameter that the text names, in its order.
    public var references: [Mention]
    /// The parts that are not understood.
    public var opaque: [Gap]
    /// Conditions that choose what is looked at and are no part of the
    /// meaning: the period shown, the values picked in a dashboard's filter.
    public var selection: [Expression]
    public var problems: [Problem]

    /// Whether every part has a meaning.
    public var isUnderstood: Bool { opaque.isEmpty }
}

extension Expression {
    /// Whether any part of it is computed over many rows.
    public var containsAggregate: Bool {
        if case .aggregate = kind { return true }
        return children.contains { $0.containsAggregate }
    }
}
