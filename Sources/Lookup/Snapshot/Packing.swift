/// What a snapshot holds turned out not to be what this program writes.
/// ``GlossaryStore`` makes it anew.
public struct SnapshotDamage: Error, Equatable {}

/// Writes numbers and texts as bytes. Each different text is written once.
struct Packer {
    private(set) var bytes: [UInt8] = []
    let pool: StringPool

    init(_ pool: StringPool) { self.pool = pool }

    /// Seven bits to a byte, the lowest first (LEB128).
    mutating func add(_ number: Int) { bytes.append(leb128: number) }
    mutating func add(_ text: String) { add(pool.offset(of: text)) }
    mutating func add(_ flag: Bool) { add(flag ? 1 : 0) }

    mutating func add<Item: Packable>(_ item: Item?) {
        add(item != nil)
        item?.pack(into: &self)
    }

    mutating func add<Item: Packable>(_ items: [Item]) {
        add(items.count)
        for item in items { item.pack(into: &self) }
    }
}

extension [UInt8] {
    mutating func append(leb128 number: Int) {
        var rest = UInt(Swift.max(0, number))
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Four bytes, the lowest first.
    mutating func append(word number: Int) {
        Swift.withUnsafeBytes(of: UInt32(clamping: number).littleEndian) { self += $0 }
    }

    /// Eight bytes, the lowest first.
    mutating func append(long number: UInt64) {
        Swift.withUnsafeBytes(of: number.littleEndian) { self += $0 }
    }
}

/// The texts of a snapshot.
final class StringPool {
    private(set) var bytes: [UInt8] = []
    /// By the bytes: Swift holds canonically equal texts to be equal.
    private var offsets: [[UInt8]: Int] = [:]

    /// Where a text stands among the bytes: its length, then its UTF-8.
    func offset(of text: String) -> Int {
        let utf8 = Array(text.utf8)
        if let known = offsets[utf8] { return known }
        let offset = bytes.count
        bytes.append(leb128: utf8.count)
        bytes += utf8
        offsets[utf8] = offset
        return offset
    }
}

/// What can be written into a snapshot and read back.
protocol Packable {
    func pack(into packer: inout Packer)
    init(from unpacker: inout Unpacker) throws(SnapshotDamage)
}

/// Reads what a ``Packer`` wrote, within the bounds of one section.
struct Unpacker {
    private let file: SnapshotFile
    private(set) var position: Int
    private let end: Int

    init(_ file: SnapshotFile, _ range: Range<Int>) {
        self.file = file
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position >= end }

    mutating func number() throws(SnapshotDamage) -> Int {
        try file.number(at: &position, before: end)
    }

    /// A count of things of at least one byte each, so never more than are left.
    mutating func count() throws(SnapshotDamage) -> Int {
        let count = try number()
        guard count <= end - position else { throw SnapshotDamage() }
        return count
    }

    mutating func text() throws(SnapshotDamage) -> String { try file.text(number()) }
    mutating func flag() throws(SnapshotDamage) -> Bool { try number() != 0 }
    mutating func item<Item: Packable>() throws(SnapshotDamage) -> Item { try Item(from: &self) }

    mutating func optional<Item: Packable>() throws(SnapshotDamage) -> Item? {
        try flag() ? Item(from: &self) : nil
    }

    mutating func list<Item: Packable>() throws(SnapshotDamage) -> [Item] {
        let count = try count()
        var items: [Item] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try Item(from: &self)) }
        return items
    }
}

extension String: Packable {
    func pack(into packer: inout Packer) { packer.add(self) }
    init(from unpacker: inout Unpacker) throws(SnapshotDamage) { self = try unpacker.text() }
}
