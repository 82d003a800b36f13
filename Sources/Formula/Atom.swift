/// What a normal form treats as one whole: something with a value that
/// arithmetic does not look into.
public struct Atom: Hashable, Sendable {
    public indirect enum Kind: Hashable, Sendable {
        /// A field of a row; between aggregates, a name that nothing was put in for.
        case reference(Reference)
        case text(String)
        case missing
        case aggregate(AggregateAtom)
        /// A condition as a number: 1 where it is true.
        case truth(Predicate)
        case conditional(Predicate, then: Fraction, otherwise: Fraction?)
        case function(String, [Fraction])
        /// Text of an outside language that is not understood. Equal only to
        /// the very same text.
        case opaque(String)
    }

    public let kind: Kind
    let fingerprint: Fingerprint

    init(_ kind: Kind) {
        self.kind = kind
        fingerprint =
            switch kind {
            case .reference(let reference): Fingerprint(mixing: ["reference"] + reference.path)
            case .text(let text): Fingerprint(mixing: ["text", text])
            case .missing: Fingerprint(mixing: ["missing"])
            case .aggregate(let aggregate): aggregate.fingerprint
            case .truth(let predicate): Fingerprint(mixing: ["truth"], [predicate.fingerprint])
            case .conditional(let predicate, let then, let otherwise):
                Fingerprint(
                    mixing: ["conditional"],
                    [predicate.fingerprint, then.fingerprint, otherwise?.fingerprint ?? .zero])
            case .function(let name, let arguments):
                Fingerprint(mixing: ["function", name], arguments.map(\.fingerprint))
            case .opaque(let text): Fingerprint(mixing: ["opaque", text])
            }
    }

    public static func == (one: Atom, other: Atom) -> Bool {
        one.fingerprint == other.fingerprint && one.kind == other.kind
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// An aggregate in normal form: only `count`, `sum`, `distinct`, `min`, `max`,
/// `median` and `percentile` are left; averages and shares are quotients.
public struct AggregateAtom: Hashable, Sendable {
    public let function: AggregateFunction
    public let entity: String?
    public let value: Fraction?
    public let predicate: Predicate
    public let level: Rational?
    /// Where it is not the entity's own.
    public let time: Reference?
    public let moment: Moment?
    public let across: Set<Reference>
    public let fixed: Set<Fraction>?
    public let shifts: [PeriodShift]
    let fingerprint: Fingerprint

    init(
        function: AggregateFunction, entity: String?, value: Fraction?, predicate: Predicate,
        level: Rational? = nil, time: Reference? = nil, moment: Moment? = nil,
        across: Set<Reference> = [], fixed: Set<Fraction>? = nil, shifts: [PeriodShift] = []
    ) {
        self.function = function
        self.entity = entity
        self.value = value
        self.predicate = predicate
        self.level = level
        self.time = time
        self.moment = moment
        self.across = across
        self.fixed = fixed
        self.shifts = shifts
        let fixedMark = fixed.map { $0.reduce(Fingerprint.one) { $0 + $1.fingerprint } }
        fingerprint = Fingerprint(
            mixing: [
                function.rawValue, entity ?? "", level.map(\.description) ?? "",
                time?.path.joined(separator: ".") ?? "", moment?.rawValue ?? "",
                across.map { $0.path.joined(separator: ".") }.sorted().joined(separator: ","),
                shifts.map { "\($0)" }.joined(separator: ",")
            ],
            [value?.fingerprint ?? .zero, predicate.fingerprint, fixedMark ?? .zero])
    }

    public static func == (one: AggregateAtom, other: AggregateAtom) -> Bool {
        one.fingerprint == other.fingerprint && one.function == other.function
            && one.entity == other.entity && one.value == other.value
            && one.predicate == other.predicate && one.level == other.level
            && one.time == other.time && one.moment == other.moment && one.across == other.across
            && one.fixed == other.fixed && one.shifts == other.shifts
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
