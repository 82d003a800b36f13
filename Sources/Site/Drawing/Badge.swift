/// A small picture of a metric for pages elsewhere: its name, and its latest
/// value or what kind of number it is.
enum Badge {
    static func svg(name: String, value: String, status: String?, isRightToLeft: Bool) -> String {
        let (one, two) = (width(name), width(value))
        // Contrast of white on each is at least 4.5 to 1.
        let colour =
            switch status {
            case "met": "#11663b"
            case "missed": "#a3361a"
            default: "#0f6b63"
            }
        let mark = status == "met" ? "✓ " : status == "missed" ? "✗ " : ""
        let total = one + two + (mark.isEmpty ? 0 : 14)
        let text = Markup.escaped(mark + value)
        let label = Markup.escaped(name)
        let direction = isRightToLeft ? "rtl" : "ltr"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(total)" height="24" role="img" \
            aria-label="\(label): \(text)"><title>\(label): \(text)</title>\
            <rect width="\(total)" height="24" rx="5" fill="#2b323a"/>\
            <path d="M\(one) 0H\(total - 5)a5 5 0 0 1 5 5V19a5 5 0 0 1-5 5H\(one)z" \
            fill="\(colour)"/><g fill="#fff" \
            font-family="system-ui,-apple-system,'Segoe UI','Noto Sans',sans-serif" font-size="12" \
            text-anchor="middle" direction="\(direction)"><text x="\(one / 2)" y="16.5" \
            textLength="\(one - 16)" lengthAdjust="spacingAndGlyphs">\(label)</text>\
            <text x="\((one + total) / 2)" y="16.5" textLength="\(total - one - 16)" \
            lengthAdjust="spacingAndGlyphs" font-weight="600">\(text)</text></g></svg>

            """
    }

    private static func width(_ text: String) -> Int {
        16 + min(60, max(2, Chart.columns(text))) * 7
    }
}
