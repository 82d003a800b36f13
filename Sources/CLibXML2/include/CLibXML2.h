#ifndef METRIGLOT_CLIBXML2_H
#define METRIGLOT_CLIBXML2_H

#include <stdint.h>

/// The version of the libxml2 this was linked with, such as "20914".
const char *_Nonnull metriglot_libxml2_version(void);

/// What is wrong with an XML text.
typedef enum {
    METRIGLOT_XML_WELL_FORMED = 0,
    /// Not well-formed: `code` and `message` are libxml2's.
    METRIGLOT_XML_MALFORMED = 1,
    /// An entity is used that the text itself declares, or that stands in
    /// another file; `message` is its name.
    METRIGLOT_XML_ENTITY = 2,
    /// There was not enough memory.
    METRIGLOT_XML_MEMORY = 3
} metriglot_xml_verdict;

typedef struct {
    /// The byte offset at which reading stopped.
    int64_t offset;
    /// A number of libxml2's `xmlParserErrors`.
    int32_t code;
    /// One line of English, ended by a NUL.
    char message[256];
} metriglot_xml_fault;

/// Whether UTF-8 bytes are well-formed XML with namespaces.
///
/// Reads these bytes and nothing else: no DTD, no external entity, no network.
/// An entity of the text's own is not expanded but reported. Depth and size are
/// not bounded here, and no recursion depends on them.
/// Safe to call from several threads at once.
metriglot_xml_verdict metriglot_xml_check(
    const uint8_t *_Nullable bytes, int64_t count, metriglot_xml_fault *_Nonnull fault);

#endif
