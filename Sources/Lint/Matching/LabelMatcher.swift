internal import Catalog
public import Locales
internal import Lookup

/// One metric that a label may name.
public struct LabelMatch: Hashable, Sendable {
    public var metric: String
    /// The languages whose term or alias it is.
    public var languages: Set<LanguageTag>
    /// Whether it is the preferred term of one of them.
    public var isPreferred: Bool
    /// Whether it is an old name that is not to be used any more.
    public var isDeprecated: Bool
    /// Whether it is a short form only.
    public var isAbbreviation: Bool
    /// What was left out of the label to find it, such as a unit in parentheses.
    public var isTrimmed: Bool
}

/// Finds the metrics that a label on a dashboard names, in any language.
///
/// Only what people really call a metric counts: ids, terms and aliases, written
/// with or without accents. Typing errors do not, since a label that is nearly
/// another one usually is another one.
struct LabelMatcher: Sendable {
    private struct Entry: Hashable {
        var metric: String
        var language: LanguageTag?
        var isPreferred: Bool
        var isDeprecated: Bool
        var isAbbreviation: Bool
    }

    private var entries: [String: [Entry]] = [:]
    /// The keys in order, for labels that were cut.
    private var keys: [String] = []

    init(catalog: Catalog, locales: Locales) {
        for id in catalog.metricIDs {
            add(
                id,
                Entry(
                    metric: id, language: nil, isPreferred: true, isDeprecated: false,
                    isAbbreviation: false))
            for (tag, language) in locales.languages {
                guard let text = language.metrics[id] else { continue }
                if let term = text.term {
                    add(
                        term,
                        Entry(
                            metric: id, language: tag, isPreferred: true, isDeprecated: false,
                            isAbbreviation: false))
                }
                for alias in text.aliases {
                    add(
                        alias.term,
                        Entry(
                            metric: id, language: tag, isPreferred: false,
                            isDeprecated: alias.kind == .deprecated,
                            isAbbreviation: alias.kind == .abbreviation))
                }
            }
        }
        keys = entries.keys.sorted()
    }

    private mutating func add(_ text: String, _ entry: Entry) {
        entries[LabelKey.folded(text), default: []].append(entry)
    }

    /// The metrics of the best kind of match: preferred terms before aliases,
    /// the label as it stands before the label without its trimmings.
    func matches(_ label: String) -> [LabelMatch] {
        for (text, isTrimmed) in LabelKey.readings(of: label) {
            guard let found = entries[text], !found.isEmpty else { continue }
            let preferred = found.filter(\.isPreferred)
            return matches(preferred.isEmpty ? found : preferred, isTrimmed: isTrimmed)
        }
        return []
    }

    private func matches(_ found: [Entry], isTrimmed: Bool) -> [LabelMatch] {
        var byMetric: [String: LabelMatch] = [:]
        for entry in found {
            var match =
                byMetric[entry.metric]
                ?? LabelMatch(
                    metric: entry.metric, languages: [], isPreferred: false, isDeprecated: true,
                    isAbbreviation: true, isTrimmed: isTrimmed)
            if let language = entry.language { match.languages.insert(language) }
            match.isPreferred = match.isPreferred || entry.isPreferred
            match.isDeprecated = match.isDeprecated && entry.isDeprecated
            match.isAbbreviation = match.isAbbreviation && entry.isAbbreviation
            byMetric[entry.metric] = match
        }
        return byMetric.values.sorted { $0.metric < $1.metric }
    }

    /// How short a piece of a name can be and still tell which name it is of.
    private static let shortestCut = 10

    /// The only metric whose name a label is the beginning of, cut within a word
    /// or with dots behind it: what was cut by a limit of a tool.
    func cutName(_ label: String) -> (metric: String, name: String)? {
        var text = Substring(label)
        var hasDots = false
        while let last = text.last, last == "…" || last == "." || last.isWhitespace {
            hasDots = hasDots || last == "…" || label.hasSuffix("..")
            text.removeLast()
        }
        let key = LabelKey.folded(String(text))
        guard key.count >= Self.shortestCut, entries[key] == nil else { return nil }
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        var metrics: Set<String> = []
        var name: String?
        while low < keys.count, keys[low].hasPrefix(key) {
            let isWithinWord = keys[low].dropFirst(key.count).first != " "
            // A whole word may be all that was meant to be said.
            if isWithinWord || hasDots {
                metrics.formUnion((entries[keys[low]] ?? []).map(\.metric))
                name = name ?? keys[low]
            } else {
                return nil
            }
            low += 1
        }
        guard metrics.count == 1, let metric = metrics.first, let name else { return nil }
        return (metric, name)
    }

    /// The languages in which a label is a term or alias of a metric, also of
    /// metrics that another kind of match hides.
    func languages(of label: String, metric: String) -> Set<LanguageTag> {
        for (text, _) in LabelKey.readings(of: label) {
            let found = (entries[text] ?? []).filter { $0.metric == metric }
            if !found.isEmpty { return Set(found.compactMap(\.language)) }
        }
        return []
    }
}

/// A text as it is compared: without case, accents and punctuation.
enum LabelKey {
    /// What a person would take for the same words; see ``Lookup/Folding``.
    static func folded(_ text: String) -> String { words(text).joined(separator: " ") }

    static func words(_ text: String) -> [String] { Folding.words(text) }

    /// The words that are left when all that may stand around a name is taken off.
    static func core(of label: String) -> String { readings(of: label).last?.text ?? "" }

    /// The ways to read a label, the whole first: without a unit in
    /// parentheses, a leading «%» or «Avg», a trailing period or split.
    static func readings(of label: String) -> [(text: String, isTrimmed: Bool)] {
        let whole = words(label)
        var readings = [(whole.joined(separator: " "), false)]
        let written = whole.map { LabelTrimmings.abbreviations[$0] ?? $0 }
        if written != whole { readings.append((written.joined(separator: " "), false)) }
        func note(_ words: some Collection<String>) {
            for words in [Array(words), words.map { LabelTrimmings.abbreviations[$0] ?? $0 }] {
                let text = words.joined(separator: " ")
                if !text.isEmpty, !readings.contains(where: { $0.0 == text }) {
                    readings.append((text, true))
                }
            }
        }
        var text = label
        if let open = text.lastIndex(where: { $0 == "(" || $0 == "[" }),
            let last = text.last(where: { !$0.isWhitespace }), last == ")" || last == "]"
        {
            text = String(text[..<open])
        }
        for separator in [" - ", " – ", " — ", " | ", ": ", ", ", " / "] {
            if let range = text.ranges(of: separator).last {
                note(words(String(text[..<range.lowerBound])))
                note(words(String(text[range.upperBound...])))
            }
        }
        var words = words(text)
        note(words)
        while words.count > 1, let count = LabelTrimmings.trailing(words) {
            words.removeLast(count)
            note(words)
        }
        while words.count > 1, let count = LabelTrimmings.leading(words) {
            words.removeFirst(count)
            note(words)
        }
        return readings
    }
}

/// What stands around a name without being part of it: a period, a unit, how
/// the values are split, how they are aggregated.
enum LabelTrimmings {
    /// How many words at the end are such.
    static func trailing(_ words: [String]) -> Int? {
        guard let last = words.last else { return nil }
        if tails.contains(last) || isYear(last) || isQuarter(last) { return 1 }
        for phrase in tailPhrases where words.count > phrase.count {
            let end = words.suffix(phrase.count)
            let fits = zip(end, phrase).allSatisfy { word, wanted in
                wanted == "#" ? word.allSatisfy(\.isNumber) : word == wanted
            }
            if fits { return phrase.count }
        }
        // «by channel»: how it is split.
        for (count, end) in [(2, words.suffix(2)), (3, words.suffix(3))]
        where words.count > count {
            guard let first = end.first else { continue }
            if splits.contains(first) { return count }
            if cautiousSplits.contains(first), let dimension = end.dropFirst().first,
                dimensions.contains(dimension)
            {
                return count
            }
        }
        return nil
    }

    /// How many words at the beginning are such.
    static func leading(_ words: [String]) -> Int? {
        guard let first = words.first else { return nil }
        return heads.contains(first) || isYear(first) || isQuarter(first) ? 1 : nil
    }

    /// Short forms of words that names hold.
    static let abbreviations = ["avg": "average", "pct": "percentage", "qty": "quantity"]

    private static func isYear(_ word: String) -> Bool {
        word.count == 4 && (word.hasPrefix("19") || word.hasPrefix("20"))
            && word.allSatisfy(\.isNumber)
    }

    private static func isQuarter(_ word: String) -> Bool {
        word.count == 2 && "qt".contains(word.prefix(1)) && "1234".contains(word.suffix(1))
    }

    private static let heads: Set<String> = [
        "avg", "average", "total", "kpi", "actual", "current", "monthly", "weekly", "daily",
        "yearly", "overall", "mean", "promedio", "media", "medio", "global", "geral",
        "среднее", "средний", "средняя", "общий", "общая", "trung", "tong"
    ]

    private static let tails: Set<String> = [
        "pct", "percent", "eur", "usd", "brl", "rub", "vnd", "gbp", "s", "sec", "secs", "seconds",
        "min", "mins", "minutes", "h", "hours", "days", "kpi", "today", "yesterday", "ytd", "mtd",
        "qtd", "wtd", "30d", "7d", "24h", "1h", "mensual", "semanal", "diario", "diaria", "anual",
        "mensal", "hoy", "hoje", "trend", "gauge", "сегодня", "тренд"
    ]

    private static let tailPhrases: [[String]] = [
        ["this", "month"], ["this", "week"], ["this", "year"], ["this", "quarter"],
        ["last", "month"], ["last", "week"], ["last", "year"], ["last", "#", "days"],
        ["last", "#", "weeks"], ["last", "#", "months"], ["last", "#", "hours"],
        ["over", "time"], ["per", "month"], ["per", "week"], ["per", "day"],
        ["este", "mes"], ["este", "ano"], ["del", "mes"], ["del", "ano"], ["esta", "semana"],
        ["ultimos", "#", "dias"], ["ultimas", "#", "semanas"], ["ultimos", "#", "meses"],
        ["neste", "mes"], ["do", "mes"], ["do", "ano"], ["al", "mes"], ["por", "mes"],
        ["por", "dia"], ["por", "semana"], ["за", "месяц"], ["за", "неделю"], ["за", "год"],
        ["за", "день"], ["по", "месяцам"], ["по", "неделям"], ["по", "дням"],
        ["thang", "nay"], ["tuan", "nay"], ["nam", "nay"], ["hom", "nay"], ["theo", "thang"]
    ]

    private static let splits: Set<String> = ["by", "theo"]

    /// These words also stand between the two sides of a ratio.
    private static let cautiousSplits: Set<String> = ["por", "по"]

    private static let dimensions: Set<String> = [
        "canal", "canales", "canais", "mes", "dia", "semana", "categoria", "region", "regiao",
        "pais", "fuente", "fonte", "dispositivo", "tienda", "loja", "каналам", "категориям",
        "регионам", "странам", "источникам", "устройствам", "магазинам"
    ]
}
