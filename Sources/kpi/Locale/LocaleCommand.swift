public import ArgumentParser
import Catalog
import Diagnostics
import Foundation
public import Locales

/// `kpi locale`: the work of those who translate.
struct LocaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "locale",
        abstract: "Starts a language, and keeps its translations true to what they say.",
        subcommands: [LocaleStatusCommand.self, LocaleNewCommand.self, LocaleAcceptCommand.self])
}

/// Which folder of languages is worked on.
struct LocaleFolderOption: ParsableArguments {
    @Option(
        help: """
            The folder that holds a folder for each language. Unless given: that of the catalog \
            that the project file names, then the one that comes along with the program.
            """)
    var locales: String?

    @Option(
        help: "The project file. Unless given: kpi.yaml or kpi.json here or in a folder above.")
    var project: String?

    @OptionGroup var language: LanguageOption
}

/// The languages of a folder together with the catalog that they speak of.
struct LocaleSetting {
    var folder: String
    var locales: Locales
    /// What the texts are about.
    var meaning: CatalogMeaning
    /// What was wrong while reading them.
    var findings: [Finding]
    /// For the answers of the program itself.
    var wording: Wording

    init(_ options: LocaleFolderOption) throws {
        let home = try Resources.home()
        let projectFile = options.project ?? ResourceLocator.projectFile()
        let loaded = Knowledge.load(home: home, projectFile: projectFile)
        let workspace = loaded.value.workspace
        meaning = CatalogMeaning(workspace.stated)
        wording = loaded.value.wording(for: options.language.tag(of: workspace.project))
        folder =
            options.locales ?? loaded.value.locales.languages[.english]?.folder.parentFolder
            ?? "\(home)/locales"
        guard SourceFile.isFolder(folder) else {
            throw ValidationError(
                "\(folder) is no folder; name one with a folder for each language.")
        }
        let read = LocalesLoader.load(folder: folder)
        locales = read.value
        findings = read.findings
    }

    /// The language that the others are made from.
    func reference() throws -> Language {
        guard let reference = locales.languages[.english] else {
            throw ValidationError(
                "\(folder)/en is missing: every other language is made from it.")
        }
        return reference
    }

    func language(_ tag: LanguageTag) throws -> Language {
        guard let language = locales.languages[tag] else {
            throw ValidationError(
                "There is no \(folder)/\(tag); “kpi locale new \(tag)” starts it.")
        }
        return language
    }

    func freshness(of language: Language) throws -> Freshness {
        let origins = OriginFile.load(folder: language.folder)
        if let finding = origins.findings.first {
            throw ValidationError("\(finding.place.file): \(wording.text(finding.message))")
        }
        return Freshness(
            of: language, against: try reference(), meaning: meaning, origins: origins.value)
    }
}

extension LanguageTag: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension String {
    fileprivate var parentFolder: String? {
        lastIndex(of: "/").map { String(self[..<$0]) }
    }
}
