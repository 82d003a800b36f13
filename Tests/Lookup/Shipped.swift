import Catalog
import Foundation
import Locales

@testable import Lookup

/// The catalog and languages of this repository.
enum Shipped {
    static let home = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static let knowledge = Knowledge.load(home: home).value

    private static let bytes = SnapshotWriter.bytes(knowledge)

    /// A new one for each test: a glossary is not to be shared between threads.
    static func glossary() throws -> Glossary {
        guard let file = SnapshotFile(bytes: bytes) else { throw Missing() }
        return try Glossary(file)
    }

    struct Missing: Error {}
}

extension LanguageTag {
    /// A tag that is known to be one.
    static func known(_ text: String) -> LanguageTag { LanguageTag(text) ?? .english }
}
