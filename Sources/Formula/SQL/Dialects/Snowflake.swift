extension SQLDialect {
    /// Snowflake. A name in quotes must be written as the database keeps it,
    /// which is in capitals unless it was made in quotes, too.
    public static let snowflake = SQLDialect(
        id: "snowflake", name: "Snowflake", names: .doubled("\""), texts: .escaped("'"),
        setup: ["ALTER SESSION SET TIMEZONE = 'UTC', WEEK_START = 1"], hasFilter: false,
        directives: [
            "Y": "YYYY", "m": "MM", "d": "DD", "H": "HH24", "M": "MI", "S": "SS", "y": "YY",
            "f": "FF6", "T": "\"T\"", "z": "TZHTZM"
        ],
        forms: [
            .clock: "CAST(CONVERT_TIMEZONE({1}, {0}) AS TIMESTAMP_NTZ)",
            .moment: "CONVERT_TIMEZONE({1}, 'UTC', {0})",
            .momentOfDay: "CAST({0} AS TIMESTAMP_NTZ)",
            .midnight: "CAST({0} AS TIMESTAMP_NTZ)",
            .secondsBetween: "timestampdiff(microsecond, {1}, {0}) / 1e6",
            .isoDay: "to_char({0}, 'YYYY-MM-DD')",
            .later: "dateadd({2}, {1}, {0})",
            .justBefore: "dateadd(microsecond, -1, {0})",
            .rowTable: "{0}({1}) AS (\n    SELECT * FROM VALUES\n{2}\n)",
            .series: """
            SELECT dateadd({3}, {2} * number, {0}) AS first_day FROM (\
            SELECT row_number() OVER (ORDER BY seq4()) - 1 AS number \
            FROM TABLE(generator(rowcount => 100000))) AS numbers \
            WHERE dateadd({3}, {2} * number, {0}) < {1}
            """,
            .clockInText: "TRY_CAST({0} AS TIMESTAMP_NTZ)",
            .momentInText: "CONVERT_TIMEZONE('UTC', TRY_TO_TIMESTAMP_TZ({0}))",
            .carriesZone: "REGEXP_LIKE({0}, '.*(Z|[+-][0-9]{2}(:?[0-9]{2})?)')",
            .dayInPattern: "TRY_TO_DATE({0}, {1})",
            .clockInPattern: "TRY_TO_TIMESTAMP_NTZ({0}, {1})",
            .momentInPattern: "TRY_TO_TIMESTAMP_TZ({0}, {1})"
        ])
}
