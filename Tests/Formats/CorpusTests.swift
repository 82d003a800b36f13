import Diagnostics
import Documents
import Formats
import Foundation
import Testing

/// Real files, where they are at hand.
@Suite struct CorpusTests {
    static var folder: URL? {
        let environment = ProcessInfo.processInfo.environment
        let path =
            environment["METRIGLOT_CORPUS"]
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "../../../shared/corpus"
            ).standardized.path
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue ? URL(filePath: path) : nil
    }

    static func files(_ folder: URL) -> [URL] {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (found?.allObjects as? [URL] ?? []).filter { !$0.hasDirectoryPath }
            .sorted { $0.path < $1.path }
    }

    /// Each file is read as what its folder is named after, or its fault has a place.
    @Test func everyFileIsRecognised() throws {
        guard let folder = Self.folder else {
            print("no corpus at hand: its files are not read")
            return
        }
        let listing = ProcessInfo.processInfo.environment["METRIGLOT_CORPUS_LIST"]
        for file in Self.files(folder) {
            let name = file.pathComponents.suffix(2).joined(separator: "/")
            let bytes = try [UInt8](Data(contentsOf: file))
            guard Content(bytes, file: name) != .other else {
                let isText = ["tsv", "properties", "tmdl"].contains(file.pathExtension)
                #expect(isText, "\(name)")
                continue
            }
            do {
                let document = try Document(bytes, file: name)
                switch Formats.read(document) {
                case .dashboard(let dashboard):
                    if listing != nil { list(dashboard, all: listing == dashboard.format) }
                    #expect(dashboard.uses.allSatisfy { $0.place.file == name })
                case .unread(let format): if listing != nil { print(name, "unread", format.id) }
                case .unknown: Issue.record("\(name) is not recognised")
                }
            } catch {
                if listing != nil {
                    print(name, error.reason, error.place.line, error.place.column)
                }
                #expect(error.reason == "json-comment" && error.place.line == 1, "\(name)")
            }
        }
    }

    private func list(_ dashboard: Dashboard, all: Bool) {
        print(
            dashboard.file, dashboard.format, "uses", dashboard.uses.count, "fields",
            dashboard.fields.all.count, "problems", dashboard.problems.count)
        guard all else { return }
        for use in dashboard.uses {
            let labels = use.labels.map { "\($0.role):\($0.language ?? "-"):\($0.text)" }
            print("  ", use.place.line, use.place.column, labels)
            let formula = use.formula.map { "\($0.language): \($0.text.prefix(100))" } ?? "-"
            print(
                "     ", formula.replacing("\n", with: "⏎"), use.defaultAggregation?.function ?? "")
            print(
                "     ",
                use.numberFormat.map { "\($0.raw) \($0.meaning) \($0.decimals ?? -1)" } ?? "-",
                use.thresholds.map { "\($0.value ?? -.infinity) \($0.rating)" },
                use.statedDirection?.direction ?? "",
                use.targets.map { "\($0.comparison ?? "") \($0.value ?? .nan)" }, use.container)
        }
    }
}
