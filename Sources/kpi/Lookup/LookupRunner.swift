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
    /// What to ask back where a name has several meanings, and the ids of those.
    var question: (text: String, choices: [String])?
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
        if let question = answer.question, let id = ask(question.text, question.choices) {
            var chosen = request
            if case .show(_, let variant) = request.question {
                chosen.question = .show(name: id, variant: variant)
                return try run(chosen)
            }
        }
        return answer.exitCode
    }

    /// Asks a person, where one sits there, which of several they mean.
    ///
    /// - Returns: An id; `nil` where nobody answers with a number or an id.
    private static func ask(_ question: String, _ choices: [String]) -> String? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
        Terminal.note(question + " ", terminator: "")
        guard let line = readLine(), case let answer = line.filter({ !$0.isWhitespace }) else {
            return nil
        }
        if let number = Int(answer), choices.indices.contains(number - 1) {
            return choices[number - 1]
        }
        return choices.first { $0 == answer }
    }
}
