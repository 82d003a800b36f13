/// Finds the name that somebody who mistyped one probably meant.
public enum Similarity {
    /// The candidate with the fewest typing errors, if they are few enough for
    /// the name's length to be a slip; `nil` where none is near.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String?
    {
        let limit = max(1, name.count / 3)
        let ranked = candidates.compactMap { candidate -> (String, Int)? in
            let distance = distance(name.lowercased(), candidate.lowercased(), limit: limit)
            return distance.map { (candidate, $0) }
        }
        return ranked.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// How many letters have to be put in, left out, replaced or exchanged with
    /// their neighbour; `nil` where it is more than the limit.
    ///
    /// Source: the optimal string alignment distance (Damerau and Levenshtein).
    public static func distance(_ one: String, _ other: String, limit: Int) -> Int? {
        let a = Array(one.unicodeScalars)
        let b = Array(other.unicodeScalars)
        guard abs(a.count - b.count) <= limit else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            if (row.min() ?? 0) > limit { return nil }
            (beforeLast, last) = (last, row)
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }
}
