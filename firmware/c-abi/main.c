/* The programs `digits` and `xor` of `firmware/src/bin` in C. They print the same lines, to the last bit. */

#include <stdint.h>

#include "board/host.h"
#include "board/stack.h"
#include "networks.h"

/* As firmware/src/print.rs. */

static void print_text(const char *text) {
    while (*text != '\0') {
        host_write(*text++);
    }
}

static void print_number(uint32_t number) {
    if (number >= 10) {
        print_number(number / 10);
    }
    host_write((char)('0' + number % 10));
}

static void print_bits(const float *numbers, int count) {
    for (int at = 0; at < count; at++) {
        union {
            float number;
            uint32_t bits;
        } view = {numbers[at]};
        host_write(' ');
        for (int shift = 28; shift >= 0; shift -= 4) {
            host_write("0123456789abcdef"[view.bits >> shift & 15]);
        }
    }
    host_write('\n');
}

/* 64 pixels, and what they show. */
typedef struct {
    uint8_t pixels[DIGITS_INPUTS];
    uint8_t label;
} image;
extern const image images[], images_end[];

static nn_status read_digits(void) {
    for (const image *each = images; each < images_end; each++) {
        float input[DIGITS_INPUTS], output[DIGITS_OUTPUTS];
        for (int at = 0; at < DIGITS_INPUTS; at++) {
            input[at] = (float)each->pixels[at];
        }
        nn_status status = digits_forward(input, output);
        if (status != NN_GOOD) {
            return status;
        }
        print_number(each->label);
        print_text(" read as ");
        print_number((uint32_t)digits_classify(input));
        print_bits(output, DIGITS_OUTPUTS);
    }
    return NN_GOOD;
}

static const float questions[4][XOR_INPUTS] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
static const float answers[4][XOR_OUTPUTS] = {{0}, {1}, {1}, {0}};

/* Whether all four answers are on the right side, by a margin. */
static int all_right(const xor_network *net) {
    for (int at = 0; at < 4; at++) {
        float output[XOR_OUTPUTS];
        if (xor_forward(net, questions[at], output) != NN_GOOD) {
            return 0;
        }
        float off = output[0] - answers[at][0];
        if (!(-0.25f < off && off < 0.25f)) {
            return 0;
        }
    }
    return 1;
}

/* Trains until all is right. */
static nn_status learn_xor(xor_network *net, xor_trainer *trainer) {
    nn_status status = xor_initialize(net, 1);
    if (status == NN_GOOD) {
        status = xor_trainer_initialize(trainer, net);
    }
    uint32_t epoch = 0;
    while (status == NN_GOOD && epoch < 2000 && !all_right(net)) {
        epoch++;
        for (int at = 0; at < 4 && status == NN_GOOD; at++) {
            status = xor_step(net, trainer, questions[at], answers[at], 0);
        }
    }
    print_text("learned in ");
    print_number(epoch);
    print_text(" epochs\n");
    return status;
}

static void answer_all(const xor_network *net) {
    for (int at = 0; at < 4; at++) {
        float output[XOR_OUTPUTS];
        xor_forward(net, questions[at], output);
        print_text(output[0] > 0.5f ? "1" : "0");
        print_bits(output, XOR_OUTPUTS);
    }
}

/* What the header promises beside: null is noticed, a saved network comes back, a damaged one does not. */
static int keeps_its_word(const xor_network *net) {
    static uint8_t saved[XOR_BYTES];
    static xor_network copy;
    float output[XOR_OUTPUTS], again[XOR_OUTPUTS];
    int good = digits_forward(0, 0) == NN_NULL && digits_classify(0) == NN_NO_CLASS;
    good &= xor_save(net, saved) == NN_GOOD && xor_load(&copy, saved) == NN_GOOD;
    good &= xor_forward(net, questions[1], output) == NN_GOOD && xor_forward(&copy, questions[1], again) == NN_GOOD;
    good &= output[0] == again[0];
    saved[XOR_BYTES - 1] ^= 1;
    return good & (xor_load(&copy, saved) == NN_BAD_FILE);
}

/* The stack that calls take, beside what the header says of it. */

static xor_network net;
static xor_trainer trainer;
static float input[DIGITS_INPUTS], output[DIGITS_OUTPUTS];

static void forward_digits(void) {
    digits_forward(input, output);
}

static void forward_xor(void) {
    xor_forward(&net, input, output);
}

static void step_xor(void) {
    xor_step(&net, &trainer, input, output, 0);
}

static int stays_within_its_stack(void) {
    return stack_bytes(forward_digits) <= DIGITS_INFERENCE_BYTES + 256 &&
           stack_bytes(forward_xor) <= XOR_INFERENCE_BYTES + 256 &&
           stack_bytes(step_xor) <= XOR_TRAINING_BYTES + 256;
}

int main(void) {
    if (read_digits() != NN_GOOD) {
        return 1;
    }
    if (learn_xor(&net, &trainer) != NN_GOOD) {
        return 2;
    }
    answer_all(&net);
    if (!keeps_its_word(&net)) {
        return 3;
    }
    return stays_within_its_stack() ? 0 : 4;
}
