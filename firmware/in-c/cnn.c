/* The network `cnn` in plain C, as one writes it by hand: what the library's code is measured beside. Softmax is left out. */

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

static float map1[26][26][8], pooled1[13][13][8], map2[11][11][16], pooled2[5][5][16];

static void convolve_first(const cnn *net, const float input[28][28]) {
    for (int y = 0; y < 26; y++) {
        for (int x = 0; x < 26; x++) {
            for (int out = 0; out < 8; out++) {
                float sum = net->first.bias[out];
                for (int m = 0; m < 3; m++) {
                    for (int n = 0; n < 3; n++) {
                        sum += input[y + m][x + n] * net->first.weight[m][n][out];
                    }
                }
                map1[y][x][out] = relu(sum);
            }
        }
    }
}

static void pool_first(void) {
    for (int y = 0; y < 13; y++) {
        for (int x = 0; x < 13; x++) {
            for (int out = 0; out < 8; out++) {
                pooled1[y][x][out] = larger(larger(map1[2 * y][2 * x][out], map1[2 * y][2 * x + 1][out]),
                                            larger(map1[2 * y + 1][2 * x][out], map1[2 * y + 1][2 * x + 1][out]));
            }
        }
    }
}

static void convolve_second(const cnn *net) {
    for (int y = 0; y < 11; y++) {
        for (int x = 0; x < 11; x++) {
            for (int out = 0; out < 16; out++) {
                float sum = net->second.bias[out];
                for (int m = 0; m < 3; m++) {
                    for (int n = 0; n < 3; n++) {
                        for (int in = 0; in < 8; in++) {
                            sum += pooled1[y + m][x + n][in] * net->second.weight[m][n][in][out];
                        }
                    }
                }
                map2[y][x][out] = relu(sum);
            }
        }
    }
}

static void pool_second(void) {
    for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 5; x++) {
            for (int out = 0; out < 16; out++) {
                pooled2[y][x][out] = larger(larger(map2[2 * y][2 * x][out], map2[2 * y][2 * x + 1][out]),
                                            larger(map2[2 * y + 1][2 * x][out], map2[2 * y + 1][2 * x + 1][out]));
            }
        }
    }
}

static void connect(const cnn *net, float output[10]) {
    const float *pooled = &pooled2[0][0][0];
    for (int out = 0; out < 10; out++) {
        float sum = net->logits.bias[out];
        for (int in = 0; in < 400; in++) {
            sum += pooled[in] * net->logits.weight[in][out];
        }
        output[out] = sum;
    }
}

void cnn_in_c(const cnn *net, const float input[28][28], float output[10]) {
    convolve_first(net, input);
    pool_first();
    convolve_second(net);
    pool_second();
    connect(net, output);
}
