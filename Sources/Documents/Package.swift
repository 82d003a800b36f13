internal import CZlib
public import Diagnostics

/// A packed file (ZIP), such as `.twbx`, `.pbit` or `.xlsx`, read in memory.
///
/// Nothing is written anywhere. Only the entries asked for are unpacked, and no more
/// of them than the limits allow, whatever the directory of the file claims.
public struct Package: Sendable {
    /// One file in the package.
    public struct Entry: Hashable, Sendable {
        /// Its path with `/` between folders.
        public var name: String
        /// The bytes it has when unpacked, as the directory claims.
        public var size: Int

        var packedSize: Int
        var method: UInt16
        var isEncrypted: Bool
        var checksum: UInt32
        /// Where its own header stands.
        var offset: Int
    }

    /// The file as it was named.
    public let file: String
    public let entries: [Entry]
    private let bytes: [UInt8]
    private let limits: Limits
    private let numbers: [String: Int]

    /// Reads the directory of a package.
    /// - Throws: `DocumentError` where it is damaged, or where a path in it leads out of it.
    public init(
        _ bytes: [UInt8], file: String, limits: Limits = .standard
    ) throws(DocumentError) {
        self.bytes = bytes
        self.file = file
        self.limits = limits
        var directory = PackageDirectory(bytes: bytes, file: file)
        entries = try directory.read()
        var numbers: [String: Int] = [:]
        for (number, entry) in entries.enumerated() where numbers[entry.name] == nil {
            numbers[entry.name] = number
        }
        self.numbers = numbers
    }

    /// The entry of a path, whatever its case where none is written exactly so.
    public func entry(_ name: String) -> Entry? {
        if let number = numbers[name] { return entries[number] }
        let wanted = name.lowercased()
        return entries.first { $0.name.lowercased() == wanted }
    }

    /// What a part of the package is called in reports: the package as if it were a folder.
    public func path(of entry: Entry) -> String { "\(file)/\(entry.name)" }

    /// The bytes of some entries, in their order.
    /// - Throws: `DocumentError` where one is damaged, encrypted or packed in an unknown
    ///   way, or where all of them together are too large.
    public func unpacked(_ wanted: [Entry]) throws(DocumentError) -> [[UInt8]] {
        var total = 0
        for entry in wanted {
            let (sum, isTooLarge) = total.addingReportingOverflow(entry.size)
            guard !isTooLarge, sum <= limits.unpacked else {
                throw fault("zip-too-large", entry, ["limit": .number(Double(limits.unpacked))])
            }
            total = sum
        }
        var parts: [[UInt8]] = []
        for entry in wanted { parts.append(try unpacked(entry)) }
        return parts
    }

    /// The bytes of one entry.
    /// - Throws: `DocumentError` as ``unpacked(_:)-(_)`` does.
    public func unpacked(_ entry: Entry) throws(DocumentError) -> [UInt8] {
        guard !entry.isEncrypted else { throw fault("zip-encrypted", entry) }
        guard entry.size <= limits.unpacked else {
            throw fault("zip-too-large", entry, ["limit": .number(Double(limits.unpacked))])
        }
        let reader = ByteReader(bytes: bytes)
        guard reader.number(entry.offset, 4) == 0x0403_4B50,
            let nameLength = reader.number(entry.offset + 26, 2),
            let extraLength = reader.number(entry.offset + 28, 2)
        else { throw fault("zip-damaged", entry) }
        let start = entry.offset + 30 + nameLength + extraLength
        guard start <= bytes.count, entry.packedSize <= bytes.count - start else {
            throw fault("zip-damaged", entry)
        }
        let packed = start..<start + entry.packedSize
        let result: [UInt8]
        switch entry.method {
        case 0:
            guard entry.size == entry.packedSize else { throw fault("zip-damaged", entry) }
            result = Array(bytes[packed])
        case 8: result = try inflated(packed, entry)
        default: throw fault("zip-method", entry, ["method": .number(Double(entry.method))])
        }
        let sum = result.withUnsafeBufferPointer {
            metriglot_crc32($0.baseAddress, Int64($0.count))
        }
        guard sum == entry.checksum else { throw fault("zip-damaged", entry) }
        return result
    }

    private func inflated(_ packed: Range<Int>, _ entry: Entry) throws(DocumentError) -> [UInt8] {
        // Deflate packs no more than 1,032 bytes into one: who claims more lies.
        guard entry.size / 1_040 <= entry.packedSize else { throw fault("zip-damaged", entry) }
        var verdict = METRIGLOT_INFLATE_DAMAGED
        let result = [UInt8](unsafeUninitializedCapacity: entry.size) { room, count in
            var written: Int64 = 0
            verdict = bytes.withUnsafeBufferPointer { all in
                metriglot_inflate(
                    all.baseAddress.map { $0 + packed.lowerBound }, Int64(packed.count),
                    room.baseAddress, Int64(entry.size), &written)
            }
            count = Int(written)
        }
        switch verdict {
        case METRIGLOT_INFLATE_DONE where result.count == entry.size: return result
        case METRIGLOT_INFLATE_MEMORY: throw fault("memory", entry)
        default: throw fault("zip-damaged", entry)
        }
    }

    private func fault(
        _ reason: String, _ entry: Entry, _ arguments: [String: Message.Argument] = [:]
    ) -> DocumentError {
        DocumentError(
            reason: reason, place: Place(file: file),
            arguments: arguments.merging(["entry": .text(entry.name)]) { $1 })
    }
}
