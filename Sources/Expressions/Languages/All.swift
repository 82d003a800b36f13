extension OutsideLanguage {
    /// Every language, by the alphabet of their ids. A test holds this list
    /// against the files of this folder.
    public static let all: [OutsideLanguage] = [
        OutsideLanguage(DatadogQuery()),
        OutsideLanguage(DatadogMath()),
        OutsideLanguage(DAX()),
        OutsideLanguage(GrafanaMath()),
        OutsideLanguage(Java()),
        OutsideLanguage(MAQL()),
        OutsideLanguage(MDX()),
        OutsideLanguage(MetricFlow()),
        OutsideLanguage(PromQL()),
        OutsideLanguage(Salesforce()),
        OutsideLanguage(SQL()),
        OutsideLanguage(Tableau()),
        OutsideLanguage(VB())
    ]
}
