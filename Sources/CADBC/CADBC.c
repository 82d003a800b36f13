#include "CADBC.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What ADBC lays down. An error's later fields are only there where its vendor
// code says so, which it never does when it comes in as zero.
struct AdbcError {
    char *message;
    int32_t vendor_code;
    char sqlstate[5];
    void (*release)(struct AdbcError *);
    void *private_data;
    void *private_driver;
};
struct AdbcDatabase { void *private_data; void *private_driver; };
struct AdbcConnection { void *private_data; void *private_driver; };
struct AdbcStatement { void *private_data; void *private_driver; };
typedef uint8_t AdbcStatusCode;

struct Functions {
    AdbcStatusCode (*databaseNew)(struct AdbcDatabase *, struct AdbcError *);
    AdbcStatusCode (*databaseSetOption)(struct AdbcDatabase *, const char *, const char *,
                                        struct AdbcError *);
    AdbcStatusCode (*databaseInit)(struct AdbcDatabase *, struct AdbcError *);
    AdbcStatusCode (*databaseRelease)(struct AdbcDatabase *, struct AdbcError *);
    AdbcStatusCode (*connectionNew)(struct AdbcConnection *, struct AdbcError *);
    AdbcStatusCode (*connectionInit)(struct AdbcConnection *, struct AdbcDatabase *,
                                     struct AdbcError *);
    AdbcStatusCode (*connectionRelease)(struct AdbcConnection *, struct AdbcError *);
    AdbcStatusCode (*statementNew)(struct AdbcConnection *, struct AdbcStatement *,
                                   struct AdbcError *);
    AdbcStatusCode (*statementSetSqlQuery)(struct AdbcStatement *, const char *,
                                           struct AdbcError *);
    AdbcStatusCode (*statementExecuteQuery)(struct AdbcStatement *, struct ArrowArrayStream *,
                                            int64_t *, struct AdbcError *);
    AdbcStatusCode (*statementRelease)(struct AdbcStatement *, struct AdbcError *);
};

struct CADBCSession {
    struct Functions functions;
    struct AdbcDatabase database;
    struct AdbcConnection connection;
    struct AdbcStatement statement;
};

static void fail(struct CADBCFailure *failure, enum CADBCStage stage, const char *text) {
    failure->stage = stage;
    snprintf(failure->text, sizeof failure->text, "%s", text ? text : "");
}

static void failWith(struct CADBCFailure *failure, enum CADBCStage stage,
                     struct AdbcError *error, AdbcStatusCode status) {
    if (error->message) {
        fail(failure, stage, error->message);
    } else {
        failure->stage = stage;
        snprintf(failure->text, sizeof failure->text, "ADBC %d", (int)status);
    }
    if (error->release) error->release(error);
    memset(error, 0, sizeof *error);
}

// A driver stays loaded until the process ends: some start threads of their own.
static bool load(const char *library, struct Functions *f, struct CADBCFailure *failure) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        fail(failure, CADBCStageDriver, dlerror());
        return false;
    }
    const struct { const char *name; void **place; } symbols[] = {
        {"AdbcDatabaseNew", (void **)&f->databaseNew},
        {"AdbcDatabaseSetOption", (void **)&f->databaseSetOption},
        {"AdbcDatabaseInit", (void **)&f->databaseInit},
        {"AdbcDatabaseRelease", (void **)&f->databaseRelease},
        {"AdbcConnectionNew", (void **)&f->connectionNew},
        {"AdbcConnectionInit", (void **)&f->connectionInit},
        {"AdbcConnectionRelease", (void **)&f->connectionRelease},
        {"AdbcStatementNew", (void **)&f->statementNew},
        {"AdbcStatementSetSqlQuery", (void **)&f->statementSetSqlQuery},
        {"AdbcStatementExecuteQuery", (void **)&f->statementExecuteQuery},
        {"AdbcStatementRelease", (void **)&f->statementRelease},
    };
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        *symbols[i].place = dlsym(handle, symbols[i].name);
        if (!*symbols[i].place) {
            fail(failure, CADBCStageDriver, dlerror());
            return false;
        }
    }
    return true;
}

CADBCSession *cadbc_open(const char *library, const char *const *options, size_t count,
                         struct CADBCFailure *failure) {
    struct CADBCSession *s = calloc(1, sizeof *s);
    if (!s) {
        fail(failure, CADBCStageDriver, "out of memory");
        return NULL;
    }
    if (!load(library, &s->functions, failure)) {
        free(s);
        return NULL;
    }
    struct AdbcError error;
    memset(&error, 0, sizeof error);
    AdbcStatusCode status = s->functions.databaseNew(&s->database, &error);
    for (size_t i = 0; status == 0 && i + 1 < count; i += 2)
        status = s->functions.databaseSetOption(&s->database, options[i], options[i + 1], &error);
    if (status == 0) status = s->functions.databaseInit(&s->database, &error);
    if (status == 0) status = s->functions.connectionNew(&s->connection, &error);
    if (status == 0) status = s->functions.connectionInit(&s->connection, &s->database, &error);
    if (status == 0) return s;
    failWith(failure, CADBCStageConnection, &error, status);
    cadbc_close(s);
    return NULL;
}

static void endStatement(CADBCSession *s) {
    if (!s->statement.private_data) return;
    struct AdbcError error;
    memset(&error, 0, sizeof error);
    s->functions.statementRelease(&s->statement, &error);
    if (error.release) error.release(&error);
    memset(&s->statement, 0, sizeof s->statement);
}

bool cadbc_query(CADBCSession *s, const char *sql, struct ArrowArrayStream *rows,
                 struct CADBCFailure *failure) {
    endStatement(s);
    struct AdbcError error;
    memset(&error, 0, sizeof error);
    memset(rows, 0, sizeof *rows);
    AdbcStatusCode status = s->functions.statementNew(&s->connection, &s->statement, &error);
    if (status == 0) status = s->functions.statementSetSqlQuery(&s->statement, sql, &error);
    if (status == 0) {
        int64_t affected = -1;
        status = s->functions.statementExecuteQuery(&s->statement, rows, &affected, &error);
    }
    if (status == 0) return true;
    failWith(failure, CADBCStageQuery, &error, status);
    return false;
}

static bool streamFailed(struct ArrowArrayStream *rows, struct CADBCFailure *failure, int code) {
    const char *text = rows->get_last_error ? rows->get_last_error(rows) : NULL;
    fail(failure, CADBCStageQuery, text ? text : strerror(code));
    return false;
}

bool cadbc_schema(struct ArrowArrayStream *rows, struct ArrowSchema *schema,
                  struct CADBCFailure *failure) {
    memset(schema, 0, sizeof *schema);
    if (!rows->release) return true;
    int code = rows->get_schema(rows, schema);
    return code == 0 ? true : streamFailed(rows, failure, code);
}

bool cadbc_next(struct ArrowArrayStream *rows, struct ArrowArray *array,
                struct CADBCFailure *failure) {
    memset(array, 0, sizeof *array);
    if (!rows->release) return true;
    int code = rows->get_next(rows, array);
    return code == 0 ? true : streamFailed(rows, failure, code);
}

void cadbc_release_rows(struct ArrowArrayStream *rows) {
    if (rows->release) rows->release(rows);
    rows->release = NULL;
}

void cadbc_release_schema(struct ArrowSchema *schema) {
    if (schema->release) schema->release(schema);
    schema->release = NULL;
}

void cadbc_release_array(struct ArrowArray *array) {
    if (array->release) array->release(array);
    array->release = NULL;
}

void cadbc_close(CADBCSession *s) {
    endStatement(s);
    struct AdbcError error;
    memset(&error, 0, sizeof error);
    if (s->connection.private_data) s->functions.connectionRelease(&s->connection, &error);
    if (error.release) error.release(&error);
    memset(&error, 0, sizeof error);
    if (s->database.private_data) s->functions.databaseRelease(&s->database, &error);
    if (error.release) error.release(&error);
    free(s);
}
