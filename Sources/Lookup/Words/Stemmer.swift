internal import CStemmer

/// Brings words of one language to their stems by the Snowball algorithms.
///
/// What comes out is folded; it is for comparing, not for showing.
final class Stemmer {
    private let stemmer: OpaquePointer

    /// - Parameter algorithm: Its name at Snowball, such as `russian`; `nil` comes
    ///   back where there is none of that name.
    init?(_ algorithm: String) {
        guard let stemmer = sb_stemmer_new(algorithm, "UTF_8") else { return nil }
        self.stemmer = stemmer
    }

    deinit { sb_stemmer_delete(stemmer) }

    /// The stems of a word: of the word as it is written, and of the word without
    /// its marks, which people leave out; they are often the same.
    ///
    /// - Parameter word: With its folded form.
    func stems(of word: Folding.Word, in text: String) -> Set<String> {
        let written = Folding.key(stem(text[word.range].lowercased()))
        return [written, Folding.key(stem(word.folded))]
    }

    private func stem(_ word: String) -> String {
        var word = word
        return word.withUTF8 { bytes in
            guard bytes.count < 200, let start = bytes.baseAddress,
                let stem = sb_stemmer_stem(stemmer, start, Int32(bytes.count))
            else { return "" }
            return String(
                decoding: UnsafeBufferPointer(
                    start: stem, count: Int(sb_stemmer_length(stemmer))), as: UTF8.self)
        }
    }
}
