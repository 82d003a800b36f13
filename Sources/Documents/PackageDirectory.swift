internal import Diagnostics

/// Little-endian numbers out of bytes, with every offset checked.
struct ByteReader {
    let bytes: [UInt8]

    func number(_ offset: Int, _ length: Int) -> Int? {
        guard offset >= 0, length <= 8, offset <= bytes.count - length else { return nil }
        var value: UInt64 = 0
        for index in stride(from: length - 1, through: 0, by: -1) {
            value = value << 8 | UInt64(bytes[offset + index])
        }
        return Int(exactly: value)
    }
}

/// The directory at the end of a ZIP file, as PKWARE's APPNOTE.TXT lays it out.
struct PackageDirectory {
    private let reader: ByteReader
    private let file: String

    /// More entries than any real package has.
    private static let entryLimit = 100_000

    init(bytes: [UInt8], file: String) {
        reader = ByteReader(bytes: bytes)
        self.file = file
    }

    mutating func read() throws(DocumentError) -> [Package.Entry] {
        guard let end = endRecord(), var count = reader.number(end + 10, 2),
            var at = reader.number(end + 16, 4)
        else { throw fault("zip-no-directory") }
        // Its numbers may stand in a larger record before it (ZIP64).
        if count == 0xFFFF || at == 0xFFFF_FFFF {
            guard end >= 20, reader.number(end - 20, 4) == 0x0706_4B50,
                let record = reader.number(end - 12, 8),
                reader.number(record, 4) == 0x0606_4B50,
                let wideCount = reader.number(record + 32, 8),
                let wideAt = reader.number(record + 48, 8)
            else { throw fault("zip-no-directory") }
            (count, at) = (wideCount, wideAt)
        }
        guard count <= Self.entryLimit else {
            throw fault("zip-entries", ["limit": .count(Self.entryLimit)])
        }
        var entries: [Package.Entry] = []
        var names: Set<String> = []
        for _ in 0..<count {
            guard let (entry, next) = entry(at: at) else { throw fault("zip-no-directory") }
            at = next
            try check(entry.name)
            guard !entry.name.hasSuffix("/") else { continue }
            guard names.insert(entry.name).inserted else {
                throw fault("zip-duplicate", ["entry": .text(entry.name)])
            }
            entries.append(entry)
        }
        return entries
    }

    /// The record at the end, behind which only a comment may stand.
    private func endRecord() -> Int? {
        let bytes = reader.bytes
        guard bytes.count >= 22 else { return nil }
        let first = max(0, bytes.count - 22 - 0xFFFF)
        for offset in stride(from: bytes.count - 22, through: first, by: -1)
        where bytes[offset] == 0x50 && reader.number(offset, 4) == 0x0605_4B50 {
            return offset
        }
        return nil
    }

    private func entry(at offset: Int) -> (Package.Entry, next: Int)? {
        guard reader.number(offset, 4) == 0x0201_4B50, let flags = reader.number(offset + 8, 2),
            let method = reader.number(offset + 10, 2),
            let checksum = reader.number(offset + 16, 4),
            var packedSize = reader.number(offset + 20, 4),
            var size = reader.number(offset + 24, 4),
            let nameLength = reader.number(offset + 28, 2),
            let extraLength = reader.number(offset + 30, 2),
            let commentLength = reader.number(offset + 32, 2),
            var header = reader.number(offset + 42, 4)
        else { return nil }
        let nameStart = offset + 46
        let extraStart = nameStart + nameLength
        let next = extraStart + extraLength + commentLength
        guard next <= reader.bytes.count else { return nil }
        // The fields that are too small for their number are all ones; the numbers follow.
        var at = extraStart
        while at + 4 <= extraStart + extraLength, let id = reader.number(at, 2),
            let length = reader.number(at + 2, 2)
        {
            if id == 1 {
                var wide = at + 4
                for target in 0..<3 {
                    let isWide =
                        [size, packedSize, header][target] == 0xFFFF_FFFF
                        && wide + 8 <= at + 4 + length
                    guard isWide, let value = reader.number(wide, 8) else { continue }
                    switch target {
                    case 0: size = value
                    case 1: packedSize = value
                    default: header = value
                    }
                    wide += 8
                }
            }
            at += 4 + length
        }
        let entry = Package.Entry(
            name: name(nameStart..<extraStart), size: size, packedSize: packedSize,
            method: UInt16(method), isEncrypted: flags & 1 != 0, checksum: UInt32(checksum),
            offset: header)
        return (entry, next)
    }

    /// Names are UTF-8, or of an old encoding whose ASCII half is enough here.
    private func name(_ range: Range<Int>) -> String {
        String(decoding: reader.bytes[range], as: UTF8.self).replacing("\\", with: "/")
    }

    /// A path that leads out of the package, or that programs read in different ways.
    private func check(_ name: String) throws(DocumentError) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain =
            !name.isEmpty && !name.hasPrefix("/") && !name.contains("\0")
            && !parts.contains("..") && !(parts.first?.contains(":") ?? false)
        guard isPlain else { throw fault("zip-path", ["entry": .text(name)]) }
    }

    private func fault(
        _ reason: String, _ arguments: [String: Message.Argument] = [:]
    ) -> DocumentError {
        DocumentError(reason: reason, place: Place(file: file), arguments: arguments)
    }
}
