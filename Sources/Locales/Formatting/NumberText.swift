import Foundation

/// Numbers as a language writes them.
enum NumberText {
    static func locale(_ tag: LanguageTag) -> Locale { Locale(identifier: tag.description) }

    static func whole(_ number: Int, in tag: LanguageTag) -> String {
        number.formatted(.number.locale(locale(tag)))
    }

    /// With as many decimals as the number has.
    static func decimal(_ number: Double, in tag: LanguageTag) -> String {
        guard number.isFinite else { return "\(number)" }
        return number.formatted(
            .number.precision(.fractionLength(0...15)).locale(locale(tag)))
    }
}
