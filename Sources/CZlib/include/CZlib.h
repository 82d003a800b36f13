#ifndef METRIGLOT_CZLIB_H
#define METRIGLOT_CZLIB_H

#include <stdint.h>

/// What came of unpacking.
typedef enum {
    METRIGLOT_INFLATE_DONE = 0,
    /// The bytes are not what deflate writes, or end too early.
    METRIGLOT_INFLATE_DAMAGED = 1,
    /// There is more in them than there is room for.
    METRIGLOT_INFLATE_TOO_LARGE = 2,
    /// There was not enough memory.
    METRIGLOT_INFLATE_MEMORY = 3
} metriglot_inflate_verdict;

/// Unpacks raw deflate (RFC 1951) into the room given, and never beyond it.
///
/// `unpacked_count` is how many bytes came out. Safe to call from several threads at once.
metriglot_inflate_verdict metriglot_inflate(
    const uint8_t *_Nullable packed, int64_t packed_count, uint8_t *_Nullable unpacked,
    int64_t room, int64_t *_Nonnull unpacked_count);

/// The check sum that ZIP files keep of their entries.
uint32_t metriglot_crc32(const uint8_t *_Nullable bytes, int64_t count);

#endif
