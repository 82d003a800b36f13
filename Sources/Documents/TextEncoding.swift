internal import Diagnostics

/// Brings a file's bytes to UTF-8 without a byte order mark.
enum TextEncoding {
    /// Whether the bytes are UTF-16 or UTF-32, by mark or by the zero beside the first character.
    static func isWide(_ head: [UInt8]) -> Bool {
        quadByteOrder(head) != nil || wideByteOrder(head) != nil
    }

    /// UTF-32, by mark or by the three zeros beside the first character.
    ///
    /// - Returns: whether the high byte comes first.
    private static func quadByteOrder(_ head: [UInt8]) -> Bool? {
        guard head.count >= 4 else { return nil }
        switch (head[0], head[1], head[2], head[3]) {
        case (0, 0, 0xFE, 0xFF): return true
        case (0xFF, 0xFE, 0, 0): return false
        case (0, 0, 0, let low) where low != 0: return true
        case (let low, 0, 0, 0) where low != 0: return false
        default: return nil
        }
    }

    /// - Returns: whether the high byte comes first.
    private static func wideByteOrder(_ head: [UInt8]) -> Bool? {
        guard head.count >= 2 else { return nil }
        switch (head[0], head[1]) {
        case (0xFE, 0xFF): return true
        case (0xFF, 0xFE): return false
        case (0, let low) where low != 0: return true
        case (let low, 0) where low != 0: return false
        default: return nil
        }
    }

    static func unify(
        _ bytes: [UInt8], file: String, isXML: Bool, limits: Limits
    ) throws(DocumentError) -> [UInt8] {
        guard bytes.count <= limits.bytes else {
            throw DocumentError(
                reason: "too-large", place: Place(file: file),
                arguments: ["limit": .number(Double(limits.bytes))])
        }
        if let bigEndian = quadByteOrder(bytes) {
            let text = try decodeQuad(bytes, bigEndian: bigEndian, file: file)
            try checkDeclared(isXML ? declared(text) : nil, actual: "UTF-32", file: file, text)
            return text
        }
        if let bigEndian = wideByteOrder(bytes) {
            let text = try decodeWide(bytes, bigEndian: bigEndian, file: file)
            try checkDeclared(isXML ? declared(text) : nil, actual: "UTF-16", file: file, text)
            return text
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = hasMark ? Array(bytes.dropFirst(3)) : bytes
        guard isXML, let declaration = declared(text) else {
            return try checkedUTF8(text, file: file, declared: nil)
        }
        let name = declaration.name.lowercased()
        if hasMark || name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii" {
            if hasMark { try checkDeclared(declaration, actual: "UTF-8", file: file, text) }
            return try checkedUTF8(text, file: file, declared: declaration.name)
        }
        if name.hasPrefix("utf-16") || name.hasPrefix("ucs-2") || name.hasPrefix("iso-10646-ucs-2")
        {
            try checkDeclared(declaration, actual: "UTF-8", file: file, text)
        }
        guard let table = SingleByteEncoding(name: name) else {
            throw DocumentError(
                reason: "encoding-unknown",
                place: SourceText(file: file, bytes: text).place(declaration.range),
                arguments: ["name": .text(declaration.name)])
        }
        return table.decode(text)
    }

    static func unifyPlain(
        _ bytes: [UInt8], file: String, limits: Limits
    ) throws(DocumentError) -> [UInt8] {
        let isMarked = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        if isMarked || hasMark || bytes.count > limits.bytes || firstInvalid(bytes) == nil {
            return try unify(bytes, file: file, isXML: false, limits: limits)
        }
        return SingleByteEncoding.windows1252.decode(bytes)
    }

    private static func checkedUTF8(
        _ text: [UInt8], file: String, declared: String?
    ) throws(DocumentError) -> [UInt8] {
        guard let wrong = firstInvalid(text) else { return text }
        throw DocumentError(
            reason: "encoding-not-utf8",
            place: SourceText(file: file, bytes: text).place(wrong..<wrong + 1),
            arguments: [
                "byte": .text(String(text[wrong], radix: 16, uppercase: true)),
                "name": .text(declared ?? "UTF-8")
            ])
    }

    /// The offset of the first byte that is not UTF-8.
    private static func firstInvalid(_ text: [UInt8]) -> Int? {
        do {
            _ = try UTF8Span(validating: text.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    private static func checkDeclared(
        _ declaration: (name: String, range: Range<Int>)?, actual: String, file: String,
        _ text: [UInt8]
    ) throws(DocumentError) {
        guard let declaration else { return }
        let name = declaration.name.lowercased()
        let agrees =
            actual == "UTF-32"
            ? name.hasPrefix("utf-32") || name.hasPrefix("ucs-4")
                || name.hasPrefix("iso-10646-ucs-4")
            : actual == "UTF-16"
                ? name.hasPrefix("utf-16") || name.hasPrefix("ucs-2")
                    || name.hasPrefix("iso-10646-ucs-2")
                : name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii"
        guard !agrees else { return }
        throw DocumentError(
            reason: "encoding-mismatch",
            place: SourceText(file: file, bytes: text).place(declaration.range),
            arguments: ["name": .text(declaration.name), "actual": .text(actual)])
    }

    /// The encoding that an XML declaration names, and where.
    private static func declared(_ text: [UInt8]) -> (name: String, range: Range<Int>)? {
        text.withUnsafeBufferPointer { bytes in
            guard bytes.has("<?xml", at: 0), bytes.count > 5, bytes[5].isSpace,
                let end = bytes.find("?>", from: 0),
                let key = bytes.find("encoding", from: 5), key < end
            else { return nil }
            var at = bytes.skipSpace(key + 8)
            guard bytes[at] == .equals else { return nil }
            at = bytes.skipSpace(at + 1)
            guard bytes[at] == .quote || bytes[at] == .apostrophe else { return nil }
            let close = bytes.first(bytes[at], in: at + 1..<end)
            guard close < end else { return nil }
            return (bytes.string(at + 1..<close), at + 1..<close)
        }
    }

    private static func decodeWide(
        _ bytes: [UInt8], bigEndian: Bool, file: String
    ) throws(DocumentError) -> [UInt8] {
        let hasMark = bytes[0] >= 0xFE && bytes[1] >= 0xFE
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 2 + 16)
        var at = hasMark ? 2 : 0
        func unit(_ offset: Int) -> UInt32 {
            let first = UInt32(bytes[offset])
            let second = UInt32(bytes[offset + 1])
            return bigEndian ? first << 8 | second : second << 8 | first
        }
        while at + 1 < bytes.count {
            let high = unit(at)
            at += 2
            var scalar = Unicode.Scalar(high)
            if scalar == nil, high < 0xDC00, at + 1 < bytes.count,
                (0xDC00...0xDFFF).contains(unit(at))
            {
                scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (unit(at) - 0xDC00))
                at += 2
            }
            guard let scalar else { throw notWide(text, file: file) }
            text.append(contentsOf: String(scalar).utf8)
        }
        guard at == bytes.count else { throw notWide(text, file: file) }
        return text
    }

    private static func decodeQuad(
        _ bytes: [UInt8], bigEndian: Bool, file: String
    ) throws(DocumentError) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 4 + 16)
        for at in stride(from: 0, to: bytes.count - 3, by: 4) {
            let unit = bytes[at..<at + 4]
            let value = (bigEndian ? Array(unit) : unit.reversed()).reduce(UInt32(0)) {
                $0 << 8 | UInt32($1)
            }
            if value == 0xFEFF, at == 0 { continue }
            guard let scalar = Unicode.Scalar(value) else { throw notWide(text, file: file) }
            text.append(contentsOf: String(scalar).utf8)
        }
        guard bytes.count % 4 == 0 else { throw notWide(text, file: file) }
        return text
    }

    private static func notWide(_ text: [UInt8], file: String) -> DocumentError {
        DocumentError(
            reason: "encoding-not-utf16",
            place: SourceText(file: file, bytes: text).place(text.count..<text.count))
    }
}
