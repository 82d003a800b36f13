internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula
internal import Locales

/// A language has a caption for some of a file's metrics and not for others, or
/// a description and no caption.
enum MissingTranslation: Rule {
    static let id = "missing-translation"
    static let severity = Severity.hint

    static let examples: [RuleExample] = [
        .file(
            "example.bim",
            #"""
            {"model": {"culture": "en-US",
             "tables": [{"name": "orders", "measures": [
              {"name": "Revenue", "expression": "SUM(t[a])"},
              {"name": "Cost", "expression": "SUM(t[b])"},
              {"name": ↓"Margin", "expression": "[Revenue] - [Cost]"}]}],
             "cultures": [{"name": "es-ES", "translations": {"model": {"tables": [{"name": "orders",
              "measures": [{"name": "Revenue", "translatedCaption": "Ingresos"},
               {"name": "Cost", "translatedCaption": "Coste"}]}]}}}]}}
            """#),
        .file(
            "example.xml",
            #"""
            <Schema name="shop"><Cube name="Sales"><Table name="sales"/>
             <Annotations><Annotation name="caption.fr_FR">Ventes</Annotation>
              <Annotation name="description.fr_FR">Les ventes</Annotation>
              <Annotation name="description.de_AT">↓Die Verkäufe</Annotation></Annotations>
            </Cube></Schema>
            """#),
        .file(
            "example.xml",
            #"""
            <Schema name="shop"><Cube name="Sales"><Table name="sales"/>
             <Annotations><Annotation name="caption.fr">Ventes</Annotation>
              <Annotation name="description.fr_FR">Les ventes</Annotation></Annotations>
            </Cube></Schema>
            """#)
    ]

    static func findings(in context: LintContext) -> [Finding] {
        context.files.indices.flatMap { file in
            let labels =
                context.files[file].captions.map(\.labels)
                + context.uses(in: file).map(\.use.labels)
            return labels.compactMap { withoutCaption($0) } + untranslated(file, context)
        }
    }

    /// A description in a language that has no caption.
    private static func withoutCaption(_ labels: [Label]) -> Finding? {
        let captions = Set(
            labels.filter { $0.role != .description }.compactMap(\.language))
        // Without any caption in another language there is nothing to be complete.
        guard captions.count > 0 else { return nil }
        let lacking = labels.filter { label in
            guard label.role == .description, let language = label.language else { return false }
            return !hasCaption(language, in: captions)
        }
        guard let first = lacking.first, let name = labels.first else { return nil }
        return finding(
            at: first.place,
            [
                "label": .text(name.text.string),
                "languages": .list(lacking.compactMap(\.language).map { .text($0) })
            ], part: "message-caption")
    }

    /// Looked up as languages are: `de-AT` is answered by `de`.
    private static func hasCaption(_ language: String, in captions: Set<String>) -> Bool {
        var tag = Substring(language)
        while true {
            if captions.contains(String(tag)) { return true }
            guard let cut = tag.lastIndex(of: "-") else { return false }
            tag = tag[..<cut]
        }
    }

    /// Metrics without a caption in a language that most others have one in.
    private static func untranslated(_ file: Int, _ context: LintContext) -> [Finding] {
        let uses = context.uses(in: file)
        var counts: [String: Int] = [:]
        for use in uses {
            let languages = Set(
                use.use.labels.filter { $0.role == .caption }.compactMap(\.language))
            for language in languages { counts[language, default: 0] += 1 }
        }
        return counts.sorted { $0.key < $1.key }.flatMap { language, count -> [Finding] in
            guard count < uses.count, count >= 2, count * 2 > uses.count else { return [] }
            let lacking = uses.filter { use in
                !use.use.labels.contains { $0.role == .caption && $0.language == language }
            }.compactMap(\.use.labels.first)
            guard let first = lacking.first else { return [] }
            return [
                finding(
                    at: first.place,
                    [
                        "label": .text(first.text.string), "language": .text(language),
                        "others": .count(lacking.count - 1)
                    ], part: lacking.count == 1 ? "message" : "message-several")
            ]
        }
    }
}
