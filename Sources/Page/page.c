// Written by Scripts/page-files.
#include "page.h"

#include <stddef.h>

static const unsigned char file0[] = {
#embed "files/index.html"
};

static const heaviside_page_file files[] = {
    {"index.html", file0, sizeof file0},
};

const heaviside_page_file *heaviside_page_file_at(long index) {
    return index >= 0 && index < 1 ? &files[index] : NULL;
}
