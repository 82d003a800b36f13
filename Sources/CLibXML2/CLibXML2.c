#include "CLibXML2.h"
#include <libxml/parser.h>

const char *metriglot_libxml2_version(void) { return xmlParserVersion; }
