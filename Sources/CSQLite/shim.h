#include <sqlite3.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif
