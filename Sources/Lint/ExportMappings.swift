public import Catalog
public import Diagnostics
internal import Documents
internal import Formats

/// The mappings of a project file, with their paths read.
struct ExportMappings: Sendable {
    private var mappings: [(files: PathPattern, mapping: ExportMapping)] = []
    /// What is wrong with paths; such a mapping is not used.
    private(set) var findings: [Finding] = []

    init(_ all: [ExportPaths]) {
        for paths in all { add(paths) }
    }

    /// The mapping for a file, the first that fits.
    func mapping(for file: String) -> ExportMapping? {
        mappings.first { $0.files.matches(file) }?.mapping
    }

    private mutating func add(_ paths: ExportPaths) {
        let known = findings.count
        let each = selector(paths.each)
        var parts: [ExportMapping.Part: Selector] = [:]
        for part in ExportMapping.Part.allCases {
            if let path = paths.parts[part.rawValue] { parts[part] = selector(path) }
        }
        guard findings.count == known, let each else { return }
        mappings.append(
            (
                PathPattern(paths.files),
                ExportMapping(
                    each: each, parts: parts, formulaLanguage: paths.formulaLanguage,
                    language: paths.language)
            ))
    }

    private mutating func selector(_ path: ExportPaths.Path) -> Selector? {
        do throws(Selector.Mistake) {
            return try Selector(path.text)
        } catch {
            var place = path.place
            // A text without quotes or escapes stands in the file as it is.
            if place.line == place.endLine, place.endColumn - place.column == path.text.count {
                place.column += path.text.utf8.prefix(error.offset).count
            }
            findings.append(
                Finding(
                    rule: "schema", severity: .error, place: place, message: error.message,
                    advice: Message("documents.path.advice")))
            return nil
        }
    }
}

extension LintSettings {
    /// What is wrong with the paths of the project's mappings.
    public var mappingFindings: [Finding] { ExportMappings(mappings).findings }
}
