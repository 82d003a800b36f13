extension SQLDialect {
    /// BigQuery's GoogleSQL. Its exact percentiles are window functions only, so
    /// a function of the session's own interpolates between the sorted values.
    public static let bigQuery = SQLDialect(
        id: "bigquery", name: "BigQuery", names: .escaped("`"), texts: .escaped("'"),
        setup: [
            """
            CREATE TEMP FUNCTION quantile(sorted ARRAY<FLOAT64>, level FLOAT64) AS (
                sorted[SAFE_OFFSET(CAST(FLOOR(level * (ARRAY_LENGTH(sorted) - 1)) AS INT64))]
                + (level * (ARRAY_LENGTH(sorted) - 1)
                    - FLOOR(level * (ARRAY_LENGTH(sorted) - 1)))
                * (sorted[SAFE_OFFSET(CAST(CEIL(level * (ARRAY_LENGTH(sorted) - 1)) AS INT64))]
                    - sorted[SAFE_OFFSET(CAST(FLOOR(level * (ARRAY_LENGTH(sorted) - 1)) AS INT64))])
            )
            """
        ], hasFilter: false,
        forms: [
            .double: "CAST({0} AS FLOAT64)",
            .decimal: "CAST({0} AS NUMERIC)",
            .text: "CAST({0} AS STRING)",
            .momentOfDay: "CAST({0} AS TIMESTAMP)",
            .clock: "DATETIME({0}, {1})",
            .moment: "TIMESTAMP({0}, {1})",
            .midnight: "CAST({0} AS DATETIME)",
            .secondsBetween: "TIMESTAMP_DIFF({0}, {1}, MICROSECOND) / 1e6",
            .dayAfter: "DATE_ADD({0}, INTERVAL {1} DAY)",
            .isoDay: "CAST({0} AS STRING)",
            .truncateWeek: "DATE_TRUNC(CAST({0} AS DATE), ISOWEEK)",
            .truncateMonth: "DATE_TRUNC(CAST({0} AS DATE), MONTH)",
            .truncateQuarter: "DATE_TRUNC(CAST({0} AS DATE), QUARTER)",
            .truncateYear: "DATE_TRUNC(CAST({0} AS DATE), YEAR)",
            .later: "DATE_ADD(CAST({0} AS DATE), INTERVAL {1} {2})",
            .justBefore: "TIMESTAMP_SUB({0}, INTERVAL 1 MICROSECOND)",
            .rowTable: """
            {0} AS (
                SELECT * FROM UNNEST(
                ARRAY<STRUCT<period DATE, first_day DATE, after_day DATE>>[
            {2}
                ])
            )
            """,
            .series: """
            SELECT first_day FROM UNNEST(GENERATE_DATE_ARRAY({0}, DATE_SUB({1}, INTERVAL 1 DAY), \
            INTERVAL {2} {3})) AS first_day
            """,
            .median: "quantile(ARRAY_AGG({0} IGNORE NULLS ORDER BY {0}), 0.5)",
            .percentile: "quantile(ARRAY_AGG({0} IGNORE NULLS ORDER BY {0}), {1})",
            .trimmed: "TRIM(CAST({0} AS STRING))",
            .numberInText: "SAFE_CAST({0} AS FLOAT64)",
            .decimalInText: "SAFE_CAST({0} AS NUMERIC)",
            .dayInText: "SAFE_CAST({0} AS DATE)",
            .clockInText: "SAFE_CAST({0} AS DATETIME)",
            .momentInText: "SAFE_CAST({0} AS TIMESTAMP)",
            .carriesZone: "REGEXP_CONTAINS({0}, '(Z|[+-][0-9]{2}(:?[0-9]{2})?)$')",
            .dayInPattern: "SAFE.PARSE_DATE({1}, {0})",
            .clockInPattern: "SAFE.PARSE_DATETIME({1}, {0})",
            .momentInPattern: "SAFE.PARSE_TIMESTAMP({1}, {0})"
        ])
}
