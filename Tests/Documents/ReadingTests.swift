import Diagnostics
import Documents
import Testing

@Suite struct ReadingTests {
    @Test func valuesOfJSON() throws {
        let document = try Document(
            text: #"{"title": "Café ☕", "n": [1, -2.5e3, true, null], "a\"b": {}}"#, file: "a.json")
        let root = document.root
        #expect(root.kind == .object)
        #expect(root["title"]?.string == "Café ☕")
        #expect(root["n"]?.items.map(\.kind) == [.number, .number, .boolean, .null])
        #expect(root["n"]?[1]?.number == -2500)
        #expect(root["a\"b"]?.kind == .object)
        #expect(root.members.map(\.key.string) == ["title", "n", "a\"b"])
        #expect(root["title"]?.place.column == 11)
        #expect(root["n"]?.place.endColumn == 49)
    }
}
