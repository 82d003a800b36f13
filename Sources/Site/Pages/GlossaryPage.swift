import Catalog
import Diagnostics
import Foundation
import Locales
import Lookup

extension LanguageSite {
    /// Every name that a metric goes by, in the order of the language's own
    /// dictionaries.
    func glossaryPage() -> Page {
        var metrics: [String: [MetricCard]] = [:]
        for card in cards {
            for term in Set([card.name] + card.aliases.map(\.term)) where !term.isEmpty {
                metrics[term, default: []].append(card)
            }
        }
        let alphabet = Alphabet(tag.description)
        var groups: [(letter: String, terms: [String])] = []
        for (letter, term) in alphabet.sorted(Array(metrics.keys)) {
            if groups.last?.letter == letter {
                groups[groups.count - 1].terms.append(term)
            } else {
                groups.append((letter, [term]))
            }
        }
        return Page(
            template: "glossary", title: text("glossary"), description: text("glossary-intro"),
            model: [
                "groups": Value(
                    groups.enumerated().map { index, group -> Value in
                        [
                            "letter": .text(group.letter), "anchor": .text("group-\(index + 1)"),
                            "terms": Value(
                                group.terms.map { entry($0, metrics[$0] ?? []) })
                        ]
                    })
            ])
    }

    private func entry(_ term: String, _ cards: [MetricCard]) -> Value {
        [
            "term": .text(term),
            "metrics": Value(
                cards.map { card -> Value in
                    var metric: [String: Value] = [
                        "href": .text("metrics/\(card.id).html"), "name": .text(card.name)
                    ]
                    metric["isItself"] = .flag(card.name == term)
                    metric["isDeprecated"] = .flag(
                        card.aliases.contains { $0.term == term && $0.kind == "deprecated" })
                    return .object(metric)
                }),
            "definition": Value(
                cards.count == 1 && cards[0].name == term
                    ? cards[0].definition.map { Self.clipped($0, 140) } : nil)
        ]
    }
}

/// A language's own order of words, and the letters that it files them under.
struct Alphabet {
    private let locale: Foundation.Locale
    private let language: String

    init(_ tag: String) {
        locale = Foundation.Locale(identifier: tag)
        language = String(tag.prefix { $0 != "-" })
    }

    func sorted(_ terms: [String]) -> [(letter: String, term: String)] {
        let filed = terms.map { (letter: letter($0), term: $0) }
        return filed.sorted { one, other in
            if one.letter != other.letter {
                // What stands under no letter comes last.
                if one.letter == "#" || other.letter == "#" { return other.letter == "#" }
                switch compare(one.letter, other.letter) {
                case .orderedAscending: return true
                case .orderedDescending: return false
                case .orderedSame: return one.letter < other.letter
                }
            }
            switch compare(one.term, other.term) {
            case .orderedAscending: return true
            case .orderedDescending: return false
            // Two that a reader takes for the same still need an order of their own.
            case .orderedSame: return one.term < other.term
            }
        }
    }

    private func compare(_ one: String, _ other: String) -> ComparisonResult {
        one.compare(other, options: [.caseInsensitive], range: nil, locale: locale)
    }

    /// Letters that a language files words under and that folding would take for others.
    private static let own: [String: Set<String>] = [
        "es": ["Ñ"], "vi": ["Ă", "Â", "Đ", "Ê", "Ô", "Ơ", "Ư"], "ru": ["Й"]
    ]

    private func letter(_ term: String) -> String {
        guard let first = term.first, first.isLetter else { return "#" }
        let letter = String(first).uppercased(with: locale)
        if Self.own[language]?.contains(letter) == true { return letter }
        guard let scalar = first.unicodeScalars.first else { return "#" }
        if (0x2E80...0x9FFF).contains(scalar.value), !(0x3040...0x30FF).contains(scalar.value) {
            // Chinese files by how a word is read; elsewhere that cannot be told.
            guard language == "zh",
                let read = String(first).applyingTransform(.mandarinToLatin, reverse: false)
            else { return "漢字" }
            return String(read.folding(options: .diacriticInsensitive, locale: nil).prefix(1))
                .uppercased()
        }
        if (0x3040...0x30FF).contains(scalar.value) { return kana(String(first)) }
        let folded = letter.folding(options: .diacriticInsensitive, locale: locale)
        // Vietnamese letters with a tone mark are filed under the letter without it.
        if language == "vi" {
            let toneless = Self.withoutTone(letter)
            if Self.own["vi"]?.contains(toneless) == true { return toneless }
        }
        // A letter of a script without case: what it starts with, marks aside.
        return folded.unicodeScalars.first.map { String($0) } ?? letter
    }

    /// The row of the fifty sounds that a kana stands in.
    private func kana(_ text: String) -> String {
        let hiragana = text.applyingTransform(.hiraganaToKatakana, reverse: true) ?? text
        let rows = ["あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ"]
        return rows.last { $0 <= hiragana } ?? "あ"
    }

    private static func withoutTone(_ letter: String) -> String {
        let tones: Set<UInt32> = [0x300, 0x301, 0x303, 0x309, 0x323]
        var scalars = String.UnicodeScalarView()
        for scalar in letter.decomposedStringWithCanonicalMapping.unicodeScalars
        where !tones.contains(scalar.value) {
            scalars.append(scalar)
        }
        return String(scalars).precomposedStringWithCanonicalMapping
    }
}
