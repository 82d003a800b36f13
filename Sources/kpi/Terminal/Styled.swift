/// A piece of text with how a terminal shows it.
struct Styled {
    enum Style: String {
        case plain = ""
        case bold = "1"
        case dim = "2"
        case heading = "1;36"
        case match = "1;33"
        case good = "32"
        case bad = "31"
    }

    var text: String
    var style: Style

    init(_ text: String, _ style: Style = .plain) {
        self.text = Self.printable(text)
        self.style = style
    }

    func rendered(isColoured: Bool) -> String {
        guard isColoured, style != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }

    /// Without control characters, by which a file's content could take hold of
    /// the terminal.
    private static func printable(_ text: String) -> String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(scalar == "\n" ? " " : isControl(scalar) ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }
}
