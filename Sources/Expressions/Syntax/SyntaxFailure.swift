internal import Diagnostics

/// Why a text cannot be read any further.
struct SyntaxFailure: Error, Hashable, Sendable {
    enum Reason: String, Hashable, Sendable {
        case unexpectedCharacter = "unexpected-character"
        case unexpected = "unexpected"
        case unclosed = "unclosed"
        case tooDeep = "too-deep"
        case tooLong = "too-long"
        case notUnderstood = "not-understood"
    }

    var reason: Reason
    var range: Range<Int>

    init(_ reason: Reason, at range: Range<Int>) {
        self.reason = reason
        self.range = range
    }
}
