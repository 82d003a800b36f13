import Diagnostics
import Documents
import Testing

@Suite struct RemarksTests {
    @Test func keysThatStandTwice() throws {
        let text = #"{"a": 1, "b": {"a": 2}, "\u0061": 3, "c": [{"x": 1, "x": 2}]}"#
        let document = try Document(text: text, file: "a.json")
        #expect(document.remarks.map(\.reason) == ["duplicate-key", "duplicate-key"])
        #expect(document.remarks.map { covered($0.place, of: text) } == [#"\u0061"#, "x"])
        #expect(document.root["a"]?.number == 3)
        #expect(document.root.members.count == 4)
        let lines = try Document(text: "{\"a\": 1}\n{\"a\": 1, \"a\": 2}", file: "a.ndjson")
        #expect(lines.remarks.map(\.place.line) == [2])
    }

    @Test func halvesOfCharacters() throws {
        let text = #"["\ud83d\ude00", "\ud83d", "\\ud83d", "\ude00x", "\ud83d\u0041"]"#
        let document = try Document(text: text, file: "a.json")
        #expect(document.remarks.map(\.reason) == Array(repeating: "lone-surrogate", count: 3))
        #expect(document.root[1]?.string == "\u{FFFD}")
        #expect(document.root[4]?.string == "\u{FFFD}A")
        #expect(try explainedReasons().isSuperset(of: ["lone-surrogate", "duplicate-key"]))
    }

    @Test func remarksInsideAStringAreInTheFile() throws {
        let text = #"{"s": "{\"k\": 1, \"k\": 2}"}"#
        let inner = try #require(Document(text: text, file: "a.json").root["s"]).embedded()
        #expect(inner.remarks.map { covered($0.place, of: text) } == ["k"])
        #expect(inner.remarks.first?.place.column == 21)
    }
}
