public import Diagnostics

/// How a company wants its docs site to look: the `docs` of its project file.
public struct DocsSettings: Hashable, Sendable {
    /// Where the site will stand, with a slash at its end; only needed for what
    /// must name whole addresses: the sitemap and canonical links.
    public var url: String?
    /// The folder whose templates, style sheet and script stand instead of the
    /// program's own; relative to the project file.
    public var theme: String?
    /// An image file; relative to the project file.
    public var logo: String?
    /// By the names of the style sheet's custom properties, without their dashes.
    public var colours: [String: Colour]
    /// What stands at the foot of each page, by language; under an empty tag for all others.
    public var footer: [String: String]
    public var place: Place

    public init(place: Place) {
        colours = [:]
        footer = [:]
        self.place = place
    }
}

/// A colour on a screen.
public struct Colour: Hashable, Sendable {
    public let red: Int
    public let green: Int
    public let blue: Int

    /// As CSS writes it with three or six digits: `#0f766e`.
    public init?(_ text: String) {
        guard text.hasPrefix("#"), text.dropFirst().allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        let digits = text.dropFirst().compactMap(\.hexDigitValue)
        switch digits.count {
        case 3: (red, green, blue) = (digits[0] * 17, digits[1] * 17, digits[2] * 17)
        case 6:
            (red, green, blue) = (
                digits[0] * 16 + digits[1], digits[2] * 16 + digits[3], digits[4] * 16 + digits[5]
            )
        default: return nil
        }
    }

    /// With six digits.
    public var text: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// How well one can be read on the other, from 1 to 21 (WCAG 2.2, contrast ratio).
    public func contrast(with other: Colour) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// WCAG 2.2, relative luminance.
    private var luminance: Double {
        func linear(_ value: Int) -> Double {
            let part = Double(value) / 255
            return part <= 0.04045 ? part / 12.92 : Self.power((part + 0.055) / 1.055)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// To the power of 2.4, which is the square times the fifth root of the square.
    private static func power(_ base: Double) -> Double {
        let square = base * base
        var root = square
        // Newton's method; from here it is exact long before the last step.
        for _ in 0..<40 where root > 0 {
            root -= (root * root * root * root * root - square) / (5 * root * root * root * root)
        }
        return square * root
    }
}

extension DocsSettings {
    /// What may be coloured, with what it must be readable on: by light and by dark.
    public static let colourNames = ["accent", "link", "text", "muted", "page", "panel", "line"]
        .flatMap { [$0, "\($0)-dark"] }

    /// What must be readable on the page, at least as WCAG 2.2 AA wants it.
    private static let readable = ["accent", "link", "text", "muted"]
    private static let leastContrast = 4.5

    static func read(_ node: YAMLNode, _ findings: Findings) -> DocsSettings? {
        guard var reader = MappingReader(node, findings) else { return nil }
        var settings = DocsSettings(place: reader.place)
        settings.url = reader.checked("url", "bad-url", isWebAddress)
            .map { $0.hasSuffix("/") ? $0 : $0 + "/" }
        settings.theme = reader.text("theme")
        settings.logo = reader.checked("logo", "bad-image") { name in
            ["svg", "png", "webp", "jpg", "jpeg"].contains { name.lowercased().hasSuffix("." + $0) }
        }
        for entry in reader.optional("colours")?.entries(findings) ?? [] {
            guard colourNames.contains(entry.key) else {
                findings.schema(
                    entry.keyPlace, "unknown-key", ["key": .text(entry.key)],
                    advice: Advices.forName(entry.key, among: colourNames))
                continue
            }
            guard let text = entry.value.text(findings) else { continue }
            guard let colour = Colour(text) else {
                findings.schema(entry.value.place, "bad-colour", ["value": .text(text)])
                continue
            }
            settings.colours[entry.key] = colour
            settings.check(colour, entry.key, entry.value.place, findings)
        }
        if let footer = reader.optional("footer") {
            if footer.mapping == nil {
                settings.footer[""] = footer.text(findings)
            } else {
                for entry in footer.entries(findings) {
                    guard isLanguageTag(entry.key) else {
                        findings.schema(
                            entry.keyPlace, "bad-language", ["value": .text(entry.key)])
                        continue
                    }
                    settings.footer[entry.key] = entry.value.text(findings)
                }
            }
        }
        reader.finish()
        return settings
    }

    /// Says where a colour could not be read on the page that it stands on.
    private func check(_ colour: Colour, _ name: String, _ place: Place, _ findings: Findings) {
        let isDark = name.hasSuffix("-dark")
        guard Self.readable.contains(isDark ? String(name.dropLast(5)) : name) else { return }
        let page = colours[isDark ? "page-dark" : "page"] ?? Colour(isDark ? "#11151a" : "#fff")
        guard let page, colour.contrast(with: page) < Self.leastContrast else { return }
        let ratio = (colour.contrast(with: page) * 10).rounded(.down) / 10
        findings.add(
            YAMLReader.schema, .warning, at: place, "check.schema.low-contrast",
            [
                "colour": .text(colour.text), "page": .text(page.text), "ratio": .number(ratio),
                "least": .number(Self.leastContrast)
            ])
    }
}

/// The shape of an `https` or `http` address without query or fragment.
func isWebAddress(_ text: String) -> Bool {
    guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return false }
    let rest = text.drop { $0 != ":" }.dropFirst(3)
    return !rest.isEmpty && rest.first != "/"
        && rest.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-._~/:%".utf8.contains(byte)
            }
        }
}
