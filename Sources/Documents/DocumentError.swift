public import Diagnostics

/// Why a file cannot be read as the document it claims to be: what is wrong,
/// where, what was expected there, and what to do about it.
public struct DocumentError: Error, Hashable, Sendable {
    /// What is wrong, such as `json-comment`: the last part of the messages' keys.
    public var reason: String
    public var place: Place
    /// What is wrong and what was expected instead.
    public var message: Message
    /// What to do about it.
    public var advice: Message

    public init(reason: String, place: Place, arguments: [String: Message.Argument] = [:]) {
        self.reason = reason
        self.place = place
        message = Message("documents.\(reason).message", arguments)
        advice = Message("documents.\(reason).advice", arguments)
    }
}

/// A fault by byte offsets, before the file and its lines are known.
struct Fault: Error {
    var reason: String
    var range: Range<Int>
    var arguments: [String: Message.Argument]

    init(
        _ reason: String, _ range: Range<Int>, _ arguments: [String: Message.Argument] = [:]
    ) {
        self.reason = reason
        self.range = range
        self.arguments = arguments
    }

    init(_ reason: String, at offset: Int, _ arguments: [String: Message.Argument] = [:]) {
        self.init(reason, offset..<offset + 1, arguments)
    }

    func placed(_ place: (Range<Int>) -> Place) -> DocumentError {
        DocumentError(reason: reason, place: place(range), arguments: arguments)
    }
}
