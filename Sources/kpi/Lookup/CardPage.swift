import Diagnostics
import Locales
import Lookup

/// One metric as a page of text.
struct CardPage {
    private let glossary: Glossary
    private let card: MetricCard
    private let variant: MetricCard.Variant?
    private let language: LanguageTag
    private var page: Page
    private let notices: [String]
    /// Every heading that anything on the page comes from, in the order of their numbers.
    private let numbered: [MetricCard.Source]

    /// - Parameters:
    ///   - variant: The variant to show instead of the standard formula.
    ///   - language: The language that was asked for; of labels and notes.
    ///   - notices: What to say above all.
    init(
        glossary: Glossary, card: MetricCard, variant: MetricCard.Variant?, language: LanguageTag,
        notices: [String] = [], width: Int, isColoured: Bool
    ) {
        self.glossary = glossary
        self.card = card
        self.variant = variant
        self.language = language
        self.notices = notices
        page = Page(width: width, isColoured: isColoured)
        numbered = Self.headings(of: card, variant)
    }

    func text() throws(SnapshotDamage) -> String {
        var copy = self
        try copy.write()
        return copy.page.text
    }

    private mutating func write() throws(SnapshotDamage) {
        for notice in notices { page.paragraph([Styled(notice, .dim)]) }
        page.blank()
        try writeHead()
        try writeFormula()
        try writeFacts()
        try writeParameters()
        try writeFigures("targets", card.targets)
        try writeFigures("benchmarks", card.benchmarks)
        if variant == nil { try writeVariants() }
        try writeRelations()
        try writeAdvice()
        try writeConfusions()
        try writeSources()
    }

    private func say(
        _ key: String, _ arguments: [String: Message.Argument] = [:]
    ) throws(SnapshotDamage) -> String {
        try glossary.text(Message("cli.\(key)", arguments), for: language)
    }

    // MARK: - Head

    private mutating func writeHead() throws(SnapshotDamage) {
        var title = [Styled(card.name, .bold), Styled(" (\(card.id))", .dim)]
        title += try cite(card.aliases.filter(isTheName).flatMap(\.sources))
        if let variant {
            title = [
                Styled("\(card.name): \(variant.name)", .bold),
                Styled(" (\(card.id) --variant \(variant.id))", .dim)
            ]
        }
        page.paragraph(title)
        if card.isOwn { page.paragraph([Styled(try say("show.own"), .dim)]) }
        for field in card.borrowed {
            page.paragraph([Styled(try borrowed(field), .dim)])
        }
        if let text = variant?.explanation ?? card.definition {
            page.blank()
            page.paragraph(text)
        }
        if let reading = card.reading, variant == nil {
            page.heading(try say("show.reading"))
            page.paragraph(reading, indent: 2)
        }
        try writeAliases()
    }

    private func borrowed(_ field: MetricCard.Borrowed) throws(SnapshotDamage) -> String {
        let name = LanguageTag(field.language).map(glossary.name) ?? field.language
        return try say(
            "language.borrowed",
            [
                "field": .text(try say("field.\(field.field)")), "shown": .text(field.language),
                "name": .text(name)
            ])
    }

    /// A document's own term may be the preferred one; it then says who uses it.
    private func isTheName(_ alias: MetricCard.Name) -> Bool {
        Folding.exact(alias.term) == Folding.exact(card.name)
    }

    private mutating func writeAliases() throws(SnapshotDamage) {
        guard !card.aliases.allSatisfy(isTheName), variant == nil else { return }
        // Short forms first, what is not to be used any more last.
        let order = ["abbreviation", "document", "synonym", "colloquial", "deprecated"]
        var pieces: [Styled] = []
        for kind in order {
            for alias in card.aliases where alias.kind == kind && !isTheName(alias) {
                if !pieces.isEmpty { pieces.append(Styled(", ")) }
                pieces.append(Styled(alias.term))
                pieces += try cite(alias.sources)
                if kind == "deprecated" {
                    pieces.append(Styled(" (\(try say("kind.deprecated")))", .dim))
                }
            }
        }
        page.heading(try say("show.also-called"))
        page.paragraph(pieces, indent: 2)
    }

    // MARK: - Formula and facts

    private mutating func writeFormula() throws(SnapshotDamage) {
        page.heading(try say("show.formula"))
        let formula = variant?.formula ?? card.formula
        page.paragraph(
            [Styled(formula.display)] + (try cite(variant?.sources ?? card.formulaSources)),
            indent: 2, hanging: 4)
        page.paragraph([Styled(formula.text, .dim)], indent: 2, hanging: 4)
        if let variant {
            page.paragraph([Styled(try differences(of: variant), .dim)], indent: 2, hanging: 4)
        }
    }

    private mutating func writeFacts() throws(SnapshotDamage) {
        var rows: [(String, [Styled])] = []
        let unit = variant?.unit ?? card.unit
        rows.append((try say("show.unit"), [Styled(unit.name)]))
        let direction = variant?.direction ?? card.direction
        let directionSources = variant == nil ? card.directionSources : []
        rows.append(
            (
                try say("show.direction"),
                [Styled(try say("direction.\(direction.rawValue)"))] + (try cite(directionSources))
            ))
        if let scale = variant?.scale ?? card.scale {
            let text = try say(
                "show.scale-range",
                ["least": .text(scale.least), "greatest": .text(scale.greatest)])
            rows.append((try say("show.scale"), [Styled(text)]))
        }
        if let additivity = card.additivity, variant == nil {
            rows.append(
                (try say("show.adding-up"), [Styled(try say("additivity.\(additivity)"))]))
        }
        let splitBy = variant?.splitBy ?? card.splitBy
        if !splitBy.isEmpty { rows.append((try say("show.split-by"), [names(splitBy)])) }
        if variant == nil {
            rows.append((try say("show.measured"), [Styled(try say("measured.\(card.measured)"))]))
            if !card.themes.isEmpty { rows.append((try say("show.themes"), [names(card.themes)])) }
            if !card.channels.isEmpty {
                rows.append((try say("show.channels"), [names(card.channels)]))
            }
        }
        page.blank()
        let labelWidth = (rows.map { TextWidth.of($0.0) }.max() ?? 0) + 2
        for (label, pieces) in rows {
            page.row(Styled(label, .heading), pieces, labelWidth: labelWidth)
        }
    }

    private func names(_ terms: [MetricCard.Term]) -> Styled {
        Styled(terms.map(\.name).joined(separator: ", "))
    }

    private mutating func writeParameters() throws(SnapshotDamage) {
        let parameters = card.parameters + (variant?.parameters ?? [])
        guard !parameters.isEmpty else { return }
        page.heading(try say("show.parameters"))
        for parameter in parameters {
            var pieces = [Styled("\(parameter.name): \(parameter.value.text)")]
            pieces += try cite(parameter.sources)
            if let explanation = parameter.explanation {
                pieces.append(Styled(" – " + explanation))
            }
            page.paragraph(pieces, indent: 2, hanging: 4)
        }
    }

    // MARK: - Figures

    private mutating func writeFigures(
        _ kind: String, _ figures: [MetricCard.Figure]
    ) throws(SnapshotDamage) {
        let shown = variant == nil ? figures : figures.filter { $0.variant == variant?.id }
        guard !shown.isEmpty else { return }
        page.heading(try say("show.\(kind)"))
        let values = shown.map { (Self.sign($0.comparison) + $0.value.text, $0) }
        let labelWidth = min(24, (values.map { TextWidth.of($0.0) }.max() ?? 0) + 2)
        for (value, figure) in values {
            page.row(Styled(value, .bold), try about(figure), indent: 2, labelWidth: labelWidth)
        }
    }

    private func about(_ figure: MetricCard.Figure) throws(SnapshotDamage) -> [Styled] {
        var parts: [String] = []
        if let period = figure.period { parts.append(try say("period.\(period)")) }
        for parameter in figure.parameters {
            parts.append("\(parameter.name): \(parameter.value.text)")
        }
        if let id = figure.variant {
            parts.append(
                try say("show.for-variant", ["variant": .text(card.variant(id)?.name ?? id)]))
        }
        var pieces: [Styled] = []
        if let text = figure.text { pieces.append(Styled(text)) }
        if !parts.isEmpty {
            let note = parts.joined(separator: ", ")
            pieces.append(Styled(pieces.isEmpty ? note : " (\(note))", .dim))
        }
        return pieces + (try cite(figure.sources))
    }

    private static func sign(_ comparison: String?) -> String {
        switch comparison {
        case nil: ""
        case ">="?: "≥ "
        case "<="?: "≤ "
        case "!="?: "≠ "
        case let sign?: sign + " "
        }
    }

    // MARK: - Variants and relations

    private mutating func writeVariants() throws(SnapshotDamage) {
        guard !card.variants.isEmpty else { return }
        page.heading(try say("show.variants"))
        for (position, variant) in card.variants.enumerated() {
            if position > 0 { page.blank() }
            var title = [Styled(variant.name, .bold), Styled(" (\(variant.id))", .dim)]
            title += try cite(variant.sources)
            if variant.id == card.chosenVariant {
                title.append(Styled(" · \(try say("show.chosen"))"))
            }
            page.paragraph(title, indent: 2, hanging: 4)
            if let explanation = variant.explanation { page.paragraph(explanation, indent: 4) }
            page.paragraph([Styled(variant.formula.display)], indent: 4, hanging: 6)
            page.paragraph([Styled(variant.formula.text, .dim)], indent: 4, hanging: 6)
            page.paragraph([Styled(try differences(of: variant), .dim)], indent: 4, hanging: 6)
        }
    }

    /// In what a variant differs from the standard formula, in words.
    private func differences(of variant: MetricCard.Variant) throws(SnapshotDamage) -> String {
        var parts = [
            try say(
                "differs.\(variant.differs)",
                ["metric": .text(variant.metric.map { "\($0.name) (\($0.id))" } ?? "")])
        ]
        if variant.unit != card.unit { parts.append(variant.unit.name) }
        if variant.direction != card.direction {
            parts.append(try say("direction.\(variant.direction.rawValue)"))
        }
        if let scale = variant.scale, scale != card.scale {
            parts.append(
                try say(
                    "show.scale-range",
                    ["least": .text(scale.least), "greatest": .text(scale.greatest)]))
        }
        if variant.splitBy != card.splitBy, !variant.splitBy.isEmpty {
            let fields = variant.splitBy.map(\.name).joined(separator: ", ")
            parts.append(try say("show.split-by-fields", ["fields": .text(fields)]))
        }
        if variant.sources.contains(where: { $0.document == "general-usage" }) {
            parts.append(try say("show.general"))
        }
        return parts.joined(separator: "; ")
    }

    private mutating func writeRelations() throws(SnapshotDamage) {
        guard !card.relations.isEmpty, variant == nil else { return }
        page.heading(try say("show.relations"))
        var rows: [(String, [Styled])] = []
        for relation in card.relations {
            rows.append(
                (
                    try say("relation.\(relation.kind)"),
                    [Styled(relation.metric.name), Styled(" (\(relation.metric.id))", .dim)]
                        + (try cite(relation.sources))
                ))
        }
        let labelWidth = (rows.map { TextWidth.of($0.0) }.max() ?? 0) + 2
        for (label, pieces) in rows {
            page.row(Styled(label), pieces, indent: 2, labelWidth: labelWidth)
        }
    }

    private mutating func writeAdvice() throws(SnapshotDamage) {
        let advice = card.advice.filter { $0.text != nil }
        guard !advice.isEmpty, variant == nil else { return }
        page.heading(try say("show.advice"))
        for item in advice {
            var pieces: [Styled] = []
            if item.when != "always" {
                pieces.append(Styled("\(try say("when.\(item.when)")): ", .bold))
            }
            pieces.append(Styled(item.text ?? ""))
            pieces += try cite(item.sources)
            page.paragraph(pieces, indent: 2, hanging: 4)
        }
    }

    private mutating func writeConfusions() throws(SnapshotDamage) {
        guard !card.confusedWith.isEmpty, variant == nil else { return }
        page.heading(try say("show.confused-with"))
        for confusion in card.confusedWith {
            var pieces = [
                Styled(confusion.metric.name), Styled(" (\(confusion.metric.id))", .dim)
            ]
            if let note = confusion.note { pieces.append(Styled(": " + note)) }
            page.paragraph(pieces, indent: 2, hanging: 4)
        }
    }

    // MARK: - Sources

    /// The marks that lead to the list of sources; for what everybody says, nothing.
    private func cite(_ sources: [MetricCard.Source]) throws(SnapshotDamage) -> [Styled] {
        var marks: [String] = []
        for source in sources {
            switch source.document {
            case "general-usage": continue
            case "company": marks.append(try say("show.company-says"))
            default:
                if let number = numbered.firstIndex(of: source) { marks.append("\(number + 1)") }
            }
        }
        guard !marks.isEmpty else { return [] }
        return [Styled(" [\(marks.joined(separator: ", "))]", .dim)]
    }

    private static func headings(
        of card: MetricCard, _ variant: MetricCard.Variant?
    ) -> [MetricCard.Source] {
        var all: [MetricCard.Source] = []
        if let variant {
            all += variant.sources + (card.parameters + variant.parameters).flatMap(\.sources)
            all += (card.targets + card.benchmarks).filter { $0.variant == variant.id }
                .flatMap(\.sources)
        } else {
            all += card.sources + card.formulaSources + card.directionSources
            all += card.aliases.flatMap(\.sources) + card.parameters.flatMap(\.sources)
            all += card.targets.flatMap(\.sources) + card.benchmarks.flatMap(\.sources)
            all += card.variants.flatMap(\.sources) + card.relations.flatMap(\.sources)
            all += card.advice.flatMap(\.sources)
        }
        var seen: Set<MetricCard.Source> = []
        return all.filter { $0.heading != nil && seen.insert($0).inserted }
    }

    private mutating func writeSources() throws(SnapshotDamage) {
        guard
            (variant?.sources ?? card.formulaSources).contains(where: { $0.document != "company" })
        else { return }
        page.heading(try say("show.sources"))
        let isGeneral = (variant?.sources ?? card.formulaSources).contains {
            $0.document == "general-usage"
        }
        if isGeneral {
            let key = variant == nil ? "show.general-usage" : "show.general"
            page.paragraph(try say(key), indent: 2)
        }
        for (position, source) in numbered.enumerated() {
            let document = source.title ?? source.file ?? source.document
            var text = "\(document) › \(source.heading ?? "")"
            if let language = source.language { text += " (\(language))" }
            page.paragraph(
                [Styled("[\(position + 1)] ", .dim), Styled(text)], indent: 2, hanging: 6)
        }
    }
}
