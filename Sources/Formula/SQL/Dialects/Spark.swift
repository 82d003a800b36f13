extension SQLDialect {
    /// Spark 3.5 and later, and Sail, which speaks it.
    ///
    /// Moments are its `TIMESTAMP`, in a session whose clocks show UTC; what the
    /// clocks of another zone show is a `TIMESTAMP` shifted by their offset.
    public static let spark = SQLDialect(
        id: "spark", name: "Spark", names: .doubled("`"), texts: .escaped("'"),
        setup: ["SET spark.sql.session.timeZone = UTC"],
        directives: [
            "Y": "yyyy", "m": "MM", "d": "dd", "H": "HH", "M": "mm", "S": "ss", "y": "yy",
            "f": "SSSSSS", "T": "'T'", "z": "XX"
        ],
        forms: [
            .text: "CAST({0} AS STRING)",
            .clock: "from_utc_timestamp({0}, {1})",
            .moment: "to_utc_timestamp({0}, {1})",
            .secondsBetween: "(unix_micros({0}) - unix_micros({1})) / 1e6",
            .dayAfter: "date_add({0}, {1})",
            .isoDay: "date_format({0}, 'yyyy-MM-dd')",
            .series:
                "SELECT explode(sequence({0}, date_sub({1}, 1), INTERVAL {2} {3})) AS first_day",
            .percentile: "percentile({0}, {1})",
            .trimmed: "trim(CAST({0} AS STRING))",
            .momentInText: "TRY_CAST({0} AS TIMESTAMP)",
            .carriesZone: "{0} RLIKE '(Z|[+-][0-9]{2}(:?[0-9]{2})?)$'",
            .dayInPattern: "CAST(try_to_timestamp({0}, {1}) AS DATE)",
            .clockInPattern: "try_to_timestamp({0}, {1})",
            .momentInPattern: "try_to_timestamp({0}, {1})"
        ])
}
