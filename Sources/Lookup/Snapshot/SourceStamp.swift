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
    /// Nanoseconds since 1970.
    var modified: Int

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
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
    }

    func pack(into packer: inout Packer) {
        packer.add(name)
        packer.add(isFolder)
        packer.add(size)
        packer.add(modified)
    }

    init(from unpacker: inout Unpacker) throws(SnapshotDamage) {
        name = try unpacker.text()
        isFolder = try unpacker.flag()
        size = try unpacker.number()
        modified = try unpacker.number()
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

    /// The stamps of a folder and every folder below it, itself under the name `.`.
    static func tree(_ path: String) -> [FolderStamp] {
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
