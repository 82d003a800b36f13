/// The words of a label or a technical name, taken apart where they are written
/// together: `InternetTotalSales` has three.
enum LabelWords {
    static func words(_ text: String) -> [String] { LabelKey.words(separated(text)) }

    /// With a space before each capital that follows a small letter.
    private static func separated(_ text: String) -> String {
        var result = ""
        var previous: Character?
        for character in text {
            if let previous, character.isUppercase, previous.isLowercase { result.append(" ") }
            result.append(character)
            previous = character
        }
        return result
    }
}

/// What a name says of the number that it stands for.
///
/// The words are those of technical names, which are written in English
/// everywhere, and of labels in the languages that the catalog comes in.
struct NameClaims {
    private let words: [String]
    private let hasSign: Bool

    init(_ text: String) {
        words = LabelWords.words(text)
        hasSign = text.contains("%")
    }

    /// Whether it is called a part of something or one thing for each of another.
    var isRatio: Bool { isShare || isPer }

    /// Whether it is called a quotient, of which a mean of rows is none. A
    /// percentage may as well be a reading of a gauge.
    var isQuotient: Bool {
        isPer || (isShare && words.contains { ["rate", "ratio", "tasa", "taxa"].contains($0) })
    }

    /// Whether it is called a rate, a share or a percentage.
    var isShare: Bool {
        if hasSign { return true }
        for (index, word) in words.enumerated() where Self.shares.contains(word) {
            let before = index > 0 ? words[index - 1] : ""
            if word == "rate", Self.otherRates.contains(before) { continue }
            return true
        }
        return zip(words, words.dropFirst()).contains { $0 == "ty" && $1 == "le" }
    }

    /// Whether it is called what is earned on what was spent.
    var isReturn: Bool {
        zip(words, words.dropFirst()).contains { $0 == "return" && $1 == "on" }
            || words.contains { ["roi", "roas", "roe", "roa", "roii"].contains($0) }
    }

    /// `cost_per_unit`; a speed is no such ratio.
    private var isPer: Bool {
        for (index, word) in words.enumerated() where word == "per" {
            guard index > 0, index + 1 < words.count else { continue }
            if !Self.times.contains(words[index + 1]) { return true }
        }
        return false
    }

    private static let shares: Set<String> = [
        "rate", "ratio", "share", "percent", "percentage", "pct", "tasa", "porcentaje", "taxa",
        "porcentagem", "percentual", "доля", "процент"
    ]

    /// Rates that are prices and speeds.
    private static let otherRates: Set<String> = [
        "exchange", "interest", "hourly", "daily", "frame", "bit", "sample", "heart", "flat",
        "pay", "wage", "room", "base", "day", "growth"
    ]

    private static let times: Set<String> = [
        "second", "sec", "s", "minute", "min", "hour", "h", "day", "week", "month", "quarter",
        "year", "interval", "period"
    ]
}

/// Words for the same stretch of time.
enum PeriodWords {
    /// The words with each phrase replaced by one word for it.
    static func unified(_ words: [String]) -> [String] {
        var result: [String] = []
        var rest = words[...]
        while let first = rest.first {
            let phrase = phrases.first { rest.starts(with: $0.words) }
            result.append(phrase?.meaning ?? first)
            rest = rest.dropFirst(phrase?.words.count ?? 1)
        }
        return result
    }

    private static let phrases: [(words: [String], meaning: String)] = [
        (["year", "on", "year"], "yoy"), (["year", "over", "year"], "yoy"), (["y", "y"], "yoy"),
        (["y", "o", "y"], "yoy"), (["month", "on", "month"], "mom"),
        (["month", "over", "month"], "mom"), (["last", "year"], "py"), (["prior", "year"], "py"),
        (["previous", "year"], "py"), (["ly"], "py"), (["year", "to", "date"], "ytd"),
        (["month", "to", "date"], "mtd"), (["quarter", "to", "date"], "qtd"),
        (["pct"], "percent"), (["percentage"], "percent"), (["avg"], "average")
    ]

    /// Abbreviations of one idea of which a report should use only one.
    static let rivals: [Set<String>] = [["py", "ly"]]
}
