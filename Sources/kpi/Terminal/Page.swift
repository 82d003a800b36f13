/// Text laid out for a terminal: paragraphs that are broken between words, and
/// labels with what they say beside them.
struct Page {
    private let width: Int
    private let isColoured: Bool
    private(set) var text = ""

    init(width: Int, isColoured: Bool) {
        self.width = width
        self.isColoured = isColoured
    }

    mutating func blank() {
        if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
    }

    mutating func heading(_ title: String) {
        blank()
        paragraph([Styled(title, .heading)])
    }

    mutating func paragraph(_ line: String, indent: Int = 0) {
        paragraph([Styled(line)], indent: indent)
    }

    /// - Parameters:
    ///   - indent: Columns before the first line.
    ///   - hanging: Columns before the other lines; `nil` for as many as before the first.
    mutating func paragraph(_ pieces: [Styled], indent: Int = 0, hanging: Int? = nil) {
        emit(pieces, start: String(repeating: " ", count: indent), hanging: hanging ?? indent)
    }

    /// A label with what stands beside it, in a column of its own.
    mutating func row(_ label: Styled, _ pieces: [Styled], indent: Int = 0, labelWidth: Int) {
        let space = max(1, labelWidth - TextWidth.of(label.text))
        let column = indent + labelWidth
        // Where the label leaves too little room, what it says starts below it.
        guard column + 20 <= width else {
            paragraph([label], indent: indent)
            paragraph(pieces, indent: indent + 2)
            return
        }
        let start = String(repeating: " ", count: indent) + label.rendered(isColoured: isColoured)
        emit(
            pieces, start: start + String(repeating: " ", count: space), hanging: column,
            startWidth: indent + TextWidth.of(label.text) + space)
    }

    private mutating func emit(
        _ pieces: [Styled], start: String, hanging: Int, startWidth: Int? = nil
    ) {
        var line = start
        var column = startWidth ?? TextWidth.of(start)
        var isFirst = true
        for word in Self.words(of: pieces) {
            let needed = word.reduce(0) { $0 + TextWidth.of($1.text) }
            if !isFirst, column + 1 + needed > width {
                text += Self.trimmed(line) + "\n"
                line = String(repeating: " ", count: hanging)
                column = hanging
            } else if !isFirst {
                line += " "
                column += 1
            }
            for part in word { line += part.rendered(isColoured: isColoured) }
            column += needed
            isFirst = false
        }
        text += Self.trimmed(line) + "\n"
    }

    /// What stands between spaces, which may go over from one piece to the next.
    /// A no-break space is no place to break at.
    private static func words(of pieces: [Styled]) -> [[Styled]] {
        var words: [[Styled]] = []
        var word: [Styled] = []
        for piece in pieces {
            let parts = piece.text.split(separator: " ", omittingEmptySubsequences: false)
            for (position, part) in parts.enumerated() {
                if position > 0, !word.isEmpty {
                    words.append(word)
                    word = []
                }
                if !part.isEmpty { word.append(Styled(String(part), piece.style)) }
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}
