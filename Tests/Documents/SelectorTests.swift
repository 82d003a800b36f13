import Diagnostics
import Documents
import Testing

@Suite struct SelectorTests {
    private static let xml = """
        <r><g id="a"><row n="1"><v>10</v></row><row n="2"><v>20</v></row></g>
        <g id="b"><row n="3"><v>30</v><v>31</v></row></g></r>
        """
    private static let json = """
        {"a": {"b": [{"n": "x", "v": 1}, {"n": "y", "v": 2, "deep": {"v": 3}}], "c d": true}}
        """

    /// What XPath 1.0 and RFC 9535 say that these paths find.
    @Test(arguments: [
        ("/r/g/row/v", ["10", "20", "30", "31"]), ("//v", ["10", "20", "30", "31"]),
        ("/r/g[@id='b']/row/v[2]", ["31"]), ("//row[last()]/v[1]", ["20", "30"]),
        ("//row[v='20']/v", ["20"]), ("//row[@n!='1']/v[1]", ["20", "30"]),
        ("/r/*/row[2]/v", ["20"]), ("/x//v", []), ("//g[@id]/row[@n='3']/../row/v[1]", ["30"])
    ])
    func xpath(_ path: String, _ expected: [String]) throws {
        let root = try Document(text: Self.xml, file: "a.xml").root
        #expect(try Selector(path).nodes(from: root).map(\.text.string) == expected)
    }

    @Test(arguments: [
        ("$.a.b[*].v", ["1", "2"]), ("$['a']['c d']", ["true"]), ("$.a.b[-1].n", ["y"]),
        ("$..v", ["1", "2", "3"]), ("$.a.b[?@.n == 'y'].v", ["2"]),
        ("$.a.b[?(@.deep)].n", ["y"]), ("$.a.b[?@.n != 'y'].n", ["x"]), ("a.b[0].n", ["x"]),
        ("$.a.none", [])
    ])
    func jsonPath(_ path: String, _ expected: [String]) throws {
        let root = try Document(text: Self.json, file: "a.json").root
        #expect(try Selector(path).nodes(from: root).map(\.text.string) == expected)
    }

    @Test func attributesAndPlaces() throws {
        let root = try Document(text: Self.xml, file: "a.xml").root
        let row = try #require(try Selector("//row[@n='3']").nodes(from: root).first)
        let id = try #require(try Selector("../@id").text(from: row))
        #expect(id.string == "b")
        #expect(id.place.line == 2 && id.place.column == 8 && id.place.endColumn == 9)
        #expect(try Selector("v[2]").text(from: row)?.string == "31")
        #expect(try Selector(".").nodes(from: row) == [row])
    }

    @Test(arguments: [
        ("", 0), ("/a[", 3), ("/a[@b='c]", 6), ("a/count(b)", 7), ("$.a[", 4), ("$.a b", 3),
        ("$.a[?x]", 5), ("//", 2), ("/a[0]", 4)
    ])
    func mistakesHaveTheirPlace(_ path: String, _ offset: Int) {
        do throws(Selector.Mistake) {
            _ = try Selector(path)
            Issue.record("\(path) is read")
        } catch {
            #expect(error.offset == offset, "\(path)")
        }
    }
}
