import Diagnostics
import Testing

@testable import Catalog

@Suite struct YAMLPlaceTests {
    /// Every word of a scalar is found where it stands in the file.
    @Test(arguments: [
        "key: alpha beta gamma",
        "key: 'alpha ''quoted'' beta gamma'",
        "key: \"alpha \\\"quoted\\\" beta \\u00e9 gamma\"",
        "key: alpha\n  beta\n\n  gamma",
        "key: 'alpha\n  beta\n\n  gamma'",
        "key: \"alpha \\\n  beta\n  gamma\"",
        "key: >-\n  alpha\n  beta\n\n    gamma\n",
        "key: |\n  alpha\n    beta\n\n  gamma\n",
        "# comment\nkey: &anchor !!str alpha beta gamma",
        "đ: {key: alpha beta gamma}",
        "key:\r\n  alpha\r\n  beta gamma\r\n",
        "{\"key\": \"alpha \\ud83d\\ude00 beta gamma\"}",
        "- [x, key: {y: «đêm» alpha beta gamma}]"
    ])
    func findsEachWordOfAScalar(text: String) throws {
        let source = SourceText(file: "f", text: text)
        let (root, findings) = YAMLReader.read(source)
        #expect(findings == [])
        let tree = try #require(root)
        let scalar = try #require(findScalar(holding: "gamma", in: tree))
        for word in ["alpha", "beta", "gamma"] {
            let offset = try #require(utf8Offset(of: word, in: scalar.text))
            let place = try #require(scalar.place(of: offset..<(offset + word.utf8.count)))
            #expect(self.text(at: place, in: text) == word)
        }
    }

    @Test func givesKeysAndValuesTheirPlaces() throws {
        let (root, _) = YAMLReader.read(
            SourceText(file: "f", text: "Việt: {nhỏ: [a, 'b c']}\nlast: \"x\"\n"))
        let entries = try #require(root?.mapping?.entries)
        #expect(entries.map(\.key) == ["Việt", "last"])
        #expect(
            entries[0].keyPlace == Place(file: "f", line: 1, column: 1, endLine: 1, endColumn: 5))
        #expect(
            entries[0].value.place
                == Place(file: "f", line: 1, column: 7, endLine: 1, endColumn: 24))
        let items = try #require(entries[0].value["nhỏ"]?.sequence)
        #expect(items[1].place == Place(file: "f", line: 1, column: 17, endLine: 1, endColumn: 22))
        #expect(
            entries[1].value.place
                == Place(file: "f", line: 2, column: 7, endLine: 2, endColumn: 10))
    }

    @Test func takesAnEmptyFileForNothing() {
        let (root, findings) = YAMLReader.read(SourceText(file: "f", text: "# nothing\n"))
        #expect(root?.mapping?.entries.isEmpty == true)
        #expect(findings == [])
    }

    @Test func keepsQuotedNumbersTexts() throws {
        let (root, _) = YAMLReader.read(SourceText(file: "f", text: "a: '5'\nb: 5\nc:\nd: ''\n"))
        #expect(root?["a"]?.scalar?.isQuoted == true)
        #expect(root?["b"]?.scalar?.isQuoted == false)
        #expect(root?["c"]?.isNull == true)
        #expect(root?["d"]?.isNull == false)
    }

    private func findScalar(holding word: String, in node: YAMLNode) -> YAMLScalar? {
        switch node.content {
        case .scalar(let scalar): scalar.text.contains(word) ? scalar : nil
        case .sequence(let items): items.lazy.compactMap { findScalar(holding: word, in: $0) }.first
        case .mapping(let mapping):
            mapping.entries.lazy.compactMap { findScalar(holding: word, in: $0.value) }.first
        }
    }

    private func utf8Offset(of word: String, in text: String) -> Int? {
        let bytes = Array(text.utf8)
        let wanted = Array(word.utf8)
        return bytes.indices.first { bytes[$0...].starts(with: wanted) }
    }

    /// The stretch of one line between two columns, counted in code points.
    private func text(at place: Place, in text: String) -> String {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        let line = lines[place.line - 1].dropFirst(place.column - 1)
        return String(Substring(line.prefix(place.endColumn - place.column)))
    }
}

@Suite struct HostileYAMLTests {
    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", "f:3:1-3:2 schema check.yaml.duplicate-key key=text(\"a\")"),
        (
            "x:\n  a: 1\n  b: 2\n  a: 3\n",
            "f:4:3-4:4 schema check.yaml.duplicate-key key=text(\"a\")"
        ),
        ("a: [1, 2\nb: 3\n", "f:2:2-2:3 unreadable-file check.yaml.unclosed-sequence"),
        ("a: \"open\n", "f:2:1-2:1 unreadable-file check.yaml.unclosed-quote"),
        ("a: b: c\n", "f:1:5-1:6 unreadable-file check.yaml.unexpected-colon"),
        ("a:\n\t- b\n", "f:2:1-2:2 unreadable-file check.yaml.bad-start"),
        ("a: @b\n", "f:1:4-1:5 unreadable-file check.yaml.bad-start"),
        ("a: *b\n", "f:1:4-1:5 unreadable-file check.yaml.undefined-alias"),
        ("a: 1\n---\nb: 2\n", "f:2:1-2:2 unreadable-file check.yaml.several-documents"),
        ("a: 1\n b: 2\n", "f:2:3-2:4 unreadable-file check.yaml.unexpected-colon"),
        ("a: \"\\q\"\n", "f:1:5-1:6 unreadable-file check.yaml.bad-escape"),
        ("a: \u{0}\n", "f:1:4-1:5 unreadable-file check.yaml.control-character"),
        ("? *a\n: &a b\n", "f:1:1-1:2 unreadable-file check.yaml.alias-as-key"),
        ("[a]: 1\n", "f:1:1-1:4 schema check.schema.key-is-no-text")
    ])
    func saysWhatIsWrongAndWhere(text: String, expected: String) {
        let (_, findings) = YAMLReader.read(SourceText(file: "f", text: text))
        #expect(findings.map { Rendered($0).description } == [expected])
    }

    @Test func namesTheFirstByteThatIsNoUTF8() {
        let bytes = Array("a: é\nb: ".utf8) + [0xFF, 0x0A]
        let (root, findings) = YAMLReader.read(SourceText(file: "f", bytes: bytes))
        #expect(root == nil)
        #expect(
            findings.map { Rendered($0).description }
                == ["f:2:4-2:4 unreadable-file check.yaml.invalid-utf8"])
    }

    @Test(arguments: [
        ("{\n  // the shop\n  \"a\": 1\n}", "2:3-2:5"),
        ("{\"a\": \"//\\\"#\" /* b */ }", "1:15-1:17"),
        ("{\"a\": 1} # b", "1:10-1:11")
    ])
    func refusesCommentsInJSON(text: String, place: String) {
        let (root, findings) = YAMLReader.read(SourceText(file: "f.json", text: text))
        #expect(root == nil)
        #expect(
            findings.map { Rendered($0).description }
                == ["f.json:\(place) unreadable-file check.yaml.json-comment"])
    }

    /// «Billion laughs»: nine lists, each of ten times the one before.
    @Test(.timeLimit(.minutes(1))) func refusesAliasesThatUnfoldWithoutEnd() {
        var text = "a0: &a0 lol\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let (root, findings) = YAMLReader.read(SourceText(file: "f", text: text))
        #expect(root == nil)
        #expect(findings.map(\.message.key) == ["check.yaml.too-many-aliases"])
    }

    /// The same where the parser itself would compare the unfolded keys.
    @Test(
        .timeLimit(.minutes(1)), arguments: ["*a30 : x", "? [*a30]\n: x", "{*a30: x}", "[*a30]: x"])
    func refusesAliasesInKeys(last: String) {
        var text = "list:\n- &a0 [x, x]\n"
        for level in 1...30 { text += "- &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        let (root, findings) = YAMLReader.read(
            SourceText(file: "f", text: text + "- \(last)\n"))
        #expect(root == nil)
        #expect(findings.map(\.message.key) == ["check.yaml.alias-as-key"])
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["[", "{a: ", "- ", "? "])
    func refusesEndlessNesting(opening: String) {
        let text = String(repeating: opening, count: 100_000)
        let (root, findings) = YAMLReader.read(SourceText(file: "f", text: text))
        #expect(root == nil)
        #expect(findings.count == 1)
        #expect(findings.first?.rule == "unreadable-file")
    }

    @Test func understandsAliasesThatAPersonWrites() {
        let (root, findings) = YAMLReader.read(
            SourceText(file: "f", text: "a: &month {period: month}\nb: *month\n"))
        #expect(findings == [])
        #expect(root?["b"]?["period"]?.scalar?.text == "month")
    }
}
