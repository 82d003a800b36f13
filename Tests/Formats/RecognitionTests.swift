import Diagnostics
import Documents
import Formats
import Testing

@Suite struct RecognitionTests {
    private func recognised(_ text: String) throws -> Recognition {
        Formats.read(try Document(text: text, file: "file"))
    }

    @Test func formatsWithoutAReaderAreNamed() throws {
        let texts = [
            ("<xbrl/>", "xbrl"), ("<Edmx/>", "odata"),
            (#"{"metricHeaders": []}"#, "ga4"), (#"{"qInfo": {}}"#, "qlik")
        ]
        for (text, id) in texts {
            guard case .unread(let format) = try recognised(text) else {
                Issue.record("\(text) is not recognised")
                continue
            }
            #expect(format.id == id)
        }
    }

    @Test func otherFilesAreNoDashboards() throws {
        for text in [
            "<html><body/></html>", "<Report/>", "<dashboard/>", "{}", "[]", "[1, 2]",
            #"{"name": "package", "version": "1.0.0"}"#, #"{"panels": "none"}"#,
            #"{"type": "object", "attributes": {}}"#, #"{"widgets": []}"#
        ] {
            guard case .unknown = try recognised(text) else {
                Issue.record("\(text) is taken for a dashboard")
                continue
            }
        }
    }

    @Test func readersHaveIdsOfTheirOwn() {
        let ids = Formats.readers.map { $0.id }
        #expect(Set(ids).count == ids.count)
    }
}

/// Readers take whatever stands where they look: nothing may stop them.
@Suite struct DamagedFileTests {
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    @Test(arguments: [GrafanaTests.board, TabularModelTests.model, SemanticManifestTests.manifest])
    func valuesOfOtherKinds(_ text: String) throws {
        var random = Seeded(state: 7)
        let document = try Document(text: text, file: "file")
        let bytes = Array(text.utf8)
        let kinds = [
            "null", "1e400", "\"\"", "\"x\"", "[]", "{}", "[[null]]", "true", "\"\\ud800\""
        ]
        var read = 0
        for node in document.root.descendants {
            let place = node.place
            // Where the value stands in the bytes: places count code points.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            func offset(_ line: Int, _ column: Int) -> Int {
                let before = lines[..<(line - 1)].reduce(0) { $0 + $1.utf8.count + 1 }
                var view = String.UnicodeScalarView()
                view.append(contentsOf: lines[line - 1].unicodeScalars.prefix(column - 1))
                return before + String(view).utf8.count
            }
            let start = offset(place.line, place.column)
            let end = offset(place.endLine, place.endColumn)
            let kind = kinds.randomElement(using: &random) ?? "null"
            let damaged = bytes[..<start] + Array(kind.utf8) + bytes[end...]
            let changed = try Document(Array(damaged), file: "file")
            if case .dashboard(let dashboard) = Formats.read(changed) {
                read += 1
                for use in dashboard.uses {
                    _ = (use.formula?.source.place, use.labels.map(\.place))
                }
            }
        }
        #expect(read > 20)
    }

    @Test(arguments: [TableauTests.workbook, SSRSTests.report, AnalysisServicesTests.cube])
    func elementsAndAttributesLost(_ text: String) throws {
        let document = try Document(text: text, file: "file")
        var read = 0
        for node in document.root.descendants where node.kind == .element {
            // The element keeps its place and loses its attributes.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let name = try #require(node.name)
            let line = String(lines[node.place.line - 1])
            let start = line.unicodeScalars.index(
                line.unicodeScalars.startIndex, offsetBy: node.place.column - 1)
            guard node.place.line == node.place.endLine else { continue }
            let end = line.unicodeScalars.index(
                line.unicodeScalars.startIndex, offsetBy: node.place.endColumn - 1)
            let isEmpty = line[start..<end].hasSuffix("/>")
            var changed = lines.map(String.init)
            changed[node.place.line - 1] =
                line[..<start] + "<\(name)\(isEmpty ? "/" : "")>" + line[end...]
            guard let damaged = try? Document(text: changed.joined(separator: "\n"), file: "file")
            else { continue }
            if case .dashboard = Formats.read(damaged) { read += 1 }
        }
        #expect(read > 20)
    }
}
