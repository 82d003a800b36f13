extension Finding {
    /// Sixteen hexadecimal digits that stay the same when the finding only moved
    /// to another line, to hold it back or to recognise it in a later run.
    public var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let file = place.file.hasPrefix("./") ? String(place.file.dropFirst(2)) : place.file
        let arguments = message.arguments.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }
        for byte in ([rule, file, metric ?? "", message.key] + arguments)
            .joined(separator: "\u{1F}").utf8
        {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
