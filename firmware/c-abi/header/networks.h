
#ifndef NETWORKS_H
#define NETWORKS_H

/*
 * Networks for C99 and C++11, in libnetworks.a. This text stands in the library and was taken from there: its numbers
 * are those that the library was compiled with, and it links with no library of other sizes.
 *
 * For all functions:
 *
 * - Nothing is allocated and no pointer is kept. All memory that changes is the caller's. So any thread or interrupt
 *   may call, as long as nobody else uses the memory that the call writes, or writes what it reads.
 * - A pointer leads to memory of the type and length that are declared, aligned as C aligns that type.
 * - Null is noticed, and nothing is done then. Any other pointer that leads nowhere is not noticed.
 * - What a function writes (pointers without const) overlaps none of its other arguments.
 * - A network or trainer is initialized before it is used. It has no pointers inside: it may be copied with =.
 * - Any float may come in: NaN and infinities neither trap nor panic.
 * - Initializing, saving and loading take some 256 bytes of stack. What else takes more is said below.
 * - A float unit that the library is compiled for is switched on before the first call.
 *
 * Link with --gc-sections, which leaves out what is not called, and this text.
 */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How a call went. */
typedef int32_t nn_status;
enum {
@statuses@};

/* What `classify` returns if the input is null. */
#define NN_NO_CLASS (-1)

/* Fails to compile where a float is something else. */
typedef char nn_float_is_four_bytes[sizeof(float) == 4 ? 1 : -1];
@networks@
#ifdef __cplusplus
}
#endif

#endif /* NETWORKS_H */
