import Foundation
import Lookup

/// What the values of a column look like.
struct ColumnContent {
    /// Some of its values, each once, the most frequent first.
    let examples: [String]
    let isUnique: Bool
    /// A moment or day as ISO 8601 writes it, with a time or without.
    private(set) var isMoment = false
    private(set) var isDay = false
    /// How its moments or days are written otherwise, in `strptime` notation.
    private(set) var format: String?
    private(set) var isNumber = false
    private(set) var hasDecimalComma = false
    let distinctCount: Int
    let count: Int

    init(_ cells: [String]) {
        let values = cells.filter { !$0.isEmpty }
        count = values.count
        var counts: [String: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        distinctCount = counts.count
        examples = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(40).map(\.key)
        isUnique = !values.isEmpty && counts.count == values.count
        guard !values.isEmpty else { return }
        func holds(_ test: (String) -> Bool) -> Bool {
            // A few cells may be wrong without making the column another.
            values.count(where: test) * 20 >= values.count * 19
        }
        if holds({ Self.matches($0, Self.isoMoment) }) {
            isMoment = true
        } else if holds({ Self.matches($0, Self.isoDay) }) {
            isDay = true
        } else if let format = Self.formats.first(where: { format in
            holds { Self.matches($0, format.shape) && format.fits($0) }
        }) {
            self.format = format.pattern
            isMoment = format.pattern.contains("%H")
            isDay = !isMoment
        } else if holds({ Self.isNumber($0, decimal: ".") }) {
            isNumber = true
        } else if holds({ Self.isNumber($0, decimal: ",") }) {
            isNumber = true
            hasDecimalComma = true
        }
    }

    // MARK: Shapes

    /// `0` for a digit; everything else stands for itself.
    private static func shape(_ value: String) -> String {
        String(value.map { $0.isASCII && $0.isNumber ? "0" : $0 })
    }

    private static func matches(_ value: String, _ shapes: [String]) -> Bool {
        let shape = shape(value)
        return shapes.contains { pattern in
            pattern.hasSuffix("…") ? shape.hasPrefix(pattern.dropLast()) : shape == pattern
        }
    }

    private static let isoDay = ["0000-00-00"]
    private static let isoMoment = ["0000-00-00T00:00…", "0000-00-00 00:00…"]

    private struct Format {
        var pattern: String
        var shape: [String]
        /// Which part is the month, to tell days first from months first.
        var month: Int

        func fits(_ value: String) -> Bool {
            let parts = value.split { !$0.isNumber }.compactMap { Int($0) }
            guard parts.indices.contains(month) else { return false }
            return (1...12).contains(parts[month])
        }
    }

    /// Days first, as most of the world writes; months first where a day would
    /// otherwise be a thirteenth month.
    private static let formats: [Format] = ["/", ".", "-"].flatMap { sign in
        [("%d", "%m", 1), ("%m", "%d", 0)].flatMap { first, second, month in
            let day = "\(first)\(sign)\(second)\(sign)%Y"
            let shape = "00\(sign)00\(sign)0000"
            return [
                Format(pattern: day, shape: [shape], month: month),
                Format(pattern: "\(day) %H:%M", shape: [shape + " 00:00"], month: month),
                Format(pattern: "\(day) %H:%M:%S", shape: [shape + " 00:00:00"], month: month)
            ]
        }
    }

    private static func isNumber(_ value: String, decimal: Character) -> Bool {
        var rest = value[...]
        if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
        let thousands: Set<Character> = decimal == "," ? [".", " ", "\u{A0}", "\u{202F}"] : []
        var points = 0
        var digits = 0
        for character in rest {
            if character == decimal {
                points += 1
            } else if character.isASCII, character.isNumber {
                digits += 1
            } else if !thousands.contains(character) || points > 0 {
                return false
            }
        }
        return digits > 0 && points <= 1
    }
}
