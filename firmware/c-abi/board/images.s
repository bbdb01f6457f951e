@ The test images of firmware/weights, as they are: 64 pixels and a label each.
    .section .rodata.images, "a", %progbits
    .global images, images_end
images:
    .incbin "digits.images"
images_end:
