/// One of the two tables from words to what uses them.
struct WordTable {
    let file: SnapshotFile
    private let table: Range<Int>
    private let postings: Range<Int>
    private static let size = 12

    /// What the words of names lead to: positions of names.
    static func names(_ file: SnapshotFile) -> WordTable {
        WordTable(file, file.range(.words), file.range(.postings))
    }

    /// What the words of definitions lead to: metric times languages plus language.
    static func definitions(_ file: SnapshotFile) -> WordTable {
        WordTable(file, file.range(.definitionWords), file.range(.definitionPostings))
    }

    private init(_ file: SnapshotFile, _ table: Range<Int>, _ postings: Range<Int>) {
        self.file = file
        self.table = table
        self.postings = postings
    }

    var count: Int { table.count / Self.size }

    func wordBytes(at position: Int) throws(SnapshotDamage) -> UnsafeRawBufferPointer {
        try file.textBytes(file.word(at: table.lowerBound + position * Self.size))
    }

    func word(at position: Int) throws(SnapshotDamage) -> String {
        String(decoding: try wordBytes(at: position), as: UTF8.self)
    }

    /// What uses a word.
    func uses(at position: Int) throws(SnapshotDamage) -> [Int] {
        let entry = table.lowerBound + position * Self.size
        let first = try file.word(at: entry + 4)
        let count = try file.word(at: entry + 8)
        guard first <= postings.count / 4, count <= postings.count / 4 - first else {
            throw SnapshotDamage()
        }
        var result: [Int] = []
        result.reserveCapacity(count)
        for index in first..<first + count {
            result.append(try file.word(at: postings.lowerBound + index * 4))
        }
        return result
    }

    /// The positions of all words that begin with the given letters.
    func positions(startingWith prefix: String) throws(SnapshotDamage) -> Range<Int> {
        let bytes = Array(prefix.utf8)
        let start = try file.lowerBound(of: bytes, count: count) {
            (index: Int) throws(SnapshotDamage) in
            try file.word(at: table.lowerBound + index * Self.size)
        }
        var end = start
        while end < count, try wordBytes(at: end).starts(with: bytes) { end += 1 }
        return start..<end
    }
}
