#ifndef HEAVISIDE_PAGE_H
#define HEAVISIDE_PAGE_H

/// A file of the live page.
typedef struct {
    /// Its path below `files`, such as "views/code.js".
    const char *_Nonnull name;
    const unsigned char *_Nonnull bytes;
    long count;
} heaviside_page_file;

/// The file of the live page with an index from 0; NULL for an index that has none.
const heaviside_page_file *_Nullable heaviside_page_file_at(long index);

#endif
