internal import CLibXML2
internal import Diagnostics

extension Document {
    /// Reads XML.
    /// - Throws: `DocumentError` with the place of the first thing wrong.
    public init(
        xml bytes: [UInt8], file: String, limits: Limits = .standard
    ) throws(DocumentError) {
        let text = try TextEncoding.unify(bytes, file: file, isXML: true, limits: limits)
        let source = SourceText(file: file, bytes: text)
        let result = text.withUnsafeBufferPointer { Self.scanXML($0, limits: limits) }
        switch result {
        case .success(let records):
            storage = Storage(
                syntax: .xml, bytes: text, records: records, keysAreEscaped: false, origin: nil,
                embedding: 0, source: source, limits: limits)
        case .failure(let fault): throw fault.placed(source.place)
        }
    }

    private static func scanXML(_ bytes: Bytes, limits: Limits) -> Result<[Record], Fault> {
        var scanner = XMLScanner(bytes, limits: limits)
        do throws(Fault) {
            try scanner.scan()
        } catch {
            return .failure(error)
        }
        var fault = metriglot_xml_fault()
        let verdict = metriglot_xml_check(bytes.baseAddress, Int64(bytes.count), &fault)
        let offset = min(max(Int(fault.offset), 0), max(bytes.count - 1, 0))
        let message = withUnsafeBytes(of: fault.message) { text in
            String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
        }
        switch verdict {
        case METRIGLOT_XML_WELL_FORMED: return .success(scanner.records)
        case METRIGLOT_XML_ENTITY:
            let reference = bytes[..<offset].lastIndex(of: .ampersand) ?? offset
            return .failure(
                Fault(
                    "xml-entity", reference..<max(offset, reference + 1), ["name": .text(message)]))
        case METRIGLOT_XML_MEMORY: return .failure(Fault("memory", at: offset))
        default:
            return .failure(Fault("xml-malformed", at: offset, ["detail": .text(message)]))
        }
    }

    /// Reads JSON, or NDJSON where a second value stands on a second line.
    /// - Throws: `DocumentError` with the place of the first thing wrong.
    public init(
        json bytes: [UInt8], file: String, acceptsLines: Bool = true, limits: Limits = .standard
    ) throws(DocumentError) {
        let text = try TextEncoding.unify(bytes, file: file, isXML: false, limits: limits)
        let source = SourceText(file: file, bytes: text)
        let name = file.lowercased()
        let isLines = acceptsLines && (name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl"))
        var (scanner, fault) = Self.scanJSON(
            text, limits: limits, acceptsLines: acceptsLines, isLines: isLines)
        if isLines, fault?.reason == "ndjson-line-break" {
            // One value over several lines, whatever the file is called.
            let (whole, wholeFault) = Self.scanJSON(text, limits: limits, acceptsLines: false)
            if wholeFault == nil { (scanner, fault) = (whole, nil) }
        }
        if let fault { throw fault.placed(source.place) }
        storage = Storage(
            syntax: scanner.isLines ? .ndjson : .json, bytes: text, records: scanner.records,
            keysAreEscaped: scanner.keysAreEscaped, origin: nil, embedding: 0, source: source,
            limits: limits, problems: scanner.faults.map { $0.placed(source.place) })
    }

    /// Reads a JSON document that is the value of a string in another document.
    ///
    /// Its places are those in the real file.
    /// - Throws: `DocumentError` with the place in the real file of the first thing wrong.
    public init(embedded text: PlacedText) throws(DocumentError) {
        let outer = text.pieces[0].storage
        guard outer.embedding < outer.limits.embedding else {
            throw DocumentError(
                reason: "too-embedded", place: text.place,
                arguments: ["limit": .count(outer.limits.embedding)])
        }
        let bytes = Array(text.string.utf8)
        let (scanner, fault) = Self.scanJSON(bytes, limits: outer.limits, acceptsLines: false)
        if let fault { throw fault.placed(text.place(of:)) }
        storage = Storage(
            syntax: .json, bytes: bytes, records: scanner.records,
            keysAreEscaped: scanner.keysAreEscaped, origin: text, embedding: outer.embedding + 1,
            source: outer.source, limits: outer.limits)
    }

    private static func scanJSON(
        _ text: [UInt8], limits: Limits, acceptsLines: Bool, isLines: Bool = false
    ) -> (JSONScanner, Fault?) {
        text.withUnsafeBufferPointer { bytes in
            var scanner = JSONScanner(
                bytes, limits: limits, acceptsLines: acceptsLines, isLines: isLines)
            do throws(Fault) {
                try scanner.scan()
            } catch {
                return (scanner, error)
            }
            return (scanner, nil)
        }
    }
}
