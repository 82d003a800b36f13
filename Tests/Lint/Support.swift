import Catalog
import Diagnostics
import Foundation
import Locales

@testable import Lint

enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The catalog and languages, with the example shop's project or without.
    static func knowledge(project: String? = nil) -> Knowledge {
        Knowledge.load(home: root, projectFile: project).value
    }

    static let shop = "\(root)/examples/shop"
}

func input(_ file: String, _ text: String) -> Linter.Input {
    Linter.Input(file: file, bytes: .success(Array(text.utf8)))
}
