/// The layout of a snapshot's bytes: a header, sections, and a checksum for
/// each block, so that a reader checks only what it touches.
enum SnapshotLayout {
    static let magic: UInt64 = 0x0A1A_5354_4E4B_504B
    /// To be raised whenever what is written changes.
    static let version: UInt64 = 2
    static let blockSize = 4096
    /// Magic, version, length of the file, number of blocks.
    static let headerSize = 32

    /// The parts of a snapshot, in the order in which they stand in it.
    enum Section: Int, CaseIterable {
        case sources, overview, languages, hints, sayings, messages, catalog, metrics, cards
        case names
        case words, postings, definitionWords, definitionPostings, texts
    }

    /// Any change within one word of a block changes its sum: each step is
    /// one-to-one.
    static func checksum(_ block: UnsafeRawBufferPointer, _ number: Int) -> UInt64 {
        var sum = UInt64(truncatingIfNeeded: number) ^ 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= block.count {
            let word = UInt64(
                littleEndian: block.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            sum = ((sum << 5 | sum >> 59) ^ word) &* 0x517C_C1B7_2722_0A95
            offset += 8
        }
        return sum ^ sum >> 32
    }

    /// The bytes of a whole file.
    static func file(_ sections: [Section: [UInt8]]) -> [UInt8] {
        let tableSize = Section.allCases.count * 16
        let content = Section.allCases.reduce(0) { $0 + (sections[$1]?.count ?? 0) }
        let blocks = (headerSize + tableSize + content + blockSize - 1) / blockSize
        var bytes: [UInt8] = []
        bytes.reserveCapacity(blocks * (blockSize + 8))
        bytes.append(long: magic)
        bytes.append(long: version)
        bytes.append(long: UInt64(blocks * (blockSize + 8)))
        bytes.append(long: UInt64(blocks))
        var offset = headerSize + tableSize
        for section in Section.allCases {
            let length = sections[section]?.count ?? 0
            bytes.append(long: UInt64(offset))
            bytes.append(long: UInt64(length))
            offset += length
        }
        for section in Section.allCases { bytes += sections[section] ?? [] }
        bytes += [UInt8](repeating: 0, count: blocks * blockSize - bytes.count)
        let sums = bytes.withUnsafeBytes { all in
            (0..<blocks).map { number in
                let start = number * blockSize
                return checksum(
                    UnsafeRawBufferPointer(rebasing: all[start..<start + blockSize]), number)
            }
        }
        for sum in sums { bytes.append(long: sum) }
        return bytes
    }
}
