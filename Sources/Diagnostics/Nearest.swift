/// The name that somebody most likely meant by a misspelt one, for «did you
/// mean»; `nil` where none is near.
///
/// Near is at most one wrong, missing, added or exchanged character for every
/// three of the longer name.
public func nearestName(to name: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(longestCompared))
    var best: (name: String, distance: Int)?
    for candidate in names {
        let scalars = Array(candidate.lowercased().unicodeScalars.prefix(longestCompared))
        let limit = max(wanted.count, scalars.count) / 3
        guard abs(wanted.count - scalars.count) <= limit else { continue }
        let distance = editDistance(wanted, scalars)
        guard distance <= max(limit, 1), wanted.count > 1 || distance == 0 else { continue }
        let isBetter =
            best.map { (distance, candidate) < ($0.distance, $0.name) } ?? true
        if isBetter { best = (candidate, distance) }
    }
    return best?.name
}

/// Beyond this many characters names are not compared: the effort is quadratic.
private let longestCompared = 64

/// The number of characters to change, drop, add or exchange with their
/// neighbour to get from one name to the other (optimal string alignment).
private func editDistance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    guard !one.isEmpty else { return other.count }
    guard !other.isEmpty else { return one.count }
    var before: [Int] = []
    var above = Array(0...other.count)
    for row in 1...one.count {
        var current = [row]
        for column in 1...other.count {
            let same = one[row - 1] == other[column - 1]
            var cost = min(
                above[column] + 1, current[column - 1] + 1, above[column - 1] + (same ? 0 : 1))
            if row > 1, column > 1, one[row - 1] == other[column - 2],
                one[row - 2] == other[column - 1]
            {
                cost = min(cost, before[column - 2] + 1)
            }
            current.append(cost)
        }
        before = above
        above = current
    }
    return above[other.count]
}
