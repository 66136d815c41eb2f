// What Swift has no word for: telling the processor what will be read soon.

#ifndef NAMESAKE_CMEMORY_H
#define NAMESAKE_CMEMORY_H

// Begins to bring the cache line of an address near, and waits for nothing. Any address will do.
static inline void cmemory_prefetch(const void *address) {
    __builtin_prefetch(address);
}

#endif
