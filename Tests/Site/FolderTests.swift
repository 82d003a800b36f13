import Diagnostics
import Foundation
import Testing

@testable import Site

@Suite struct FolderTests {
    private func contents(_ file: String) -> String? {
        FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
    }

    private func write(_ files: [String: String], into path: String) throws {
        let folder = try SiteFolder(path: path)
        for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
        try folder.commit()
    }

    @Test func aFolderOfSomebodyElsesIsLeftAlone() throws {
        let path = Sample.temporaryFolder()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("mine".utf8).write(to: URL(filePath: "\(path)/letter.txt"))
        let error = #expect(throws: SiteError.self) { try write(["index.html": "new"], into: path) }
        #expect(error?.message.key == "site.not-empty")
        #expect(contents("\(path)/letter.txt") == "mine")
        #expect(!FileManager.default.fileExists(atPath: "\(path)/index.html"))
    }

    @Test func aSiteIsReplacedWholeAndNothingIsLeftBeside() throws {
        let parent = Sample.temporaryFolder()
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let path = "\(parent)/site"
        try write(["old.html": "old", "a/b/index.html": "1"], into: path)
        try write(["a/b/index.html": "2"], into: path)
        #expect(contents("\(path)/a/b/index.html") == "2")
        #expect(contents("\(path)/old.html") == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == ["site"])
    }

    @Test func aBuildThatIsKilledLeavesTheOldSiteAndTheNextCleansUp() throws {
        let parent = Sample.temporaryFolder()
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let path = "\(parent)/site"
        try write(["index.html": "old"], into: path)
        let killed = try SiteFolder(path: path)
        try killed.write(Array("half".utf8), to: "index.html")
        #expect(contents("\(path)/index.html") == "old")
        // No process has the number 0, so this is what one that no longer runs left.
        try FileManager.default.moveItem(atPath: killed.fresh, toPath: "\(path).new-0")
        try write(["index.html": "new"], into: path)
        #expect(contents("\(path)/index.html") == "new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == ["site"])
    }
}
