import Documents
import Foundation
import Testing

/// The public JSON parsing test suite, where it is at hand.
@Suite struct ConformanceTests {
    @Test func jsonTestSuite() throws {
        let environment = ProcessInfo.processInfo.environment
        let schemas =
            environment["METRIGLOT_SCHEMAS"]
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "../../../shared/schemas"
            ).standardized.path
        let folder = URL(filePath: schemas).appending(path: "json-test-suite")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            print("no JSON test suite at hand: only the cases of this project are tested")
            return
        }
        var counts = [0, 0, 0]
        for name in names.sorted() where name.hasSuffix(".json") {
            let bytes = try [UInt8](Data(contentsOf: folder.appending(path: name)))
            var accepted = true
            do throws(DocumentError) {
                let document = try Document(json: bytes, file: name)
                for node in document.root.descendants {
                    _ = (node.text.string, node.key, node.place)
                }
            } catch {
                accepted = false
            }
            switch name.prefix(2) {
            case "y_":
                counts[0] += 1
                #expect(accepted, "\(name)")
            case "n_":
                counts[1] += 1
                #expect(!accepted, "\(name)")
            default: counts[2] += 1
            }
        }
        #expect(counts[0] > 90 && counts[1] > 180 && counts[2] > 30)
    }
}
