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
                    isTrimmed: isTrimmed)
            if let language = entry.language { match.languages.insert(language) }
            match.isPreferred = match.isPreferred || entry.isPreferred
            match.isDeprecated = match.isDeprecated && entry.isDeprecated
            byMetric[entry.metric] = match
        }
        return byMetric.values.sorted { $0.metric < $1.metric }
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
    static func folded(_ text: String) -> String {
        Folding.words(text).joined(separator: " ")
    }

    /// The ways to read a label, the whole first: without a unit in
    /// parentheses, a leading «%» or «Avg», a trailing period.
    static func readings(of label: String) -> [(text: String, isTrimmed: Bool)] {
        let whole = folded(label)
        var readings = [(whole, false)]
        var text = label
        if let open = text.lastIndex(where: { $0 == "(" || $0 == "[" }),
            let last = text.last(where: { !$0.isWhitespace }), last == ")" || last == "]"
        {
            text = String(text[..<open])
        }
        for separator in [" - ", " – ", " — ", " | ", ": ", ", "] {
            if let range = text.ranges(of: separator).last {
                readings.append((folded(String(text[..<range.lowerBound])), true))
                readings.append((folded(String(text[range.upperBound...])), true))
            }
        }
        var words = folded(text).split(separator: " ").map(String.init)
        func note() {
            let text = words.joined(separator: " ")
            if !text.isEmpty, !readings.contains(where: { $0.0 == text }) {
                readings.append((text, true))
            }
        }
        note()
        while let last = words.last, Self.trailing.contains(last), words.count > 1 {
            words.removeLast()
            note()
        }
        while let first = words.first, Self.leading.contains(first), words.count > 1 {
            words.removeFirst()
            note()
        }
        return readings
    }

    /// What stands before a name without being part of it.
    private static let leading: Set<String> = [
        "avg", "average", "total", "kpi", "actual", "current", "monthly", "weekly", "daily",
        "promedio", "media", "medio", "среднее", "средний", "trung"
    ]

    /// What stands behind a name: a unit or a period.
    private static let trailing: Set<String> = [
        "pct", "percent", "eur", "usd", "brl", "rub", "vnd", "s", "sec", "secs", "seconds",
        "min", "mins", "minutes", "h", "hours", "days", "kpi", "today", "ytd", "mtd", "qtd",
        "wtd", "mensual", "semanal", "diario", "mensal", "diario", "hoy", "hoje", "сегодня"
    ]
}
