internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula
internal import Locales

/// A label is said to be in one language and is in another, or the labels of one
/// metric in several languages name several metrics.
enum LabelLanguage: Rule {
    static let id = "label-language"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .file(
            "example.bim",
            #"""
            {"model": {"culture": "en-US",
             "tables": [{"name": "orders", "measures": [
              {"name": "Return rate", "expression": "DIVIDE(SUM(t[a]), SUM(t[b]))"}]}],
             "cultures": [{"name": "es-ES", "translations": {"model": {"tables": [{"name": "orders",
              "measures": [{"name": "Return rate", "translatedCaption": ↓"Return rate"}]}]}}}]}}
            """#),
        .file(
            "example.bim",
            #"""
            {"model": {"culture": "en-US",
             "tables": [{"name": "orders", "measures": [
              {"name": "Conversion rate", "expression": "DIVIDE(SUM(t[a]), SUM(t[b]))"}]}],
             "cultures": [{"name": "es-ES", "translations": {"model": {"tables": [{"name": "orders",
              "measures": [{"name": "Conversion rate", "translatedCaption": "Tasa de conversión"}]}]}}}]}}
            """#),
        .file(
            "example.xml",
            #"""
            <Schema name="shop"><Cube name="Sales"><Table name="sales"/>
             <Measure name="Shipped parcels" column="parcels" aggregator="sum"/>
             <Measure name="Customer orders" column="orders" aggregator="sum"/>
             <Measure name="Days within the month" column="days" aggregator="max"/>
             <Measure name="Order revenue" column="revenue" aggregator="sum"
              caption="↓Ingresos por pedido"/>
            </Cube></Schema>
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.uses.flatMap { stated($0, context) } + unstated(context)
    }

    private static func stated(_ use: InterpretedUse, _ context: LintContext) -> [Finding] {
        use.use.labels.compactMap { label -> Finding? in
            guard label.role != .description,
                let tag = label.language.flatMap({ LanguageTag($0) }),
                context.locales.tags.contains(where: { $0.language == tag.language })
            else { return nil }
            let matches = context.labels.matches(label.text.string)
            let languages = matches.flatMap {
                context.labels.languages(of: label.text.string, metric: $0.metric)
            }
            // A short form is at home in any language.
            guard !languages.isEmpty, !matches.allSatisfy(\.isAbbreviation) else { return nil }
            guard languages.contains(where: { $0.language == tag.language }) else {
                return finding(
                    at: label.place,
                    [
                        "label": .text(label.text.string), "stated": .text(tag.description),
                        "found": .list(Set(languages).sorted().map { .text($0.description) })
                    ], metric: matches.first?.metric)
            }
            return translation(label, matches, of: use, tag)
        }
    }

    /// A caption that is the name of another metric than the main one names.
    private static func translation(
        _ label: Label, _ matches: [LabelMatch], of use: InterpretedUse, _ tag: LanguageTag
    ) -> Finding? {
        guard let main = use.label, main.text != label.text, main.language != label.language,
            matches.allSatisfy({ !$0.isTrimmed }), use.matches.allSatisfy({ !$0.isTrimmed })
        else { return nil }
        let meant = Set(use.matches.map(\.metric))
        guard meant.isDisjoint(with: matches.map(\.metric)), let found = matches.first,
            let metric = use.metric ?? use.matches.first?.metric
        else { return nil }
        return finding(
            at: label.place,
            [
                "label": .text(label.text.string), "stated": .text(tag.description),
                "found": .metric(found.metric), "main": .text(main.text.string),
                "metric": .metric(metric)
            ], part: "message-other", metric: metric)
    }

    /// A caption that stands for every language, in another than the names around it.
    private static func unstated(_ context: LintContext) -> [Finding] {
        var vocabulary: Vocabulary?
        var findings: [Finding] = []
        for file in context.files.indices {
            let named = context.uses(in: file).compactMap { use -> (caption: Label, name: Label)? in
                let labels = use.use.labels.filter { $0.language == nil }
                guard let caption = labels.first(where: { $0.role == .caption }),
                    let name = labels.first(where: { $0.role == .name }), caption.text != name.text
                else { return nil }
                return (caption, name)
            }
            guard !named.isEmpty else { continue }
            let known = vocabulary ?? Vocabulary(context.locales)
            vocabulary = known
            let names = context.uses(in: file).flatMap { use in
                use.use.labels.filter { $0.role == .name }.map(\.text.string)
            }
            guard let language = known.language(ofMost: names) else { continue }
            findings += named.compactMap { caption, name in
                finding(for: caption, beside: name, among: names, language, known)
            }
        }
        return findings
    }

    private static func finding(
        for caption: Label, beside name: Label, among names: [String], _ language: LanguageTag,
        _ vocabulary: Vocabulary
    ) -> Finding? {
        let text = caption.text.string
        // A word that stands in a name is one of the file's own.
        let own = Set(names.flatMap { LabelKey.words($0) })
        guard vocabulary.hasNone(of: text, in: language),
            !vocabulary.hasNone(of: name.text.string, in: language)
                || names.contains(where: { other in
                    other != name.text.string
                        && !Set(LabelKey.words(other)).isDisjoint(
                            with: LabelKey.words(name.text.string))
                }),
            own.isDisjoint(with: LabelKey.words(text))
        else { return nil }
        let found = vocabulary.languages(with: text)
        var arguments: [String: Message.Argument] = [
            "label": .text(text), "name": .text(name.text.string),
            "stated": .text(language.description)
        ]
        if !found.isEmpty { arguments["found"] = .list(found.map { .text($0.description) }) }
        return finding(
            at: caption.place, arguments,
            part: found.isEmpty ? "message-not-in" : "message-default",
            severity: .hint)
    }
}
