#ifndef METRIGLOT_CFILES_H
#define METRIGLOT_CFILES_H

/// Exchanges two files or folders in one step.
///
/// Returns 0, or -1 where the file system or the system cannot.
int metriglot_exchange(const char *one, const char *other);

#endif
