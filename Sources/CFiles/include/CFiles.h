// What Swift cannot import from the C library about files: an exchange of two paths, and extended attributes.
//
// Every function returns 0, or a negated errno.

#ifndef NAMESAKE_CFILES_H
#define NAMESAKE_CFILES_H

// Exchanges two paths in one step (renameat2 with RENAME_EXCHANGE).
int cfiles_exchange(const char *one, const char *other);

// Gives the file `to` the extended attributes of the file `from`: access lists, and the label that SELinux looks at.
// A file system that knows none is no error.
int cfiles_copy_attributes(int from, int to);

#endif
