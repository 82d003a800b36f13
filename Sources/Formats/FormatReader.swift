public import Diagnostics
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

/// The reader of a format whose files are packed archives.
public protocol PackageReader: Sendable {
    /// Such as `excel`; that of the format inside where a package only holds such files.
    static var id: String { get }
    /// Whether a package is of this format, told by what it holds.
    static func recognises(_ package: Package) -> Bool
    /// What the package says about metrics, and the texts of the parts that were read.
    /// - Throws: `DocumentError` where what makes the format cannot be read.
    static func read(
        _ package: Package
    ) throws(DocumentError) -> (dashboard: Dashboard, sources: [SourceText])
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

/// What one file holds.
public struct FileReading: Sendable {
    public var recognition: Recognition
    /// The texts in which places lie: of the file, or of the parts of a package.
    public var sources: [SourceText]
}

public enum Formats {
    /// Every reader of packages.
    public static let packageReaders: [any PackageReader.Type] = [
        TableauPackage.self, PowerBIPackage.self, ExcelWorkbook.self
    ]

    /// Every reader of texts that are neither XML nor JSON.
    static let textReaders: [any FormatReader.Type] = [TMDL.self, ResourceBundle.self]

    /// Every reader; a new one is added here and nowhere else.
    public static let readers: [any FormatReader.Type] = [
        Tableau.self, TabularModel.self, Grafana.self, SemanticManifest.self, Superset.self,
        SalesforceReport.self, SalesforceDashboard.self, Mondrian.self, GoodData.self, Datadog.self,
        SSRS.self, Jasper.self, Kibana.self, AnalysisServices.self, PowerBIReport.self, Splunk.self,
        BIRT.self, Metabase.self, CubeMeta.self, SDMXJSON.self, SDMXML.self,
        SalesforceTranslation.self, MetricValues.self
    ]

    /// Reads a document as the format that its content shows.
    public static func read(_ document: Document) -> Recognition {
        for reader in readers where reader.recognises(document) {
            return .dashboard(reader.read(document))
        }
        if let format = KnownFormats.recognise(document) { return .unread(format) }
        return .unknown
    }

    /// Reads the bytes of a file, packed or not, as the format that they show.
    ///
    /// - Parameter mapping: where the file keeps its metrics, whatever its format is.
    /// - Throws: `DocumentError` with the place of what makes the file unreadable.
    public static func read(
        _ bytes: [UInt8], file: String, mapping: ExportMapping? = nil,
        limits: Limits = .standard
    ) throws(DocumentError) -> FileReading {
        switch Content(bytes, file: file) {
        case .zip:
            let package = try Package(bytes, file: file, limits: limits)
            for reader in packageReaders where reader.recognises(package) {
                let (dashboard, sources) = try reader.read(package)
                return FileReading(recognition: .dashboard(dashboard), sources: sources)
            }
            return FileReading(recognition: .unknown, sources: [])
        case .other:
            let text = try Document(plain: bytes, file: file, limits: limits)
            for reader in textReaders where reader.recognises(text) {
                return FileReading(
                    recognition: .dashboard(reader.read(text)), sources: [text.source])
            }
        default: break
        }
        let document = try Document(bytes, file: file, limits: limits)
        if let mapping {
            return FileReading(
                recognition: .dashboard(MappedExport.read(document, through: mapping)),
                sources: [document.source])
        }
        var recognition = read(document)
        if case .dashboard(var dashboard) = recognition {
            dashboard.problems = document.problems + dashboard.problems
            recognition = .dashboard(dashboard)
        } else if let problem = document.problems.first {
            throw problem
        }
        return FileReading(recognition: recognition, sources: [document.source])
    }
}
