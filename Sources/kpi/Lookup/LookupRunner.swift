import ArgumentParser
import Catalog
import Locales
import Lookup

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a command has to say, and how it ends.
struct LookupAnswer {
    /// For standard output.
    var text: String
    /// For standard error, a line each.
    var notes: [String] = []
    var exitCode: Int32 = 0
}

/// Answers `kpi show`, `search` and `list`.
enum LookupRunner {
    /// - Returns: The exit code: 0, or 2 for a name that is unknown or ambiguous.
    static func run(_ request: LookupRequest) throws -> Int32 {
        let home = try Resources.home()
        let project = request.project ?? ResourceLocator.projectFile()
        if let project, access(project, R_OK) != 0 {
            throw ValidationError("\(project) cannot be read.")
        }
        let store = GlossaryStore(home: home, projectFile: project)
        let answer = try store.answer { (glossary) throws(SnapshotDamage) in
            try LookupAnswerer(
                glossary: glossary, request: request,
                environment: LanguageOption.environmentTag(), width: Terminal.width,
                isColoured: Terminal.isColoured
            ).answer()
        }
        if !answer.text.isEmpty { Terminal.write(answer.text) }
        for note in answer.notes { Terminal.note(note) }
        return answer.exitCode
    }
}
