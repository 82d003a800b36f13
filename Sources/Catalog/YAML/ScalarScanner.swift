import Diagnostics

/// Finds out where each byte of a YAML scalar's value stands in the file, by
/// reading the scalar once more from its first byte and comparing it with the
/// value that the YAML parser made of it.
struct ScalarScanner {
    enum Style {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    /// What was found: where the scalar begins (behind an anchor or a tag) and
    /// ends, both as byte offsets, and the places of its value.
    struct Result {
        var start: Int
        var end: Int
        var runs: [ScalarMap.Run]
    }

    private let bytes: [UInt8]
    private let value: [UInt8]
    private var position: Int
    private var done = 0
    private var runs: [ScalarMap.Run] = []

    private init(bytes: [UInt8], start: Int, value: String) {
        self.bytes = bytes
        self.value = Array(value.utf8)
        position = start
    }

    /// `nil` where the text in the file is not what the value says it is, as
    /// with line breaks that only YAML counts as such.
    static func scan(_ bytes: [UInt8], from start: Int, style: Style, value: String) -> Result? {
        var scanner = ScalarScanner(bytes: bytes, start: start, value: value)
        scanner.skipProperties()
        let begin = scanner.position
        let isWhole =
            switch style {
            case .plain: scanner.scanFlow(quote: nil)
            case .singleQuoted: scanner.scanFlow(quote: UInt8(ascii: "'"))
            case .doubleQuoted: scanner.scanFlow(quote: UInt8(ascii: "\""))
            case .literal, .folded: scanner.scanBlock()
            }
        guard isWhole else { return nil }
        return Result(start: begin, end: scanner.position, runs: scanner.runs)
    }

    // MARK: - Moving

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func isBreak(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// Skips an anchor and a tag, which stand before the scalar itself.
    private mutating func skipProperties() {
        while let first = byte, first == UInt8(ascii: "&") || first == UInt8(ascii: "!") {
            while let next = byte, !Self.isBlank(next), !Self.isBreak(next) { position += 1 }
            while let next = byte, Self.isBlank(next) || Self.isBreak(next) { position += 1 }
        }
    }

    /// Takes that many bytes of the value as standing at a position.
    private mutating func take(_ count: Int, at place: Int) {
        if let last = runs.last, place - last.position == done - last.offset {
            // Goes on where the last run left off.
        } else {
            runs.append(ScalarMap.Run(offset: done, position: place))
        }
        done += count
    }

    // MARK: - Plain and quoted

    private mutating func scanFlow(quote: UInt8?) -> Bool {
        if let quote {
            guard byte == quote else { return false }
            position += 1
        }
        while done < value.count {
            guard let next = byte else { return false }
            if Self.isBlank(next) || Self.isBreak(next), let fold = foldAhead() {
                guard value[done...].starts(with: fold.value) else { return false }
                take(fold.value.count, at: position)
                position = fold.end
            } else if quote == UInt8(ascii: "'"), next == UInt8(ascii: "'") {
                guard value[done] == next else { return false }
                take(1, at: position)
                position += 2
            } else if quote == UInt8(ascii: "\""), next == UInt8(ascii: "\\") {
                guard scanEscape() else { return false }
            } else {
                guard value[done] == next else { return false }
                take(1, at: position)
                position += 1
            }
        }
        guard let quote else { return true }
        return skipToClosing(quote)
    }

    /// A line break within the text with the blanks around it, and what it
    /// stands for: one break for a space, each further one for itself.
    private func foldAhead() -> (value: [UInt8], end: Int)? {
        var end = position
        var breaks = 0
        while end < bytes.count, Self.isBlank(bytes[end]) || Self.isBreak(bytes[end]) {
            if bytes[end] == UInt8(ascii: "\n") { breaks += 1 }
            end += 1
        }
        guard breaks > 0 else { return nil }
        let value =
            breaks == 1
            ? [UInt8(ascii: " ")]
            : [UInt8](repeating: UInt8(ascii: "\n"), count: breaks - 1)
        return (value, end)
    }

    private mutating func scanEscape() -> Bool {
        guard position + 1 < bytes.count else { return false }
        let mark = bytes[position + 1]
        if Self.isBreak(mark) {
            position += 1
            guard let fold = foldAhead() else { return false }
            position = fold.end
            return true
        }
        let digits =
            switch mark {
            case UInt8(ascii: "x"): 2
            case UInt8(ascii: "u"): 4
            case UInt8(ascii: "U"): 8
            default: 0
            }
        // What the escape stands for is one code point of the value.
        var count = 1
        while done + count < value.count, value[done + count] & 0xC0 == 0x80 { count += 1 }
        take(count, at: position)
        // JSON writes what takes four bytes as two escapes.
        position += mark == UInt8(ascii: "u") && count == 4 ? 12 : 2 + digits
        return position <= bytes.count
    }

    /// What is left before the closing quote can only be an escaped line break.
    private mutating func skipToClosing(_ quote: UInt8) -> Bool {
        while let next = byte, next != quote {
            guard Self.isBlank(next) || Self.isBreak(next) || next == UInt8(ascii: "\\") else {
                return false
            }
            position += 1
        }
        guard byte == quote else { return false }
        position += 1
        return true
    }

    // MARK: - Blocks

    /// Literal and folded blocks: words must stand in the same order, whatever
    /// became of the blanks between them.
    private mutating func scanBlock() -> Bool {
        while let next = byte, !Self.isBreak(next) { position += 1 }
        var end = position
        while done < value.count {
            let blanks = valueBlanks()
            if blanks > 0 {
                guard done + blanks < value.count else { break }
                let start = position
                var hasBreak = false
                while let next = byte, Self.isBlank(next) || Self.isBreak(next) {
                    hasBreak = hasBreak || Self.isBreak(next)
                    position += 1
                }
                guard position > start else { return false }
                take(blanks, at: hasBreak ? start : position - blanks)
            } else {
                while let next = byte, Self.isBlank(next) || Self.isBreak(next) { position += 1 }
            }
            while done < value.count, valueBlanks() == 0 {
                guard byte == value[done] else { return false }
                take(1, at: position)
                position += 1
            }
            end = position
        }
        position = end
        return true
    }

    /// How many blanks and line breaks the value has next.
    private func valueBlanks() -> Int {
        value[done...].prefix { Self.isBlank($0) || Self.isBreak($0) }.count
    }
}
