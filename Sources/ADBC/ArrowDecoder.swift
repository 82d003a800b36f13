internal import CADBC
internal import EngineMessages

/// Reads rows out of structures of Arrow columns.
struct ArrowDecoder {
    let columns: [EngineLine.Column]
    private let types: [ArrowType]

    /// - Parameter schema: Of a row; one that was released has no columns.
    init(_ schema: ArrowSchema) throws(ADBCError) {
        guard schema.release != nil else {
            columns = []
            types = []
            return
        }
        guard schema.format.map({ String(cString: $0) }) == "+s", schema.n_children >= 0,
            schema.n_children == 0 || schema.children != nil
        else { throw ADBCError(.query, "malformed Arrow schema") }
        var columns: [EngineLine.Column] = []
        var types: [ArrowType] = []
        for index in 0..<Int(schema.n_children) {
            guard let child = schema.children?[index], let format = child.pointee.format else {
                throw ADBCError(.query, "malformed Arrow schema")
            }
            var type = ArrowType(format: String(cString: format))
            if let dictionary = child.pointee.dictionary, let format = dictionary.pointee.format {
                type = .dictionary(index: type, value: ArrowType(format: String(cString: format)))
            }
            types.append(type)
            let name = child.pointee.name.map { String(cString: $0) } ?? ""
            columns.append(EngineLine.Column(name: name, type: type.columnType))
        }
        self.columns = columns
        self.types = types
    }

    /// Hands on each row of an array of structures.
    func read(
        _ array: UnsafePointer<ArrowArray>, _ row: ([ArrowValue]) -> Void
    ) throws(ADBCError) {
        let layout = array.pointee
        guard Int(layout.n_children) == types.count, layout.length >= 0, layout.offset >= 0,
            types.isEmpty || layout.children != nil
        else { throw ADBCError(.query, "malformed Arrow array") }
        var readers: [ArrowColumn] = []
        for (index, type) in types.enumerated() {
            guard let child = layout.children?[index] else {
                throw ADBCError(.query, "malformed Arrow array")
            }
            readers.append(
                try ArrowColumn(
                    child, type: type, rows: Int(layout.length), rowOffset: Int(layout.offset)))
        }
        for index in 0..<Int(layout.length) {
            var values: [ArrowValue] = []
            for reader in readers { values.append(try reader.value(at: index)) }
            row(values)
        }
    }
}
