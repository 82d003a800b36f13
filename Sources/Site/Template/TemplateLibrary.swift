import Diagnostics

/// Templates that may put in and fill one another.
struct TemplateLibrary: Sendable {
    private let templates: [String: Template]

    /// - Throws: ``SiteError`` where one names another that is not there, or one
    ///   that leads back to itself.
    init(_ templates: [Template]) throws(SiteError) {
        self.templates = Dictionary(templates.map { ($0.name, $0) }) { _, last in last }
        for template in templates { try check(template, within: []) }
    }

    private func check(_ template: Template, within open: [String]) throws(SiteError) {
        guard !open.contains(template.name) else {
            throw SiteError("template-circle", ["file": .text(template.name)])
        }
        for name in template.references {
            guard let other = templates[name] else {
                throw SiteError(
                    "template-unknown", ["file": .text(template.name), "text": .text(name)])
            }
            try check(other, within: open + [template.name])
        }
    }

    /// - Parameter models: What names are looked up in, the last first.
    func render(_ name: String, _ models: [Value]) -> [UInt8] {
        guard let template = templates[name] else { return [] }
        var renderer = Renderer(templates: templates, stack: models)
        renderer.output.reserveCapacity(48 << 10)
        renderer.write(template.parts)
        return renderer.output
    }

    private struct Renderer {
        let templates: [String: Template]
        var stack: [Value]
        var output: [UInt8] = []
        /// What fills the blocks of parents, the innermost parent last.
        var blocks: [[String: [Template.Part]]] = []

        mutating func write(_ parts: [Template.Part]) {
            for part in parts { write(part) }
        }

        private mutating func write(_ part: Template.Part) {
            switch part {
            case .text(let bytes): output.append(contentsOf: bytes)
            case .value(let path): write(value(path))
            case .section(let path, let inner):
                let value = value(path)
                switch value {
                case .list(let items):
                    for item in items { write(inner, over: item) }
                case .flag(let flag): if flag { write(inner) }
                case .none: break
                case .text, .markup, .object: if value.isThere { write(inner, over: value) }
                }
            case .inverted(let path, let inner):
                if !value(path).isThere { write(inner) }
            case .partial(let name):
                if let template = templates[name] { write(template.parts) }
            case .parent(let name, let own):
                guard let template = templates[name] else { return }
                blocks.append(own)
                write(template.parts)
                blocks.removeLast()
            case .block(let name, let inner):
                write(blocks.first { $0[name] != nil }?[name] ?? inner)
            }
        }

        private mutating func write(_ parts: [Template.Part], over value: Value) {
            stack.append(value)
            write(parts)
            stack.removeLast()
        }

        private func value(_ path: [String]) -> Value {
            guard let first = path.first else { return stack.last ?? .none }
            for context in stack.reversed() {
                guard var found = context[first] else { continue }
                for name in path.dropFirst() { found = found[name] ?? .none }
                return found
            }
            return path.count == 1 ? .flag(has(first)) : .none
        }

        /// `hasNames` is whether there are `names`: what stands around a list once.
        private func has(_ name: String) -> Bool {
            guard name.hasPrefix("has"), let letter = name.dropFirst(3).first, letter.isUppercase
            else { return false }
            let key = letter.lowercased() + name.dropFirst(4)
            return stack.reversed().lazy.compactMap { $0[key] }.first?.isThere ?? false
        }

        private mutating func write(_ value: Value) {
            switch value {
            case .markup(let text): output.append(contentsOf: text.utf8)
            case .text(let text): Markup.escape(text, into: &output)
            case .none, .flag, .list, .object: break
            }
        }
    }
}

/// Text within markup.
enum Markup {
    /// Escapes for content and for attributes in either kind of quotes.
    static func escape(_ text: String, into output: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                switch byte {
                case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
                case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
                case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
                case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
                case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
                // Control characters are in no document that browsers or XML readers take.
                case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F: break
                // U+202A to U+202E would turn the writing direction of what follows.
                case 0xE2
                where index + 2 < bytes.count && bytes[index + 1] == 0x80
                    && (0xAA...0xAE).contains(bytes[index + 2]):
                    index += 2
                default: output.append(byte)
                }
                index += 1
            }
        }
    }

    static func escaped(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count + 16)
        escape(text, into: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
