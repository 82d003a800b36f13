/// The functions that a report brings along in Visual Basic, where they do no more than
/// choose between expressions: they are written out where they are called.
struct VBCode {
    private struct Function {
        var parameters: [String]
        /// What it returns, as an expression of its parameters.
        var result: String
    }

    private var functions: [String: Function] = [:]

    /// How often functions may call each other.
    private static let depthLimit = 8
    /// Longer than any formula that a person reads.
    private static let lengthLimit = 20_000

    init(_ code: String) {
        // A line that ends with an underscore goes on in the next.
        let whole = code.replacing("\r", with: "").replacing(" _\n", with: " ")
        var lines = whole.split(separator: "\n").map { Self.plain(String($0)) }[...]
        while let line = lines.popFirst() {
            guard let head = Self.head(line) else { continue }
            var body: [String] = []
            while let next = lines.popFirst(), !next.lowercased().hasPrefix("end function") {
                if !next.isEmpty { body.append(next) }
            }
            var block = Block(lines: body[...], name: head.name)
            if let result = block.result() {
                functions[head.name.lowercased()] = Function(
                    parameters: head.parameters, result: result)
            }
        }
    }

    var isEmpty: Bool { functions.isEmpty }

    /// A line without its comment and the white space around it.
    private static func plain(_ line: String) -> String {
        var isQuoted = false
        var end = line.startIndex
        while end < line.endIndex {
            if line[end] == "\"" { isQuoted.toggle() }
            if line[end] == "'", !isQuoted { break }
            end = line.index(after: end)
        }
        return trimmed(line[..<end])
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var result = text.drop(while: \.isWhitespace)[...]
        while result.last?.isWhitespace == true { result = result.dropLast() }
        return String(result)
    }

    /// `[Public] [Shared] Function Name(ByVal a As Double, b) As Double`
    private static func head(_ line: String) -> (name: String, parameters: [String])? {
        let words = line.split(whereSeparator: { " (".contains($0) }).map(String.init)
        guard let at = words.firstIndex(where: { $0.lowercased() == "function" }), at <= 2,
            at + 1 < words.count, let open = line.firstIndex(of: "("),
            let close = line.firstIndex(of: ")"), open < close
        else { return nil }
        let parameters = line[line.index(after: open)..<close].split(separator: ",").compactMap {
            part in
            part.split(separator: " ").map(String.init).first {
                !["byval", "byref", "optional"].contains($0.lowercased())
            }
        }
        return (words[at + 1], parameters)
    }

    /// Statements that end in one expression.
    private struct Block {
        var lines: ArraySlice<String>
        let name: String

        /// - Returns: nothing for loops, assignments and what else is no expression.
        mutating func result() -> String? {
            guard let line = lines.popFirst() else { return nil }
            let lower = line.lowercased()
            if lower.hasPrefix("return ") { return String(line.dropFirst(7)) }
            if lower.hasPrefix("dim ") { return defined(line) }
            if lower.hasPrefix("if ") || lower.hasPrefix("if(") { return choice(line.dropFirst(2)) }
            // The older way to return: `Name = value`.
            if lower.hasPrefix(name.lowercased()), let equals = line.firstIndex(of: "="),
                trimmed(line[..<equals]).lowercased() == name.lowercased()
            {
                return trimmed(line[line.index(after: equals)...])
            }
            return nil
        }

        /// `Dim x As Double = value`: the value stands in for the name.
        private mutating func defined(_ line: String) -> String? {
            guard let equals = line.firstIndex(of: "="),
                let variable = line.dropFirst(4).split(separator: " ").first,
                let rest = result()
            else { return nil }
            let value = trimmed(line[line.index(after: equals)...])
            return VBCode.replaced(rest, [String(variable).lowercased(): "(\(value))"])
        }

        private mutating func choice(_ rest: Substring) -> String? {
            let lower = rest.lowercased()
            guard let then = lower.firstRange(of: "then") else {
                return branch(condition: trimmed(rest))
            }
            let start = rest.index(
                rest.startIndex,
                offsetBy: lower.distance(from: lower.startIndex, to: then.lowerBound))
            let condition = trimmed(rest[..<start])
            let tail = trimmed(rest[rest.index(start, offsetBy: 4)...])
            guard tail.isEmpty else { return single(condition, tail) }
            return branch(condition: condition)
        }

        /// `If c Then Return a Else Return b`
        private mutating func single(_ condition: String, _ tail: String) -> String? {
            let lower = tail.lowercased()
            if let middle = lower.firstRange(of: " else ") {
                let offset = lower.distance(from: lower.startIndex, to: middle.lowerBound)
                let split = tail.index(tail.startIndex, offsetBy: offset)
                var one = Block(lines: [trimmed(tail[..<split])], name: name)
                var other = Block(lines: [trimmed(tail[split...].dropFirst(6))], name: name)
                guard let then = one.result(), let otherwise = other.result() else { return nil }
                return "IIf(\(condition), \(then), \(otherwise))"
            }
            var one = Block(lines: [tail], name: name)
            guard let then = one.result(), let otherwise = result() else { return nil }
            return "IIf(\(condition), \(then), \(otherwise))"
        }

        /// The lines up to `Else`, `ElseIf` or `End If`.
        private mutating func branch(condition: String) -> String? {
            guard let then = result(), let next = lines.popFirst() else { return nil }
            let lower = next.lowercased()
            if lower.hasPrefix("elseif") {
                guard let otherwise = choice(next.dropFirst(6)) else { return nil }
                return "IIf(\(condition), \(then), \(otherwise))"
            }
            if lower.hasPrefix("else if") {
                guard let otherwise = choice(next.dropFirst(7)) else { return nil }
                return "IIf(\(condition), \(then), \(otherwise))"
            }
            if lower == "else" {
                guard let otherwise = result(), lines.popFirst()?.lowercased() == "end if" else {
                    return nil
                }
                return "IIf(\(condition), \(then), \(otherwise))"
            }
            guard lower == "end if", let otherwise = result() else { return nil }
            return "IIf(\(condition), \(then), \(otherwise))"
        }
    }

    // MARK: Writing out

    /// An expression with every call of a known function replaced by what it returns.
    func expanded(_ text: String, depth: Int = 0) -> String {
        guard depth < Self.depthLimit, text.utf8.count < Self.lengthLimit else { return text }
        var result = ""
        var rest = text[...]
        while let call = nextCall(in: rest, isBare: depth > 0) {
            result += rest[..<call.range.lowerBound]
            let arguments = call.arguments.map { "(\(expanded($0, depth: depth + 1)))" }
            var values: [String: String] = [:]
            for (parameter, argument) in zip(call.function.parameters, arguments) {
                values[parameter.lowercased()] = argument
            }
            let body = expanded(call.function.result, depth: depth + 1)
            result += "(" + Self.replaced(body, values) + ")"
            rest = rest[call.range.upperBound...]
        }
        return result + rest
    }

    /// The ranges of the outermost calls, for their places.
    func calls(in text: String) -> [Range<String.Index>] {
        var found: [Range<String.Index>] = []
        var rest = text[...]
        while let call = nextCall(in: rest, isBare: false) {
            found.append(call.range)
            rest = rest[call.range.upperBound...]
        }
        return found
    }

    private struct Call {
        var function: Function
        var arguments: [String]
        var range: Range<String.Index>
    }

    /// `Code.Name(…)`; functions of the code itself name each other without `Code.`.
    private func nextCall(in text: Substring, isBare: Bool) -> Call? {
        var at = text.startIndex
        var isQuoted = false
        while at < text.endIndex {
            if text[at] == "\"" { isQuoted.toggle() }
            guard !isQuoted, text[at].isLetter else {
                at = text.index(after: at)
                continue
            }
            let start = at
            while at < text.endIndex,
                text[at].isLetter || text[at].isNumber || "_.!".contains(text[at])
            {
                at = text.index(after: at)
            }
            var name = text[start..<at].lowercased()
            if name.hasPrefix("code.") {
                name = String(name.dropFirst(5))
            } else if !isBare {
                continue
            }
            guard let function = functions[name], at < text.endIndex, text[at] == "(",
                let (arguments, end) = Self.arguments(text, from: at),
                arguments.count == function.parameters.count
            else { continue }
            return Call(function: function, arguments: arguments, range: start..<end)
        }
        return nil
    }

    private static func arguments(
        _ text: Substring, from open: Substring.Index
    ) -> (arguments: [String], end: Substring.Index)? {
        var arguments: [String] = []
        var depth = 0
        var isQuoted = false
        var at = open
        var start = text.index(after: open)
        while at < text.endIndex {
            let character = text[at]
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted {
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                if depth == 0 || depth == 1 && character == "," {
                    arguments.append(trimmed(text[start..<at]))
                    start = text.index(after: at)
                    if depth == 0 { return (arguments, start) }
                }
            }
            at = text.index(after: at)
        }
        return nil
    }

    /// Names replaced by values, outside of texts and of longer names.
    private static func replaced(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var at = text.startIndex
        var isQuoted = false
        while at < text.endIndex {
            if text[at] == "\"" { isQuoted.toggle() }
            guard !isQuoted, text[at].isLetter || text[at] == "_" else {
                result.append(text[at])
                at = text.index(after: at)
                continue
            }
            let start = at
            while at < text.endIndex,
                text[at].isLetter || text[at].isNumber || "_.!".contains(text[at])
            {
                at = text.index(after: at)
            }
            let word = text[start..<at]
            result += values[word.lowercased()] ?? String(word)
        }
        return result
    }
}
