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

    /// In the order of the keys, so that the same things give the same bytes.
    mutating func add<Item: Packable>(_ items: [String: Item]) {
        add(items.count)
        for (key, item) in items.sorted(by: { $0.key < $1.key }) {
            add(key)
            item.pack(into: &self)
        }
    }

    /// What another packer of the same pool wrote.
    mutating func add(_ other: Packer) { bytes += other.bytes }
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

/// The texts of a snapshot, each different one once.
final class StringPool {
    private(set) var bytes: [UInt8] = []
    /// An open hash table of offsets plus one; zero where nothing is. Keys would be
    /// kept twice in a dictionary, and millions of them are many.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)
    private var count = 0

    /// Where a text stands among the bytes: its length, then its UTF-8.
    func offset(of text: String) -> Int {
        var text = text
        return text.withUTF8 { utf8 in
            if count * 2 >= slots.count { grow() }
            var slot = Self.hash(utf8) & (slots.count - 1)
            while slots[slot] != 0 {
                let offset = Int(slots[slot] - 1)
                if holds(utf8, at: offset) { return offset }
                slot = (slot + 1) & (slots.count - 1)
            }
            let offset = bytes.count
            bytes.append(leb128: utf8.count)
            bytes += utf8
            slots[slot] = UInt32(clamping: offset + 1)
            count += 1
            return offset
        }
    }

    /// Whether one text comes before another by its bytes.
    func isBefore(_ one: Int, _ other: Int) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            bytes[range(of: one)].lexicographicallyPrecedes(bytes[range(of: other)])
        }
    }

    private func range(of offset: Int) -> Range<Int> {
        var position = offset
        var length = 0
        var shift = 0
        while true {
            let byte = Int(bytes[position])
            position += 1
            length |= (byte & 0x7F) << shift
            if byte & 0x80 == 0 { return position..<position + length }
            shift += 7
        }
    }

    private func holds(_ utf8: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        let range = range(of: offset)
        return range.count == utf8.count
            && bytes.withUnsafeBufferPointer { $0[range].elementsEqual(utf8) }
    }

    private func grow() {
        var larger = [UInt32](repeating: 0, count: slots.count * 2)
        for entry in slots where entry != 0 {
            let range = range(of: Int(entry - 1))
            var slot =
                bytes.withUnsafeBufferPointer {
                    Self.hash(UnsafeBufferPointer(rebasing: $0[range]))
                } & (larger.count - 1)
            while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
            larger[slot] = entry
        }
        slots = larger
    }

    private static func hash(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
        for byte in utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (sum ^ sum >> 29) & 0x7FFF_FFFF_FFFF)
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
        items.reserveCapacity(min(count, 1_024))
        for _ in 0..<count { items.append(try Item(from: &self)) }
        return items
    }

    mutating func dictionary<Item: Packable>() throws(SnapshotDamage) -> [String: Item] {
        let count = try count()
        var items: [String: Item] = [:]
        items.reserveCapacity(min(count, 1_024))
        for _ in 0..<count { items[try text()] = try Item(from: &self) }
        return items
    }

    mutating func choice<Choice: RawRepresentable<String>>() throws(SnapshotDamage) -> Choice {
        guard let choice = Choice(rawValue: try text()) else { throw SnapshotDamage() }
        return choice
    }
}

extension String: Packable {
    func pack(into packer: inout Packer) { packer.add(self) }
    init(from unpacker: inout Unpacker) throws(SnapshotDamage) { self = try unpacker.text() }
}
