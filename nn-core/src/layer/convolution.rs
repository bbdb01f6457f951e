//! What convolutions have in common, however many axes they have: their weights, and verbs of images.

/// Everything of a convolution that has `weight` and `bias`, but for its type: over shapes that are a `$shape`, with so many sizes of
/// its window before its channels. An output sees all channels, or, `depthwise`, one.
macro_rules! convolution {
    (depthwise $layer:ident over $shape:ident, $window:pat => [$($size:expr),+], shown as $shown:literal) => {
        convolution! {
            @ $layer over $shape, $window => [$($size),+], shown as $shown; weights Out::Last<T>, [Out::GRID[2]], one for 1;
            depthwise, depthwise_input, depthwise_weight, depthwise_descend
        }
    };
    ($layer:ident over $shape:ident, $window:pat => [$($size:expr),+], shown as $shown:literal) => {
        convolution! {
            @ $layer over $shape, $window => [$($size),+], shown as $shown;
            weights In::Last<Out::Last<T>>, [In::GRID[2], Out::GRID[2]], one for In::GRID[2];
            convolution, convolution_input, convolution_weight, convolution_descend
        }
    };
    (
        @ $layer:ident over $shape:ident, $window:pat => [$($size:expr),+], shown as $shown:literal;
        weights $weights:ty, [$($channels:expr),+], one for $seen:expr;
        $sums:ident, $input:ident, $weight:ident, $descend:ident
    ) => {
        // SAFETY: `repr(C)` arrays of scalars only, all of one type: zero bytes are valid and there is no padding.
        unsafe impl<T: Scalar, In: $shape, Out: $shape, W: Sees, const BIAS: usize> Plain for $layer<T, In, Out, W, BIAS> {
            const FLAT: bool = T::FLAT && <W::Array<$weights> as Plain>::FLAT;
        }

        impl<T: Scalar, In: $shape, Out: $shape, W: Sees, const BIAS: usize> $layer<T, In, Out, W, BIAS> {
            /// Draws the weights, each for as many inputs as one output sees; the bias becomes zero.
            pub fn draw(&mut self, init: Init, random: &mut Random) {
                let (cells, [channels, outputs]) = (Self::CELLS, Over::<In, Out, W>::GEOMETRY.channels());
                let (seen, reached) = ($seen, $seen * outputs / channels.max(1));
                init.fill(flat_mut::<T, _>(&mut self.weight), cells * seen, cells * reached, random);
                self.bias = Plain::ZERO;
            }

            const CELLS: usize = W::WINDOW.size[0] * W::WINDOW.size[1];

            #[inline(always)]
            fn sums<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Out, T, ROWS>, curve: Curve) -> bool {
                kernel::$sums::<T, Over<In, Out, W>, _, _, ROWS>(flat(&self.weight), &self.bias, x, out, curve)
            }
        }

        impl<T: Scalar, In: $shape, Out: $shape, W: Sees, const BIAS: usize> PartialEq for $layer<T, In, Out, W, BIAS> {
            fn eq(&self, other: &Self) -> bool {
                flat::<T, _>(&self.weight) == flat::<T, _>(&other.weight) && self.bias == other.bias
            }
        }

        impl<T: Scalar, In: $shape, Out: $shape, W: Sees, const BIAS: usize> core::fmt::Debug
            for $layer<T, In, Out, W, BIAS>
        {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let ($window, [inputs, outputs]) = (W::WINDOW.size, Over::<In, Out, W>::GEOMETRY.channels());
                write!(f, concat!(stringify!($layer), "(", $shown, ", {} -> {})"), $($size,)+ inputs, outputs)
            }
        }

        impl<T: Scalar, In: $shape, Out: $shape, W: Sees, const BIAS: usize> Parameters<T> for $layer<T, In, Out, W, BIAS> {
            const VALUES: usize = Self::CELLS * $seen * Out::GRID[2] + BIAS;
            const TRAINED: usize = Self::VALUES;
            const TENSORS: Tensors = {
                let $window = W::WINDOW.size;
                let weight = Dims::of(&[$($size,)+ $($channels),+]);
                Tensors::Parts {
                    parts: &[
                        Part { name: "weight", tensors: Tensors::one::<T>(Role::Weight, weight) },
                        Part { name: "bias", tensors: Tensors::one::<T>(Role::Bias, Dims::of(&[BIAS])) },
                    ],
                }
            };

            fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
                visitor(Role::Weight, flat(&self.weight));
                visitor(Role::Bias, &self.bias);
            }
            fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
                visitor(Role::Weight, flat_mut(&mut self.weight));
                visitor(Role::Bias, &mut self.bias);
            }
        }

        impl<T: Scalar, In: $shape, Out: $shape, W: Sees, const BIAS: usize> Layer<T> for $layer<T, In, Out, W, BIAS> {
            type In = In;
            type Out = Out;
            type Head = head::Linear;

            const MULTIPLY_ADDS: usize = Over::<In, Out, W>::GEOMETRY.multiply_adds_of($seen);
            const FINGERPRINT: u64 = fingerprint::fold(
                Over::<In, Out, W>::fold(fingerprint::shapes::<In, Out>(fingerprint::name(stringify!($layer)))),
                BIAS as u64,
            );

            #[inline]
            fn forward_rows<const ROWS: usize>(&self, x: &Rows<In, T, ROWS>, out: &mut Rows<Out, T, ROWS>) {
                self.sums(x, out, Curve::Other);
            }
            #[inline]
            fn forward_rows_then<A: Activation, const ROWS: usize>(
                &self,
                x: &Rows<In, T, ROWS>,
                out: &mut Rows<Out, T, ROWS>,
                activation: A,
            ) {
                if !self.sums(x, out, activation.curve()) {
                    activate::<T, A, _, ROWS>(activation, out);
                }
            }
        }

        impl<T: Scalar, In: $shape, Out: $shape, W: Sees, const BIAS: usize> Learn<T> for $layer<T, In, Out, W, BIAS> {
            type Tape<const ROWS: usize> = ();
            type Gradients = Self;

            const DESCEND_BYTES: usize = 0;
            const READS: (bool, bool) = (true, false);

            fn initialize(&mut self, random: &mut Random) {
                self.draw(Init::Glorot, random);
            }
            #[inline]
            fn record_rows_then<A: Activation, const ROWS: usize>(
                &self,
                x: &Rows<In, T, ROWS>,
                out: &mut Rows<Out, T, ROWS>,
                (): &mut (),
                _: &mut Random,
                activation: A,
            ) {
                self.forward_rows_then(x, out, activation);
            }
            #[inline]
            fn backward_rows<const ROWS: usize>(
                &self,
                seen: Seen<'_, Self, T, ROWS>,
                grad_out: &mut Rows<Out, T, ROWS>,
                gradients: Option<&mut Self>,
                grad_x: Option<&mut Rows<In, T, ROWS>>,
            ) {
                if let Some(gradients) = gradients {
                    let weight = flat_mut(&mut gradients.weight);
                    kernel::$weight::<T, Over<In, Out, W>, _, _, ROWS>(weight, seen.x, grad_out);
                    kernel::convolution_bias::<T, Over<In, Out, W>, _, ROWS>(&mut gradients.bias, grad_out);
                }
                if let Some(grad_x) = grad_x {
                    kernel::$input::<T, Over<In, Out, W>, _, _, ROWS>(flat(&self.weight), grad_out, grad_x);
                }
            }

            #[inline]
            fn descend_rows<const ROWS: usize>(
                &mut self,
                seen: Seen<'_, Self, T, ROWS>,
                grad_out: &mut Rows<Out, T, ROWS>,
                rate: T,
                grad_x: Option<&mut Rows<In, T, ROWS>>,
            ) {
                if let Some(grad_x) = grad_x {
                    kernel::$input::<T, Over<In, Out, W>, _, _, ROWS>(flat(&self.weight), grad_out, grad_x);
                }
                let weight = flat_mut(&mut self.weight);
                kernel::$descend::<T, Over<In, Out, W>, _, _, ROWS>(weight, seen.x, grad_out, rate);
                kernel::convolution_bias_descend::<T, Over<In, Out, W>, _, ROWS>(&mut self.bias, grad_out, rate);
            }
        }
    };
}
pub(super) use convolution;
