public import Diagnostics
public import Documents

/// Power BI's own files (`.pbix`, `.pbit`): the report, and of templates the model.
///
/// The model of a `.pbix` is packed in a way of its own and is left out; of files
/// that were saved as a project the parts are those of a project.
public enum PowerBIPackage: PackageReader {
    public static let id = PowerBIReport.id

    public static func recognises(_ package: Package) -> Bool { !parts(package).isEmpty }

    private static func parts(_ package: Package) -> [Package.Entry] {
        package.entries.filter { entry in
            let name = entry.name.lowercased()
            return name == "report/layout" || name == "datamodelschema"
                || name == "report/definition/reportextensions.json"
                || name.hasSuffix("/visual.json") && name.hasPrefix("report/definition/")
                || name.hasSuffix(".tmdl")
        }
    }

    public static func read(
        _ package: Package
    ) throws(DocumentError) -> (dashboard: Dashboard, sources: [SourceText]) {
        let entries = parts(package)
        var whole = Dashboard(format: id, file: package.file)
        var sources: [SourceText] = []
        var dashboards: [Dashboard] = []
        for (entry, bytes) in zip(entries, try package.unpacked(entries)) {
            let file = package.path(of: entry)
            let isText = entry.name.lowercased().hasSuffix(".tmdl")
            let document =
                isText
                ? try Document(plain: bytes, file: file)
                : try Document(json: bytes, file: file, acceptsLines: false)
            sources.append(document.source)
            var part: Dashboard
            if isText {
                part = TMDL.read(document)
            } else if TabularModel.recognises(document) {
                part = TabularModel.read(document)
            } else {
                part = PowerBIReport.read(document)
            }
            part.families = ["package"]
            dashboards.append(part)
        }
        for part in Formats.link(dashboards) {
            whole.language = whole.language ?? part.language
            whole.uses += part.uses
            whole.problems += part.problems
            for field in part.fields.all { whole.fields.add(field) }
        }
        return (whole, sources)
    }
}
