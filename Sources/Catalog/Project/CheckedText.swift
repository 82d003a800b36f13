import Diagnostics
import Foundation

extension MappingReader {
    /// A text that must have a certain form.
    mutating func checked(
        _ key: String, _ message: String, _ isRight: (String) -> Bool
    ) -> String? {
        guard let node = optional(key), let text = node.text(findings) else { return nil }
        if isRight(text) { return text }
        findings.schema(node.place, message, ["value": .text(text)])
        return nil
    }

    /// The IANA name of a time zone.
    mutating func timeZone(_ key: String) -> String? {
        guard let node = optional(key), let text = node.text(findings) else { return nil }
        if TimeZone(identifier: text) != nil { return text }
        findings.schema(
            node.place, "unknown-time-zone", ["value": .text(text)],
            advice: Advices.forName(text, among: TimeZone.knownTimeZoneIdentifiers))
        return nil
    }
}

/// The shape of a BCP 47 tag; which tags exist is for the locales to say.
func isLanguageTag(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...8).contains(first.utf8.count),
        first.utf8.allSatisfy({ isLetter($0) })
    else { return false }
    return parts.dropFirst().allSatisfy { part in
        (1...8).contains(part.utf8.count)
            && part.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }
}

/// The shape of an ISO 4217 code.
func isCurrency(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
}

/// A day that exists, as `2025-01-31`.
func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
        parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }),
        let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
        (1...12).contains(month)
    else { return false }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return (1...length).contains(day)
}

private func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
