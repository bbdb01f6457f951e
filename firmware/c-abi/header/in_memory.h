
/* Bytes of the saved network. */
#define @NAME@_BYTES @bytes@
/* Bytes of stack that the numbers of one step take at most, with some 256 beyond as above. */
#define @NAME@_TRAINING_BYTES @training_bytes@

/* Room for a network, with nothing in it for C to read or write. */
#define @NAME@_NETWORK_BYTES @network_bytes@
#define @NAME@_NETWORK_ALIGNMENT @network_alignment@
typedef struct @name@_network {
    uint@network_bits@_t opaque[@network_units@];
} @name@_network;
struct @name@_network_after_a_byte {
    char byte;
    @name@_network after;
};
typedef char @name@_network_has_its_size[sizeof(@name@_network) == @NAME@_NETWORK_BYTES ? 1 : -1];
typedef char @name@_network_has_its_alignment
    [offsetof(struct @name@_network_after_a_byte, after) == @NAME@_NETWORK_ALIGNMENT ? 1 : -1];

/* Room for a trainer, with nothing in it for C to read or write. */
#define @NAME@_TRAINER_BYTES @trainer_bytes@
#define @NAME@_TRAINER_ALIGNMENT @trainer_alignment@
typedef struct @name@_trainer {
    uint@trainer_bits@_t opaque[@trainer_units@];
} @name@_trainer;
struct @name@_trainer_after_a_byte {
    char byte;
    @name@_trainer after;
};
typedef char @name@_trainer_has_its_size[sizeof(@name@_trainer) == @NAME@_TRAINER_BYTES ? 1 : -1];
typedef char @name@_trainer_has_its_alignment
    [offsetof(struct @name@_trainer_after_a_byte, after) == @NAME@_TRAINER_ALIGNMENT ? 1 : -1];

#define @name@_initialize @name@_initialize_@inputs@_@outputs@_@network_bytes@_@trainer_bytes@
#define @name@_forward @name@_forward_@inputs@_@outputs@_@network_bytes@_@trainer_bytes@
#define @name@_save @name@_save_@inputs@_@outputs@_@network_bytes@_@trainer_bytes@
#define @name@_load @name@_load_@inputs@_@outputs@_@network_bytes@_@trainer_bytes@
#define @name@_trainer_initialize @name@_trainer_initialize_@inputs@_@outputs@_@network_bytes@_@trainer_bytes@
#define @name@_step @name@_step_@inputs@_@outputs@_@network_bytes@_@trainer_bytes@

/* Draws first weights: the same seed gives the same bits. */
nn_status @name@_initialize(@name@_network *net, uint64_t seed);

/* Writes the outputs for one input. */
nn_status @name@_forward(const @name@_network *net, const float input[@NAME@_INPUTS], float output[@NAME@_OUTPUTS]);

/* Saves a network, to flash or to a file. */
nn_status @name@_save(const @name@_network *net, uint8_t saved[@NAME@_BYTES]);

/* Initializes a network with a saved one. After NN_BAD_FILE all its weights are 0. */
nn_status @name@_load(@name@_network *net, const uint8_t saved[@NAME@_BYTES]);

/* Sets up a trainer for a network. */
nn_status @name@_trainer_initialize(@name@_trainer *trainer, const @name@_network *net);

/*
 * Learns one example. `loss` may be null; otherwise it receives the loss before the step. After any status but NN_GOOD
 * the network is as it was, and `loss` too.
 */
nn_status @name@_step(@name@_network *net, @name@_trainer *trainer, const float input[@NAME@_INPUTS],
    const float target[@NAME@_OUTPUTS], float *loss);
