public import Catalog
import Diagnostics
public import Locales

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps the compiled form of a catalog in a file, and makes it anew when any
/// of its sources changed.
public struct GlossaryStore: Sendable {
    /// The folder that holds `catalog` and `locales`.
    public let home: String
    /// The company's project file.
    public let projectFile: String?
    /// Both as the caller named them, which is how findings name files.
    private let named: (home: String, projectFile: String?)
    /// The program itself: another build may read or write otherwise.
    private let program: String?
    private let folders: [String]

    /// - Parameters:
    ///   - home: The folder that holds `catalog` and `locales`.
    ///   - projectFile: The company's project file; `nil` for none.
    ///   - folders: Where to keep the file, the first that can be written;
    ///     `nil` for beside an installed catalog, then the user's cache.
    public init(home: String, projectFile: String? = nil, folders: [String]? = nil) {
        named = (home, projectFile)
        self.home = Self.absolute(home)
        self.projectFile = projectFile.map(Self.absolute)
        program = ResourceLocator.executablePath
        self.folders = folders ?? Self.usualFolders(home: self.home)
    }

    /// Answers from the compiled form.
    ///
    /// - Parameter answer: Called once, or once more after the file was found
    ///   to be damaged and made anew; so it must not write anything out itself.
    /// - Throws: ``SnapshotDamage`` only if even what was just made is damaged.
    public func answer<Answer>(
        _ answer: (Glossary) throws(SnapshotDamage) -> Answer
    ) throws(SnapshotDamage) -> Answer {
        if let glossary = current() {
            do { return try answer(glossary) } catch {}
        }
        return try answer(make())
    }

    /// All that a command needs to know, from the compiled form where that is
    /// current and nothing was found wrong when it was made; else from the sources.
    ///
    /// What only a check or a translator asks for is not in the compiled form: the
    /// places of a language's texts, and the fields that are translated one for one.
    ///
    /// - Parameter languages: How much of the languages is needed, by the project.
    public func knowledge(
        _ languages: (Project?) -> LanguageNeed = { _ in .everything }
    ) -> Loaded<Knowledge> {
        guard let glossary = current() else { return compile().loaded }
        if glossary.overview.isClean,
            let loaded = glossary.knowledge(
                home: named.home, projectFile: named.projectFile, languages)
        {
            return loaded
        }
        return Knowledge.load(home: named.home, projectFile: named.projectFile)
    }

    // MARK: - The file

    /// The file's name says what it was made from and by which program.
    private var fileName: String {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
        for byte in [home, projectFile ?? "", program ?? ""].joined(separator: "\n").utf8 {
            sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return "kpi-\(String(sum, radix: 36)).snapshot"
    }

    private func current() -> Glossary? {
        for folder in folders {
            guard let file = SnapshotFile(path: "\(folder)/\(fileName)") else { continue }
            var sources = Unpacker(file, file.range(.sources))
            guard let stamps: [FolderStamp] = try? sources.list(), !stamps.isEmpty,
                stamps.allSatisfy(\.isCurrent)
            else { continue }
            return try? Glossary(file)
        }
        return nil
    }

    private func make() throws(SnapshotDamage) -> Glossary {
        guard let file = SnapshotFile(bytes: compile().bytes) else { throw SnapshotDamage() }
        return try Glossary(file)
    }

    /// Reads the sources and keeps their compiled form.
    private func compile() -> (bytes: [UInt8], loaded: Loaded<Knowledge>) {
        // Before reading: what changes meanwhile is then noticed the next time.
        var stamps = FolderStamp.settled {
            var stamps = [home + "/catalog", home + "/locales"].flatMap(FolderStamp.tree)
            for path in [projectFile, program].compactMap(\.self) {
                let (folder, name) = Self.split(path)
                FolderStamp.of([name], in: folder).map { stamps.append($0) }
            }
            return stamps
        }
        let trees = FileTrees(keeping: true)
        let loaded = Knowledge.load(
            home: named.home, projectFile: named.projectFile, trees: trees)
        if let own = loaded.value.workspace.project?.catalogFolder {
            stamps += FolderStamp.settled {
                FolderStamp.tree(Self.absolute(own))
                    + FolderStamp.tree(Self.absolute(own + "/../locales"))
            }
        }
        let bytes = SnapshotWriter.bytes(
            loaded.value, findings: loaded.findings, trees: trees.kept, sources: stamps)
        // Where it cannot be kept, it is made anew each time.
        _ = folders.first { save(bytes, in: $0) }
        return (bytes, loaded)
    }

    /// Written beside and renamed: others see the old file or the whole new one.
    private func save(_ bytes: [UInt8], in folder: String) -> Bool {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: "\(folder)/\(fileName)"), options: .atomic)
            return true
        } catch {
            return false
        }
    }

    // MARK: - Places

    private static func usualFolders(home: String) -> [String] {
        var folders: [String] = []
        // Beside the catalog only where that is installed, not in a working copy.
        if home.hasSuffix("/share/metriglot") { folders.append(home) }
        let environment = ProcessInfo.processInfo.environment
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            folders.append(cache + "/metriglot")
        } else if let user = environment["HOME"], !user.isEmpty {
            #if os(macOS)
                folders.append(user + "/Library/Caches/metriglot")
            #else
                folders.append(user + "/.cache/metriglot")
            #endif
        }
        return folders
    }

    private static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        let here = FileManager.default.currentDirectoryPath
        return path == "." ? here : "\(here)/\(path)"
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (
            slash == path.startIndex ? "/" : String(path[..<slash]),
            String(path[path.index(after: slash)...])
        )
    }
}
