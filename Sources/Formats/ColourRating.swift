extension Threshold.Rating {
    /// What a colour says of a value: green is good, yellow and orange are warnings,
    /// red is bad; any other colour says nothing.
    ///
    /// - Parameter colour: a name, perhaps with a shade (`semi-dark-red`), a hexadecimal
    ///   colour (`#c0433a`, `0xc0433a`, `#f00`), or `rgb(…)`, `rgba(…)`, `hsl(…)`.
    public init(colour: String) {
        let text = colour.lowercased().filter { !$0.isWhitespace }
        if let named = Self.named(text) {
            self = named
        } else if let (red, green, blue) = Self.components(text) {
            self = Self.ofHue(red, green, blue)
        } else {
            self = .unknown
        }
    }

    private static func named(_ text: String) -> Self? {
        if text.hasSuffix("green") || text == "lime" { return .good }
        if text.hasSuffix("red") || text == "crimson" || text == "firebrick" { return .bad }
        if text.hasSuffix("yellow") || text.hasSuffix("orange") || text == "amber" || text == "gold"
        {
            return .warning
        }
        return nil
    }

    private static func components(_ text: String) -> (Double, Double, Double)? {
        if text.hasPrefix("#") || text.hasPrefix("0x") {
            let digits = Array(text.dropFirst(text.hasPrefix("#") ? 1 : 2))
            let wide = digits.count == 3 ? digits.flatMap { [$0, $0] } : digits
            guard wide.count == 6 || wide.count == 8 else { return nil }
            // Eight digits are red, green, blue and opacity.
            guard let value = UInt32(String(wide.prefix(6)), radix: 16) else { return nil }
            return (
                Double(value >> 16 & 255), Double(value >> 8 & 255), Double(value & 255)
            )
        }
        guard let open = text.firstIndex(of: "("), text.hasPrefix("rgb") else { return nil }
        let parts = text[text.index(after: open)...].split(separator: ",").compactMap {
            Double($0.filter { $0.isNumber || $0 == "." })
        }
        return parts.count >= 3 ? (parts[0], parts[1], parts[2]) : nil
    }

    /// By hue; a colour too grey to have one says nothing.
    private static func ofHue(_ red: Double, _ green: Double, _ blue: Double) -> Self {
        let top = max(red, green, blue)
        let span = top - min(red, green, blue)
        guard top > 40, span / top > 0.25 else { return .unknown }
        var hue: Double
        if top == red {
            hue = 60 * ((green - blue) / span)
        } else if top == green {
            hue = 60 * ((blue - red) / span + 2)
        } else {
            hue = 60 * ((red - green) / span + 4)
        }
        if hue < 0 { hue += 360 }
        switch hue {
        case 0..<16, 340...360: return .bad
        case 16..<66: return .warning
        case 66..<165: return .good
        default: return .unknown
        }
    }
}
