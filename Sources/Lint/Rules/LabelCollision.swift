internal import Diagnostics
internal import Documents
internal import Formats
internal import Formula

/// Two metrics have the same caption in one language.
enum LabelCollision: Rule {
    static let id = "label-collision"
    static let severity = Severity.warning

    static let examples: [RuleExample] = [
        .file(
            "example.bim",
            #"""
            {"model": {"culture": "en-US",
             "tables": [{"name": "orders", "measures": [
              {"name": "Revenue", "expression": "SUM(t[a])"},
              {"name": "Sales", "expression": "SUM(t[b])"}]}],
             "cultures": [{"name": "es-ES", "translations": {"model": {"tables": [{"name": "orders",
              "measures": [{"name": "Revenue", "translatedCaption": "Ventas"},
               {"name": "Sales", "translatedCaption": ↓"Ventas"}]}]}}}]}}
            """#),
        .file(
            "example.bim",
            #"""
            {"model": {"culture": "en-US",
             "tables": [{"name": "orders", "measures": [
              {"name": "Revenue", "expression": "SUM(t[a])"},
              {"name": "Sales", "expression": "SUM(t[b])"}]}],
             "cultures": [{"name": "es-ES", "translations": {"model": {"tables": [{"name": "orders",
              "measures": [{"name": "Revenue", "translatedCaption": "Ingresos"},
               {"name": "Sales", "translatedCaption": "Ventas"}]}]}}}]}}
            """#)
    ]

    private struct Key: Hashable {
        var scope: String?
        var language: String
        var text: String
    }

    static func findings(in context: LintContext) -> [Finding] {
        context.files.indices.flatMap { file -> [Finding] in
            var first: [Key: (name: String, label: Label)] = [:]
            var findings: [Finding] = []
            for use in context.uses(in: file) {
                guard let name = use.use.internalName, let main = use.use.labels.first else {
                    continue
                }
                for label in use.use.labels where label.role == .caption {
                    // The main caption is what the others are translations of.
                    guard let language = label.language, label.text != main.text else { continue }
                    let key = Key(
                        scope: use.use.scope, language: language,
                        text: LabelKey.folded(label.text.string))
                    guard let earlier = first[key] else {
                        first[key] = (name, label)
                        continue
                    }
                    guard earlier.name != name else { continue }
                    findings.append(
                        finding(
                            at: label.place,
                            [
                                "label": .text(label.text.string), "name": .text(name),
                                "other": .text(earlier.name), "language": .text(language)
                            ], metric: use.metric,
                            related: [
                                Finding.Related(
                                    place: earlier.label.place,
                                    message: message(
                                        "other", ["label": .text(earlier.name)]))
                            ]))
                }
            }
            return findings
        }
    }
}
