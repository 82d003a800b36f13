#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a file looked like when a snapshot was made from it.
struct FileStamp: Hashable, Packable {
    /// Within its folder.
    var name: String
    var isFolder: Bool
    var size: Int
    /// When its content, name or owner last changed, in nanoseconds since 1970.
    /// Unlike the time of the last writing, nobody can set it back.
    var changed: Int
    /// Another one where a file was put in the place of another.
    var node: Int

    /// `nil` where there is no file of that name.
    static func of(_ name: String, in folder: Int32) -> FileStamp? {
        var status = stat()
        guard fstatat(folder, name, &status, 0) == 0 else { return nil }
        return FileStamp(name: name, status)
    }

    private init(name: String, _ status: stat) {
        self.name = name
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        // A folder's own size says nothing; what matters is when its list changed.
        size = isFolder ? 0 : Int(status.st_size)
        #if canImport(Darwin)
            let time = status.st_ctimespec
        #else
            let time = status.st_ctim
        #endif
        changed = Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
        node = Int(truncatingIfNeeded: status.st_ino) & .max
    }

    func pack(into packer: inout Packer) {
        packer.add(name)
        packer.add(isFolder)
        packer.add(size)
        packer.add(changed)
        packer.add(node)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        name = try unpacker.text()
        isFolder = try unpacker.flag()
        size = try unpacker.number()
        changed = try unpacker.number()
        node = try unpacker.number()
    }
}

/// A folder with what lies directly in it.
struct FolderStamp: Hashable, Packable {
    var path: String
    var files: [FileStamp]

    /// Whether all is still as it was.
    var isCurrent: Bool {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return files.allSatisfy { FileStamp.of($0.name, in: descriptor) == $0 }
    }

    func pack(into packer: inout Packer) {
        packer.add(path)
        packer.add(files)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        path = try unpacker.text()
        files = try unpacker.list()
    }

    init(path: String, files: [FileStamp]) {
        self.path = path
        self.files = files
    }

    /// Stamps that any later change differs from: taken again where something
    /// changed so shortly before that the file system's clock, which ticks a few
    /// milliseconds apart, might give a change just after the same time.
    static func settled(_ stamps: () -> [FolderStamp]) -> [FolderStamp] {
        var result = stamps()
        for _ in 0..<50 {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            let newest = result.flatMap(\.files).map(\.changed).max() ?? 0
            let age = Int(now.tv_sec) &* 1_000_000_000 &+ Int(now.tv_nsec) &- newest
            guard (0..<tick).contains(age) else { break }
            var pause = timespec(tv_sec: 0, tv_nsec: tick - age)
            nanosleep(&pause, nil)
            result = stamps()
        }
        return result
    }

    /// More than a tick of any file system's clock that matters, in nanoseconds.
    private static let tick = 20_000_000

    /// The stamps of a folder and every folder below it, itself under the name `.`;
    /// of one that is not there those of the folder that it would be in.
    static func tree(_ path: String) -> [FolderStamp] {
        if access(path, F_OK) != 0, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            return of(["."], in: String(path[..<slash])).map { [$0] } ?? []
        }
        var result: [FolderStamp] = []
        var open = [path]
        while let folder = open.popLast() {
            guard let names = names(in: folder), let stamp = of(["."] + names, in: folder) else {
                continue
            }
            result.append(stamp)
            for file in stamp.files where file.isFolder && file.name != "." {
                open.append("\(folder)/\(file.name)")
            }
        }
        return result
    }

    /// The stamp of single files of a folder.
    static func of(_ names: [String], in path: String) -> FolderStamp? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return FolderStamp(
            path: path, files: names.compactMap { FileStamp.of($0, in: descriptor) })
    }

    /// The names in a folder in alphabetical order, hidden ones left out.
    private static func names(in path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
