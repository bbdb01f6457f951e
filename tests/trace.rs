//! `net.trace(&x)`: the value behind every named line.

use nn_core::prelude::*;

/// The same bits as `forward`.
fn agrees<N: Network>(net: &N, x: &Input<N>, last: &Output<N>) -> bool
where
    Output<N>: PartialEq,
{
    net.forward(x) == *last
}

#[test]
fn literal_numbers() {
    network! {
        struct Net {
            input:  [f32; 2],
            hidden: Dense(3),
            active: Relu,
            Dropout(0.5),
            same:   [f32; 3],
            output: Dense(1, bias = false),
            LeakyRelu(slope = 0.5),
            end:    [f32; 1],
        }
    }
    let mut net = Net::zeros();
    net.hidden.weight = [[1.0, -1.0, 2.0], [0.5, 0.25, -1.0]];
    net.hidden.bias = [0.0, 1.0, 0.5];
    net.output.weight = [[-1.0], [3.0], [2.0]];
    let trace = net.trace(&[2.0, 4.0]);
    assert_eq!(trace.input, [2.0, 4.0]);
    assert_eq!(trace.hidden, [4.0, 0.0, 0.5]);
    assert_eq!(trace.active, [4.0, 0.0, 0.5]);
    assert_eq!(trace.same, [4.0, 0.0, 0.5]);
    assert_eq!(trace.output, [-3.0]);
    assert_eq!(trace.end, [-1.5]);
    assert!(agrees(&net, &[2.0, 4.0], &trace.end));
    net.hidden.bias[1] = -1.0;
    let other = net.trace(&[2.0, 4.0]);
    assert_eq!((other.hidden, other.active), ([4.0, -2.0, 0.5], [4.0, 0.0, 0.5]));
    assert!(trace == trace.clone() && trace != other);
    let text = "NetTrace { input: [2.0, 4.0], hidden: [4.0, 0.0, 0.5], active: [4.0, 0.0, 0.5], same: [4.0, 0.0, 0.5], \
                output: [-3.0], end: [-1.5] }";
    assert_eq!(format!("{trace:?}"), text);
}

#[test]
fn blocks_and_views() {
    network! {
        struct Inner { input: [f64; 6], hidden: Dense(6), Tanh }
    }
    network! {
        struct Net {
            pixels: [f64; (2, 2, 3)],
            scaled: Standardize(mean = 1.0, scale = 2.0),
            wide:   Concat { Relu, Chain { turned: Reshape((6, 2)), slope: Prelu, Reshape((2, 2, 3)) } },
            flat:   Flatten,
            first:  Dense(6),
            #[frozen]
            inner:  Inner,
            r#loop: Residual { up: Dense(9), Relu, down: Dense(6) },
            tall:   Reshape((3, 2)),
            state:  [f64; (3, 2)],
            Reshape(6),
            logits: Dense(4),
            Softmax,
            logits: [f64; 4],
            shares: [f64; 4],
        }
    }
    let net = Net::new(3);
    let x = [[[0.5, -1.0, 2.0], [1.0, 1.5, 0.0]], [[-2.0, 0.25, 0.0], [3.0, -0.5, 1.0]]];
    let trace = net.trace(&x);
    assert_eq!((trace.pixels, trace.scaled[0][0]), (x, [-0.25, -1.0, 0.5]));
    let wide: [[[f64; 6]; 2]; 2] = trace.wide;
    assert_eq!(wide[0][0][..3], [0.0, 0.0, 0.5]);
    assert_eq!(trace.flat[..], *wide.as_flattened().as_flattened());
    assert_eq!(trace.inner, net.inner.forward(&trace.first));
    assert_eq!(trace.tall.as_flattened(), trace.r#loop);
    assert_eq!(trace.state, trace.tall);
    assert!(trace.logits.iter().sum::<f64>() != 1.0, "before the softmax, where the layer stands");
    assert!((trace.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(agrees(&net, &x, &trace.shares));
}

#[test]
fn generic() {
    mod own {
        use nn_core::prelude::*;
        network! {
            pub struct Net<T: Scalar, L, const N: usize>
            where
                L: Layer<T, In = Features<N>, Out = Features<N>> + Clone,
            {
                input:  [T; N],
                first:  Dense(N),
                act:    Tanh,
                chosen: L,
                state:  [T; N],
                last:   Dense(N),
                Softmax,
                output: [T; N],
            }
        }
        network! {
            pub struct Inner<T: Scalar, const N: usize> { input: [T; N], hidden: Dense(N) }
        }
    }
    fn judge<T: Scalar>() {
        let net = own::Net::<T, own::Inner<T, 3>, 3>::new(5);
        let x = [T::of(0.5), T::of(-1.0), T::of(2.0)];
        let trace: own::NetTrace<T, own::Inner<T, 3>, 3> = net.trace(&x);
        assert_eq!((trace.input, trace.chosen), (x, trace.state));
        assert_eq!(trace.chosen, net.chosen.forward(&trace.act));
        assert!(agrees(&net, &x, &trace.output) && trace == trace.clone());
    }
    judge::<f32>();
    judge::<f64>();
}

/// A block called `Trace` and the type of the traces share no name.
#[test]
fn names() {
    network! {
        struct Net { input: [f32; 2], trace: Chain { hidden: Dense(2), Relu }, value: Dense(2), field: Tanh }
    }
    let net = Net::new(1);
    let trace: NetTrace = net.trace(&[1.0, 2.0]);
    assert_eq!(trace.trace, net.trace(&[1.0, 2.0]).trace);
    assert!(agrees(&net, &[1.0, 2.0], &trace.field));
}
