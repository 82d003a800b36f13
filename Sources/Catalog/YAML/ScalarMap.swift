import Diagnostics

/// Where each byte of a scalar's text stands in its file.
struct ScalarMap: Hashable, Sendable {
    /// A run of bytes whose places follow each other in one line.
    struct Run: Hashable, Sendable {
        /// The UTF-8 offset in the scalar's text.
        var offset: Int
        /// The byte offset in the file.
        var position: Int
    }

    static let none = ScalarMap(source: nil, runs: [], end: 0)

    private let source: SourceText?
    private let runs: [Run]
    /// The byte offset in the file behind the last byte of the text.
    private let end: Int

    init(source: SourceText?, runs: [Run], end: Int) {
        self.source = source
        self.runs = runs
        self.end = end
    }

    /// `nil` where the text does not stand in a file as it is.
    func place(of range: Range<Int>) -> Place? {
        guard let source, !runs.isEmpty else { return nil }
        let start = position(of: range.lowerBound)
        // The end lies behind the last byte, not at the next one, which may
        // stand in another line.
        let last = range.isEmpty ? start : position(of: range.upperBound - 1) + 1
        return source.place(start..<max(start, last))
    }

    private func position(of offset: Int) -> Int {
        var low = 0
        var high = runs.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if runs[middle].offset <= offset { low = middle } else { high = middle }
        }
        return min(runs[low].position + max(offset - runs[low].offset, 0), end)
    }

    static func == (one: ScalarMap, other: ScalarMap) -> Bool {
        one.runs == other.runs && one.end == other.end && one.source?.file == other.source?.file
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(runs)
        hasher.combine(end)
    }
}
