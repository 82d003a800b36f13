import Diagnostics
import Foundation

/// Writes a folder whole or not at all: beside its place first, and exchanged
/// when everything is there. A build that is killed leaves the old one as it was.
struct SiteFolder {
    let path: String

    /// Tells a folder of this program's from somebody's own, which is never replaced.
    private static let mark = ".metriglot-site"

    /// - Throws: ``SiteError`` where the folder holds something else or cannot be written.
    func write(_ files: [String: String]) throws(SiteError) {
        let manager = FileManager.default
        let present = (try? manager.contentsOfDirectory(atPath: path)) ?? []
        guard present.isEmpty || present.contains(Self.mark) else {
            throw SiteError("not-empty", ["folder": .text(path)])
        }
        let fresh = "\(path).new-\(ProcessInfo.processInfo.processIdentifier)"
        let old = "\(path).old-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            try? manager.removeItem(atPath: fresh)
            for (name, text) in files.sorted(by: { $0.key < $1.key }) {
                let file = URL(filePath: "\(fresh)/\(name)")
                try manager.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            try Data().write(to: URL(filePath: "\(fresh)/\(Self.mark)"))
            if manager.fileExists(atPath: path) { try manager.moveItem(atPath: path, toPath: old) }
            try manager.moveItem(atPath: fresh, toPath: path)
            try? manager.removeItem(atPath: old)
        } catch {
            if !manager.fileExists(atPath: path), manager.fileExists(atPath: old) {
                try? manager.moveItem(atPath: old, toPath: path)
            }
            try? manager.removeItem(atPath: fresh)
            throw SiteError(
                "not-written",
                ["path": .text(path), "detail": .text(error.localizedDescription)])
        }
    }
}
