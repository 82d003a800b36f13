import Diagnostics
import Documents
import Testing

/// Every place must cover, in the file itself, what it is the place of.
@Suite struct PlaceTests {
    @Test func throughJSONEscapes() throws {
        let text = #"{"f": "a\u00e9\n\"SUM\"(x) \ud83d\ude00 \/ y"}"#
        let document = try Document(text: text, file: "a.json")
        let formula = try #require(document.root["f"]).text
        #expect(formula.string == "aé\n\"SUM\"(x) 😀 / y")
        #expect(covered(formula.place, of: text) == #"a\u00e9\n\"SUM\"(x) \ud83d\ude00 \/ y"#)
        // Offsets count UTF-8: a is 0, é 1 and 2, the line break 3, the quote 4.
        #expect(covered(formula.place(of: 1..<3), of: text) == #"\u00e9"#)
        #expect(covered(formula.place(of: 5..<8), of: text) == "SUM")
        #expect(covered(formula.place(of: 4..<9), of: text) == #"\"SUM\""#)
        #expect(covered(formula.place(of: 13..<17), of: text) == #"\ud83d\ude00"#)
        #expect(covered(formula.place(of: 18..<19), of: text) == #"\/"#)
        #expect(covered(formula.slice(5..<8).place, of: text) == "SUM")
    }

    @Test func throughXMLEntities() throws {
        let text =
            "<a>\n  <b f='IF [x] &gt; 1&#13;&#10;THEN &quot;ü&quot; END'\n     g=\"2\"/>\n</a>"
        let document = try Document(text: text, file: "a.xml")
        let element = try #require(document.root.element("b"))
        let formula = try #require(element.attribute("f"))
        #expect(formula.string == "IF [x] > 1\r\nTHEN \"ü\" END")
        #expect(covered(formula.place(of: 7..<8), of: text) == "&gt;")
        #expect(covered(formula.place(of: 10..<12), of: text) == "&#13;&#10;")
        #expect(covered(formula.place(of: 12..<16), of: text) == "THEN")
        #expect(covered(formula.place(of: 17..<21), of: text) == "&quot;ü&quot;")
        let second = try #require(element.attribute("g"))
        #expect(second.place.line == 3 && second.place.column == 9)
        #expect(element.attributes.map(\.name.string) == ["f", "g"])
        #expect(covered(element.attributes[1].name.place, of: text) == "g")
        #expect(element.place.line == 2 && element.place.column == 3)
    }

    @Test func throughMixedText() throws {
        let text = "<a>one &amp; <!-- <b>no</b> --><![CDATA[two < 3]]> four<i/>five</a>"
        let root = try Document(text: text, file: "a.xml").root
        #expect(root.text.string == "one & two < 3 fourfive")
        #expect(covered(root.text.place(of: 6..<13), of: text) == "two < 3")
        #expect(covered(root.text.place(of: 4..<5), of: text) == "&amp;")
        #expect(covered(root.text.place(of: 18..<22), of: text) == "five")
        #expect(root.element("b") == nil)
        #expect(root.elements.map(\.name) == ["i"])
    }

    @Test func throughADocumentInAStringTwice() throws {
        let inner = #"{"formula":"SUM(\"a\") / 2"}"#
        let text = "{\n \"panels\": \"\(escaped("[{\"state\":\"\(escaped(inner))\"}]"))\"\n}"
        let document = try Document(text: text, file: "a.json")
        let middle = try #require(document.root["panels"]).embedded()
        let state = try #require(middle.root[0]?["state"]).embedded()
        let formula = try #require(state.root["formula"]).text
        #expect(formula.string == "SUM(\"a\") / 2")
        #expect(covered(formula.place(of: 0..<3), of: text) == "SUM")
        #expect(covered(formula.place(of: 11..<12), of: text) == "2")
        #expect(formula.place.line == 2)
        #expect(covered(formula.place(of: 4..<5), of: text) == escaped(escaped("\\\"")))
    }

    @Test func longTextsWithManyEscapes() throws {
        let part = "\\\"é\\u0041x"
        let text = "[\"" + String(repeating: part, count: 3_000) + "SUM\"]"
        let value = try #require(Document(text: text, file: "a.json").root[0]).text
        #expect(value.string.utf8.count == 3_000 * 5 + 3)
        #expect(covered(value.place(of: 15_000..<15_003), of: text) == "SUM")
        for number in [1, 700, 1_999, 2_999] {
            #expect(
                covered(value.place(of: number * 5 + 3..<number * 5 + 4), of: text) == "\\u0041")
            #expect(covered(value.place(of: number * 5..<number * 5 + 1), of: text) == "\\\"")
        }
    }

    @Test func faultsInsideAStringAreInTheFile() throws {
        let text = #"{"a": "{\"b\": 1,}"}"#
        let document = try Document(text: text, file: "a.json")
        let string = try #require(document.root["a"])
        let error = #expect(throws: DocumentError.self) { try string.embedded() }
        #expect(error?.reason == "json-trailing-comma")
        #expect(error?.place.column == 17)
    }

    @Test func joinedLines() throws {
        let text = "[\"SUM(x)\",\n \"/ COUNT(y)\"]"
        let root = try Document(text: text, file: "a.json").root
        let joined = try #require(PlacedText.joined(root.items.map(\.text), separator: "\n"))
        #expect(joined.string == "SUM(x)\n/ COUNT(y)")
        #expect(covered(joined.place(of: 9..<14), of: text) == "COUNT")
        #expect(covered(joined.place(of: 0..<6), of: text) == "SUM(x)")
        #expect(joined.place.line == 1 && joined.place.endLine == 2)
    }

    @Test func keysContainersAndLines() throws {
        let text = "{\"a\": {\"b\": [1, {}, []]}}\n{\"c\\n\": 2}\n"
        let document = try Document(text: text, file: "a.ndjson")
        #expect(document.syntax == .ndjson)
        #expect(document.root.kind == .lines)
        #expect(document.root.items.count == 2)
        let inner = try #require(document.root[0]?["a"])
        #expect(covered(inner.place, of: text) == "{\"b\": [1, {}, []]}")
        #expect(inner.parent == document.root[0])
        #expect(document.root[1]?["c\n"]?.number == 2)
        let key = try #require(document.root[1]?.members.first?.key)
        #expect(covered(key.place, of: text) == "c\\n")
        #expect(document.root[0]?.key == nil)
    }

    private func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
