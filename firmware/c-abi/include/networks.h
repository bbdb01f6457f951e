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
    NN_GOOD = 0, /* it is done */
    NN_NULL = 1, /* a pointer is null; nothing was done */
    NN_EMPTY_BATCH = 2, /* a batch without rows */
    NN_UNEQUAL_LENGTHS = 3, /* inputs and targets of different number */
    NN_CLASS_OUT_OF_RANGE = 4, /* a class that the network has no output for */
    NN_NON_FINITE_LOSS = 5, /* the loss is NaN or infinite: so was an input, or the rate is too high */
    NN_BAD_SETTING = 7, /* the trainer was set up with a number out of range */
    NN_BAD_FILE = 8, /* not a saved network of this kind, or damaged */
    NN_BAD_TARGET = 9, /* a target that the loss has no meaning for */
    NN_NON_FINITE_GRADIENT = 10, /* the loss is finite, but not its gradient */
    NN_OTHER = 11, /* the library says what this header does not know */
};

/* What `classify` returns if the input is null. */
#define NN_NO_CLASS (-1)

/* Fails to compile where a float is something else. */
typedef char nn_float_is_four_bytes[sizeof(float) == 4 ? 1 : -1];

/*
 * digits
 *
 * Reads handwritten digits.
 * In: 8 x 8 pixels, row by row, from 0 (paper) to 16 (ink). Out: the probabilities of 0 to 9.
 */

/* Floats in, floats out. */
#define DIGITS_INPUTS 64
#define DIGITS_OUTPUTS 10
/* Multiplications with addition in one forward pass. */
#define DIGITS_MULTIPLY_ADDS 11900
/* Bytes of the weights. */
#define DIGITS_WEIGHT_BYTES 48752
/* Bytes of stack for the buffers of one forward pass; return addresses and saved registers take some 256 beyond. */
#define DIGITS_INFERENCE_BYTES 656

#define digits_forward digits_forward_64_10_48752_0
#define digits_classify digits_classify_64_10_48752_0

/* Writes the outputs for one input. */
nn_status digits_forward(const float input[DIGITS_INPUTS], float output[DIGITS_OUTPUTS]);

/* Returns the index of the largest output, from 0 on. The outputs take 4 * DIGITS_OUTPUTS bytes of stack more. */
int32_t digits_classify(const float input[DIGITS_INPUTS]);

/*
 * xor
 *
 * Learns exclusive or.
 * In: two bits, as 0 or 1. Out: the probability that just one of them is 1.
 */

/* Floats in, floats out. */
#define XOR_INPUTS 2
#define XOR_OUTPUTS 1
/* Multiplications with addition in one forward pass. */
#define XOR_MULTIPLY_ADDS 12
/* Bytes of the weights. */
#define XOR_WEIGHT_BYTES 68
/* Bytes of stack for the buffers of one forward pass; return addresses and saved registers take some 256 beyond. */
#define XOR_INFERENCE_BYTES 16

/* Bytes of the saved network. */
#define XOR_BYTES 204
/* Bytes of stack that the numbers of one step take at most, with some 256 beyond as above. */
#define XOR_TRAINING_BYTES 136

/* Room for a network, with nothing in it for C to read or write. */
#define XOR_NETWORK_BYTES 68
#define XOR_NETWORK_ALIGNMENT 4
typedef struct xor_network {
    uint32_t opaque[17];
} xor_network;
struct xor_network_after_a_byte {
    char byte;
    xor_network after;
};
typedef char xor_network_has_its_size[sizeof(xor_network) == XOR_NETWORK_BYTES ? 1 : -1];
typedef char xor_network_has_its_alignment
    [offsetof(struct xor_network_after_a_byte, after) == XOR_NETWORK_ALIGNMENT ? 1 : -1];

/* Room for a trainer, with nothing in it for C to read or write. */
#define XOR_TRAINER_BYTES 48
#define XOR_TRAINER_ALIGNMENT 8
typedef struct xor_trainer {
    uint64_t opaque[6];
} xor_trainer;
struct xor_trainer_after_a_byte {
    char byte;
    xor_trainer after;
};
typedef char xor_trainer_has_its_size[sizeof(xor_trainer) == XOR_TRAINER_BYTES ? 1 : -1];
typedef char xor_trainer_has_its_alignment
    [offsetof(struct xor_trainer_after_a_byte, after) == XOR_TRAINER_ALIGNMENT ? 1 : -1];

#define xor_initialize xor_initialize_2_1_68_48
#define xor_forward xor_forward_2_1_68_48
#define xor_save xor_save_2_1_68_48
#define xor_load xor_load_2_1_68_48
#define xor_trainer_initialize xor_trainer_initialize_2_1_68_48
#define xor_step xor_step_2_1_68_48

/* Draws first weights: the same seed gives the same bits. */
nn_status xor_initialize(xor_network *net, uint64_t seed);

/* Writes the outputs for one input. */
nn_status xor_forward(const xor_network *net, const float input[XOR_INPUTS], float output[XOR_OUTPUTS]);

/* Saves a network, to flash or to a file. */
nn_status xor_save(const xor_network *net, uint8_t saved[XOR_BYTES]);

/* Initializes a network with a saved one. After NN_BAD_FILE all its weights are 0. */
nn_status xor_load(xor_network *net, const uint8_t saved[XOR_BYTES]);

/* Sets up a trainer for a network. */
nn_status xor_trainer_initialize(xor_trainer *trainer, const xor_network *net);

/*
 * Learns one example. `loss` may be null; otherwise it receives the loss before the step. After any status but NN_GOOD
 * the network is as it was, and `loss` too.
 */
nn_status xor_step(xor_network *net, xor_trainer *trainer, const float input[XOR_INPUTS],
    const float target[XOR_OUTPUTS], float *loss);

#ifdef __cplusplus
}
#endif

#endif /* NETWORKS_H */
