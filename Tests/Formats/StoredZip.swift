/// A package whose parts are stored as they are, with what a test wants to be wrong in it.
func storedZip(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    func little(_ value: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in parts {
        let common =
            little(0, 2) + little(0, 2) + little(0, 4) + little(Int(crc32(bytes)), 4)
            + little(bytes.count, 4) + little(bytes.count, 4) + little(name.utf8.count, 2)
            + little(0, 2)
        directory +=
            [0x50, 0x4B, 1, 2] + little(20, 2) + little(20, 2) + common + little(0, 2)
            + little(0, 2) + little(0, 2) + little(0, 4) + little(file.count, 4) + Array(name.utf8)
        file += [0x50, 0x4B, 3, 4] + little(20, 2) + common + Array(name.utf8) + bytes
    }
    let start = file.count
    return file + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + little(parts.count, 2)
        + little(parts.count, 2) + little(directory.count, 4) + little(start, 4) + little(0, 2)
}

func storedZip(_ parts: [(String, String)]) -> [UInt8] {
    storedZip(parts.map { (name: $0.0, bytes: Array($0.1.utf8)) })
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
}
