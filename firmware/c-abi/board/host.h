/* What the program asks of the emulator, by semihosting: to print, and to end. As `firmware/src/host.rs`. */

#ifndef HOST_H
#define HOST_H

#include <stdint.h>

void host_write(char byte);
void host_exit(uint32_t status) __attribute__((noreturn));

#endif
