extension OutsideLanguage {
    /// Every language, by the alphabet of their ids. A test holds this list
    /// against the files of this folder.
    public static let all: [OutsideLanguage] = [
        OutsideLanguage(DAX()), OutsideLanguage(PromQL()),
        OutsideLanguage(SQL()), OutsideLanguage(Tableau())
    ]
}
