import Catalog
public import Diagnostics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Findings that a team has decided to live with for now, one in each line of a
/// file: new ones show, and one that is gone has to leave the file, so that it
/// cannot come back unseen.
public struct Baseline: Sendable {
    public static let rule = "baseline"

    private struct Entry: Sendable {
        var fingerprint: String
        var place: Place
        /// What the finding was, for those who read the file.
        var summary: String
    }

    private var entries: [Entry] = []
    private let file: String

    /// A file of lines: the fingerprint, a space, and what it stands for.
    public init(_ source: SourceText) {
        file = source.file
        let text = String(decoding: source.bytes, as: UTF8.self)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            guard !line.hasPrefix("#"), !line.allSatisfy(\.isWhitespace) else { continue }
            let fingerprint = line.prefix { $0 != " " }
            entries.append(
                Entry(
                    fingerprint: String(fingerprint),
                    place: Place(
                        file: file, line: number + 1, column: 1, endLine: number + 1,
                        endColumn: line.unicodeScalars.count + 1),
                    summary: String(line.dropFirst(fingerprint.count + 1))))
        }
    }

    /// The findings that are new, together with one for each entry that stands
    /// for nothing any more; and how many were held back.
    public func applied(to findings: [Finding]) -> (findings: [Finding], heldBack: Int) {
        var left = Dictionary(grouping: entries, by: \.fingerprint)
        var result: [Finding] = []
        var heldBack = 0
        for finding in findings {
            if var same = left[finding.fingerprint], !same.isEmpty {
                same.removeFirst()
                left[finding.fingerprint] = same
                heldBack += 1
            } else {
                result.append(finding)
            }
        }
        for entry in left.values.flatMap({ $0 }).sorted(by: { $0.place < $1.place }) {
            result.append(
                Finding(
                    rule: Self.rule, severity: .error, place: entry.place,
                    message: Message("lint.baseline.gone", ["finding": .text(entry.summary)]),
                    advice: Message("lint.baseline.update")))
        }
        return (result, heldBack)
    }

    /// The text of a file that holds these findings.
    ///
    /// - Parameter summary: What a finding says, in the reader's language.
    public static func text(
        of findings: [Finding], header: String, summary: (Finding) -> String
    ) -> String {
        let lines = findings.sorted { ($0.place, $0.rule) < ($1.place, $1.rule) }.map { finding in
            let text = summary(finding).split(whereSeparator: \.isNewline).joined(separator: " ")
            return "\(finding.fingerprint) \(finding.place.file): \(text) [\(finding.rule)]"
        }
        return (["# \(header)"] + lines).joined(separator: "\n") + "\n"
    }
}
