internal import Diagnostics

extension Document {
    /// What a program may well read otherwise than its author meant: keys that stand
    /// twice in an object, of which the last one counts here, and halves of surrogate
    /// pairs, which stand for no character.
    ///
    /// This goes over the whole document each time. XML has neither.
    public var remarks: [DocumentError] {
        guard storage.syntax == .json || storage.syntax == .ndjson else { return [] }
        let found = storage.withBytes { bytes in
            duplicateKeys(bytes) + loneSurrogates(bytes)
        }
        return found.map { fault in fault.placed(storage.place) }.sorted { $0.place < $1.place }
    }

    private func duplicateKeys(_ bytes: Bytes) -> [Fault] {
        var faults: [Fault] = []
        for index in storage.records.indices
        where bytes[Int(storage.records[index].start)] == .braceOpen {
            // The root of lines has no keys.
            if index == 0, storage.syntax == .ndjson { continue }
            let members = Node(storage: storage, index: index).children
            var seen: Set<PlacedText> = []
            for member in members {
                let range = JSON.keyRange(bytes, before: member.start)
                let key = key(bytes, range)
                if !seen.insert(key).inserted {
                    faults.append(Fault("duplicate-key", range, ["key": .text(key.string)]))
                }
            }
        }
        return faults
    }

    private func key(_ bytes: Bytes, _ range: Range<Int>) -> PlacedText {
        PlacedText(storage, range, .json)
    }

    private func loneSurrogates(_ bytes: Bytes) -> [Fault] {
        var faults: [Fault] = []
        var at = 0
        while true {
            at = bytes.first(.backslash, in: at..<bytes.count)
            guard at + 1 < bytes.count else { return faults }
            guard bytes[at + 1] == .u else {
                at += 2
                continue
            }
            let unit = JSON.escape(bytes, at..<bytes.count)
            let code = JSON.hexadecimal(bytes, at + 2, bytes.count) ?? 0
            if unit.length == 6, (0xD800...0xDFFF).contains(code) {
                faults.append(
                    Fault(
                        "lone-surrogate", at..<at + 6, ["code": .text(bytes.string(at..<at + 6))]))
            }
            at += unit.length
        }
    }
}
