/// A stretch of a file that a person can go to: where something stands.
///
/// Lines and columns count from one; a column counts Unicode code points
/// (`columnKind: unicodeCodePoints` in SARIF). The end is exclusive.
public struct Place: Hashable, Sendable, Codable {
    /// The file as the user named it, or as it was found below a folder the user named.
    public var file: String
    public var line: Int
    public var column: Int
    public var endLine: Int
    public var endColumn: Int

    public init(file: String, line: Int, column: Int, endLine: Int, endColumn: Int) {
        self.file = file
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
    }

    /// The place of a whole file, for what has no narrower place.
    public init(file: String) {
        self.init(file: file, line: 1, column: 1, endLine: 1, endColumn: 1)
    }
}

extension Place: Comparable {
    public static func < (one: Place, other: Place) -> Bool {
        (one.file, one.line, one.column, one.endLine, one.endColumn)
            < (other.file, other.line, other.column, other.endLine, other.endColumn)
    }
}
