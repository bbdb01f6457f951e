
#define @name@_forward @name@_forward_@inputs@_@outputs@_@network_bytes@_@trainer_bytes@
#define @name@_classify @name@_classify_@inputs@_@outputs@_@network_bytes@_@trainer_bytes@

/* Writes the outputs for one input. */
nn_status @name@_forward(const float input[@NAME@_INPUTS], float output[@NAME@_OUTPUTS]);

/* Returns the index of the largest output, from 0 on. The outputs take 4 * @NAME@_OUTPUTS bytes of stack more. */
int32_t @name@_classify(const float input[@NAME@_INPUTS]);
