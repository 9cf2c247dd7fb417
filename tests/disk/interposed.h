/* What stands in front of functions of the C library, in a library that is preloaded. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* The mode that `open` and its like take where they may make a file, as the variable `mode`. */
#define TAKE_MODE(flags)                                                                                               \
    va_list rest;                                                                                                      \
    va_start(rest, flags);                                                                                             \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                            \
    va_end(rest);
