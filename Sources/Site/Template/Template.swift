import Diagnostics

/// A page's shape in Mustache, taken apart once and written many times.
///
/// Understood are variables, sections, inverted sections, partials, comments,
/// and inheritance: `{{<layout}}{{$content}}…{{/content}}{{/layout}}`. A name
/// may be a path (`metric.unit`); `.` is what the section is over; `hasNames`
/// is whether there are `names`. Values are escaped by what they are (see
/// ``Value``), so `{{{x}}}` is the same as `{{x}}`.
struct Template: Sendable {
    indirect enum Part: Sendable {
        case text([UInt8])
        case value([String])
        case section([String], [Part])
        case inverted([String], [Part])
        case partial(String)
        case parent(String, [String: [Part]])
        case block(String, [Part])
    }

    let name: String
    let parts: [Part]

    /// - Throws: ``SiteError`` `site.template`, with the line.
    init(_ source: String, name: String) throws(SiteError) {
        self.name = name
        var parser = TemplateParser(source, name: name)
        parts = try parser.parts(until: nil)
    }

    /// The templates that it puts in or fills.
    var references: [String] { Self.references(in: parts) }

    private static func references(in parts: [Part]) -> [String] {
        parts.flatMap { part -> [String] in
            switch part {
            case .text, .value: []
            case .section(_, let inner), .inverted(_, let inner), .block(_, let inner):
                references(in: inner)
            case .partial(let name): [name]
            case .parent(let name, let blocks):
                [name] + blocks.values.flatMap { references(in: $0) }
            }
        }
    }
}

/// Reads a template from its start to its end.
private struct TemplateParser {
    private let name: String
    private let source: [UInt8]
    private var position = 0

    init(_ source: String, name: String) {
        self.name = name
        self.source = Array(source.utf8)
    }

    private struct Tag {
        var sign: UInt8
        var name: String
    }

    /// - Parameter end: The name of the section that is open.
    mutating func parts(until end: String?) throws(SiteError) -> [Template.Part] {
        var parts: [Template.Part] = []
        let opened = position
        while position < source.count {
            let start = position
            guard let open = find("{{", from: position) else {
                append(source[start...], to: &parts)
                position = source.count
                break
            }
            append(source[start..<lineStart(before: open, from: start)], to: &parts)
            position = open
            let tag = try tag()
            let path = tag.name.split(separator: ".").map(String.init)
            switch tag.sign {
            case UInt8(ascii: "!"): break
            case UInt8(ascii: "#"): parts.append(.section(path, try self.parts(until: tag.name)))
            case UInt8(ascii: "^"): parts.append(.inverted(path, try self.parts(until: tag.name)))
            case UInt8(ascii: "$"): parts.append(.block(tag.name, try self.parts(until: tag.name)))
            case UInt8(ascii: ">"): parts.append(.partial(tag.name))
            case UInt8(ascii: "<"):
                var blocks: [String: [Template.Part]] = [:]
                for case .block(let name, let inner) in try self.parts(until: tag.name) {
                    blocks[name] = inner
                }
                parts.append(.parent(tag.name, blocks))
            case UInt8(ascii: "/"):
                guard tag.name == end else { throw error("template-closes", tag.name, at: open) }
                return parts
            default: parts.append(.value(path))
            }
        }
        guard let end else { return parts }
        throw error("template-open", end, at: max(0, opened - 1))
    }

    private func append(_ bytes: ArraySlice<UInt8>, to parts: inout [Template.Part]) {
        if !bytes.isEmpty { parts.append(.text(Array(bytes))) }
    }

    /// Where the text before a tag ends: a line that holds nothing but a tag
    /// that writes nothing itself leaves no blank line behind.
    private func lineStart(before open: Int, from start: Int) -> Int {
        guard open + 2 < source.count, "#^/!<$".utf8.contains(source[open + 2]),
            let close = find("}}", from: open)
        else { return open }
        var line = open
        while line > start, source[line - 1] == 0x20 || source[line - 1] == 0x09 { line -= 1 }
        guard line == 0 || source[line - 1] == 0x0A,
            line > start || start == 0 || isLineStart(start)
        else { return open }
        let after = close + 2
        return after == source.count || source[after] == 0x0A ? line : open
    }

    private func isLineStart(_ index: Int) -> Bool { index == 0 || source[index - 1] == 0x0A }

    private mutating func tag() throws(SiteError) -> Tag {
        let open = position
        let isTriple = open + 2 < source.count && source[open + 2] == UInt8(ascii: "{")
        guard let close = find(isTriple ? "}}}" : "}}", from: open) else {
            throw error("template-tag", "{{", at: open)
        }
        let inner = source[(open + (isTriple ? 3 : 2))..<close]
        let startsLine = lineStartsAt(open)
        position = close + (isTriple ? 3 : 2)
        let text = String(decoding: inner, as: UTF8.self)
        let sign = isTriple ? 0 : inner.first ?? 0
        let isSigned = "#^/!<>$&".utf8.contains(sign)
        let name = (isSigned ? text.dropFirst() : text[...])
            .trimmingPrefix { $0.isWhitespace }.reversed()
            .drop { $0.isWhitespace }.reversed()
        guard !name.isEmpty || sign == UInt8(ascii: "!") else {
            throw error("template-tag", text, at: open)
        }
        if startsLine, isSigned, sign != UInt8(ascii: ">"), sign != UInt8(ascii: "&"),
            position < source.count, source[position] == 0x0A
        {
            position += 1
        }
        return Tag(sign: isSigned ? sign : 0, name: String(name))
    }

    private func lineStartsAt(_ index: Int) -> Bool {
        var index = index
        while index > 0, source[index - 1] == 0x20 || source[index - 1] == 0x09 { index -= 1 }
        return isLineStart(index)
    }

    private func find(_ text: StaticString, from start: Int) -> Int? {
        let wanted = text.withUTF8Buffer { Array($0) }
        guard source.count >= wanted.count else { return nil }
        var index = start
        while index <= source.count - wanted.count {
            if source[index] == wanted[0],
                source[index..<(index + wanted.count)].elementsEqual(wanted)
            {
                return index
            }
            index += 1
        }
        return nil
    }

    private func error(_ key: String, _ text: String, at index: Int) -> SiteError {
        let line = source[..<min(index, source.count)].count { $0 == 0x0A } + 1
        return SiteError(key, ["file": .text(name), "line": .count(line), "text": .text(text)])
    }
}
