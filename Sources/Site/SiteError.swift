public import Diagnostics

/// Why a site could not be written.
public struct SiteError: Error, Hashable, Sendable {
    /// The text to show; its key starts with `site.`.
    public var message: Message

    public init(_ key: String, _ arguments: [String: Message.Argument]) {
        message = Message("site.\(key)", arguments)
    }
}
