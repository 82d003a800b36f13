import Diagnostics
import Documents
import Testing

@Suite struct JSONErrorTests {
    /// The text, what is wrong with it, and the line and column of that.
    static let cases: [(text: String, reason: String, line: Int, column: Int)] = [
        ("// a comment\n{}", "json-comment", 1, 1),
        ("{\n  \"a\": 1, /* b */ \"c\": 2\n}", "json-comment", 2, 11),
        ("# a comment\n{}", "json-comment", 1, 1),
        ("{'a': 1}", "json-single-quotes", 1, 2),
        ("[1, 2,]", "json-trailing-comma", 1, 6),
        ("{\"a\": 1,\n}", "json-trailing-comma", 1, 8),
        ("[1 2]", "json-unexpected", 1, 4),
        ("{\"a\" 1}", "json-unexpected", 1, 6),
        ("{a: 1}", "json-unexpected", 1, 2),
        ("[1}", "json-unexpected", 1, 3),
        ("{} {}", "json-trailing", 1, 4),
        ("[1] x", "json-trailing", 1, 5),
        ("[1,\n 2", "json-unexpected-end", 2, 3),
        ("{\"a\":", "json-unexpected-end", 1, 6),
        ("[\"a", "json-unclosed-string", 1, 2),
        ("[\"a\nb\"]", "json-line-break-in-string", 1, 4),
        ("[\"a\u{0}b\"]", "json-control-character", 1, 4),
        ("[\"\\x41\"]", "json-escape", 1, 3),
        ("[\"é\\u12G4\"]", "json-escape", 1, 4),
        ("[.5]", "json-number", 1, 2),
        ("[1.]", "json-number", 1, 2),
        ("[-]", "json-number", 1, 2),
        ("[1e]", "json-number", 1, 2),
        ("[+1]", "json-number", 1, 2),
        ("[012]", "json-leading-zero", 1, 2),
        ("[NaN]", "json-word", 1, 2),
        ("[True]", "json-word", 1, 2),
        ("[nul]", "json-word", 1, 2),
        ("[truest]", "json-word", 1, 2),
        ("{\"a\":1}\n{\"a\":\n2}", "ndjson-line-break", 2, 6),
        ("{\"a\":1}\n{\"a\":2} {}", "json-trailing", 2, 9),
        (" \n ", "empty", 1, 1)
    ]

    @Test(arguments: cases.indices)
    func faultsHaveTheirPlace(_ index: Int) throws {
        let (text, reason, line, column) = Self.cases[index]
        let error = try #require(fault(text))
        #expect(error.reason == reason)
        #expect(error.place.line == line)
        #expect(error.place.column == column)
        #expect(try explainedReasons().contains(error.reason))
    }

    @Test func hundredThousandNestedArraysAreOneError() throws {
        let error = try #require(fault(String(repeating: "[", count: 100_000)))
        #expect(error.reason == "too-deep")
        #expect(error.place.column == 1_001)
        let objects = String(repeating: "{\"a\":", count: 100_000)
        #expect(fault(objects)?.reason == "too-deep")
    }

    @Test func deepestAcceptedDocumentCanBeWalked() throws {
        let text = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
        let document = try Document(text: text, file: "a.json")
        #expect(document.count == 1_000)
        #expect(document.root.place.endColumn == 2_001)
    }
}
