extension SQLDialect {
    /// PostgreSQL 13 and later.
    ///
    /// It has no cast that gives nothing for what it cannot read, so texts are
    /// held against a pattern first.
    public static let postgreSQL = SQLDialect(
        id: "postgresql", name: "PostgreSQL", names: .doubled("\""),
        setup: ["SET TIME ZONE 'UTC'"],
        directives: [
            "Y": "YYYY", "m": "MM", "d": "DD", "H": "HH24", "M": "MI", "S": "SS", "y": "YY",
            "f": "US", "T": "\"T\"", "z": "TZH:TZM"
        ],
        forms: [
            .double: "CAST({0} AS double precision)",
            .text: "CAST({0} AS text)",
            .momentOfDay: "CAST({0} AS timestamp)",
            .secondsBetween: "CAST(extract(epoch FROM ({0} - {1})) AS double precision)",
            .isoDay: "to_char({0}, 'YYYY-MM-DD')",
            .series: """
            SELECT CAST(day AS date) AS first_day FROM generate_series(\
            CAST({0} AS timestamp), CAST({1} AS timestamp) - INTERVAL '1 DAY', \
            INTERVAL '{2} {3}') AS day
            """,
            .justBefore: "({0} - INTERVAL '1 MICROSECOND')",
            .later: "CAST({0} + INTERVAL '{1} {2}' AS date)",
            .oneRowPerKey: "SELECT DISTINCT ON ({0}) * FROM {1}",
            .median: "percentile_cont(0.5) WITHIN GROUP (ORDER BY {0})",
            .trimmed: "trim(CAST({0} AS text))",
            .numberInText: """
            CASE WHEN {0} ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$' \
            THEN CAST({0} AS double precision) END
            """,
            .decimalInText: """
            CASE WHEN {0} ~ '^[+-]?([0-9]{1,14}[.]?[0-9]*|[.][0-9]+)$' \
            THEN CAST({0} AS decimal(18, 4)) END
            """,
            .dayInText: "CASE WHEN {0} ~ '^\(day)' THEN CAST({0} AS date) END",
            .clockInText: "CASE WHEN {0} ~ '^\(day)\(time)$' THEN CAST({0} AS timestamp) END",
            .momentInText: """
            CASE WHEN {0} ~ '^\(day)\(time) ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)$' \
            THEN CAST({0} AS timestamptz) END
            """,
            .carriesZone: "{0} ~ '(Z|[+-][0-9]{2}(:?[0-9]{2})?)$'",
            .dayInPattern: "to_date({0}, {1})",
            .clockInPattern: "CAST(to_timestamp({0}, {1}) AS timestamp)",
            .momentInPattern: "to_timestamp({0}, {1})"
        ])

    /// A day that exists, but for 29 February of other years.
    private static let day = """
        [0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
        |02-(0[1-9]|[12][0-9]))
        """
    private static let time = """
        ([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?)?
        """
}
