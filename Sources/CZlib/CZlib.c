#include "CZlib.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

/* zlib counts in 32 bits. */
static uInt piece(int64_t left) { return left > INT_MAX ? INT_MAX : (uInt)left; }

metriglot_inflate_verdict metriglot_inflate(
    const uint8_t *packed, int64_t packed_count, uint8_t *unpacked, int64_t room,
    int64_t *unpacked_count) {
    *unpacked_count = 0;
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return METRIGLOT_INFLATE_MEMORY;
    int64_t read = 0;
    int64_t written = 0;
    /* A byte beyond the room tells more from enough. */
    uint8_t spare;
    int status = Z_OK;
    while (status == Z_OK) {
        uInt in = piece(packed_count - read);
        uInt out = piece(room - written);
        int full = out == 0;
        stream.next_in = (Bytef *)(packed + read);
        stream.avail_in = in;
        stream.next_out = full ? &spare : unpacked + written;
        stream.avail_out = full ? 1 : out;
        status = inflate(&stream, Z_NO_FLUSH);
        read += in - stream.avail_in;
        if (full) {
            if (stream.avail_out == 0) {
                inflateEnd(&stream);
                *unpacked_count = written;
                return METRIGLOT_INFLATE_TOO_LARGE;
            }
            if (status == Z_OK && in == 0) break;
        } else {
            written += out - stream.avail_out;
        }
    }
    inflateEnd(&stream);
    *unpacked_count = written;
    if (status == Z_STREAM_END) return METRIGLOT_INFLATE_DONE;
    return status == Z_MEM_ERROR ? METRIGLOT_INFLATE_MEMORY : METRIGLOT_INFLATE_DAMAGED;
}

uint32_t metriglot_crc32(const uint8_t *bytes, int64_t count) {
    uLong sum = crc32(0, Z_NULL, 0);
    while (count > 0) {
        uInt part = piece(count);
        sum = crc32(sum, bytes, part);
        bytes += part;
        count -= part;
    }
    return (uint32_t)sum;
}
