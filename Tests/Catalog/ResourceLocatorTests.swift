import Diagnostics
import Foundation
import Testing

@testable import Catalog

@Suite struct ResourceLocatorTests {
    /// A folder of its own with empty folders in it.
    private func withFolders<Result>(
        _ paths: [String], _ body: (String) throws -> Result
    ) throws -> Result {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "metriglot-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for path in paths {
            try FileManager.default.createDirectory(
                at: root.appending(path: path), withIntermediateDirectories: true)
        }
        return try body(root.path)
    }

    private func home(of path: String) -> [String] {
        ["\(path)/catalog/metrics", "\(path)/locales/en/metrics"]
    }

    @Test func believesTheVariableAndNothingElse() throws {
        try withFolders(home(of: "mine") + home(of: "here")) { root in
            #expect(
                ResourceLocator.home(
                    environment: ["METRIGLOT_HOME": "\(root)/mine"], executable: nil,
                    currentFolder: "\(root)/here") == "\(root)/mine")
            #expect(
                ResourceLocator.home(
                    environment: ["METRIGLOT_HOME": "\(root)/nowhere"], executable: nil,
                    currentFolder: "\(root)/here") == nil)
        }
    }

    @Test func takesTheCatalogThatSomebodyWorksOnFirst() throws {
        let folders = home(of: "usr/share/metriglot") + home(of: "work") + ["usr/bin", "work/a/b"]
        try withFolders(folders) { root in
            #expect(
                ResourceLocator.home(
                    environment: [:], executable: "\(root)/usr/bin/kpi",
                    currentFolder: "\(root)/work/a/b") == "\(root)/work")
        }
    }

    @Test func looksBesideAnInstalledProgram() throws {
        // The current folder has folders of these names, but no metrics in them.
        let folders =
            home(of: "usr/share/metriglot") + ["usr/bin", "web/catalog", "web/locales/en"]
        try withFolders(folders) { root in
            #expect(
                ResourceLocator.home(
                    environment: [:], executable: "\(root)/usr/bin/kpi",
                    currentFolder: "\(root)/web") == "\(root)/usr/share/metriglot")
        }
    }

    @Test func walksUpFromTheProgram() throws {
        try withFolders(home(of: "repo") + ["repo/.build/debug", "else/where"]) { root in
            #expect(
                ResourceLocator.home(
                    environment: [:], executable: "\(root)/repo/.build/debug/kpi",
                    currentFolder: "\(root)/else/where") == "\(root)/repo")
            #expect(
                ResourceLocator.home(
                    environment: [:], executable: "\(root)/else/kpi",
                    currentFolder: "\(root)/else") == nil)
        }
    }

    @Test func findsTheNearestProjectFile() throws {
        try withFolders(["a/b"]) { root in
            #expect(ResourceLocator.projectFile(from: "\(root)/a/b") == nil)
            try Data().write(to: URL(filePath: "\(root)/kpi.yaml"))
            #expect(ResourceLocator.projectFile(from: "\(root)/a/b") == "\(root)/kpi.yaml")
            try Data().write(to: URL(filePath: "\(root)/a/b/kpi.json"))
            #expect(ResourceLocator.projectFile(from: "\(root)/a/b") == "kpi.json")
        }
    }
}

@Suite struct SourceFileTests {
    @Test func saysWhyAFileCannotBeRead() throws {
        let folder = FileManager.default.temporaryDirectory.path
        #expect(key(of: "\(folder)/there-is-none-\(UUID().uuidString)") == "check.file.not-found")
        #expect(key(of: folder) == "check.file.is-folder")
        #expect(key(of: "/dev/null") == "check.file.no-file")
    }

    @Test func refusesWhatIsTooLarge() throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "metriglot-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        // A hole in a file: large without taking any room.
        try handle.truncate(atOffset: UInt64(SourceFile.largest) + 1)
        try handle.close()
        #expect(key(of: file.path) == "check.file.too-large")
    }

    @Test func takesAByteOrderMarkOff() throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "metriglot-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data([0xEF, 0xBB, 0xBF, 0x61]).write(to: file)
        #expect(try SourceFile.read(file.path).get().bytes == [0x61])
    }

    private func key(of path: String) -> String? {
        switch SourceFile.read(path) {
        case .success: nil
        case .failure(let error): error.finding.message.key
        }
    }
}
