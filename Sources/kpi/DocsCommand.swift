import ArgumentParser
import Catalog
import Diagnostics
import Foundation
import Locales
import Site

/// `kpi docs`: the site that people link to.
struct DocsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs", abstract: "Publishes the metrics as a site.",
        subcommands: [Build.self])

    /// `kpi docs build`.
    struct Build: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "build",
            abstract: "Writes a static site: a page for each metric and language.",
            discussion: """
                The site needs no script and no network and works from a folder. It is written \
                beside the folder and put in its place when it is complete.
                """)

        @Option(help: "The folder to write; one that such a site stands in is replaced.")
        var out: String

        @Option(
            help: "The project file. Unless given: kpi.yaml or kpi.json here or in a folder above.")
        var project: String?

        @OptionGroup var language: LanguageOption

        func run() async throws {
            let home = try Resources.home()
            let projectFile = project ?? ResourceLocator.projectFile()
            let loaded = Knowledge.load(home: home, projectFile: projectFile)
            let wording = loaded.value.wording(
                for: language.tag(of: loaded.value.workspace.project))
            if let projectFile, loaded.texts[projectFile] == nil {
                throw ValidationError("\(projectFile) cannot be read.")
            }
            do {
                let folder = out.count > 1 && out.hasSuffix("/") ? String(out.dropLast()) : out
                let count = try SiteBuilder(loaded.value).build(into: folder)
                Terminal.note(
                    wording.text(
                        Message("site.done", ["count": .count(count), "folder": .text(folder)])))
            } catch let error as SiteError {
                Terminal.note(wording.text(error.message))
                throw ExitCode(2)
            }
        }
    }
}
