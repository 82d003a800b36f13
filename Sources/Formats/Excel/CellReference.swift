/// The place of a cell in its sheet, both from one.
struct CellPosition: Hashable, Comparable {
    var row: Int
    var column: Int

    static let lastRow = 1_048_576
    static let lastColumn = 16_384

    /// `BC12`; nothing for what is no cell.
    init?(_ name: some StringProtocol) {
        var column = 0
        var row = 0
        for byte in name.utf8 where byte != UInt8(ascii: "$") {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
            guard column <= Self.lastColumn, row <= Self.lastRow else { return nil }
        }
        guard row > 0 else { return nil }
        self.init(row: row, column: column)
    }

    init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    var name: String { Self.letters(column) + String(row) }

    static func letters(_ column: Int) -> String {
        var letters: [UInt8] = []
        var left = column
        while left > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((left - 1) % 26))
            left = (left - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    static func < (one: Self, other: Self) -> Bool {
        (one.row, one.column) < (other.row, other.column)
    }
}

/// A rectangle of cells.
struct CellRange: Hashable {
    var first: CellPosition
    var last: CellPosition

    init(_ one: CellPosition, _ other: CellPosition) {
        first = CellPosition(row: min(one.row, other.row), column: min(one.column, other.column))
        last = CellPosition(row: max(one.row, other.row), column: max(one.column, other.column))
    }

    /// `A1`, `A1:B9`, `A:C` or `2:4`.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":").map { String($0.filter { $0 != "$" }) }
        guard let start = parts.first, let end = parts.last, parts.count <= 2 else { return nil }
        if let one = CellPosition(start), let other = CellPosition(end) {
            self.init(one, other)
        } else if parts.count == 2, let one = CellPosition(start + "1"),
            let other = CellPosition(end + String(CellPosition.lastRow))
        {
            self.init(one, other)
        } else if parts.count == 2, let low = Int(start), let high = Int(end), low > 0,
            high <= CellPosition.lastRow
        {
            self.init(
                CellPosition(row: low, column: 1),
                CellPosition(row: high, column: CellPosition.lastColumn))
        } else {
            return nil
        }
    }

    func contains(_ cell: CellPosition) -> Bool {
        cell.row >= first.row && cell.row <= last.row && cell.column >= first.column
            && cell.column <= last.column
    }
}

/// A reference to cells in the text of a formula.
struct CellReference {
    /// By offsets into the UTF-8 of the formula, with the sheet.
    var range: Range<Int>
    /// The part without the sheet.
    var cells: Range<Int>
    var sheet: String?
    /// As it is written, without the marks for fixed rows and columns.
    var name: String

    /// All references in a formula, in its order.
    static func all(in formula: String) -> [CellReference] {
        let bytes = Array(formula.utf8)
        var found: [CellReference] = []
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at = close(bytes, at)
            case UInt8(ascii: "["):
                // Names of columns, which may look like cells.
                var depth = 0
                repeat {
                    if bytes[at] == UInt8(ascii: "[") { depth += 1 }
                    if bytes[at] == UInt8(ascii: "]") { depth -= 1 }
                    at += 1
                } while at < bytes.count && depth > 0
            case UInt8(ascii: "'"):
                let end = close(bytes, at)
                let sheet = String(decoding: bytes[at + 1..<max(at + 1, end - 1)], as: UTF8.self)
                    .replacing("''", with: "'")
                guard end < bytes.count, bytes[end] == UInt8(ascii: "!") else {
                    at = max(end, at + 1)
                    continue
                }
                let start = at
                at = end + 1
                read(bytes, &at, from: start, sheet: sheet, into: &found)
            case let byte where isWord(byte):
                let start = at
                var end = at
                while end < bytes.count, isWord(bytes[end]) { end += 1 }
                guard end < bytes.count, bytes[end] == UInt8(ascii: "!") else {
                    read(bytes, &at, from: start, sheet: nil, into: &found)
                    continue
                }
                let sheet = String(decoding: bytes[start..<end], as: UTF8.self)
                at = end + 1
                read(bytes, &at, from: start, sheet: sheet, into: &found)
            default: at += 1
            }
        }
        return found
    }

    /// Reads the words of a reference, with a range's colon.
    private static func read(
        _ bytes: [UInt8], _ at: inout Int, from start: Int, sheet: String?,
        into found: inout [CellReference]
    ) {
        let first = at
        while at < bytes.count, isWord(bytes[at]) { at += 1 }
        guard at > first else {
            at += 1
            return
        }
        if at + 1 < bytes.count, bytes[at] == UInt8(ascii: ":"), isWord(bytes[at + 1]) {
            let colon = at
            at += 1
            while at < bytes.count, isWord(bytes[at]) { at += 1 }
            if CellRange(String(decoding: bytes[first..<at], as: UTF8.self)) == nil { at = colon }
        }
        let isCall = at < bytes.count && bytes[at] == UInt8(ascii: "(")
        let name = String(decoding: bytes[first..<at], as: UTF8.self).filter { $0 != "$" }
        guard !isCall, CellRange(name) != nil else { return }
        found.append(
            CellReference(range: start..<at, cells: first..<at, sheet: sheet, name: name))
    }

    /// The offset behind the quote that closes the one here.
    private static func close(_ bytes: [UInt8], _ start: Int) -> Int {
        var at = start + 1
        while at < bytes.count {
            if bytes[at] == bytes[start] {
                guard at + 1 < bytes.count, bytes[at + 1] == bytes[start] else { return at + 1 }
                at += 1
            }
            at += 1
        }
        return bytes.count
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte >= 0x80
            || [UInt8(ascii: "$"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
    }

    /// A formula with its references moved, as a spreadsheet fills it into other cells.
    static func moved(_ formula: String, rows: Int, columns: Int) -> String {
        rewritten(formula) { part in
            guard let position = CellPosition(part.filter { $0 != "$" }) else {
                // A whole column or row.
                return part
            }
            let fixedColumn = part.hasPrefix("$")
            let fixedRow = part.dropFirst().contains("$")
            let moved = CellPosition(
                row: position.row + (fixedRow ? 0 : rows),
                column: position.column + (fixedColumn ? 0 : columns))
            guard moved.row > 0, moved.column > 0 else { return "#REF!" }
            return (fixedColumn ? "$" : "") + CellPosition.letters(moved.column)
                + (fixedRow ? "$" : "") + String(moved.row)
        }
    }

    /// A formula with its references as distances, by which equally filled cells are equal.
    static func relative(_ formula: String, at cell: CellPosition) -> String {
        rewritten(formula) { part in
            guard let position = CellPosition(part.filter { $0 != "$" }) else { return part }
            let column =
                part.hasPrefix("$")
                ? "C\(position.column)" : "C[\(position.column - cell.column)]"
            let row =
                part.dropFirst().contains("$")
                ? "R\(position.row)" : "R[\(position.row - cell.row)]"
            return row + column
        }
    }

    private static func rewritten(_ formula: String, _ change: (String) -> String) -> String {
        let bytes = Array(formula.utf8)
        var result = ""
        var at = 0
        for reference in all(in: formula) {
            result += String(decoding: bytes[at..<reference.cells.lowerBound], as: UTF8.self)
            let text = String(decoding: bytes[reference.cells], as: UTF8.self)
            result += text.split(separator: ":").map { change(String($0)) }.joined(separator: ":")
            at = reference.cells.upperBound
        }
        return result + String(decoding: bytes[at...], as: UTF8.self)
    }
}
