public import Diagnostics

/// Why an evaluation could not be done, whole or for one metric.
public struct EvaluationError: Error, Hashable, Sendable {
    /// The text to show; its key starts with `eval.error.`.
    public var message: Message
    /// Where the cause stands, mostly in the project file.
    public var place: Place?

    public init(
        _ key: String, _ arguments: [String: Message.Argument] = [:], at place: Place? = nil
    ) {
        message = Message("eval.error.\(key)", arguments)
        self.place = place
    }

    public init(message: Message, at place: Place? = nil) {
        self.message = message
        self.place = place
    }
}
