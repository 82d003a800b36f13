/// How much a finding matters.
public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Worth a look; may well be right as it is.
    case hint
    /// Probably wrong.
    case warning
    /// Certainly wrong: a number or a word on the page misleads its reader.
    case error

    private var rank: Int {
        switch self {
        case .hint: 0
        case .warning: 1
        case .error: 2
        }
    }

    public static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }
}

/// A text that is looked up by key in the reader's language, with the values
/// that go into its places. Nothing but the locales holds the sentence itself.
public struct Message: Hashable, Sendable {
    /// A value for a `{name}` in the text.
    public enum Argument: Hashable, Sendable {
        case text(String)
        /// A number written out exactly as it is to be shown.
        case number(Double)
        /// A whole number that chooses a plural form.
        case count(Int)
        /// The id of a metric, shown by its term in the reader's language.
        case metric(String)
        /// A variant of a metric, by their ids, shown by its name in the reader's language.
        case variant(metric: String, id: String)
        /// Another message, rendered in the same language.
        indirect case message(Message)
        /// Several arguments, joined as the language joins a list.
        indirect case list([Argument])
    }

    /// Such as `lint.formula-mismatch.message`.
    public var key: String
    public var arguments: [String: Argument]

    public init(_ key: String, _ arguments: [String: Argument] = [:]) {
        self.key = key
        self.arguments = arguments
    }
}

/// One thing found in one file: what is wrong, where, and what to do about it.
public struct Finding: Hashable, Sendable {
    /// A further place that explains the finding, such as the other of two labels.
    public struct Related: Hashable, Sendable {
        public var place: Place
        public var message: Message

        public init(place: Place, message: Message) {
            self.place = place
            self.message = message
        }
    }

    /// The rule's id, such as `formula-mismatch`.
    public var rule: String
    public var severity: Severity
    public var place: Place
    public var message: Message
    /// What to do, where that is known.
    public var advice: Message?
    /// The id of the metric it is about.
    public var metric: String?
    public var related: [Related]

    public init(
        rule: String, severity: Severity, place: Place, message: Message, advice: Message? = nil,
        metric: String? = nil, related: [Related] = []
    ) {
        self.rule = rule
        self.severity = severity
        self.place = place
        self.message = message
        self.advice = advice
        self.metric = metric
        self.related = related
    }
}
