/// A name or definition that answers a query.
struct Candidate {
    var tier: Hit.Tier
    /// `nil` where it was a definition.
    var name: NameEntry?
    var metric: Int
    /// The position of the language of what matched.
    var language: Int
    /// From 0 to 1.
    var quality: Double
    var metWords: [String]
    /// The place of its language among those asked for: 0 asked, 1 a fallback, 2 another.
    var languageRank = 2
    var score = 0.0
    /// Whether every word of the name was met.
    var isWhole = false

    init(tier: Hit.Tier, name: NameEntry, quality: Double, metWords: [String]) {
        self.tier = tier
        self.name = name
        metric = name.metric
        language = name.language
        self.quality = quality
        self.metWords = metWords
    }

    init(metric: Int, language: Int, quality: Double, metWords: [String]) {
        tier = .described
        self.metric = metric
        self.language = language
        self.quality = quality
        self.metWords = metWords
    }

    var isDeprecated: Bool { name?.kind == .deprecated }

    /// Whether nothing tells which of two is meant.
    func isAsGood(as other: Candidate) -> Bool {
        tier == other.tier && languageRank == other.languageRank
            && isDeprecated == other.isDeprecated
    }
}

/// The best match of each metric.
struct Ranking {
    private let chain: [Int]
    private var candidates: [Int: Candidate] = [:]

    /// - Parameter chain: Positions of the languages that are asked for, best first.
    init(chain: [Int]) { self.chain = chain }

    var isEmpty: Bool { candidates.isEmpty }
    /// Whether somebody's whole name is among the matches.
    var hasWholeName: Bool { candidates.values.contains { $0.tier <= .folded } }

    mutating func add(_ candidate: Candidate) {
        var candidate = candidate
        candidate.languageRank =
            switch chain.firstIndex(of: candidate.language) {
            case 0?: 0
            case nil: 2
            default: 1
            }
        if candidate.language == NameEntry.anyLanguage { candidate.languageRank = 0 }
        candidate.score = Self.score(candidate)
        if let known = candidates[candidate.metric], !Self.isBefore(candidate, known) { return }
        candidates[candidate.metric] = candidate
    }

    /// Tier first, then whether the name is still to be used, then the language.
    /// Where guessing starts, how good the guess is comes before the language.
    private static func score(_ candidate: Candidate) -> Double {
        // A whole name with a typing error is nearer than a few words of another.
        let tier = candidate.tier == .mistyped && candidate.isWhole ? .words : candidate.tier
        let guesses = tier >= .mistyped
        let language = Double(candidate.languageRank) * (guesses ? 0.05 : 0.15)
        let quality = (1 - candidate.quality) * (guesses ? 0.35 : 0.14)
        let within = (candidate.isDeprecated ? 0.5 : 0) + language + quality
        return 1 - (Double(tier.rawValue) + within) / Double(Hit.Tier.allCases.count)
    }

    private static func isBefore(_ one: Candidate, _ other: Candidate) -> Bool {
        if one.score != other.score { return one.score > other.score }
        if one.metric != other.metric { return one.metric < other.metric }
        let kinds = (one.name?.kind.rawValue ?? 99, other.name?.kind.rawValue ?? 99)
        if kinds.0 != kinds.1 { return kinds.0 < kinds.1 }
        return (one.language, one.name?.text ?? 0) < (other.language, other.name?.text ?? 0)
    }

    func best(_ limit: Int) -> [Candidate] {
        Array(candidates.values.sorted(by: Self.isBefore).prefix(limit))
    }
}
