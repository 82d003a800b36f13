extension SQLDialect {
    /// SQLite 3.39 and later.
    ///
    /// It has no type for moments: they are texts in UTC, to the millisecond, so
    /// that they compare as they follow each other. It knows no zones either;
    /// ``zoneOffsets`` names the table that an engine fills with the offsets of
    /// those that are needed. It has no percentiles.
    public static let sqlite = SQLDialect(
        id: "sqlite", name: "SQLite", names: .doubled("\""),
        forms: [
            .double: "CAST({0} AS REAL)",
            .decimal: "CAST({0} AS NUMERIC)",
            .text: "CAST({0} AS TEXT)",
            .day: "date({0})",
            .momentOfDay: "strftime('%Y-%m-%d %H:%M:%f', {0})",
            .midnight: "strftime('%Y-%m-%d %H:%M:%f', {0})",
            .clock: shifted("o.shift", by: "o.since"),
            .moment: shifted("-o.shift", by: "o.since_clock"),
            .secondsBetween: "(unixepoch({0}, 'subsec') - unixepoch({1}, 'subsec'))",
            .dayLiteral: "date({0})",
            .dayAfter: "date({0}, '+{1} days')",
            .isoDay: "date({0})",
            .truncateDay: "date({0})",
            .truncateWeek: "date({0}, '-6 days', 'weekday 1')",
            .truncateMonth: "date({0}, 'start of month')",
            .truncateQuarter: """
            date({0}, 'start of month', '-' || ((strftime('%m', {0}) - 1) % 3) || ' months')
            """,
            .truncateYear: "date({0}, 'start of year')",
            .later: "date({0}, '{1} {2}')",
            .justBefore: "strftime('%Y-%m-%d %H:%M:%f', {0}, '-0.001 seconds')",
            .series: """
            WITH RECURSIVE days(first_day) AS (SELECT {0} UNION ALL \
            SELECT date(first_day, '+{2} {3}') FROM days \
            WHERE date(first_day, '+{2} {3}') < {1}) SELECT first_day FROM days
            """,
            .least: "min({0}, {1})",
            .greatest: "max({0}, {1})",
            .isSame: "{0} IS {1}",
            .median: "",
            .percentile: "",
            .trimmed: "trim(CAST({0} AS TEXT))",
            .numberInText: number("REAL"),
            .decimalInText: number("NUMERIC"),
            .dayInText: "date({0})",
            .clockInText: "strftime('%Y-%m-%d %H:%M:%f', {0})",
            .momentInText: "strftime('%Y-%m-%d %H:%M:%f', {0})",
            .carriesZone: """
            ({0} LIKE '%Z' OR {0} GLOB '*[+-][0-9][0-9]:[0-9][0-9]')
            """,
            .dayInPattern: "",
            .clockInPattern: "",
            .momentInPattern: ""
        ])

    /// The table with a row for each time at which a zone changes its offset:
    /// `zone`, `since` (UTC), `since_clock` (what the clocks then show), `shift`
    /// (seconds that they are ahead of UTC).
    public static let zoneOffsets = "zone_offsets"

    private static func shifted(_ shift: String, by since: String) -> String {
        """
        strftime('%Y-%m-%d %H:%M:%f', {0}, (SELECT (\(shift)) || ' seconds' \
        FROM \(zoneOffsets) AS o WHERE o.zone = {1} AND \(since) <= {0} \
        ORDER BY \(since) DESC LIMIT 1))
        """
    }

    private static func number(_ type: String) -> String {
        """
        CASE WHEN {0} GLOB '*[0-9]*' AND NOT {0} GLOB '*[^0-9.eE+-]*' THEN CAST({0} AS \(type)) END
        """
    }
}
