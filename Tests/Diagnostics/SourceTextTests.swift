import Diagnostics
import Testing

@Suite struct SourceTextTests {
    /// Line and column counted the slow way, from the start.
    private func counted(_ text: String, _ offset: Int) -> (Int, Int) {
        let before = text.utf8.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let rest = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (line, String(Substring(rest.last ?? Substring("").utf8)).unicodeScalars.count + 1)
    }

    @Test(arguments: ["é\n", "word ж ", "🙂 long line without a break ", "\r\n", "a\n\n"])
    func positionsAcrossBlocks(_ part: String) {
        let text = String(repeating: part, count: 20_000 / part.utf8.count)
        let source = SourceText(file: "f", text: text)
        for index in stride(from: 0, through: text.unicodeScalars.count, by: 97) {
            let scalar = text.unicodeScalars.index(text.startIndex, offsetBy: index)
            let offset = text.utf8.distance(from: text.startIndex, to: scalar)
            let position = source.position(of: offset)
            #expect(position == counted(text, offset))
        }
        let end = source.position(of: text.utf8.count)
        #expect(end == counted(text, text.utf8.count))
    }

    @Test func linesAcrossBlocks() {
        let lines = (1...3_000).map { "Zeile \($0) ü" }
        let source = SourceText(file: "f", text: lines.joined(separator: "\r\n"))
        for number in [1, 2, 400, 1_777, 3_000] {
            #expect(source.line(number) == lines[number - 1])
        }
        #expect(source.line(0) == "" && source.line(3_001) == "")
        #expect(SourceText(file: "f", text: "").line(1) == "")
        #expect(SourceText(file: "f", text: "a\n").line(2) == "")
        #expect(SourceText(file: "f", text: "a").line(2) == "")
    }
}
