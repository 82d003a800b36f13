import Diagnostics

/// For people: each finding with its line and a caret under the place.
public struct TextReporter: Reporter {
    private let isColoured: Bool

    /// - Parameter isColoured: With the escapes of a terminal.
    public init(isColoured: Bool = false) { self.isColoured = isColoured }

    public func render(_ report: Report, in wording: Wording) -> String {
        var lines: [String] = []
        for finding in report.findings {
            lines += block(finding, report, wording)
            lines.append("")
        }
        lines.append(wording.text(summary(of: report)))
        return lines.map { $0 + "\n" }.joined()
    }

    private func summary(of report: Report) -> Message {
        Message(
            report.findings.isEmpty ? "report.clean" : "report.summary",
            [
                "errors": .count(report.count(.error)), "warnings": .count(report.count(.warning)),
                "hints": .count(report.count(.hint)), "files": .count(report.files)
            ])
    }

    private func block(_ finding: Finding, _ report: Report, _ wording: Wording) -> [String] {
        let severity = wording.text(Message("report.severity.\(finding.severity.rawValue)"))
        let head =
            "\(position(finding.place)): \(styled(severity, finding.severity)): "
            + "\(Self.printable(wording.text(finding.message))) [\(finding.rule)]"
        var lines = [head]
        let excerpt = report.source(of: finding.place.file).flatMap {
            Excerpt(of: finding.place, in: $0)
        }
        let margin = String(repeating: " ", count: excerpt?.number.count ?? 0)
        if let excerpt {
            lines.append(" \(excerpt.number) | \(excerpt.line)")
            lines.append(" \(margin) | \(styled(excerpt.caret, finding.severity))")
        }
        if let advice = finding.advice {
            lines.append(" \(margin) = \(Self.printable(wording.text(advice)))")
        }
        for related in finding.related {
            lines.append(
                " \(margin) = \(position(related.place)): "
                    + Self.printable(wording.text(related.message)))
        }
        return lines
    }

    private func position(_ place: Place) -> String {
        "\(Self.printable(place.file)):\(place.line):\(place.column)"
    }

    private func styled(_ text: String, _ severity: Severity) -> String {
        guard isColoured else { return text }
        let code =
            switch severity {
            case .error: "31"
            case .warning: "33"
            case .hint: "36"
            }
        return "\u{1B}[1;\(code)m\(text)\u{1B}[0m"
    }

    /// Without control characters, by which a file's content could take hold of
    /// the terminal.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(isControl(scalar) && scalar != "\n" ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}

/// A line of a file with a caret under a part of it, cut to what fits a terminal.
struct Excerpt {
    /// The most columns that are shown of a line.
    static let width = 120

    let number: String
    let line: String
    let caret: String

    /// `nil` for the place of a whole file, and where there is no such line.
    init?(of place: Place, in source: SourceText) {
        guard place.line >= 1, place != Place(file: place.file) else { return nil }
        let scalars = Array(source.line(place.line).unicodeScalars)
        let start = min(max(place.column - 1, 0), scalars.count)
        let end =
            place.endLine == place.line
            ? min(max(place.endColumn - 1, start), scalars.count)
            : scalars.count
        guard !scalars.isEmpty || place.column == 1 else { return nil }
        number = String(place.line)

        // Of a long line the part around the place is shown.
        var from = 0
        if end > Self.width - 10 { from = max(0, min(start, scalars.count) - Self.width / 3) }
        let to = min(scalars.count, from + Self.width)
        let shown = scalars[from..<to].map(Self.visible)
        let before = from > 0 ? "…" : ""
        line = before + shown.map { String($0) }.joined() + (to < scalars.count ? "…" : "")

        let indent = scalars[from..<start].reduce(before.count) { $0 + Self.columns($1) }
        let marked = scalars[start..<max(start, min(end, to))].reduce(0) { $0 + Self.columns($1) }
        caret =
            String(repeating: " ", count: indent) + "^"
            + String(repeating: "~", count: max(0, marked - 1))
    }

    /// A tab takes one column, and control characters leave the terminal alone.
    private static func visible(_ scalar: Unicode.Scalar) -> Character {
        if scalar == "\t" { return " " }
        return TextReporter.isControl(scalar) ? "\u{FFFD}" : Character(scalar)
    }

    /// How many columns of a terminal a code point takes.
    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        // East Asian Width «wide» and «fullwidth», by blocks.
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
