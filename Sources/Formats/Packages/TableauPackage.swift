public import Diagnostics
public import Documents

/// Packaged Tableau workbooks and data sources (`.twbx`, `.tdsx`).
public enum TableauPackage: PackageReader {
    public static let id = Tableau.id

    public static func recognises(_ package: Package) -> Bool { content(package) != nil }

    private static func content(_ package: Package) -> Package.Entry? {
        let names = [".twb", ".tds"]
        return package.entries.first { entry in
            names.contains { entry.name.lowercased().hasSuffix($0) }
        }
    }

    public static func read(
        _ package: Package
    ) throws(DocumentError) -> (dashboard: Dashboard, sources: [SourceText]) {
        guard let entry = content(package) else {
            return (Dashboard(format: id, file: package.file), [])
        }
        let document = try Document(try package.unpacked(entry), file: package.path(of: entry))
        var dashboard = Tableau.read(document)
        dashboard.file = package.file
        return (dashboard, [document.source])
    }
}
