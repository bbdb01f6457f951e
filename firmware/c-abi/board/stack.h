/* How much stack a call takes, measured by painting what is free of it. As `firmware/src/probe.rs`. */

#ifndef STACK_H
#define STACK_H

#include <stdint.h>

uint32_t stack_bytes(void (*work)(void));

#endif
