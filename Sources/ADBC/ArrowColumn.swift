internal import CADBC
internal import EngineMessages

/// Reads the values of one column out of Arrow's memory.
///
/// That memory is the driver's; whether its lengths are true cannot be seen.
/// What can be held against each other is: the number of buffers and children,
/// and offsets that must not run backwards.
struct ArrowColumn {
    let type: ArrowType
    private let array: UnsafePointer<ArrowArray>
    private let length: Int
    private let offset: Int

    /// - Throws: ``ADBCError`` where the array is not what its type says.
    init(
        _ array: UnsafePointer<ArrowArray>, type: ArrowType, rows: Int, rowOffset: Int = 0
    ) throws(ADBCError) {
        let layout = array.pointee
        guard layout.release != nil, layout.offset >= 0, layout.length >= 0,
            layout.n_buffers >= type.bufferCount,
            type.bufferCount == 0 || layout.buffers != nil,
            Int(layout.length) >= rows + rowOffset
        else { throw ADBCError(.query, "malformed Arrow array") }
        self.type = type
        self.array = array
        length = rows
        offset = Int(layout.offset) + rowOffset
    }

    func value(at row: Int) throws(ADBCError) -> ArrowValue {
        guard row >= 0, row < length else { throw ADBCError(.query, "malformed Arrow array") }
        let index = offset + row
        if type == .null || isMissing(index) { return .null }
        switch type {
        case .null: return .null
        case .boolean: return .boolean(try bit(index, in: 1))
        case .integer(let bytes, let isSigned):
            return .number(try integer(index, bytes, isSigned))
        case .real(let bytes): return try real(index, bytes)
        case .decimal(let bytes, let scale): return try decimal(index, bytes, scale)
        case .text(let bytes): return try text(index, bytes)
        case .textView: return try textView(index)
        case .day(let bytes):
            let number = bytes == 4 ? Int(try load(index, Int32.self)) : try load(index, Int.self)
            let days = bytes == 4 ? number : CivilTime.floor(number, 86_400_000).quotient
            return .text(CivilTime.day(days))
        case .timestamp(let perSecond, let hasZone):
            let text = CivilTime.text(try load(index, Int.self), perSecond: perSecond)
            return .text(hasZone ? text + "Z" : text)
        case .dictionary(let indexType, let valueType):
            return try entry(index, indexType, valueType)
        case .unknown(let format):
            throw ADBCError(.query, "values of the Arrow type “\(format)” are not understood")
        }
    }

    // MARK: Buffers

    private func buffer(_ number: Int) throws(ADBCError) -> UnsafeRawPointer {
        guard let buffer = array.pointee.buffers?[number] else {
            throw ADBCError(.query, "malformed Arrow array")
        }
        return buffer
    }

    private func isMissing(_ index: Int) -> Bool {
        guard array.pointee.null_count != 0, let bits = array.pointee.buffers?[0] else {
            return false
        }
        return !Self.bit(index, bits)
    }

    private static func bit(_ index: Int, _ bits: UnsafeRawPointer) -> Bool {
        bits.load(fromByteOffset: index / 8, as: UInt8.self) & (1 << (index % 8)) != 0
    }

    private func bit(_ index: Int, in number: Int) throws(ADBCError) -> Bool {
        Self.bit(index, try buffer(number))
    }

    private func load<Value: BitwiseCopyable>(
        _ index: Int, _: Value.Type
    ) throws(ADBCError) -> Value {
        try buffer(1).loadUnaligned(
            fromByteOffset: index * MemoryLayout<Value>.size, as: Value.self)
    }

    // MARK: Values

    private func integer(
        _ index: Int, _ bytes: Int, _ isSigned: Bool
    ) throws(ADBCError) -> String {
        switch (bytes, isSigned) {
        case (1, true): String(try load(index, Int8.self))
        case (1, false): String(try load(index, UInt8.self))
        case (2, true): String(try load(index, Int16.self))
        case (2, false): String(try load(index, UInt16.self))
        case (4, true): String(try load(index, Int32.self))
        case (4, false): String(try load(index, UInt32.self))
        case (_, true): String(try load(index, Int64.self))
        case (_, false): String(try load(index, UInt64.self))
        }
    }

    /// What is no number, or larger than any, is no value.
    private func real(_ index: Int, _ bytes: Int) throws(ADBCError) -> ArrowValue {
        let value: Double =
            switch bytes {
            case 2: Self.half(try load(index, UInt16.self))
            case 4: Double(try load(index, Float.self))
            default: try load(index, Double.self)
            }
        return value.isFinite ? .number("\(value)") : .null
    }

    /// IEEE 754's binary16, which not every processor has.
    private static func half(_ bits: UInt16) -> Double {
        let sign: Double = bits >> 15 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Double(bits & 0x3FF) / 1024
        func power(_ exponent: Int) -> Double {
            Double(sign: .plus, exponent: exponent, significand: 1)
        }
        return switch exponent {
        case 0: sign * fraction * power(-14)
        case 31: fraction == 0 ? sign * .infinity : .nan
        default: sign * (1 + fraction) * power(exponent - 15)
        }
    }

    private func decimal(
        _ index: Int, _ bytes: Int, _ scale: Int
    ) throws(ADBCError) -> ArrowValue {
        var limbs: [UInt32] = []
        let start = try buffer(1)
        for limb in 0..<(bytes / 4) {
            limbs.append(
                start.loadUnaligned(fromByteOffset: index * bytes + limb * 4, as: UInt32.self))
        }
        return .number(DecimalText.text(limbs, scale: scale))
    }

    private func text(_ index: Int, _ bytes: Int) throws(ADBCError) -> ArrowValue {
        let from: Int
        let until: Int
        if bytes == 4 {
            from = Int(try load(index, Int32.self))
            until = Int(try load(index + 1, Int32.self))
        } else {
            from = try load(index, Int.self)
            until = try load(index + 1, Int.self)
        }
        guard from >= 0, until >= from else { throw ADBCError(.query, "malformed Arrow array") }
        // An empty column may come without its buffer of characters.
        guard until > from else { return .text("") }
        return .text(Self.string(try buffer(2) + from, until - from))
    }

    /// Short texts stand in the view itself, longer ones in one of the buffers
    /// behind it; the last buffer holds those buffers' sizes.
    private func textView(_ index: Int) throws(ADBCError) -> ArrowValue {
        let view = try buffer(1) + index * 16
        let count = Int(view.loadUnaligned(as: Int32.self))
        guard count >= 0 else { throw ADBCError(.query, "malformed Arrow array") }
        if count <= 12 { return .text(Self.string(view + 4, count)) }
        let number = Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        let from = Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self))
        let buffers = Int(array.pointee.n_buffers) - 3
        guard number >= 0, number < buffers, from >= 0 else {
            throw ADBCError(.query, "malformed Arrow array")
        }
        let size = try buffer(buffers + 2).loadUnaligned(fromByteOffset: number * 8, as: Int.self)
        guard from + count <= size else { throw ADBCError(.query, "malformed Arrow array") }
        return .text(Self.string(try buffer(2 + number) + from, count))
    }

    private static func string(_ start: UnsafeRawPointer, _ count: Int) -> String {
        String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private func entry(
        _ index: Int, _ indexType: ArrowType, _ valueType: ArrowType
    ) throws(ADBCError) -> ArrowValue {
        guard case .integer(let bytes, let isSigned) = indexType,
            let position = Int(try integer(index, bytes, isSigned)),
            let dictionary = array.pointee.dictionary
        else { throw ADBCError(.query, "malformed Arrow dictionary") }
        let values = try ArrowColumn(
            dictionary, type: valueType, rows: Int(dictionary.pointee.length))
        return try values.value(at: position)
    }
}
