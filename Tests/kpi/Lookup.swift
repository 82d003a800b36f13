import Catalog
import Foundation
import Locales

@testable import Lookup
@testable import kpi

/// What the commands that look up answer about the catalog of this repository.
enum Answers {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let knowledge = Knowledge.load(home: root.path).value

    private static let bytes = SnapshotWriter.bytes(knowledge)

    static func to(
        _ question: LookupRequest.Question, in language: String? = nil,
        environment: String? = nil, isJSON: Bool = false, width: Int = 80,
        isColoured: Bool = false
    ) throws -> LookupAnswer {
        guard let file = SnapshotFile(bytes: bytes) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        let glossary = try Glossary(file)
        let request = LookupRequest(
            question: question, language: language.flatMap { LanguageTag($0) }, isJSON: isJSON)
        return try LookupAnswerer(
            glossary: glossary, request: request,
            environment: environment.flatMap { LanguageTag($0) }, width: width,
            isColoured: isColoured
        ).answer()
    }
}
