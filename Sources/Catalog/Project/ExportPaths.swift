public import Diagnostics

/// Where files of one kind keep their metrics, by paths in XPath or JSONPath.
public struct ExportPaths: Hashable, Sendable {
    /// A path as it stands in the project file.
    public struct Path: Hashable, Sendable {
        public var text: String
        public var place: Place
    }

    /// The files that it is for; may hold `*` and `**`.
    public var files: String
    /// The nodes of which each is one metric, or one value of it.
    public var each: Path
    /// From such a node to what is said of it, by the names in ``partNames``.
    public var parts: [String: Path]
    /// The language of the formulas.
    public var formulaLanguage: String?
    /// The language of the names.
    public var language: String?
    public var place: Place

    /// What a path may lead to.
    public static let partNames = [
        "name", "value", "unit", "target", "period", "numerator", "denominator", "formula",
        "context"
    ]

    static func read(_ node: YAMLNode, _ findings: Findings) -> ExportPaths? {
        guard var reader = MappingReader(node, findings) else { return nil }
        func path(_ node: YAMLNode?) -> Path? {
            node.flatMap { node in
                node.text(findings).map { Path(text: $0, place: node.place) }
            }
        }
        let files = reader.required("files")?.text(findings)
        let each = path(reader.required("each"))
        var parts: [String: Path] = [:]
        parts["name"] = path(reader.required("name"))
        for name in partNames where name != "name" {
            parts[name] = path(reader.optional(name))
        }
        let formulaLanguage = reader.text("formula_language")
        let language = reader.checked("language", "bad-language", isLanguageTag)
        reader.finish()
        guard let files, let each, parts["name"] != nil else { return nil }
        if parts["formula"] == nil, parts["value"] == nil, parts["target"] == nil {
            findings.schema(reader.place, "mapping-without-value")
        }
        return ExportPaths(
            files: files, each: each, parts: parts, formulaLanguage: formulaLanguage,
            language: language, place: reader.place)
    }
}
