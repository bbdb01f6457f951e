
/*
 * @name@
 *@about@
 */

/* Floats in, floats out. */
#define @NAME@_INPUTS @inputs@
#define @NAME@_OUTPUTS @outputs@
/* Multiplications with addition in one forward pass. */
#define @NAME@_MULTIPLY_ADDS @multiply_adds@
/* Bytes of the weights. */
#define @NAME@_WEIGHT_BYTES @weight_bytes@
/* Bytes of stack for the buffers of one forward pass; return addresses and saved registers take some 256 beyond. */
#define @NAME@_INFERENCE_BYTES @inference_bytes@
