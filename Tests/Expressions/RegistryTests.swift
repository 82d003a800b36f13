import Diagnostics
import Formula
import Foundation
import Testing

@testable import Expressions

@Suite struct RegistryTests {
    /// A language's file is named like its type and declares the id; whatever
    /// file declares one has to be in the list.
    @Test func everyFileIsListed() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Expressions/Languages")
        var declared: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for match in text.matches(of: /let id = "([^"]+)"/) { declared.insert(String(match.1)) }
        }
        #expect(declared == Set(OutsideLanguage.all.map(\.id)))
    }

    @Test func idsAreUniqueAndSorted() {
        let ids = OutsideLanguage.all.map(\.id)
        #expect(ids == Set(ids).sorted())
    }

    @Test func anUnknownLanguageIsOpaque() {
        let formula = OutsideLanguage.parse("1 + 1", language: "klingon")
        #expect(formula.expression.kind == .opaque("1 + 1"))
        #expect(formula.problems.map(\.message.key) == ["errors.outside.unknown-language"])
    }
}
