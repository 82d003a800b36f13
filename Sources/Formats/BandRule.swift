internal import Diagnostics

/// One of several rules that colour a value, such as «above 90 it is red»; their
/// order in the file is that in which they are tried, not that of the bands.
struct BandRule {
    /// `>`, `>=`, `<` or `<=`, or the same as one character.
    var comparator: String
    var bound: Double
    var colour: String
    var rating: Threshold.Rating
    var place: Place

    private var isUpper: Bool { comparator.hasPrefix("<") || comparator == "≤" }
    private var isLower: Bool { comparator.hasPrefix(">") || comparator == "≥" }

    /// The bands that the rules make, from the lowest up; nothing where they are
    /// no bands, as where one value has a colour of its own.
    static func bands(_ rules: [BandRule]) -> [Threshold] {
        guard rules.allSatisfy({ $0.isUpper || $0.isLower }) else { return [] }
        var bands: [Threshold] = []
        // What is below several bounds lies above the one before.
        var start: Double?
        for rule in rules.filter(\.isUpper).sorted(by: { $0.bound < $1.bound }) {
            bands.append(rule.band(from: start))
            start = rule.bound
        }
        for rule in rules.filter(\.isLower).sorted(by: { $0.bound < $1.bound }) {
            bands.append(rule.band(from: rule.bound))
        }
        return bands
    }

    private func band(from start: Double?) -> Threshold {
        Threshold(value: start, colour: colour, rating: rating, place: place)
    }
}
