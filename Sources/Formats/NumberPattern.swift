internal import Documents

/// Number patterns with `0`, `#` and `%`, as spreadsheets, Power BI, Tableau, .NET,
/// Java, Mondrian and GoodData write them.
enum NumberPattern {
    /// What a pattern says of a number.
    static func read(_ raw: PlacedText) -> NumberFormat? {
        let pattern = raw.string
        guard !pattern.isEmpty else { return nil }
        let (meaning, decimals) = meaning(of: pattern)
        return NumberFormat(raw: raw, meaning: meaning, decimals: decimals)
    }

    static func meaning(of pattern: String) -> (NumberFormat.Meaning, Int?) {
        if let known = standard(pattern) ?? named(pattern) { return known }
        let first = firstSection(pattern)
        let decimals = decimals(first.plain)
        if first.plain.contains("%") { return (.percentOfFraction, decimals) }
        if first.literal.contains("%") { return (.percentPoints, decimals) }
        if let code = Currency.code(in: first.literal + first.plain) {
            return (.currency(code), decimals)
        }
        if first.plain.contains("¤") { return (.currency(nil), decimals) }
        let placeholders = first.plain.contains("0") || first.plain.contains("#")
        return (placeholders ? .plain : .other(pattern), placeholders ? decimals : nil)
    }

    /// The names that MDX and Visual Basic have for patterns.
    private static func named(_ pattern: String) -> (NumberFormat.Meaning, Int?)? {
        switch pattern.lowercased() {
        case "percent": (.percentOfFraction, 2)
        case "currency": (.currency(nil), 2)
        case "standard", "general number", "general", "scientific": (.plain, nil)
        case "fixed": (.plain, 2)
        default: nil
        }
    }

    /// .NET's standard formats: a letter and a number of digits.
    private static func standard(_ pattern: String) -> (NumberFormat.Meaning, Int?)? {
        guard let letter = pattern.first, pattern.count <= 3,
            pattern.dropFirst().allSatisfy(\.isNumber)
        else { return nil }
        let digits = Int(pattern.dropFirst())
        switch letter {
        case "P", "p": return (.percentOfFraction, digits ?? 2)
        case "C", "c": return (.currency(nil), digits ?? 2)
        case "N", "n", "F", "f": return (.plain, digits ?? 2)
        case "D", "d": return (.plain, 0)
        default: return nil
        }
    }

    /// The part before the first `;`, split into what is a pattern and what is shown as it is.
    private static func firstSection(_ pattern: String) -> (plain: String, literal: String) {
        var plain = ""
        var literal = ""
        var quote: Character?
        var isEscaped = false
        var inBrackets = false
        for character in pattern {
            if isEscaped {
                literal.append(character)
                isEscaped = false
            } else if let open = quote {
                if character == open { quote = nil } else { literal.append(character) }
            } else if inBrackets {
                // `[$€-407]` is a currency; `[Red]` and `[>=1000]` are not shown.
                if character == "]" { inBrackets = false } else { literal.append(character) }
            } else {
                switch character {
                case "\\": isEscaped = true
                case "\"", "'": quote = character
                case "[": inBrackets = true
                case ";", "|": return (plain, literal)
                default: plain.append(character)
                }
            }
        }
        return (plain, literal)
    }

    private static func decimals(_ plain: String) -> Int? {
        guard plain.contains(where: { $0 == "0" || $0 == "#" }) else { return nil }
        guard let point = plain.firstIndex(of: ".") else { return 0 }
        return plain[plain.index(after: point)...].prefix { $0 == "0" || $0 == "#" }.count
    }
}

/// Currencies by the signs that number formats use.
enum Currency {
    private static let signs: [(sign: String, code: String?)] = [
        ("R$", "BRL"), ("€", "EUR"), ("£", "GBP"), ("₽", "RUB"), ("₫", "VND"), ("₹", "INR"),
        ("₩", "KRW"), ("₺", "TRY"), ("₴", "UAH"), ("zł", "PLN"), ("CHF", "CHF"), ("USD", "USD"),
        ("EUR", "EUR"), ("GBP", "GBP"), ("RUB", "RUB"), ("BRL", "BRL"), ("VND", "VND"),
        ("MXN", "MXN"),
        // Signs of several currencies.
        ("¥", nil), ("$", nil)
    ]

    /// The currency whose sign stands in a text: its code, or an inner nothing where
    /// the sign belongs to several.
    static func code(in text: String) -> String?? {
        for (sign, code) in signs where text.contains(sign) { return .some(code) }
        return nil
    }
}
