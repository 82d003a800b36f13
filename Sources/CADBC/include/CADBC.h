// Queries through a database driver with the interface of ADBC 1.0, loaded from
// a shared library at run time.
//
// The structures are laid down by two specifications, Arrow's C data and C
// stream interface (https://arrow.apache.org/docs/format/CDataInterface.html)
// and ADBC (https://arrow.apache.org/adbc/current/format/specification.html).

#ifndef CADBC_H
#define CADBC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The type of a column, or of a row as a structure of columns.
struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

/// The values of a column, or of the columns of some rows.
struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

/// Rows, some at a time.
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

/// Where a call failed.
enum CADBCStage {
    CADBCStageNone = 0,
    /// The library is not there, or is no driver.
    CADBCStageDriver = 1,
    /// The database cannot be reached or does not let us in.
    CADBCStageConnection = 2,
    /// The statement is wrong, or the answer ended early.
    CADBCStageQuery = 3,
};

/// Why a call failed, in the words of the driver.
struct CADBCFailure {
    enum CADBCStage stage;
    char text[4096];
};

/// An open connection. One thread at a time may use it.
typedef struct CADBCSession CADBCSession;

/// Loads a driver and connects.
///
/// @param options Names and values in turn, `count` of both together.
/// @return NULL where that failed.
CADBCSession *cadbc_open(const char *library, const char *const *options, size_t count,
                         struct CADBCFailure *failure);

/// Runs a statement. What the one before it gave must not be used any more.
///
/// @return Whether `rows` now holds an answer, which the caller releases.
bool cadbc_query(CADBCSession *session, const char *sql, struct ArrowArrayStream *rows,
                 struct CADBCFailure *failure);

/// Reads the types of an answer, which the caller releases.
bool cadbc_schema(struct ArrowArrayStream *rows, struct ArrowSchema *schema,
                  struct CADBCFailure *failure);

/// Reads the next rows of an answer, which the caller releases; `release` is
/// NULL after the last.
bool cadbc_next(struct ArrowArrayStream *rows, struct ArrowArray *array,
                struct CADBCFailure *failure);

void cadbc_release_rows(struct ArrowArrayStream *rows);
void cadbc_release_schema(struct ArrowSchema *schema);
void cadbc_release_array(struct ArrowArray *array);

void cadbc_close(CADBCSession *session);

#endif
