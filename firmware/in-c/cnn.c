/* The network `cnn` in plain C, as one writes it by hand: what the library's code is measured beside. Softmax is left out.
 *
 * All sums of a pixel are kept at once: one output after the other takes more instructions and, unfused, more cycles. */

/* Weights as the library saves them: channels last, and the bias behind. */
typedef struct {
    struct {
        float weight[3][3][8], bias[8];
    } first;
    struct {
        float weight[3][3][8][16], bias[16];
    } second;
    struct {
        float weight[400][10], bias[10];
    } logits;
} cnn;

void cnn_in_c(const cnn *net, const float input[28][28], float output[10]);

static float relu(float x) {
    return x > 0 ? x : 0;
}

static float larger(float a, float b) {
    return a > b ? a : b;
}

static void convolve_first(const cnn *net, const float input[28][28], float map[26][26][8]) {
    for (int y = 0; y < 26; y++) {
        for (int x = 0; x < 26; x++) {
            float sums[8];
            for (int out = 0; out < 8; out++) {
                sums[out] = net->first.bias[out];
            }
            for (int m = 0; m < 3; m++) {
                for (int n = 0; n < 3; n++) {
                    for (int out = 0; out < 8; out++) {
                        sums[out] += input[y + m][x + n] * net->first.weight[m][n][out];
                    }
                }
            }
            for (int out = 0; out < 8; out++) {
                map[y][x][out] = relu(sums[out]);
            }
        }
    }
}

static void pool_first(float map[26][26][8], float pooled[13][13][8]) {
    for (int y = 0; y < 13; y++) {
        for (int x = 0; x < 13; x++) {
            for (int out = 0; out < 8; out++) {
                pooled[y][x][out] = larger(larger(map[2 * y][2 * x][out], map[2 * y][2 * x + 1][out]),
                                           larger(map[2 * y + 1][2 * x][out], map[2 * y + 1][2 * x + 1][out]));
            }
        }
    }
}

static void convolve_second(const cnn *net, float input[13][13][8], float map[11][11][16]) {
    for (int y = 0; y < 11; y++) {
        for (int x = 0; x < 11; x++) {
            float sums[16];
            for (int out = 0; out < 16; out++) {
                sums[out] = net->second.bias[out];
            }
            for (int m = 0; m < 3; m++) {
                for (int n = 0; n < 3; n++) {
                    for (int in = 0; in < 8; in++) {
                        for (int out = 0; out < 16; out++) {
                            sums[out] += input[y + m][x + n][in] * net->second.weight[m][n][in][out];
                        }
                    }
                }
            }
            for (int out = 0; out < 16; out++) {
                map[y][x][out] = relu(sums[out]);
            }
        }
    }
}

static void pool_second(float map[11][11][16], float pooled[5][5][16]) {
    for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 5; x++) {
            for (int out = 0; out < 16; out++) {
                pooled[y][x][out] = larger(larger(map[2 * y][2 * x][out], map[2 * y][2 * x + 1][out]),
                                           larger(map[2 * y + 1][2 * x][out], map[2 * y + 1][2 * x + 1][out]));
            }
        }
    }
}

static void connect(const cnn *net, const float *input, float output[10]) {
    for (int out = 0; out < 10; out++) {
        float sum = net->logits.bias[out];
        for (int in = 0; in < 400; in++) {
            sum += input[in] * net->logits.weight[in][out];
        }
        output[out] = sum;
    }
}

void cnn_in_c(const cnn *net, const float input[28][28], float output[10]) {
    float first[26][26][8], first_pooled[13][13][8], second[11][11][16], second_pooled[5][5][16];
    convolve_first(net, input, first);
    pool_first(first, first_pooled);
    convolve_second(net, first_pooled, second);
    pool_second(second, second_pooled);
    connect(net, &second_pooled[0][0][0], output);
}
