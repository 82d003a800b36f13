import Catalog
import Formula

/// Which entity a table holds, and which of its columns is which field.
struct BindingProposal {
    var table: TableSample
    var entity: Entity
    var columns: [Column] = []

    struct Column {
        var field: Field
        var name: String
        var content: ColumnContent
        /// Its name says nothing; only what it holds does.
        var isGuess = false
        /// Its name only resembles what the field is called.
        var isUnsure = false
    }

    /// Columns that are no field, and fields that no column is.
    var unusedColumns: [String] {
        table.columns.filter { name in !columns.contains { $0.name == name } }
    }
    var missingFields: [Field] {
        entity.fields.values.filter { field in !columns.contains { $0.field.id == field.id } }
            .sorted { ($0.isRequired ? 0 : 1, $0.id) < ($1.isRequired ? 0 : 1, $1.id) }
    }

    // MARK: Proposing

    /// The best table for each entity, each table once.
    static func all(_ tables: [TableSample], _ schema: Schema, _ names: NameBook) -> [Self] {
        var candidates: [(proposal: Self, score: Double)] = []
        for table in tables {
            for entity in schema.entities.values.sorted(by: { $0.id < $1.id })
            where entity.parts.isEmpty {
                let (proposal, score) = propose(table, entity, names)
                let hasTime = proposal.columns.contains { $0.field.id == entity.time?.path.first }
                let likeness = names.likeness(ofTable: table.name, to: entity.id)
                guard proposal.columns.contains(where: { !$0.isGuess }),
                    likeness >= 0.5 || hasTime && proposal.columns.count >= 3
                else { continue }
                candidates.append((proposal, score + 3 * likeness))
            }
        }
        candidates.sort { $0.score > $1.score }
        var chosen: [Self] = []
        for (proposal, _) in candidates
        where !chosen.contains(where: {
            $0.entity.id == proposal.entity.id || $0.table.id == proposal.table.id
        }) {
            chosen.append(proposal)
        }
        return chosen.sorted { $0.entity.id < $1.entity.id }
    }

    private static func propose(
        _ table: TableSample, _ entity: Entity, _ names: NameBook
    ) -> (proposal: Self, score: Double) {
        typealias Pair = (
            field: Field, column: String, content: ColumnContent, likeness: Double, score: Double
        )
        var pairs: [Pair] = []
        for (name, content) in zip(table.columns, table.contents) {
            for field in entity.fields.values.sorted(by: { $0.id < $1.id }) {
                let likeness = names.likeness(ofColumn: name, to: field.id, of: entity.id)
                guard likeness >= 0.4 else { continue }
                let score = likeness * field.kind.fit(content)
                if score >= 0.3 { pairs.append((field, name, content, likeness, score)) }
            }
        }
        pairs.sort { $0.score > $1.score }
        var proposal = Self(table: table, entity: entity)
        var total = 0.0
        for pair in pairs
        where !proposal.columns.contains(where: {
            $0.field.id == pair.field.id || $0.name == pair.column
        }) {
            proposal.columns.append(
                Column(
                    field: pair.field, name: pair.column, content: pair.content,
                    isUnsure: pair.likeness < 0.9))
            total += pair.score
        }
        proposal.guess(names)
        return (proposal, total)
    }

    /// What only one column can be, whatever it is called: the time that rows
    /// count at, what tells them apart, and a column of words one of which is
    /// what a yes-or-no field is called.
    private mutating func guess(_ names: NameBook) {
        func rest(_ test: (ColumnContent) -> Bool) -> [(String, ColumnContent)] {
            zip(table.columns, table.contents).filter { name, content in
                test(content) && !columns.contains { $0.name == name }
            }
        }
        func isOpen(_ id: String?) -> Field? {
            guard let id, let field = entity.fields[id],
                !columns.contains(where: { $0.field.id == id })
            else { return nil }
            return field
        }
        let time = entity.time?.path
        if let field = isOpen(time?.count == 1 ? time?.first : nil),
            case let found = rest({ field.kind.fit($0) == 1 }), found.count == 1
        {
            columns.append(
                Column(field: field, name: found[0].0, content: found[0].1, isGuess: true))
        }
        for field in entity.fields.values.sorted(by: { $0.id < $1.id })
        where field.kind == .boolean && isOpen(field.id) != nil {
            let found = rest { content in
                content.distinctCount <= 12 && !content.isNumber
                    && content.examples.contains {
                        names.isName($0, of: field.id, entity: entity.id)
                    }
            }
            guard found.count == 1 else { continue }
            columns.append(
                Column(field: field, name: found[0].0, content: found[0].1, isGuess: true))
        }
        if let field = isOpen(entity.key), let first = table.columns.first,
            let content = table.contents.first, content.isUnique, !content.isMoment,
            !columns.contains(where: { $0.name == first })
        {
            columns.append(Column(field: field, name: first, content: content, isGuess: true))
        }
    }
}

extension Field.Kind {
    /// Whether values can be of this kind: 0 where they cannot.
    func fit(_ content: ColumnContent) -> Double {
        guard content.count > 0 else { return 0.5 }
        return switch self {
        case .instant: content.isMoment ? 1 : content.isDay ? 0.7 : 0
        case .date: content.isDay ? 1 : content.isMoment ? 0.6 : 0
        case .number: content.isNumber ? 1 : 0
        case .boolean: content.distinctCount <= 4 ? 1 : 0
        case .category: content.isMoment ? 0 : content.distinctCount <= 60 ? 1 : 0.3
        case .identifier, .reference, .text: content.isMoment || content.isDay ? 0 : 1
        }
    }
}

/// A table that was looked into.
struct TableSample {
    /// Tells it from the others.
    var id: Int
    /// The file's name from the data folder on.
    var file: String
    /// In a file of several tables.
    var table: String?
    var format: FileFormat
    var columns: [String]
    var contents: [ColumnContent]

    /// What it is called: the table, or the file without folder and extension.
    var name: String {
        if let table { return table }
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return last.split(separator: ".").first.map(String.init) ?? last
    }
}
