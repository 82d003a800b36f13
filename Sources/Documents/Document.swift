public import Diagnostics

/// A file read as a tree in which every value knows its place.
///
/// A document is cheap to copy and safe to share between threads.
public struct Document: Sendable {
    public enum Syntax: String, Hashable, Sendable {
        case xml, json
        /// One JSON value on each line.
        case ndjson
        /// A text whose form only its reader knows.
        case text
    }

    let storage: Storage

    init(storage: Storage) { self.storage = storage }

    /// The file as it was named.
    public var file: String { storage.file }
    public var syntax: Syntax { storage.syntax }
    /// The text of the whole file, for showing a line of it.
    public var source: SourceText { storage.source }

    /// XML: the root element. JSON: the value. NDJSON: a node of kind `lines`
    /// whose children are the lines' values.
    public var root: Node { Node(storage: storage, index: 0) }

    /// What is wrong with single lines of NDJSON; the others were read all the same.
    public var problems: [DocumentError] { storage.problems }

    /// The number of elements, texts and values in it.
    public var count: Int { storage.records.count }

    /// Reads XML, JSON or NDJSON, whichever the bytes are.
    ///
    /// Nothing but these bytes is read: no external entity, no DTD, no network.
    /// - Throws: `DocumentError` with the place of the first thing wrong.
    public init(
        _ bytes: [UInt8], file: String, limits: Limits = .standard
    ) throws(DocumentError) {
        switch Content(bytes, file: file) {
        case .xml: try self.init(xml: bytes, file: file, limits: limits)
        case .json, .ndjson: try self.init(json: bytes, file: file, limits: limits)
        case .empty: throw DocumentError(reason: "empty", place: Place(file: file))
        case .zip: throw DocumentError(reason: "packaged", place: Place(file: file))
        case .other: throw DocumentError(reason: "other-content", place: Place(file: file))
        }
    }

    /// Reads a text of no known form as one node of kind `text`.
    ///
    /// Without a byte order mark it is UTF-8 or, where it cannot be that, Windows-1252,
    /// which has the letters of ISO 8859-1 where that has them.
    /// - Throws: `DocumentError` where the file is too large or broken UTF-16.
    public init(
        plain bytes: [UInt8], file: String, limits: Limits = .standard
    ) throws(DocumentError) {
        let text = try TextEncoding.unifyPlain(bytes, file: file, limits: limits)
        storage = Storage(
            syntax: .text, bytes: text, records: [Record(start: 0, next: 1, parent: 0)],
            keysAreEscaped: false, origin: nil, embedding: 0,
            source: SourceText(file: file, bytes: text), limits: limits)
    }

    /// Reads a text that is at hand as a string.
    public init(
        text: String, file: String, limits: Limits = .standard
    ) throws(DocumentError) {
        try self.init(Array(text.utf8), file: file, limits: limits)
    }
}
