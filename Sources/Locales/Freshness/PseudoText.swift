/// Text that can be read but is no language: every letter has a mark, and the
/// whole is in brackets and a third longer, as translations of English are.
enum PseudoText {
    static func pseudo(_ text: String) -> String { bracketed(marked(text)) }

    /// The letters of A to Z each as a look-alike of its own; all else as it is.
    static func marked(_ text: String) -> String {
        String(text.map { letters[$0] ?? $0 })
    }

    static func bracketed(_ text: String) -> String {
        let growth = String(repeating: "·", count: (text.count + 2) / 3)
        return "⟦\(text)\(growth)⟧"
    }

    private static let letters: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "áƀçđéƒĝĥíĵķļɱñóþɋŕšťúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŤÚṼŴẊÝŽ"))
}

extension MessageTemplate {
    /// The template with its sentences in pseudo letters and its places as they are.
    var pseudo: String { PseudoText.bracketed(Self.pseudo(parts)) }

    private static func pseudo(_ parts: [Part]) -> String {
        parts.map { part in
            switch part {
            case .text(let text):
                PseudoText.marked(text).replacing("{", with: "{{").replacing("}", with: "}}")
            case .argument(let name): "{\(name)}"
            case .number: "#"
            case .plural(let argument, let forms, let exact):
                pseudoPlural(argument, forms, exact)
            }
        }.joined()
    }

    private static func pseudoPlural(
        _ argument: String, _ forms: [PluralCategory: [Part]], _ exact: [Int: [Part]]
    ) -> String {
        let exactForms = exact.sorted { $0.key < $1.key }
            .map { "=\($0.key) {\(pseudo($0.value))}" }
        let others = PluralCategory.allCases.compactMap { category in
            forms[category].map { "\(category.rawValue) {\(pseudo($0))}" }
        }
        return "{\(argument), plural, \((exactForms + others).joined(separator: " "))}"
    }
}
