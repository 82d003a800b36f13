import Catalog
import Diagnostics
import Foundation
import Lint

/// Finds and reads what may be a dashboard.
enum DashboardFiles {
    /// The files that are named, and those in folders that are named.
    ///
    /// - Parameter nothing: Is told of paths that lead to no file.
    static func inputs(
        _ paths: [String], nothing: (String) -> Void = { _ in }
    ) -> [Linter.Input] {
        paths.flatMap { path in
            let found = files(below: path)
            if found.isEmpty { nothing(path) }
            return found.map { Linter.Input(file: $0, bytes: bytes(of: $0)) }
        }
    }

    /// What may be a dashboard, by its name; a file that is named itself always.
    private static let extensions: Set<String> = [
        "twb", "tds", "bim", "json", "ndjson", "jsonl", "xml", "rdl", "rdlc", "jrxml", "cube",
        "xmla", "rptdesign", "report", "dashboard", "twbx", "tdsx", "pbix", "pbit", "xlsx", "xlsm",
        "tmdl", "properties"
    ]

    private static func files(below path: String) -> [String] {
        guard SourceFile.isFolder(path) else { return [path] }
        guard let walker = FileManager.default.enumerator(atPath: path) else { return [] }
        var found: [String] = []
        for case let name as String in walker {
            let parts = name.split(separator: "/")
            // Hidden files and folders are not what anybody means by «this folder».
            guard !parts.contains(where: { $0.hasPrefix(".") }),
                let last = parts.last?.split(separator: ".").last,
                extensions.contains(last.lowercased())
            else { continue }
            let whole = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            if !SourceFile.isFolder(whole) { found.append(whole) }
        }
        return found.sorted()
    }

    private static func bytes(of path: String) -> Result<[UInt8], UnreadableFile> {
        if let data = FileManager.default.contents(atPath: path), !SourceFile.isFolder(path) {
            return .success([UInt8](data))
        }
        let key = SourceFile.exists(path) ? "no-permission" : "not-found"
        return .failure(
            UnreadableFile(
                finding: Finding(
                    rule: Linter.unreadableFile, severity: .error, place: Place(file: path),
                    message: Message("check.file.\(key)"))))
    }
}
