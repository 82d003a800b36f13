public import Catalog
import Diagnostics

/// Everything that a command needs to know before it starts: the catalog, the
/// company's project, and what all of it is called.
public struct Knowledge: Sendable {
    public var workspace: Workspace
    public var locales: Locales

    public init(workspace: Workspace, locales: Locales) {
        self.workspace = workspace
        self.locales = locales
    }

    /// Which languages to read.
    public enum Languages: Sendable {
        case all
        /// Those that answer when one is asked for.
        case answering(LanguageTag)
    }

    /// - Parameters:
    ///   - home: The folder that holds `catalog` and `locales`; see
    ///     ``Catalog/ResourceLocator``.
    ///   - projectFile: The company's project file; `nil` for none.
    ///   - languages: Reading all of them takes longest of all.
    public static func load(
        home: String, projectFile: String? = nil, languages: Languages = .all
    ) -> Loaded<Knowledge> {
        load(home: home, projectFile: projectFile, languages: languages, trees: FileTrees())
    }

    /// - Parameter trees: Where the catalog's files come from.
    package static func load(
        home: String, projectFile: String?, languages: Languages = .all, trees: any TreeSource
    ) -> Loaded<Knowledge> {
        let workspace = loadWorkspace(home: home, projectFile: projectFile, trees: trees)
        var locales = loadLocales(folder("locales", in: home), languages)
        if let own = workspace.value.project.flatMap(ownLocales) {
            let loaded = loadLocales(own, languages)
            locales.value = loaded.value.answering(with: locales.value)
            locales.findings += loaded.findings
            locales.texts.merge(loaded.texts) { first, _ in first }
        }
        var findings = workspace.findings + locales.findings
        findings += locales.value.add(workspace.value.project?.names ?? [])
        locales.value.addAbbreviations(of: workspace.value.catalog)
        return Loaded(
            Knowledge(workspace: workspace.value, locales: locales.value), findings: findings,
            texts: workspace.texts.merging(locales.texts) { first, _ in first })
    }

    /// The catalog and the project file, without any language.
    package static func loadWorkspace(
        home: String, projectFile: String?, trees: any TreeSource
    ) -> Loaded<Workspace> {
        WorkspaceLoader.load(
            projectFile: projectFile, catalogFolder: folder("catalog", in: home), trees: trees)
    }

    /// Everything that is wrong, what was found while reading included.
    public static func check(home: String, projectFile: String? = nil) -> Loaded<Knowledge> {
        var loaded = load(home: home, projectFile: projectFile)
        loaded.findings += CatalogCheck.findings(in: loaded.value.workspace)
        loaded.findings += LocaleCheck.findings(
            in: loaded.value.locales, of: loaded.value.workspace)
        return loaded
    }

    /// The view of somebody who asks for a language.
    public func wording(for asked: LanguageTag) -> Wording { locales.wording(for: asked) }

    /// Files in the current folder are named without it.
    private static func folder(_ name: String, in home: String) -> String {
        home == "." ? name : "\(home)/\(name)"
    }

    private static func loadLocales(
        _ folder: String, _ languages: Languages
    ) -> Loaded<Locales> {
        switch languages {
        case .all: return LocalesLoader.load(folder: folder)
        case .answering(let asked):
            let tags = LocalesLoader.tags(in: folder)
            let chain = LanguageLookup.chain(for: asked, among: tags)
            var loaded = LocalesLoader.load(folder: folder, tags: Set(chain))
            // What a language names as its fallback is known once it is read.
            let whole = LanguageLookup.chain(for: asked, among: tags) {
                loaded.value.languages[$0]?.fallback ?? []
            }
            let rest = Set(whole).subtracting(chain)
            if !rest.isEmpty {
                let more = LocalesLoader.load(folder: folder, tags: rest)
                loaded.value.languages.merge(more.value.languages) { first, _ in first }
                loaded.findings += more.findings
                loaded.texts.merge(more.texts) { first, _ in first }
            }
            return loaded
        }
    }

    /// The languages that lie beside or within a company's own catalog.
    private static func ownLocales(_ project: Project) -> String? {
        guard let catalog = project.catalogFolder else { return nil }
        return ["\(catalog)/locales", "\(catalog)/../locales"].first { SourceFile.isFolder($0) }
    }
}

extension Locales {
    /// These texts, with the messages, names and plural rules of the program's
    /// own languages.
    fileprivate func answering(with program: Locales) -> Locales {
        var result = program
        for (tag, language) in program.languages {
            var texts = languages[tag] ?? Language(tag: tag)
            texts.name = language.name
            texts.englishName = language.englishName
            texts.direction = language.direction
            texts.fallback = language.fallback
            texts.plurals = language.plurals
            texts.listSeparator = language.listSeparator
            texts.keepsCapitals = language.keepsCapitals
            texts.search = language.search
            texts.messages = language.messages
            texts.messagePlaces = language.messagePlaces
            result.languages[tag] = texts
        }
        result.languages.merge(languages) { first, _ in first }
        return result
    }
}
