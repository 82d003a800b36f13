public import Diagnostics

/// Why a formula cannot be read or makes no sense, and where.
public struct FormulaError: Error, Hashable, Sendable {
    /// The text to show; its key starts with `formula.`.
    public var message: Message
    /// The stretch of the formula's text it is about, as UTF-8 offsets.
    public var range: Range<Int>

    public init(_ key: String, _ arguments: [String: Message.Argument] = [:], at range: Range<Int>)
    {
        self.message = Message("formula.\(key)", arguments)
        self.range = range
    }
}
