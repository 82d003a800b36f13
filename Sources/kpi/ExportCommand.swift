import ArgumentParser
import Catalog
import Exchange
import Foundation
import Locales

/// `kpi export`: the metrics in another system's format.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the metrics in another system's format, to standard output.")

    @Option(
        help: ArgumentHelp(
            "The format: "
                + Exporters.all.map { "\($0.id) (\($0.name))" }.joined(separator: ", ") + "."))
    var format: String

    @Option(
        help: "The project file. Unless given: kpi.yaml or kpi.json here or in a folder above.")
    var project: String?

    func run() async throws {
        guard let exporter = Exporters.named(format) else {
            let known = Exporters.all.map { $0.id }.joined(separator: ", ")
            throw ValidationError("“\(format)” is no format; it is one of \(known).")
        }
        let home = try Resources.home()
        let projectFile = project ?? ResourceLocator.projectFile()
        let loaded = Knowledge.load(home: home, projectFile: projectFile)
        if let projectFile, loaded.texts[projectFile] == nil {
            throw ValidationError("\(projectFile) cannot be read.")
        }
        Terminal.write(exporter.export(loaded.value))
    }
}
