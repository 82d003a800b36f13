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

    /// What the words of definitions, readings and formulas lead to: metric times
    /// languages plus language, doubled; odd for anything but a definition.
    static func definitions(_ file: SnapshotFile) -> WordTable {
        WordTable(file, file.range(.definitionWords), file.range(.definitionPostings))
    }

    private init(_ file: SnapshotFile, _ table: Range<Int>, _ postings: Range<Int>) {
        self.file = file
        self.table = table
        self.postings = postings
    }

    /// How the stem of a word of a language stands among the words: no word begins
    /// with a control character.
    static func stem(_ stem: String, language: Int) -> String {
        let tag = Unicode.Scalar(0x21 + UInt32(language)).map { String($0) } ?? ""
        return "\u{1}\(tag)\(stem)"
    }

    var count: Int { table.count / Self.size }

    func wordBytes(at position: Int) throws(SnapshotDamage) -> UnsafeRawBufferPointer {
        try file.textBytes(file.word(at: table.lowerBound + position * Self.size))
    }

    func word(at position: Int) throws(SnapshotDamage) -> String {
        String(decoding: try wordBytes(at: position), as: UTF8.self)
    }

    /// How many use a word.
    func useCount(at position: Int) throws(SnapshotDamage) -> Int {
        try file.word(at: table.lowerBound + position * Self.size + 8)
    }

    /// Where a word stands; `nil` where it is not among them.
    func position(of word: String) throws(SnapshotDamage) -> Int? {
        let bytes = Array(word.utf8)
        let start = try lowerBound(of: bytes)
        guard start < count, try wordBytes(at: start).elementsEqual(bytes) else { return nil }
        return start
    }

    /// The first word that is not before the given one.
    func lowerBound(of bytes: [UInt8]) throws(SnapshotDamage) -> Int {
        try file.lowerBound(of: bytes, count: count) { (index: Int) throws(SnapshotDamage) in
            try file.word(at: table.lowerBound + index * Self.size)
        }
    }

    /// Whether a word is used by the given one.
    func isUsed(at position: Int, by use: Int) throws(SnapshotDamage) -> Bool {
        let (first, count) = try span(at: position)
        var low = first
        var high = first + count
        while low < high {
            let middle = (low + high) / 2
            let found = try file.word(at: postings.lowerBound + middle * 4)
            if found == use { return true }
            if found < use { low = middle + 1 } else { high = middle }
        }
        return false
    }

    private func span(at position: Int) throws(SnapshotDamage) -> (first: Int, count: Int) {
        let entry = table.lowerBound + position * Self.size
        let first = try file.word(at: entry + 4)
        let count = try file.word(at: entry + 8)
        guard first <= postings.count / 4, count <= postings.count / 4 - first else {
            throw SnapshotDamage()
        }
        return (first, count)
    }

    /// What uses a word.
    func uses(at position: Int) throws(SnapshotDamage) -> [Int] {
        let (first, count) = try span(at: position)
        var result: [Int] = []
        result.reserveCapacity(count)
        for index in first..<first + count {
            result.append(try file.word(at: postings.lowerBound + index * 4))
        }
        return result
    }

    /// The positions of all words that begin with the given letters.
    ///
    /// - Parameter limit: The most of them.
    func positions(
        startingWith prefix: String, limit: Int = .max
    ) throws(SnapshotDamage) -> Range<Int> {
        let bytes = Array(prefix.utf8)
        let start = try lowerBound(of: bytes)
        var end = start
        while end < count, end - start < limit, try wordBytes(at: end).starts(with: bytes) {
            end += 1
        }
        return start..<end
    }
}
