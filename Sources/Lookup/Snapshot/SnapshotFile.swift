#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A snapshot that is mapped into memory, not read. Every access is within
/// bounds and of a block whose checksum is right; else it throws.
final class SnapshotFile {
    private let memory: UnsafeRawBufferPointer
    /// Whether the memory is a mapped file, rather than allocated.
    private let isMapped: Bool
    private let blocks: Int
    /// One bit for each block that was found to be whole.
    private var checked: [UInt64]
    private var sections: [Range<Int>] = []

    /// `nil` where there is no such file, or it is not one that this program wrote.
    convenience init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let size = Int(exactly: status.st_size), size > SnapshotLayout.headerSize,
            let mapped = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
            mapped != MAP_FAILED
        else { return nil }
        self.init(UnsafeRawBufferPointer(start: mapped, count: size), isMapped: true)
    }

    /// A snapshot that lies in no file.
    convenience init?(bytes: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
        memory.copyBytes(from: bytes)
        self.init(UnsafeRawBufferPointer(memory), isMapped: false)
    }

    private init?(_ memory: UnsafeRawBufferPointer, isMapped: Bool) {
        self.memory = memory
        self.isMapped = isMapped
        let size = memory.count
        guard size > SnapshotLayout.headerSize else {
            blocks = 0
            checked = []
            return nil
        }
        let head = [0, 8, 16, 24].map { [memory] in
            UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
        }
        let isOurs =
            head[0] == SnapshotLayout.magic && head[1] == SnapshotLayout.version
            && head[2] == UInt64(size) && head[3] > 0
            && size % (SnapshotLayout.blockSize + 8) == 0
            && head[3] == UInt64(size / (SnapshotLayout.blockSize + 8))
        blocks = isOurs ? Int(clamping: head[3]) : 0
        checked = Array(repeating: 0, count: (blocks + 63) / 64)
        guard isOurs, let found = try? readSections() else { return nil }
        sections = found
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count)
        } else {
            memory.deallocate()
        }
    }

    private func readSections() throws(SnapshotDamage) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for index in SnapshotLayout.Section.allCases.indices {
            let entry = SnapshotLayout.headerSize + index * 16
            let start = Int(clamping: try long(at: entry))
            let length = Int(clamping: try long(at: entry + 8))
            let limit = blocks * SnapshotLayout.blockSize
            guard start <= limit, length <= limit - start else { throw SnapshotDamage() }
            result.append(start..<start + length)
        }
        return result
    }

    func range(_ section: SnapshotLayout.Section) -> Range<Int> {
        sections.indices.contains(section.rawValue) ? sections[section.rawValue] : 0..<0
    }

    // MARK: - Checked access

    /// The bytes of a range, once their blocks are found to be whole.
    func bytes(_ range: Range<Int>) throws(SnapshotDamage) -> UnsafeRawBufferPointer {
        let size = SnapshotLayout.blockSize
        guard range.lowerBound >= 0, range.upperBound <= blocks * size else {
            throw SnapshotDamage()
        }
        guard !range.isEmpty else { return UnsafeRawBufferPointer(rebasing: memory[0..<0]) }
        for block in range.lowerBound / size...(range.upperBound - 1) / size {
            let bit = UInt64(1) << UInt64(block % 64)
            guard checked[block / 64] & bit == 0 else { continue }
            let start = block * size
            let sum = SnapshotLayout.checksum(
                UnsafeRawBufferPointer(rebasing: memory[start..<start + size]), block)
            let stored = UInt64(
                littleEndian: memory.loadUnaligned(
                    fromByteOffset: blocks * size + block * 8, as: UInt64.self))
            guard sum == stored else { throw SnapshotDamage() }
            checked[block / 64] |= bit
        }
        return UnsafeRawBufferPointer(rebasing: memory[range])
    }

    private func long(at offset: Int) throws(SnapshotDamage) -> UInt64 {
        UInt64(littleEndian: try bytes(offset..<offset + 8).loadUnaligned(as: UInt64.self))
    }

    /// A 32-bit number of a table.
    func word(at offset: Int) throws(SnapshotDamage) -> Int {
        Int(UInt32(littleEndian: try bytes(offset..<offset + 4).loadUnaligned(as: UInt32.self)))
    }

    /// A number in LEB128.
    func number(at position: inout Int, before end: Int) throws(SnapshotDamage) -> Int {
        let bytes = try bytes(position..<min(end, position + 10))
        var result: UInt64 = 0
        for (index, byte) in bytes.enumerated() where index < 9 {
            result |= UInt64(byte & 0x7F) << UInt64(7 * index)
            if byte & 0x80 == 0 {
                position += index + 1
                return Int(clamping: result)
            }
        }
        throw SnapshotDamage()
    }

    /// The UTF-8 of a text, by its offset among the texts.
    func textBytes(_ offset: Int) throws(SnapshotDamage) -> UnsafeRawBufferPointer {
        let texts = range(.texts)
        guard offset >= 0, offset < texts.count else { throw SnapshotDamage() }
        var position = texts.lowerBound + offset
        let length = try number(at: &position, before: texts.upperBound)
        guard length <= texts.upperBound - position else { throw SnapshotDamage() }
        return try bytes(position..<position + length)
    }

    func text(_ offset: Int) throws(SnapshotDamage) -> String {
        String(decoding: try textBytes(offset), as: UTF8.self)
    }
}
