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
        var pendingSpace = false
        for piece in pieces where !piece.text.isEmpty {
            var word = ""
            // A no-break space is no place to break at.
            for character in piece.text + " " {
                if character != " " {
                    word.append(character)
                    continue
                }
                let isLast = word.isEmpty
                if !isLast {
                    let needed = TextWidth.of(word) + (pendingSpace ? 1 : 0)
                    if !isFirst, pendingSpace, column + needed > width {
                        text += Self.trimmed(line) + "\n"
                        line = String(repeating: " ", count: hanging)
                        column = hanging
                        pendingSpace = false
                    }
                    if pendingSpace {
                        line += " "
                        column += 1
                    }
                    line += Styled(word, piece.style).rendered(isColoured: isColoured)
                    column += TextWidth.of(word)
                    isFirst = false
                    word = ""
                }
                pendingSpace = !isFirst
            }
            // The space that was added above does not belong to the text.
            pendingSpace = piece.text.hasSuffix(" ") && !isFirst
        }
        text += Self.trimmed(line) + "\n"
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}
