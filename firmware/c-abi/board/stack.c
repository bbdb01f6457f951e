#include "stack.h"

#define PAINT 0xc0de57acu

/* Where static data ends: how low the stack may grow. */
extern volatile uint32_t bss_end[];

static void nothing(void) {
}

/* Not inlined, so that both calls find the stack pointer in one place. */
__attribute__((noinline)) static uint32_t painted(void (*work)(void)) {
    volatile uint32_t *top;
    __asm__ volatile("mov %0, sp" : "=r"(top));
    for (volatile uint32_t *at = bss_end; at < top; at++) {
        *at = PAINT;
    }
    work();
    volatile uint32_t *lowest = bss_end;
    while (lowest < top && *lowest == PAINT) {
        lowest++;
    }
    return (uint32_t)(top - lowest) * sizeof *top;
}

uint32_t stack_bytes(void (*work)(void)) {
    uint32_t empty = painted(nothing);
    return painted(work) - empty;
}
