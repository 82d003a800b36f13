import Diagnostics

/// How a company's year runs, where it is not the calendar's.
public struct FiscalYear: Hashable, Sendable {
    /// Which calendar year a fiscal year is called after.
    public enum Naming: String, Hashable, Sendable, CaseIterable {
        case start, end
    }

    /// How many weeks the three months of a quarter have.
    public enum Pattern: String, Hashable, Sendable, CaseIterable {
        case fourFourFive = "4-4-5"
        case fourFiveFour = "4-5-4"
        case fiveFourFour = "5-4-4"

        var weeks: [Int] {
            switch self {
            case .fourFourFive: [4, 4, 5]
            case .fourFiveFour: [4, 5, 4]
            case .fiveFourFour: [5, 4, 4]
            }
        }
    }

    /// 1 for January.
    public var firstMonth: Int
    public var namedBy: Naming
    /// The weeks of the three months of a quarter, where months are of whole
    /// weeks; the year then begins with the week that starts nearest to the
    /// first of ``firstMonth``.
    public var weeks: [Int]?

    public init(firstMonth: Int = 1, namedBy: Naming = .end, weeks: [Int]? = nil) {
        self.firstMonth = firstMonth
        self.namedBy = namedBy
        self.weeks = weeks
    }

    private enum Month: String, CaseIterable {
        case january, february, march, april, may, june, july, august, september, october
        case november, december
    }

    static func read(_ node: YAMLNode, _ findings: Findings) -> FiscalYear {
        var year = FiscalYear()
        guard var reader = MappingReader(node, findings) else { return year }
        let month: Month? = reader.choice("starts")
        year.firstMonth = (month.flatMap { Month.allCases.firstIndex(of: $0) } ?? 0) + 1
        year.namedBy = reader.choice("named_by") ?? .end
        let pattern: Pattern? = reader.choice("weeks")
        year.weeks = pattern?.weeks
        reader.finish()
        return year
    }
}
