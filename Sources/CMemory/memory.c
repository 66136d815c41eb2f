// A C module has a source; this one's functions are all in the header, so that they are compiled into their callers.
#include "CMemory.h"
