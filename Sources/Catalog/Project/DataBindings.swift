public import Diagnostics
public import Formula

/// Where a company's data is, and which of its columns is which field.
public struct DataBindings: Hashable, Sendable {
    /// The folder that file names start from, as written; relative to the
    /// project file's own folder.
    public var folder: String?
    /// The first and last day that the data is about, `2025-01-31`. Rows outside
    /// fall into no period.
    public var from: String?
    public var until: String?
    /// By the ids of the entities.
    public var tables: [String: TableBinding]
    public var place: Place

    public init(
        folder: String? = nil, from: String? = nil, until: String? = nil,
        tables: [String: TableBinding] = [:], place: Place
    ) {
        self.folder = folder
        self.from = from
        self.until = until
        self.tables = tables
        self.place = place
    }
}

/// The table that holds the rows of one entity.
public struct TableBinding: Hashable, Sendable {
    /// The entity's id.
    public var entity: String
    /// The file's name as written, possibly with `*`, where the rows are in files.
    public var file: String?
    /// The table's name, possibly with its schema, where they are in a database.
    public var table: String?
    /// What messages call the table, where that is not its file's name.
    public var title: String?
    public var format: FileFormat
    /// By the ids of the fields.
    public var columns: [String: ColumnBinding]
    /// The IANA name of the zone that moments without a zone are in.
    public var timeZone: String?
    /// The answer scales of score fields where the company's differ from the
    /// catalog's, by field.
    public var scale: [String: ClosedRange<Rational>]
    /// The ISO 4217 code of the currency that amounts are in.
    public var currency: String?
    public var place: Place

    public init(
        entity: String, file: String? = nil, table: String? = nil,
        format: FileFormat = FileFormat(),
        columns: [String: ColumnBinding] = [:], timeZone: String? = nil,
        scale: [String: ClosedRange<Rational>] = [:], currency: String? = nil, place: Place
    ) {
        self.entity = entity
        self.file = file
        self.table = table
        self.format = format
        self.columns = columns
        self.timeZone = timeZone
        self.scale = scale
        self.currency = currency
        self.place = place
    }
}

/// How a data file is written, where that cannot be seen from the file.
public struct FileFormat: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case csv, json, ndjson, parquet, xml, duckdb, sqlite

        /// By a file's extension; text where that says nothing.
        public init(file: String) {
            switch file.split(separator: ".").last?.lowercased() {
            case "json": self = .json
            case "ndjson", "jsonl": self = .ndjson
            case "parquet", "parq": self = .parquet
            case "xml": self = .xml
            case "duckdb", "ddb": self = .duckdb
            case "sqlite", "sqlite3", "db": self = .sqlite
            default: self = .csv
            }
        }
    }

    /// `nil`: by the file's extension.
    public var kind: Kind?
    public var delimiter: String?
    public var quote: String?
    /// The sign before the decimals, `.` or `,`.
    public var decimal: String?
    /// The sign between groups of three digits.
    public var thousands: String?
    /// The name of the text's encoding, such as `latin-1`.
    public var encoding: String?
    /// How moments are written, in `strptime` notation.
    public var timestamp: String?
    /// How days are written, in `strptime` notation.
    public var date: String?
    /// Whether the first line holds the columns' names.
    public var header: Bool?
    /// What stands for a value that is missing, beside nothing at all.
    public var missing: [String]
    /// In XML, the path of the elements that are rows, the root's name first.
    public var rows: String?

    public init(
        kind: Kind? = nil, delimiter: String? = nil, quote: String? = nil, decimal: String? = nil,
        thousands: String? = nil, encoding: String? = nil, timestamp: String? = nil,
        date: String? = nil, header: Bool? = nil, missing: [String] = []
    ) {
        self.kind = kind
        self.delimiter = delimiter
        self.quote = quote
        self.decimal = decimal
        self.thousands = thousands
        self.encoding = encoding
        self.timestamp = timestamp
        self.date = date
        self.header = header
        self.missing = missing
    }
}

/// The column that holds one field.
public struct ColumnBinding: Hashable, Sendable {
    public var column: String
    /// The unit that its numbers are in, `s`, `min`, `h`, `ms`, `%`; `nil`: the
    /// base unit of the field.
    public var unit: String?
    /// What a number of the column is multiplied by to be in base units.
    public var factor: Rational
    /// For a yes-or-no field: the values of the column that mean yes.
    public var isValues: [String]
    /// What the company's words mean, by its word: the word of the catalog.
    public var values: [String: String]
    /// How its moments or days are written, in `strptime` notation.
    public var format: String?
    /// The IANA name of the zone that its moments are in.
    public var timeZone: String?
    public var place: Place

    public init(
        column: String, unit: String? = nil, factor: Rational = .one, isValues: [String] = [],
        values: [String: String] = [:], format: String? = nil, timeZone: String? = nil,
        place: Place
    ) {
        self.column = column
        self.unit = unit
        self.factor = factor
        self.isValues = isValues
        self.values = values
        self.format = format
        self.timeZone = timeZone
        self.place = place
    }
}
