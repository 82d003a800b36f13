/// Latin letters without their marks.
enum LatinLetters {
    /// The letter that a letter with a mark or a stroke is built on, in lower
    /// case; `nil` for what is no such letter.
    static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let byte: UInt8
        switch scalar.value {
        case 0x00C0..<0x0250: byte = at(Int(scalar.value) - 0x00C0, of: first)
        case 0x1E00..<0x1F00: byte = at(Int(scalar.value) - 0x1E00, of: additional)
        default: return nil
        }
        return byte == UInt8(ascii: ".") ? nil : Unicode.Scalar(byte)
    }

    /// Letters that are written with two.
    static let several: [Unicode.Scalar: String] = [
        "Æ": "ae", "æ": "ae", "Œ": "oe", "œ": "oe", "ß": "ss", "ẞ": "ss", "Þ": "th", "þ": "th",
        "Ĳ": "ij", "ĳ": "ij", "Ǽ": "ae", "ǽ": "ae", "Ǣ": "ae", "ǣ": "ae"
    ]

    private static func at(_ index: Int, of table: StaticString) -> UInt8 {
        table.withUTF8Buffer { index < $0.count ? $0[index] : UInt8(ascii: ".") }
    }

    // The first letter of each code point's canonical decomposition (Unicode
    // Character Database), and of the letters with a stroke, which have none.

    /// U+00C0 to U+024F.
    private static let first: StaticString = """
        aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll\
        lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
        b...............................oo.............uu...............\
        .............aaiioouuuuuuuuuu.aaaa..ggggkkoooo..j...gg..nnaa..oo\
        aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............\
        ................
        """

    /// U+1E00 to U+1EFF; the second half holds the letters of Vietnamese.
    private static let additional: StaticString = """
        aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
        mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
        wwwwwwwwwwxxxxyyzzzzzzhtwyas....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
        eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......
        """
}
