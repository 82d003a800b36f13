extension SQLDialect {
    /// DuckDB 1.x.
    public static let duckDB = SQLDialect(
        id: "duckdb", name: "DuckDB", names: .doubled("\""),
        forms: [
            .secondsBetween: "(epoch_us({0}) - epoch_us({1})) / 1e6",
            .series: """
            SELECT CAST(unnest(generate_series(CAST({0} AS TIMESTAMP), \
            CAST({1} AS TIMESTAMP) - INTERVAL 1 DAY, INTERVAL {2} {3})) AS DATE) AS first_day
            """,
            .oneRowPerKey: "SELECT DISTINCT ON ({0}) * FROM {1}",
            .percentile: "quantile_cont({0}, {1})",
            .momentInText: "TRY_CAST({0} AS TIMESTAMPTZ)",
            .carriesZone: "regexp_matches({0}, '(Z|[+-][0-9]{2}(:?[0-9]{2})?)$')",
            .dayInPattern: "CAST(try_strptime({0}, {1}) AS DATE)",
            .clockInPattern: "try_strptime({0}, {1})",
            .momentInPattern: "try_strptime({0}, {1})"
        ])
}
