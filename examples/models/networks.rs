//! The four networks of the MLPerf Tiny benchmark (Banbury et al. 2021), by its layer lists: `BatchNorm` behind every layer of weights,
//! which keep their own bias, and `Same` padding.

use nn_core::prelude::*;

network! {
    /// Image classification: ResNet of eight layers (He et al. 2015) on colour images of 32 by 32 pixels.
    #[batch(16)]
    pub struct ResNet8 {
        input: [f32; (32, 32, 3)],
        first: Conv2d(16, kernel = 3, padding = Same), first_norm: BatchNorm, Relu,
        stack_1: Residual {
            a: Conv2d(16, kernel = 3, padding = Same), a_norm: BatchNorm, Relu,
            b: Conv2d(16, kernel = 3, padding = Same), b_norm: BatchNorm,
        },
        Relu,
        stack_2: Sum {
            Chain {
                a: Conv2d(32, kernel = 3, stride = 2, padding = Same), a_norm: BatchNorm, Relu,
                b: Conv2d(32, kernel = 3, padding = Same), b_norm: BatchNorm,
            },
            across: Conv2d(32, kernel = 1, stride = 2, padding = Same),
        },
        Relu,
        stack_3: Sum {
            Chain {
                a: Conv2d(64, kernel = 3, stride = 2, padding = Same), a_norm: BatchNorm, Relu,
                b: Conv2d(64, kernel = 3, padding = Same), b_norm: BatchNorm,
            },
            across: Conv2d(64, kernel = 1, stride = 2, padding = Same),
        },
        Relu,
        GlobalAveragePool,
        logits: Dense(10),
        Softmax,
    }
}

network! {
    /// Keyword spotting: depthwise separable convolutions (Zhang et al. 2017) on 49 frames of 10 coefficients.
    #[batch(16)]
    pub struct DsCnn {
        input: [f32; (49, 10, 1)],
        first: Conv2d(64, kernel = (10, 4), stride = 2, padding = Same), first_norm: BatchNorm, Relu,
        Dropout(0.2),
        depth_1: DepthwiseConv2d(3, padding = Same), depth_norm_1: BatchNorm, Relu,
        point_1: Conv2d(64, kernel = 1), point_norm_1: BatchNorm, Relu,
        depth_2: DepthwiseConv2d(3, padding = Same), depth_norm_2: BatchNorm, Relu,
        point_2: Conv2d(64, kernel = 1), point_norm_2: BatchNorm, Relu,
        depth_3: DepthwiseConv2d(3, padding = Same), depth_norm_3: BatchNorm, Relu,
        point_3: Conv2d(64, kernel = 1), point_norm_3: BatchNorm, Relu,
        depth_4: DepthwiseConv2d(3, padding = Same), depth_norm_4: BatchNorm, Relu,
        point_4: Conv2d(64, kernel = 1), point_norm_4: BatchNorm, Relu,
        Dropout(0.4),
        GlobalAveragePool,
        logits: Dense(12),
        Softmax,
    }
}

network! {
    /// Visual wake words: MobileNet (Howard et al. 2017), a quarter as wide, on colour images of 96 by 96 pixels.
    #[batch(4)]
    pub struct MobileNet {
        input: [f32; (96, 96, 3)],
        first: Conv2d(8, kernel = 3, stride = 2, padding = Same), first_norm: BatchNorm, Relu,
        depth_1: DepthwiseConv2d(3, padding = Same), depth_norm_1: BatchNorm, Relu,
        point_1: Conv2d(16, kernel = 1), point_norm_1: BatchNorm, Relu,
        depth_2: DepthwiseConv2d(3, stride = 2, padding = Same), depth_norm_2: BatchNorm, Relu,
        point_2: Conv2d(32, kernel = 1), point_norm_2: BatchNorm, Relu,
        depth_3: DepthwiseConv2d(3, padding = Same), depth_norm_3: BatchNorm, Relu,
        point_3: Conv2d(32, kernel = 1), point_norm_3: BatchNorm, Relu,
        depth_4: DepthwiseConv2d(3, stride = 2, padding = Same), depth_norm_4: BatchNorm, Relu,
        point_4: Conv2d(64, kernel = 1), point_norm_4: BatchNorm, Relu,
        depth_5: DepthwiseConv2d(3, padding = Same), depth_norm_5: BatchNorm, Relu,
        point_5: Conv2d(64, kernel = 1), point_norm_5: BatchNorm, Relu,
        depth_6: DepthwiseConv2d(3, stride = 2, padding = Same), depth_norm_6: BatchNorm, Relu,
        point_6: Conv2d(128, kernel = 1), point_norm_6: BatchNorm, Relu,
        depth_7: DepthwiseConv2d(3, padding = Same), depth_norm_7: BatchNorm, Relu,
        point_7: Conv2d(128, kernel = 1), point_norm_7: BatchNorm, Relu,
        depth_8: DepthwiseConv2d(3, padding = Same), depth_norm_8: BatchNorm, Relu,
        point_8: Conv2d(128, kernel = 1), point_norm_8: BatchNorm, Relu,
        depth_9: DepthwiseConv2d(3, padding = Same), depth_norm_9: BatchNorm, Relu,
        point_9: Conv2d(128, kernel = 1), point_norm_9: BatchNorm, Relu,
        depth_10: DepthwiseConv2d(3, padding = Same), depth_norm_10: BatchNorm, Relu,
        point_10: Conv2d(128, kernel = 1), point_norm_10: BatchNorm, Relu,
        depth_11: DepthwiseConv2d(3, padding = Same), depth_norm_11: BatchNorm, Relu,
        point_11: Conv2d(128, kernel = 1), point_norm_11: BatchNorm, Relu,
        depth_12: DepthwiseConv2d(3, stride = 2, padding = Same), depth_norm_12: BatchNorm, Relu,
        point_12: Conv2d(256, kernel = 1), point_norm_12: BatchNorm, Relu,
        depth_13: DepthwiseConv2d(3, padding = Same), depth_norm_13: BatchNorm, Relu,
        point_13: Conv2d(256, kernel = 1), point_norm_13: BatchNorm, Relu,
        GlobalAveragePool,
        logits: Dense(2),
        Softmax,
    }
}

network! {
    /// Anomaly detection: an autoencoder of five frames of 128 bands of a spectrum. What it does not give back well is not as usual.
    #[batch(16)]
    pub struct Anomaly {
        input: [f32; 640],
        encode_1: Dense(128), encode_norm_1: BatchNorm, Relu,
        encode_2: Dense(128), encode_norm_2: BatchNorm, Relu,
        encode_3: Dense(128), encode_norm_3: BatchNorm, Relu,
        encode_4: Dense(128), encode_norm_4: BatchNorm, Relu,
        narrow: Dense(8), narrow_norm: BatchNorm, Relu,
        decode_1: Dense(128), decode_norm_1: BatchNorm, Relu,
        decode_2: Dense(128), decode_norm_2: BatchNorm, Relu,
        decode_3: Dense(128), decode_norm_3: BatchNorm, Relu,
        decode_4: Dense(128), decode_norm_4: BatchNorm, Relu,
        rebuilt: Dense(640),
    }
}

// Parameters with the statistics of `BatchNorm`, and multiplications with addition of the layers of weights.
const _: () = {
    assert!(ResNet8::PARAMETERS == 78_666 && ResNet8Folded::MULTIPLY_ADDS == 12_501_632);
    assert!(DsCnn::PARAMETERS == 24_908 && DsCnnFolded::MULTIPLY_ADDS == 2_656_768);
    assert!(MobileNet::PARAMETERS == 221_794 && MobileNetFolded::MULTIPLY_ADDS == 7_489_664);
    assert!(Anomaly::PARAMETERS == 269_992 && AnomalyFolded::MULTIPLY_ADDS == 264_192);
};
