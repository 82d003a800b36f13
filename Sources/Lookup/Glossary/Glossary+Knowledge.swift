import Catalog
import Diagnostics
public import Locales

/// How much of the languages a command needs.
public enum LanguageNeed: Sendable {
    /// All that all of them say.
    case everything
    /// What all of them call things, but messages only of those that answer when
    /// one is asked for.
    case names(answering: LanguageTag)
    /// Only those that answer when one is asked for.
    case answering(LanguageTag)
}

extension Glossary {
    /// The catalog and the languages as they were loaded; `nil` where that is not
    /// to be had from here.
    ///
    /// The project file is read itself: it is small, and findings about it have places.
    func knowledge(
        home: String, projectFile: String?, _ languages: (Project?) -> LanguageNeed
    ) -> Loaded<Knowledge>? {
        guard let trees = try? KeptTrees(file) else { return nil }
        let workspace = Knowledge.loadWorkspace(
            home: home, projectFile: projectFile, trees: trees)
        guard !trees.isDamaged, workspace.findings.isEmpty,
            let locales = try? locales(languages(workspace.value.project))
        else { return nil }
        return Loaded(
            Knowledge(workspace: workspace.value, locales: locales), texts: workspace.texts)
    }

    private func locales(_ need: LanguageNeed) throws(SnapshotDamage) -> Locales {
        let everyone = Array(records.indices)
        let (speaking, answering) =
            switch need {
            case .everything: (everyone, everyone)
            case .names(let asked): (everyone, chainPositions(for: asked))
            case .answering(let asked): (chainPositions(for: asked), chainPositions(for: asked))
            }
        var result: [Language] = []
        for position in speaking {
            let section = file.range(.sayings)
            guard records[position].sayings <= section.count else { throw SnapshotDamage() }
            var unpacker = Unpacker(
                file, section.lowerBound + records[position].sayings..<section.upperBound)
            var language = try Language(languages[position], from: &unpacker)
            if answering.contains(position) { language.messages = try messages(of: position) }
            result.append(language)
        }
        return Locales(result)
    }
}
