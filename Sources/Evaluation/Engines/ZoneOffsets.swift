internal import Formula
internal import Foundation

/// When the clocks of zones change, for a database that does not know.
enum ZoneOffsets {
    /// The statements that make ``SQLDialect/zoneOffsets`` with the zones that
    /// some queries name; none where they name none.
    ///
    /// Where clocks are put back, a time that they show twice is the later one;
    /// where they are put forward, one that they never show is as if they had
    /// not been: as DuckDB and PostgreSQL have it.
    static func statements(for queries: [String]) -> [String] {
        let marker = "FROM \(SQLDialect.zoneOffsets) AS o WHERE o.zone = '"
        var zones: Set<String> = []
        for query in queries {
            for part in query.components(separatedBy: marker).dropFirst() {
                zones.insert(String(part.prefix { $0 != "'" }))
            }
        }
        guard !zones.isEmpty else { return [] }
        let dialect = SQLDialect.sqlite
        let rows = zones.sorted().flatMap { zone in
            changes(zone).map { change in
                let texts = [zone, text(change.since), text(change.since + change.offset)]
                return "(\(texts.map(dialect.literal).joined(separator: ", ")), \(change.offset))"
            }
        }
        let name = SQLDialect.zoneOffsets
        return [
            "CREATE TEMP TABLE \(name) (zone TEXT, since TEXT, since_clock TEXT, shift INTEGER)",
            "INSERT INTO temp.\(name) VALUES \(rows.joined(separator: ", "))",
            "CREATE INDEX temp.\(name)_since ON \(name) (zone, since)",
            "CREATE INDEX temp.\(name)_since_clock ON \(name) (zone, since_clock)"
        ]
    }

    /// In seconds since 1970 and seconds ahead of UTC, to the middle of the century.
    private static func changes(_ name: String) -> [(since: Int, offset: Int)] {
        guard let zone = TimeZone(identifier: name) else { return [] }
        var moment = Date(timeIntervalSince1970: 0)
        // Long before there is no telling; the offset of 1970 stands for it.
        var changes = [(since: -62_135_596_800, offset: zone.secondsFromGMT(for: moment))]
        while let next = zone.nextDaylightSavingTimeTransition(after: moment),
            next.timeIntervalSince1970 < 2_524_608_000
        {
            changes.append((Int(next.timeIntervalSince1970), zone.secondsFromGMT(for: next)))
            moment = next
        }
        return changes
    }

    /// As the dialect writes moments.
    private static func text(_ seconds: Int) -> String {
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let rest = seconds - day * 86_400
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date = Date(timeIntervalSince1970: Double(day) * 86_400)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        let year = String(parts.year ?? 1970)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year
            + "-\(padded(parts.month ?? 1))-\(padded(parts.day ?? 1))"
            + " \(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60)).000"
    }
}
