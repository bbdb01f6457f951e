/* From reset to main: the float unit, static data, and what main returns as the status of the emulation. */

#include <stdint.h>

#include "host.h"

extern uint32_t stack_top[], data_start[], data_end[], data_in_flash[], bss_start[], bss_end[];

int main(void);
void reset(void);
void fault(void);

/* Coprocessor access: full for the float unit, CP10 and CP11. */
#define CPACR (*(volatile uint32_t *)0xe000ed88u)

void reset(void) {
    CPACR |= 0xfu << 20;
    __asm__ volatile("dsb\n\tisb" ::: "memory");
    const uint32_t *from = data_in_flash;
    for (uint32_t *to = data_start; to < data_end;) {
        *to++ = *from++;
    }
    for (uint32_t *to = bss_start; to < bss_end;) {
        *to++ = 0;
    }
    host_exit((uint32_t)main());
}

void fault(void) {
    host_exit(99);
}

/* The chip reads it at address 0: the stack, reset, NMI, and the faults. */
typedef struct {
    uint32_t *stack;
    void (*handlers[6])(void);
} vectors;

extern const vectors vector_table;
__attribute__((section(".vector_table"), used))
const vectors vector_table = {stack_top, {reset, fault, fault, fault, fault, fault}};
