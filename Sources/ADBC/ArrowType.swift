public import EngineMessages

/// The type of an Arrow column, of those that results of databases have.
///
/// Written as the C data interface lays down its format strings.
public indirect enum ArrowType: Hashable, Sendable {
    case null, boolean
    /// Signed or not, of 1, 2, 4 or 8 bytes.
    case integer(bytes: Int, isSigned: Bool)
    /// Of 2, 4 or 8 bytes.
    case real(bytes: Int)
    /// Of 4, 8, 16 or 32 bytes, with so many digits after the point.
    case decimal(bytes: Int, scale: Int)
    /// With offsets of 4 or 8 bytes.
    case text(offsetBytes: Int)
    case textView
    /// Days since 1970, of 4 bytes, or milliseconds, of 8.
    case day(bytes: Int)
    /// So many to a second; with a zone, it is a moment.
    case timestamp(perSecond: Int, hasZone: Bool)
    /// Indices of the given type into a dictionary of the other.
    case dictionary(index: ArrowType, value: ArrowType)
    case unknown(String)

    /// - Parameter format: Such as `l`, `u`, `d:18,4`, `tsu:UTC`.
    public init(format: String) {
        switch format {
        case "n": self = .null
        case "b": self = .boolean
        case "c": self = .integer(bytes: 1, isSigned: true)
        case "C": self = .integer(bytes: 1, isSigned: false)
        case "s": self = .integer(bytes: 2, isSigned: true)
        case "S": self = .integer(bytes: 2, isSigned: false)
        case "i": self = .integer(bytes: 4, isSigned: true)
        case "I": self = .integer(bytes: 4, isSigned: false)
        case "l": self = .integer(bytes: 8, isSigned: true)
        case "L": self = .integer(bytes: 8, isSigned: false)
        case "e": self = .real(bytes: 2)
        case "f": self = .real(bytes: 4)
        case "g": self = .real(bytes: 8)
        case "u": self = .text(offsetBytes: 4)
        case "U": self = .text(offsetBytes: 8)
        case "vu": self = .textView
        case "tdD": self = .day(bytes: 4)
        case "tdm": self = .day(bytes: 8)
        default: self = Self.parameterised(format)
        }
    }

    private static func parameterised(_ format: String) -> ArrowType {
        let parts = format.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = parts.first, let rest = parts.dropFirst().first else {
            return .unknown(format)
        }
        let units: [Substring: Int] = [
            "tss": 1, "tsm": 1000, "tsu": 1_000_000, "tsn": 1_000_000_000
        ]
        if let perSecond = units[kind] {
            return .timestamp(perSecond: perSecond, hasZone: !rest.isEmpty)
        }
        let numbers = rest.split(separator: ",").compactMap { Int($0) }
        if kind == "d", numbers.count >= 2, (0...76).contains(numbers[1]) {
            let bits = numbers.count > 2 ? numbers[2] : 128
            if [32, 64, 128, 256].contains(bits) {
                return .decimal(bytes: bits / 8, scale: numbers[1])
            }
        }
        return .unknown(format)
    }

    /// What a formula can do with its values.
    public var columnType: ColumnType {
        switch self {
        case .boolean: .boolean
        case .integer, .real: .number
        case .decimal: .decimal
        case .text, .textView: .text
        case .day: .day
        case .timestamp(_, let hasZone): hasZone ? .moment : .clock
        case .dictionary(_, let value): value.columnType
        // A column of nothing but missing values fits anything that is read from text.
        case .null: .text
        case .unknown: .other
        }
    }

    /// How many buffers its arrays have.
    var bufferCount: Int64 {
        switch self {
        case .null: 0
        case .text: 3
        case .textView: 2
        default: 2
        }
    }
}
