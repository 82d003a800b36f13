#include "CLibXML2.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

const char *metriglot_libxml2_version(void) { return xmlParserVersion; }

/* The library's own set-up is not safe to run twice at the same time. */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_up(void) { xmlInitParser(); }

typedef struct {
    xmlParserCtxtPtr parser;
    const uint8_t *bytes;
    int64_t count;
    int64_t read;
    metriglot_xml_verdict verdict;
    metriglot_xml_fault *fault;
} check;

static int64_t offset_of(xmlParserCtxtPtr parser) {
    xmlParserInputPtr input = parser->input;
    if (input == NULL) return 0;
    return (int64_t)input->consumed + (int64_t)(input->cur - input->base);
}

static void stop(check *state, metriglot_xml_verdict verdict, int code, const char *message) {
    if (state->verdict != METRIGLOT_XML_WELL_FORMED) return;
    state->verdict = verdict;
    state->fault->offset = offset_of(state->parser);
    state->fault->code = code;
    if (message != NULL) {
        strncpy(state->fault->message, message, sizeof state->fault->message - 1);
        char *end = strpbrk(state->fault->message, "\r\n");
        if (end != NULL) *end = 0;
    }
    xmlStopParser(state->parser);
}

static int on_read(void *context, char *buffer, int length) {
    check *state = context;
    int64_t left = state->count - state->read;
    int size = left < length ? (int)left : length;
    memcpy(buffer, state->bytes + state->read, (size_t)size);
    state->read += size;
    return size;
}

static void on_error(void *context, xmlErrorPtr error) {
    check *state = context;
    if (error->level < XML_ERR_FATAL && error->code != XML_ERR_ATTRIBUTE_REDEFINED) return;
    stop(
        state,
        error->code == XML_ERR_NO_MEMORY ? METRIGLOT_XML_MEMORY : METRIGLOT_XML_MALFORMED,
        error->code, error->message);
}

static xmlEntityPtr on_entity(void *context, const xmlChar *name) {
    check *state = context;
    /* The parser also asks while it reads the declarations themselves. */
    if (state->parser->inSubset == 0) {
        stop(state, METRIGLOT_XML_ENTITY, 0, (const char *)name);
    }
    return NULL;
}

/* Parameter entities are left out: what they declare cannot be used anyway. */
static xmlEntityPtr on_parameter_entity(void *context, const xmlChar *name) {
    (void)context;
    (void)name;
    return NULL;
}

static xmlParserInputPtr on_external(void *context, const xmlChar *id, const xmlChar *system) {
    (void)id;
    stop(context, METRIGLOT_XML_ENTITY, 0, (const char *)system);
    return NULL;
}

metriglot_xml_verdict metriglot_xml_check(
    const uint8_t *bytes, int64_t count, metriglot_xml_fault *fault) {
    pthread_once(&once, set_up);
    memset(fault, 0, sizeof *fault);
    check state = {
        .bytes = bytes, .count = count, .verdict = METRIGLOT_XML_WELL_FORMED, .fault = fault};

    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.serror = on_error;
    handler.getEntity = on_entity;
    handler.getParameterEntity = on_parameter_entity;
    handler.resolveEntity = on_external;

    xmlParserCtxtPtr parser = xmlCreateIOParserCtxt(
        &handler, &state, on_read, NULL, &state, XML_CHAR_ENCODING_UTF8);
    if (parser == NULL) return METRIGLOT_XML_MEMORY;
    state.parser = parser;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
    parser->sax2 = 1;
    xmlParseDocument(parser);
    if (state.verdict == METRIGLOT_XML_WELL_FORMED && !parser->wellFormed) {
        stop(&state, METRIGLOT_XML_MALFORMED, parser->errNo, NULL);
    }
    xmlFreeParserCtxt(parser);
    return state.verdict;
}
