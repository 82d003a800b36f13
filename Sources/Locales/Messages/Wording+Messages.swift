public import Diagnostics

extension Wording {
    /// The sentence that a message stands for, in the first language of the
    /// chain that has it. Where none has, the key itself with its arguments, so
    /// that nothing is lost.
    public func text(_ message: Message) -> String { localized(message).value }

    /// The sentence, with the language that it is in.
    public func localized(_ message: Message) -> Localized<String> {
        guard let (template, language) = template(message.key) else {
            let arguments = message.arguments.sorted { $0.key < $1.key }
                .map { " \($0.key): \(text($0.value))" }.joined(separator: ",")
            return Localized(message.key + arguments, language: asked)
        }
        let renderer = MessageRenderer(wording: self, language: language, message: message)
        return Localized(renderer.text(template.parts), language: language.tag)
    }

    /// Whether any language of the chain has the message.
    public func has(_ key: String) -> Bool { template(key) != nil }

    private func template(_ key: String) -> (MessageTemplate, Language)? {
        guard let found = first({ language in language.messages[key].map { ($0, language) } })
        else { return nil }
        return found.value
    }

    /// An argument by itself, as it stands in a sentence.
    func text(_ argument: Message.Argument) -> String {
        switch argument {
        case .text(let text): text
        case .number(let number): NumberText.decimal(number, in: chain.first ?? asked)
        case .count(let number): NumberText.whole(number, in: chain.first ?? asked)
        case .metric(let id): term(ofMetric: id).value
        case .variant(let metric, let id):
            self.metric(metric) { $0.variants[id]?.name }?.value ?? id
        case .message(let message): text(message)
        case .list(let items):
            items.map { text($0) }.joined(separator: language?.listSeparator ?? ", ")
        }
    }
}

/// Puts the arguments into the places of one message.
private struct MessageRenderer {
    let wording: Wording
    let language: Language
    let message: Message

    func text(_ parts: [MessageTemplate.Part]) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .argument(let name), .number(let name): argument(name)
            case .plural(let name, let forms, let exact): plural(name, forms, exact)
            }
        }.joined()
    }

    private func argument(_ name: String) -> String {
        guard let argument = message.arguments[name] else { return "{\(name)}" }
        return Bidirectional.isolated(
            wording.text(argument), within: language.direction)
    }

    private func plural(
        _ name: String, _ forms: [PluralCategory: [MessageTemplate.Part]],
        _ exact: [Int: [MessageTemplate.Part]]
    ) -> String {
        let category: PluralCategory
        switch message.arguments[name] {
        case .count(let number):
            if let parts = exact[number] { return text(parts) }
            category = language.plurals.category(of: number)
        case .number(let number):
            if let whole = Int(exactly: number), let parts = exact[whole] { return text(parts) }
            category = language.plurals.category(ofDecimal: "\(number)".droppingZeroDecimals)
        default: category = .other
        }
        return text(forms[category] ?? forms[.other] ?? [])
    }
}

extension String {
    /// `2.0` is shown as `2`.
    fileprivate var droppingZeroDecimals: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}

/// Keeps a piece of the other writing direction from tearing a sentence apart.
enum Bidirectional {
    private static let firstStrongIsolate = "\u{2068}"
    private static let popIsolate = "\u{2069}"

    /// The text between isolates (Unicode UAX 9), where it holds letters that
    /// run against the direction of the sentence around it.
    static func isolated(_ text: String, within direction: Language.Direction) -> String {
        let runsAgainst = text.unicodeScalars.contains { scalar in
            switch direction {
            case .leftToRight: isRightToLeft(scalar)
            case .rightToLeft: isStrong(scalar) && !isRightToLeft(scalar)
            }
        }
        return runsAgainst ? firstStrongIsolate + text + popIsolate : text
    }

    /// The blocks of scripts that run from right to left: Hebrew to Arabic
    /// Extended-A, their presentation forms, and the planes' own.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF,
            0x1E800...0x1EFFF, 0x200F, 0x202B, 0x202E, 0x2067:
            true
        default: false
        }
    }

    private static func isStrong(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic
    }
}
