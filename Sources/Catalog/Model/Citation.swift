public import Diagnostics

/// Who says so: every statement of the catalog carries at least one.
public struct Citation: Hashable, Sendable {
    public enum Origin: Hashable, Sendable {
        /// A heading of one of the catalog's source documents, by the document's
        /// id in `sources.yaml`.
        case document(String, heading: String)
        /// What the field generally means by it; no document says it.
        case generalUsage
        /// The company's own statement, in its project file.
        case company
    }

    public var origin: Origin
    public var place: Place

    public init(_ origin: Origin, place: Place) {
        self.origin = origin
        self.place = place
    }

    /// As a catalog file writes it: `d0#Heading`, `general-usage` or `company`.
    public var text: String {
        switch origin {
        case .document(let id, let heading): "\(id)#\(heading)"
        case .generalUsage: "general-usage"
        case .company: "company"
        }
    }

    /// The id of the document, where it is one.
    public var document: String? {
        guard case .document(let id, _) = origin else { return nil }
        return id
    }
}

/// A document that the catalog's statements come from.
public struct SourceDocument: Hashable, Sendable, Identifiable {
    /// Such as `d0`.
    public var id: String
    /// The name of its file.
    public var file: String
    /// `nil` for a text that opens without one.
    public var title: String?
    /// The BCP 47 tag of the language it is written in.
    public var language: String
    /// The day it was published, `2018-08-31`, where it says so.
    public var published: String?
    /// What kind of text it is, such as `article`.
    public var kind: String?
    public var publisher: String?
    /// Its headings, exactly as they stand there: what citations may name.
    public var headings: [String]
    public var place: Place

    public init(
        id: String, file: String, title: String? = nil, language: String, published: String? = nil,
        kind: String? = nil, publisher: String? = nil, headings: [String] = [], place: Place
    ) {
        self.id = id
        self.file = file
        self.title = title
        self.language = language
        self.published = published
        self.kind = kind
        self.publisher = publisher
        self.headings = headings
        self.place = place
    }
}

/// An area that metrics belong to, such as loyalty.
public struct Theme: Hashable, Sendable, Identifiable {
    public var id: String
    public var citations: [Citation]
    public var place: Place

    public init(id: String, citations: [Citation] = [], place: Place) {
        self.id = id
        self.citations = citations
        self.place = place
    }
}
