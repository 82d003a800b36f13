/// What a document may be at most, so that a hostile file costs no more than
/// its size deserves.
public struct Limits: Hashable, Sendable {
    /// How deep arrays, objects and elements may stand in each other.
    public var depth: Int
    /// The bytes of one file, after it was converted to UTF-8.
    public var bytes: Int
    /// The attributes of one XML element.
    public var attributes: Int
    /// The namespace declarations in force at one place of an XML file.
    public var namespaces: Int
    /// How often a document may be a string inside another one.
    public var embedding: Int
    /// The bytes that may come out of one packed file.
    public var unpacked: Int

    /// Far above what any real dashboard needs.
    public static let standard = Limits(
        depth: 1_000, bytes: 2_000_000_000, attributes: 256, namespaces: 256, embedding: 8,
        unpacked: 512_000_000)

    public init(
        depth: Int, bytes: Int, attributes: Int, namespaces: Int, embedding: Int,
        unpacked: Int = 512_000_000
    ) {
        self.depth = depth
        self.bytes = min(bytes, Int(Int32.max) - 1)
        self.attributes = attributes
        self.namespaces = namespaces
        self.embedding = embedding
        self.unpacked = unpacked
    }
}
