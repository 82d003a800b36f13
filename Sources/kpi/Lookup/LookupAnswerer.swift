import Diagnostics
import Locales
import Lookup

/// Puts together the answer to one request.
struct LookupAnswerer {
    let glossary: Glossary
    let request: LookupRequest
    /// The language of the environment, where it names one.
    let environment: LanguageTag?
    let width: Int
    let isColoured: Bool

    func answer() throws(SnapshotDamage) -> LookupAnswer {
        switch request.question {
        case .show(let name, let variant): try show(name, variant: variant)
        case .search(let words, let limit): try search(words, limit: limit)
        case .list(let theme): try list(theme: theme)
        }
    }

    // MARK: - Language

    /// The language that somebody wants, as far as anybody said.
    private var wanted: LanguageTag? {
        request.language ?? glossary.projectLanguage ?? environment
    }

    /// Where nobody said: that of the name they used, as long as it is whole.
    private func language(for hit: Hit?) -> LanguageTag {
        if let wanted { return wanted }
        guard let hit, hit.tier <= .words, let own = hit.matchedLanguage else { return .english }
        return own
    }

    private func say(
        _ key: String, _ arguments: [String: Message.Argument] = [:], in tag: LanguageTag
    ) throws(SnapshotDamage) -> String {
        try glossary.text(Message("cli.\(key)", arguments), for: tag)
    }

    /// Says so where the answer is in another language than the one asked for.
    private func fallbackNote(
        _ tag: LanguageTag, shown: String
    ) throws(SnapshotDamage) -> [String] {
        guard let asked = request.language, asked.description != shown,
            let answer = LanguageTag(shown), answer != asked.withoutRegion
        else { return [] }
        return [
            try say(
                "language.fallback",
                [
                    "asked": .text(asked.description), "shown": .text(shown),
                    "name": .text(glossary.name(of: answer))
                ], in: tag)
        ]
    }

    private func problemNote(_ tag: LanguageTag) throws(SnapshotDamage) -> [String] {
        guard glossary.problems > 0 else { return [] }
        return [try say("problems", ["count": .text("\(glossary.problems)")], in: tag)]
    }

    // MARK: - Show

    private func show(_ name: String, variant: String?) throws(SnapshotDamage) -> LookupAnswer {
        switch try glossary.meaning(of: name, for: wanted ?? .english) {
        case .one(let hit, let others):
            return try show(hit, variant: variant ?? hit.variant, others: others)
        case .several(let hits): return try ambiguous(name, hits)
        case .none(let near): return try unknown(name, near)
        }
    }

    private func show(
        _ hit: Hit, variant id: String?, others: [Hit]
    ) throws(SnapshotDamage) -> LookupAnswer {
        let tag = language(for: hit)
        guard let card = try glossary.card(hit.metric, for: tag) else {
            return try unknown(hit.matched, [])
        }
        var variant: MetricCard.Variant?
        if let id {
            guard let found = card.variant(id) else { return try noVariant(id, card, tag) }
            variant = found
        }
        let fallback = try fallbackNote(tag, shown: card.language)
        var notes: [String] = []
        if hit.isDeprecated {
            notes.append(
                try say(
                    "show.deprecated",
                    ["matched": .text(hit.matched), "name": .text(card.name)], in: tag))
        }
        if !others.isEmpty {
            let list = others.map { Message.Argument.text("\($0.name) (\($0.metric))") }
            notes.append(
                try say(
                    "show.also-means", ["matched": .text(hit.matched), "list": .list(list)],
                    in: tag))
        }
        notes += try problemNote(tag)
        if request.isJSON {
            return LookupAnswer(
                text: card.json(variant: variant).pretty, notes: fallback + notes)
        }
        let page = CardPage(
            glossary: glossary, card: card, variant: variant, language: tag, notices: fallback,
            width: width, isColoured: isColoured)
        return LookupAnswer(text: try page.text(), notes: notes)
    }

    private func noVariant(
        _ id: String, _ card: MetricCard, _ tag: LanguageTag
    ) throws(SnapshotDamage) -> LookupAnswer {
        let known = card.variants.map { Message.Argument.text($0.id) }
        let arguments: [String: Message.Argument] = [
            "variant": .text(id), "name": .text(card.name), "list": .list(known)
        ]
        let key = known.isEmpty ? "show.no-variants" : "show.unknown-variant"
        return LookupAnswer(
            text: "", notes: [try say(key, arguments, in: tag)], exitCode: 2)
    }

    /// Lists the metrics that a name may mean, each with what tells it apart.
    private func ambiguous(_ name: String, _ hits: [Hit]) throws(SnapshotDamage) -> LookupAnswer {
        let tag = wanted ?? .english
        var page = Page(width: width, isColoured: isColoured)
        page.paragraph(try say("show.ambiguous", ["name": .text(name)], in: tag))
        try senses(hits, tag, in: &page)
        page.blank()
        page.paragraph(try say("show.ambiguous-advice", in: tag))
        let question = try say("show.ask", ["count": .text("\(hits.count)")], in: tag)
        return LookupAnswer(
            text: "", notes: [page.text.droppingLastBreak], exitCode: 2,
            question: (question, hits.map(\.metric)))
    }

    private func unknown(_ name: String, _ near: [Hit]) throws(SnapshotDamage) -> LookupAnswer {
        let tag = language(for: near.first)
        var page = Page(width: width, isColoured: isColoured)
        page.paragraph(try say("show.unknown", ["name": .text(name)], in: tag))
        if !near.isEmpty {
            page.paragraph(try say("show.near", in: tag))
            try senses(near, tag, in: &page)
        }
        return LookupAnswer(text: "", notes: [page.text.droppingLastBreak], exitCode: 2)
    }

    private func senses(
        _ hits: [Hit], _ tag: LanguageTag, in page: inout Page
    ) throws(SnapshotDamage) {
        for hit in hits {
            guard let card = try glossary.card(hit.metric, for: tag) else { continue }
            page.paragraph(
                [
                    Styled(hit.metric, .bold),
                    Styled(" – \(card.name): \(card.definition ?? "")")
                ],
                indent: 2, hanging: 4)
        }
    }

    // MARK: - Search

    private func search(_ words: String, limit: Int) throws(SnapshotDamage) -> LookupAnswer {
        var hits = try glossary.search(words, for: wanted ?? .english, limit: limit)
        let tag = language(for: hits.first)
        if wanted == nil, tag != .english {
            hits = try glossary.search(words, for: tag, limit: limit)
        }
        let notes = try fallbackNote(tag, shown: hits.first?.language.description ?? "\(tag)")
        if request.isJSON {
            var items: [JSONTree] = []
            for hit in hits { items.append(try json(hit, tag)) }
            return LookupAnswer(text: JSONTree.array(items).pretty, notes: notes)
        }
        guard !hits.isEmpty else {
            return try nothing(words, notes)
        }
        var page = Page(width: width, isColoured: isColoured)
        for hit in hits {
            page.paragraph([Styled(hit.name, .bold), Styled(" (\(hit.metric))", .dim)])
            page.paragraph(try reason(hit, tag), indent: 2)
        }
        return LookupAnswer(text: page.text, notes: notes)
    }

    /// Says that nothing was found, and what comes nearest.
    private func nothing(_ words: String, _ notes: [String]) throws(SnapshotDamage) -> LookupAnswer
    {
        let tag = wanted ?? .english
        var page = Page(width: width, isColoured: isColoured)
        page.paragraph(try say("search.nothing", ["words": .text(words)], in: tag))
        let near = try glossary.nearMisses(words, for: tag)
        if !near.isEmpty {
            page.paragraph(try say("search.near", in: tag))
            try senses(near, tag, in: &page)
        }
        return LookupAnswer(text: "", notes: [page.text.droppingLastBreak] + notes)
    }

    private func json(_ hit: Hit, _ tag: LanguageTag) throws(SnapshotDamage) -> JSONTree {
        .object([
            "id": .text(hit.metric), "name": .text(hit.name),
            "lang": .text(hit.language.description),
            "match": .text(try reason(hit, tag).map(\.text).joined()),
            "score": .number(Self.threeDecimals(hit.score)), "tier": .text(hit.tier.name),
            "kind": .text(hit.kind), "matched": .text(hit.matched),
            "matchedLang": hit.matchedLanguage.map { .text($0.description) } ?? .null,
            "variant": hit.variant.map { .text($0) } ?? .null
        ])
    }

    private static func threeDecimals(_ score: Double) -> String {
        let thousandths = Int((score * 1000).rounded())
        let digits = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }

    /// Why a hit is one: what matched, with the met words standing out.
    private func reason(_ hit: Hit, _ tag: LanguageTag) throws(SnapshotDamage) -> [Styled] {
        let kind = try say("kind.\(hit.kind)", in: tag)
        let how = try say("tier.\(hit.tier.name)", in: tag)
        var pieces = [Styled("\(kind): ", .dim)]
        pieces += Self.highlighted(hit)
        if let language = hit.matchedLanguage {
            pieces.append(Styled(" (\(language))", .dim))
        }
        if !how.isEmpty { pieces.append(Styled(" · \(how)", .dim)) }
        return pieces
    }

    /// The matched text, or the part of a long one that was met.
    private static func highlighted(_ hit: Hit) -> [Styled] {
        let text = hit.matched
        var pieces: [Styled] = []
        var end = text.startIndex
        for range in hit.met {
            pieces.append(Styled(String(text[end..<range.lowerBound])))
            pieces.append(Styled(String(text[range]), .match))
            end = range.upperBound
        }
        pieces.append(Styled(String(text[end...])))
        return pieces
    }

    // MARK: - List

    private func list(theme name: String?) throws(SnapshotDamage) -> LookupAnswer {
        let tag = wanted ?? .english
        var theme: String?
        if let name {
            theme = glossary.themes.first { id in
                Folding.key(id) == Folding.key(name)
                    || glossary.languages.contains {
                        Folding.key(glossary.theme(id, for: $0)) == Folding.key(name)
                    }
            }
            if theme == nil {
                let known = glossary.themes.map { Message.Argument.text($0) }
                return LookupAnswer(
                    text: "",
                    notes: [
                        try say(
                            "list.unknown-theme", ["theme": .text(name), "list": .list(known)],
                            in: tag)
                    ], exitCode: 2)
            }
        }
        var cards: [MetricCard] = []
        for position in 0..<glossary.count {
            guard let card = try glossary.card(glossary.id(at: position), for: tag) else {
                continue
            }
            if let theme, !card.themes.contains(where: { $0.id == theme }) { continue }
            cards.append(card)
        }
        let notes =
            try fallbackNote(tag, shown: cards.first?.language ?? "\(tag)") + problemNote(tag)
        if request.isJSON {
            return LookupAnswer(text: JSONTree.array(cards.map(\.summary)).pretty, notes: notes)
        }
        return LookupAnswer(text: try table(cards, tag), notes: notes)
    }

    private func table(
        _ cards: [MetricCard], _ tag: LanguageTag
    ) throws(SnapshotDamage) -> String {
        var page = Page(width: width, isColoured: isColoured)
        let labelWidth = (cards.map { TextWidth.of($0.id) }.max() ?? 0) + 2
        for card in cards {
            let direction = try say("direction.\(card.direction.rawValue)", in: tag)
            page.row(
                Styled(card.id, .bold),
                [Styled(card.name), Styled(" – \(card.unit.name), \(direction)", .dim)],
                labelWidth: labelWidth)
        }
        return page.text
    }
}

extension String {
    fileprivate var droppingLastBreak: String { hasSuffix("\n") ? String(dropLast()) : self }
}

extension LanguageTag {
    /// The bare language: whoever asks for `es-MX` and is answered in `es` gets
    /// what they asked for.
    fileprivate var withoutRegion: LanguageTag? { LanguageTag(language) }
}
