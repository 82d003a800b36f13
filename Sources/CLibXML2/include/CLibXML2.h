#ifndef METRIGLOT_CLIBXML2_H
#define METRIGLOT_CLIBXML2_H

/// The version of the libxml2 this was linked with, such as "20914".
const char *_Nonnull metriglot_libxml2_version(void);

#endif
