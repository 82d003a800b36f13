/// The form of a word that a number calls for (CLDR's plural categories).
public enum PluralCategory: String, Hashable, Sendable, CaseIterable {
    case zero, one, two, few, many, other
}

/// Which numbers call for which form in one language, in CLDR's own notation:
/// `n % 10 = 2..4 and n % 100 != 12..14` (UTS 35, part 3, «Language Plural Rules»).
public struct PluralRules: Hashable, Sendable {
    private var rules: [Rule] = []
    /// The conditions as they were written, by category.
    package private(set) var conditions: [PluralCategory: String] = [:]

    private struct Rule: Hashable, Sendable {
        var category: PluralCategory
        /// Any of these, in each of which all must hold.
        var alternatives: [[Relation]]
    }

    private struct Relation: Hashable, Sendable {
        var operand: Character
        var modulus: Int?
        var isNegated: Bool
        var ranges: [ClosedRange<Int>]
    }

    /// The rules of a language that has one form for every number.
    public static let none = PluralRules()

    private init() {}

    /// - Parameter rules: The condition of each category but `other`.
    /// - Returns: `nil` where a condition cannot be read.
    public init?(_ rules: [PluralCategory: String]) {
        for category in PluralCategory.allCases where category != .other {
            guard let text = rules[category] else { continue }
            guard let alternatives = Self.parse(text) else { return nil }
            self.rules.append(Rule(category: category, alternatives: alternatives))
            conditions[category] = text
        }
    }

    public func category(of number: Int) -> PluralCategory { category(of: Operands(number)) }

    /// - Parameter text: A number as it is shown, with a point before its
    ///   decimals: how many decimals are shown counts in some languages.
    public func category(ofDecimal text: String) -> PluralCategory {
        category(of: Operands(decimal: text))
    }

    private func category(of operands: Operands) -> PluralCategory {
        rules.first { rule in
            rule.alternatives.contains { $0.allSatisfy(operands.satisfies) }
        }?.category ?? .other
    }

    /// Every category that some number calls for.
    public var categories: [PluralCategory] { rules.map(\.category) + [.other] }

    // MARK: - Numbers

    /// The operands of UTS 35: n the value, i its whole part, v and f its
    /// decimals as shown (how many, and which), w and t without trailing zeros.
    private struct Operands {
        var i: Int
        var v = 0
        var f = 0
        var w = 0
        var t = 0

        init(_ number: Int) { i = Int(clamping: number.magnitude) }

        init(decimal text: String) {
            let parts = text.split(separator: ".", maxSplits: 1)
            i = parts.first.flatMap { Int($0) }.map { Int(clamping: $0.magnitude) } ?? 0
            guard parts.count == 2 else { return }
            let shown = parts[1].prefix(9)
            v = shown.count
            f = Int(shown) ?? 0
            var digits = shown
            while digits.last == "0" { digits.removeLast() }
            w = digits.count
            t = Int(digits) ?? 0
        }

        func satisfies(_ relation: Relation) -> Bool {
            let value: Int? =
                switch relation.operand {
                // With decimals n is no whole number, and so is in no range.
                case "n": t == 0 ? i : nil
                case "i": i
                case "v": v
                case "w": w
                case "f": f
                case "t": t
                // e and c: the exponent in compact notation, which is not used.
                default: 0
                }
            guard let value else { return relation.isNegated }
            let compared = relation.modulus.map { value % $0 } ?? value
            return relation.ranges.contains { $0.contains(compared) } != relation.isNegated
        }
    }

    // MARK: - Reading

    private static func parse(_ text: String) -> [[Relation]]? {
        // Samples follow the condition in CLDR's files.
        let condition = text.prefix { $0 != "@" }
        let words = tokens(of: condition)
        var alternatives: [[Relation]] = []
        for alternative in words.split(separator: "or", omittingEmptySubsequences: false) {
            var relations: [Relation] = []
            for part in alternative.split(separator: "and", omittingEmptySubsequences: false) {
                guard let relation = relation(Array(part)) else { return nil }
                relations.append(relation)
            }
            alternatives.append(relations)
        }
        return alternatives
    }

    private static func tokens(of text: some StringProtocol) -> [String] {
        var spaced = ""
        for character in text {
            switch character {
            case "%": spaced += " % "
            case "=": spaced += spaced.hasSuffix("!") ? "= " : " = "
            case "!": spaced += " !"
            default: spaced.append(character)
            }
        }
        return spaced.split(separator: " ").map(String.init)
    }

    private static func relation(_ words: [String]) -> Relation? {
        guard let operand = words.first, operand.count == 1, let name = operand.first,
            "nivwftec".contains(name)
        else { return nil }
        var rest = words.dropFirst()
        var modulus: Int?
        if rest.first == "%" {
            guard let value = rest.dropFirst().first.flatMap({ Int($0) }), value > 0 else {
                return nil
            }
            modulus = value
            rest = rest.dropFirst(2)
        }
        guard let sign = rest.first, sign == "=" || sign == "!=" else { return nil }
        var ranges: [ClosedRange<Int>] = []
        for item in rest.dropFirst().joined().split(separator: ",") {
            let ends = item.split(separator: ".").map { Int($0) }
            guard let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high else {
                return nil
            }
            ranges.append(low...high)
        }
        guard !ranges.isEmpty else { return nil }
        return Relation(operand: name, modulus: modulus, isNegated: sign == "!=", ranges: ranges)
    }
}
