/// An encoding in which each byte is one character.
///
/// The characters above ASCII are those of the encodings' registrations at IANA,
/// as the Encoding Standard lists them.
enum SingleByteEncoding: String {
    case latin1
    case windows1250
    case windows1251
    case windows1252
    case windows1253
    case windows1254
    case windows1257
    case windows1258
    case latin2
    case cyrillic
    case latin9
    case koi8r

    init?(name: String) {
        guard let known = Self.names[name] else { return nil }
        self = known
    }

    private static let names: [String: SingleByteEncoding] = [
        "iso-8859-1": .latin1, "iso8859-1": .latin1, "iso_8859-1": .latin1, "latin1": .latin1,
        "latin-1": .latin1, "l1": .latin1,
        "windows-1250": .windows1250, "cp1250": .windows1250, "windows-1251": .windows1251,
        "cp1251": .windows1251, "windows-1252": .windows1252, "cp1252": .windows1252,
        "windows-1253": .windows1253, "cp1253": .windows1253, "windows-1254": .windows1254,
        "cp1254": .windows1254, "iso-8859-9": .windows1254, "latin5": .windows1254,
        "windows-1257": .windows1257, "cp1257": .windows1257, "windows-1258": .windows1258,
        "cp1258": .windows1258, "iso-8859-2": .latin2, "latin2": .latin2, "iso8859-2": .latin2,
        "iso-8859-5": .cyrillic, "iso8859-5": .cyrillic, "iso-8859-15": .latin9,
        "iso8859-15": .latin9, "iso_8859-15": .latin9, "latin-9": .latin9, "latin9": .latin9,
        "koi8-r": .koi8r, "koi8r": .koi8r
    ]

    func decode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 4)
        let upper = Self.upper[self]
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
            } else {
                let scalar = upper.map { $0[Int(byte - 0x80)] } ?? Unicode.Scalar(byte)
                text.append(contentsOf: String(scalar).utf8)
            }
        }
        return text
    }

    /// The characters from 0x80 to 0xFF; those of Latin 1 are their own numbers.
    private static let upper: [SingleByteEncoding: [Unicode.Scalar]] = [
        .windows1250: scalars(
            """
            €\u{FFFD}‚\u{FFFD}„…†‡\u{FFFD}‰Š‹ŚŤŽŹ\u{FFFD}‘’“”•–—\u{FFFD}™š›śťžź\u{A0}\u{2C7}\
            ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëě\
            íîďđńňóôőö÷řůúűüýţ˙
            """),
        .windows1251: scalars(
            """
            ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{FFFD}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕ\
            їАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя
            """),
        .windows1252: scalars(
            """
            €\u{FFFD}‚ƒ„…†‡\u{2C6}‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ\u{A0}¡\
            ¢£¤¥¦§¨©ª«¬\u{AD}®¯°±\u{B2}\u{B3}´µ¶·¸\u{B9}º»\u{BC}\u{BD}\u{BE}¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎ\
            ÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ
            """),
        .windows1253: scalars(
            """
            €\u{FFFD}‚ƒ„…†‡\u{FFFD}‰\u{FFFD}‹\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}‘’“”•–—\
            \u{FFFD}™\u{FFFD}›\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{A0}΅Ά£¤¥¦§¨©\u{FFFD}«¬\
            \u{AD}®―°±\u{B2}\u{B3}΄µ¶·ΈΉΊ»Ό\u{BD}ΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\u{FFFD}ΣΤΥΦΧΨΩΪΫάέήίΰα\
            βγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\u{FFFD}
            """),
        .windows1254: scalars(
            """
            €\u{FFFD}‚ƒ„…†‡\u{2C6}‰Š‹Œ\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}\
            \u{FFFD}Ÿ\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±\u{B2}\u{B3}´µ¶·¸\u{B9}º»\u{BC}\u{BD}\u{BE}\
            ¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ
            """),
        .windows1257: scalars(
            """
            €\u{FFFD}‚\u{FFFD}„…†‡\u{FFFD}‰\u{FFFD}‹\u{FFFD}¨\u{2C7}¸\u{FFFD}‘’“”•–—\u{FFFD}\
            ™\u{FFFD}›\u{FFFD}¯˛\u{FFFD}\u{A0}\u{FFFD}¢£¤\u{FFFD}¦§Ø©Ŗ«¬\u{AD}®Æ°±\u{B2}\
            \u{B3}´µ¶·ø\u{B9}ŗ»\u{BC}\u{BD}\u{BE}æĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽßąįāćäåęēčé\
            źėģķīļšńņóōõö÷ųłśūüżž˙
            """),
        .windows1258: scalars(
            """
            €\u{FFFD}‚ƒ„…†‡\u{2C6}‰\u{FFFD}‹Œ\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}‘’“”•–—˜™\
            \u{FFFD}›œ\u{FFFD}\u{FFFD}Ÿ\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±\u{B2}\u{B3}´µ¶·¸\u{B9}º»\
            \u{BC}\u{BD}\u{BE}¿ÀÁÂĂÄÅÆÇÈÉÊË\u{300}ÍÎÏĐÑ\u{309}ÓÔƠÖ×ØÙÚÛÜƯ\u{303}ßàáâăäåæçèéê\
            ë\u{301}íîïđñ\u{323}óôơö÷øùúûüư₫ÿ
            """),
        .latin2: scalars(
            """
            \u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8A}\u{8B}\u{8C}\
            \u{8D}\u{8E}\u{8F}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\
            \u{9A}\u{9B}\u{9C}\u{9D}\u{9E}\u{9F}\u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľś\u{2C7}¸šşť\
            ź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙
            """),
        .cyrillic: scalars(
            """
            \u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8A}\u{8B}\u{8C}\
            \u{8D}\u{8E}\u{8F}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\
            \u{9A}\u{9B}\u{9C}\u{9D}\u{9E}\u{9F}\u{A0}ЁЂЃЄЅІЇЈЉЊЋЌ\u{AD}ЎЏАБВГДЕЖЗИЙКЛМНОПРС\
            ТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя№ёђѓєѕіїјљњћќ§ўџ
            """),
        .latin9: scalars(
            """
            \u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8A}\u{8B}\u{8C}\
            \u{8D}\u{8E}\u{8F}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\
            \u{9A}\u{9B}\u{9C}\u{9D}\u{9E}\u{9F}\u{A0}¡¢£€¥Š§š©ª«¬\u{AD}®¯°±\u{B2}\u{B3}Žµ¶·\
            ž\u{B9}º»ŒœŸ¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ
            """),
        .koi8r: scalars(
            """
            ─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u{A0}⌡°\u{B2}·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©юабцде\
            фгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ
            """)
    ]

    private static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
}
