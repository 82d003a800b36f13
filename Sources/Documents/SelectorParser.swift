internal import Diagnostics

/// Reads the text of a path.
struct SelectorParser {
    private let bytes: [UInt8]
    private var at = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    // MARK: XPath

    mutating func xpath() throws(Selector.Mistake) -> [Selector.Step] {
        var steps: [Selector.Step] = []
        guard !bytes.isEmpty else { throw mistake("empty") }
        if accept("//") {
            steps.append(.root)
            try step(&steps, isBelow: true)
        } else if accept("/") {
            // The root element is the first step of an absolute path.
            steps.append(.root)
            guard at < bytes.count else { return steps }
            try rootStep(&steps)
        } else {
            try step(&steps, isBelow: false)
        }
        while at < bytes.count {
            if accept("//") {
                try step(&steps, isBelow: true)
            } else if accept("/") {
                try step(&steps, isBelow: false)
            } else {
                throw mistake("unexpected")
            }
        }
        return steps
    }

    private mutating func rootStep(_ steps: inout [Selector.Step]) throws(Selector.Mistake) {
        if accept("*") {
            try conditions(&steps)
            return
        }
        steps.append(.named(try name()))
        try conditions(&steps)
    }

    private mutating func step(
        _ steps: inout [Selector.Step], isBelow: Bool
    ) throws(Selector.Mistake) {
        if accept("..") {
            steps.append(.parent)
        } else if accept(".") {
            // The node itself.
        } else if accept("@") {
            if isBelow { steps.append(.below(nil)) }
            steps.append(.attribute(try name()))
        } else if accept("text()") {
            steps.append(.text)
        } else if accept("*") {
            steps.append(isBelow ? .below(nil) : .child(nil))
        } else {
            let name = try name()
            guard at >= bytes.count || bytes[at] != UInt8(ascii: "(") else {
                throw mistake("function")
            }
            steps.append(isBelow ? .below(name) : .child(name))
        }
        try conditions(&steps)
    }

    /// `[2]`, `[last()]`, `[@id='x']`, `[name='x']`, `[name]`
    private mutating func conditions(_ steps: inout [Selector.Step]) throws(Selector.Mistake) {
        while accept("[") {
            skipSpace()
            if accept("last()") {
                steps.append(.item(-1))
            } else if let number = number() {
                guard number > 0 else { throw mistake("number") }
                steps.append(.item(number - 1))
            } else {
                var inner: [Selector.Step] = []
                try step(&inner, isBelow: false)
                while accept("/") { try step(&inner, isBelow: false) }
                skipSpace()
                var condition = Selector.Condition(path: inner)
                if accept("!=") {
                    condition.isNegated = true
                    condition.wanted = try literal()
                } else if accept("=") {
                    condition.wanted = try literal()
                }
                steps.append(.condition(condition))
            }
            skipSpace()
            guard accept("]") else { throw mistake("unclosed") }
        }
    }

    // MARK: JSONPath

    mutating func jsonPath() throws(Selector.Mistake) -> [Selector.Step] {
        var steps: [Selector.Step] = []
        if accept("$") {
            steps.append(.root)
        } else if !accept("@") {
            steps.append(.child(try name()))
        }
        try segments(&steps)
        guard at == bytes.count else { throw mistake("unexpected") }
        return steps
    }

    private mutating func segments(_ steps: inout [Selector.Step]) throws(Selector.Mistake) {
        while at < bytes.count {
            if accept("..") {
                if accept("*") {
                    steps.append(.below(nil))
                } else if accept("[") {
                    guard let name = try quoted() else { throw mistake("unexpected") }
                    steps.append(.below(name))
                    guard accept("]") else { throw mistake("unclosed") }
                } else {
                    steps.append(.below(try name()))
                }
            } else if accept(".") {
                steps.append(.child(accept("*") ? nil : try name()))
            } else if accept("[") {
                try bracket(&steps)
            } else {
                return
            }
        }
    }

    private mutating func bracket(_ steps: inout [Selector.Step]) throws(Selector.Mistake) {
        skipSpace()
        if accept("*") {
            steps.append(.child(nil))
        } else if let name = try quoted() {
            steps.append(.child(name))
        } else if accept("?") {
            steps.append(.child(nil))
            let isParenthesised = accept("(")
            skipSpace()
            guard accept("@") else { throw mistake("condition") }
            var inner: [Selector.Step] = []
            try segments(&inner)
            skipSpace()
            var condition = Selector.Condition(path: inner)
            if accept("!=") {
                condition.isNegated = true
                condition.wanted = try literal()
            } else if accept("==") {
                condition.wanted = try literal()
            }
            skipSpace()
            if isParenthesised, !accept(")") { throw mistake("unclosed") }
            steps.append(.condition(condition))
        } else if let number = number() {
            steps.append(.item(number))
        } else {
            throw mistake("unexpected")
        }
        skipSpace()
        guard accept("]") else { throw mistake("unclosed") }
    }

    // MARK: Words

    private mutating func accept(_ word: StaticString) -> Bool {
        let wanted = word.utf8CodeUnitCount
        guard at + wanted <= bytes.count,
            word.withUTF8Buffer({ $0.elementsEqual(bytes[at..<at + wanted]) })
        else { return false }
        at += wanted
        return true
    }

    private mutating func skipSpace() {
        while at < bytes.count, bytes[at].isSpace { at += 1 }
    }

    /// Letters, digits and `_ - :`, and in JSONPath nothing that means something there.
    private mutating func name() throws(Selector.Mistake) -> String {
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            let isPart =
                byte >= 0x80 || byte.isDigit || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
                || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ":")].contains(byte)
            guard isPart else { break }
            at += 1
        }
        guard at > start else { throw mistake("name") }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func number() -> Int? {
        let start = at
        var end = at
        if end < bytes.count, bytes[end] == .minus { end += 1 }
        while end < bytes.count, bytes[end].isDigit { end += 1 }
        guard let value = Int(String(decoding: bytes[start..<end], as: UTF8.self)),
            abs(value) < 1_000_000_000
        else { return nil }
        at = end
        return value
    }

    private mutating func quoted() throws(Selector.Mistake) -> String? {
        guard at < bytes.count, bytes[at] == .quote || bytes[at] == .apostrophe else { return nil }
        let quote = bytes[at]
        let start = at + 1
        guard let end = bytes[start...].firstIndex(of: quote) else { throw mistake("unclosed") }
        at = end + 1
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// A text in quotes, a number, or `true` and `false`.
    private mutating func literal() throws(Selector.Mistake) -> String {
        skipSpace()
        if let text = try quoted() { return text }
        let start = at
        while at < bytes.count, bytes[at] != .bracketClose, bytes[at] != UInt8(ascii: ")"),
            !bytes[at].isSpace
        {
            at += 1
        }
        guard at > start else { throw mistake("literal") }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private func mistake(_ key: String) -> Selector.Mistake {
        let rest = String(decoding: bytes[min(at, bytes.count)...].prefix(20), as: UTF8.self)
        return Selector.Mistake(
            message: Message("documents.path.\(key)", ["found": .text(rest)]), offset: at)
    }
}
