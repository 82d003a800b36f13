import CFiles
import Diagnostics
import Foundation

/// Where a site is put. It is written beside its place and exchanged with what
/// stood there in one step, so that a build that is killed leaves the old site
/// as it was, and a reader never meets a half of one.
struct SiteFolder: Sendable {
    let path: String
    /// Where the new site is written.
    let fresh: String

    /// Tells a folder of this program's from somebody's own, which is never replaced.
    static let mark = ".metriglot-site"

    /// - Throws: ``SiteError`` where the folder holds something else.
    init(path: String) throws(SiteError) {
        self.path = path
        fresh = "\(path).new-\(ProcessInfo.processInfo.processIdentifier)"
        let present = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard present.isEmpty || present.contains(Self.mark) else {
            throw SiteError("not-empty", ["folder": .text(path)])
        }
        removeLeftovers()
        try write([], to: Self.mark)
    }

    /// What builds left behind that were killed.
    private func removeLeftovers() {
        let manager = FileManager.default
        let parent = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        for entry in (try? manager.contentsOfDirectory(atPath: parent.isEmpty ? "." : parent)) ?? []
        where entry.hasPrefix("\(name).new-") {
            let process = pid_t(entry.dropFirst(name.count + 5)) ?? 0
            let whole = parent.isEmpty ? entry : "\(parent)/\(entry)"
            let isOurs = manager.fileExists(atPath: "\(whole)/\(Self.mark)")
            let isRunning = process > 0 && kill(process, 0) == 0
            if isOurs, !isRunning || whole == fresh { try? manager.removeItem(atPath: whole) }
        }
    }

    /// - Parameter name: The file's path below the site's folder.
    func write(_ bytes: [UInt8], to name: String) throws(SiteError) {
        try Self.write(bytes, to: "\(fresh)/\(name)")
    }

    static func write(_ bytes: [UInt8], to file: String) throws(SiteError) {
        var descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0, errno == ENOENT {
            try? FileManager.default.createDirectory(
                atPath: (file as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
            descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        }
        guard descriptor >= 0 else { throw failure(file) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(file) }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure(_ path: String) -> SiteError {
        SiteError(
            "not-written",
            ["path": .text(path), "detail": .text(String(cString: strerror(errno)))])
    }

    /// Puts the new site in its place and takes the old one away.
    func commit() throws(SiteError) {
        let manager = FileManager.default
        do {
            if manager.fileExists(atPath: path) {
                if Self.exchange(fresh, path) {
                    try? manager.removeItem(atPath: fresh)
                    return
                }
                // Where a file system cannot exchange two folders, one goes first.
                try manager.removeItem(atPath: path)
            }
            try manager.moveItem(atPath: fresh, toPath: path)
        } catch {
            throw SiteError(
                "not-written", ["path": .text(path), "detail": .text(error.localizedDescription)])
        }
    }

    /// Takes away what was written so far.
    func discard() { try? FileManager.default.removeItem(atPath: fresh) }

    /// Exchanges two folders in one step.
    private static func exchange(_ one: String, _ other: String) -> Bool {
        metriglot_exchange(one, other) == 0
    }
}
