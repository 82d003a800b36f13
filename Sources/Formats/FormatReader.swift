public import Documents

/// The reader of one format: one file in `Readers`, found by its id.
public protocol FormatReader: Sendable {
    /// Such as `grafana`.
    static var id: String { get }
    /// The name people know the format by.
    static var name: String { get }
    /// Whether a document is of this format, told by its content alone.
    static func recognises(_ document: Document) -> Bool
    /// What the document says about metrics. What cannot be made sense of goes
    /// into the dashboard's problems.
    static func read(_ document: Document) -> Dashboard
}

/// A format that is known by sight but not read.
public struct Unread: Hashable, Sendable {
    public var id: String
    public var name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// What a document turned out to be.
public enum Recognition: Sendable {
    case dashboard(Dashboard)
    /// A known format that has no reader.
    case unread(Unread)
    /// XML or JSON that is no dashboard this program knows.
    case unknown
}

public enum Formats {
    /// Every reader; a new one is added here and nowhere else.
    public static let readers: [any FormatReader.Type] = [
        Tableau.self, TabularModel.self, Grafana.self, SemanticManifest.self, Superset.self,
        SalesforceReport.self, SalesforceDashboard.self, Mondrian.self, GoodData.self, Datadog.self,
        SSRS.self, Jasper.self, Kibana.self, AnalysisServices.self, PowerBIReport.self, Splunk.self,
        BIRT.self
    ]

    /// Reads a document as the format that its content shows.
    public static func read(_ document: Document) -> Recognition {
        for reader in readers where reader.recognises(document) {
            return .dashboard(reader.read(document))
        }
        if let format = KnownFormats.recognise(document) { return .unread(format) }
        return .unknown
    }
}
