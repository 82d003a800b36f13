public import Diagnostics
public import Documents

/// How a file wants numbers shown.
public struct NumberFormat: Hashable, Sendable {
    public enum Meaning: Hashable, Sendable {
        /// 0.25 is shown as 25 %.
        case percentOfFraction
        /// 25 is shown as 25 %.
        case percentPoints
        /// With the ISO 4217 code, where the format tells it.
        case currency(String?)
        case duration(DurationUnit)
        /// Plain numbers, whole or with decimals.
        case plain
        /// A unit of its own, as written: `reqps`, `bytes`.
        case other(String)
    }

    public enum DurationUnit: String, Hashable, Sendable {
        case nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days
    }

    /// As written, with its place.
    public var raw: PlacedText
    public var meaning: Meaning
    /// The digits shown after the decimal point, where the format says it.
    public var decimals: Int?

    public var place: Place { raw.place }

    public init(raw: PlacedText, meaning: Meaning, decimals: Int? = nil) {
        self.raw = raw
        self.meaning = meaning
        self.decimals = decimals
    }
}
