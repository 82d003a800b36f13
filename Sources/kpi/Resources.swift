import ArgumentParser
import Catalog
import Foundation

/// The catalog and the languages that come along with the program.
enum Resources {
    /// - Throws: A message that says where they were looked for; the languages
    ///   cannot say it, as they are what is missing.
    static func home() throws -> String {
        if let home = ResourceLocator.home() { return relative(home) }
        throw ValidationError(
            """
            The catalog and the languages were not found beside the program, nor here or in a \
            folder above. Name the folder that holds “catalog” and “locales” in \
            \(ResourceLocator.variable).
            """)
    }

    /// A folder as a person in the current folder would name it.
    private static func relative(_ path: String) -> String {
        let here = FileManager.default.currentDirectoryPath
        if path == here { return "." }
        return path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : path
    }
}
