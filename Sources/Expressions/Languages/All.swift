extension OutsideLanguage {
    /// Every language, by the alphabet of their ids. A test holds this list
    /// against the files of this folder.
    public static let all: [OutsideLanguage] = [
        OutsideLanguage(DatadogQuery()),
        OutsideLanguage(DatadogMath()),
        OutsideLanguage(DAX()),
        OutsideLanguage(Excel()),
        OutsideLanguage(GrafanaMath()),
        OutsideLanguage(InfluxQL()),
        OutsideLanguage(Java()),
        OutsideLanguage(JavaScript()),
        KQL.language,
        OutsideLanguage(Lens()),
        OutsideLanguage(MAQL()),
        OutsideLanguage(MDX()),
        OutsideLanguage(MetricFlow()),
        OutsideLanguage(PromQL()),
        OutsideLanguage(Salesforce()),
        OutsideLanguage(SPL()),
        OutsideLanguage(SQL()),
        OutsideLanguage(Tableau()),
        OutsideLanguage(VB())
    ]
}
