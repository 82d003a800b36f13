internal import Diagnostics

/// One value or element of a document: where it starts in the bytes, where its
/// subtree ends among the records, and whose child it is.
///
/// Twelve bytes for each; names, attributes and values are read from the bytes
/// when somebody asks, since a linter asks for few of them.
struct Record {
    /// JSON: the first byte of the value. XML: the `<` of an element or of a
    /// CDATA section, or the first byte of a text.
    var start: UInt32
    /// The index of the first record after this one's descendants.
    var next: UInt32
    var parent: UInt32
}

/// What all nodes of one document share.
final class Storage: Sendable {
    let file: String
    let syntax: Document.Syntax
    let bytes: [UInt8]
    let records: [Record]
    /// JSON: some key is written with an escape, so that keys cannot be compared as bytes.
    let keysAreEscaped: Bool
    /// The string that holds this document, where it is a document inside another one.
    let origin: PlacedText?
    /// How many documents stand around this one.
    let embedding: Int
    let source: SourceText
    let limits: Limits
    let problems: [DocumentError]

    init(
        syntax: Document.Syntax, bytes: [UInt8], records: [Record], keysAreEscaped: Bool,
        origin: PlacedText?, embedding: Int, source: SourceText, limits: Limits,
        problems: [DocumentError] = []
    ) {
        self.file = source.file
        self.syntax = syntax
        self.bytes = bytes
        self.records = records
        self.keysAreEscaped = keysAreEscaped
        self.origin = origin
        self.embedding = embedding
        self.source = source
        self.limits = limits
        self.problems = problems
    }

    /// The place of a range of this document's bytes in the real file.
    func place(_ range: Range<Int>) -> Place {
        if let origin { return origin.place(of: range) }
        return source.place(range)
    }

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer(body)
    }
}
