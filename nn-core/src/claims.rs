//! What the catalogue of the macro claims, held against what layers are: a word of an entry is a type here, and one call judges
//! them all. Not part of the public interface.
#![allow(non_camel_case_types)]

use crate::layer::head::{Head, Linear, Measure};
use crate::layer::{Activation, Layer, Learn, Reads};
use crate::scalar::Scalar;
use crate::shape::Shape;

/// One type, under two names.
pub trait Is<T> {}
impl<T> Is<T> for T {}

/// The layer itself.
pub type itself<L> = L;
/// The layer in a frozen one.
pub type frozen<L> = <L as core::ops::Deref>::Target;

/// Whether layer `L` is trained.
pub trait Learning<T: Scalar, L: Learn<T>> {
    /// As far as numbers tell.
    const HOLDS: bool = true;
}
/// It has parameters that are; a size of zero is another mistake.
pub struct learns;
impl<T: Scalar, L: Learn<T>> Learning<T, L> for learns {
    const HOLDS: bool = L::VALUES == 0 || L::TRAINED > 0;
}
/// It has no gradients.
pub struct stays;
impl<T: Scalar, L: Learn<T, Gradients: Is<()>>> Learning<T, L> for stays {}

/// Which of input and output a way back reads.
pub trait Reading {
    /// The input, and the output.
    const READS: (bool, bool);
}
/// The input.
pub struct x;
impl Reading for x {
    const READS: (bool, bool) = (true, false);
}
/// The output.
pub struct out;
impl Reading for out {
    const READS: (bool, bool) = (false, true);
}
/// Both.
pub struct both;
impl Reading for both {
    const READS: (bool, bool) = (true, true);
}
/// Neither.
pub struct neither;
impl Reading for neither {
    const READS: (bool, bool) = (false, false);
}

/// What the outputs of layer `L` mean.
pub trait Meaning<T: Scalar, L: Learn<T>> {}
/// Plain sums.
pub struct sums;
impl<T: Scalar, L: Learn<T, Head: Is<Linear>>> Meaning<T, L> for sums {}
/// Nothing of their own.
pub struct changed;
impl<T: Scalar, L: Learn<T, Head: Is<Linear>>> Meaning<T, L> for changed {}
/// The layer itself.
pub struct own;
impl<T: Scalar, L: Learn<T, Head: Is<L>>> Meaning<T, L> for own {}

/// What a report measures of the outputs of an activation.
pub trait Measured {
    /// That.
    const MEASURE: Measure;
}
impl Measured for own {
    const MEASURE: Measure = Measure::Values;
}
/// Yes or no, of each.
pub struct answers;
impl Measured for answers {
    const MEASURE: Measure = Measure::Answers;
}
/// A class.
pub struct classes;
impl Measured for classes {
    const MEASURE: Measure = Measure::Classes;
}

/// The shape of the outputs of layer `L`.
pub trait Giving<T: Scalar, L: Learn<T>> {}
/// That of the inputs.
pub struct same;
impl<T: Scalar, L: Learn<T, Out: Is<<L as Layer<T>>::In>>> Giving<T, L> for (same,) {}
impl<T: Scalar, L: Learn<T, Out: Is<S>>, S: Shape> Giving<T, L> for (S,) {}

/// What a layer keeps for its way back.
pub trait Keeping<T: Scalar, L: Learn<T>> {
    /// As far as numbers tell.
    const HOLDS: bool = true;
}
/// Nothing.
pub struct nothing;
impl<T: Scalar, L: Learn<T>> Keeping<T, L> for nothing where L::Tape<1>: Is<()> {}
/// A tape.
pub struct tape;
impl<T: Scalar, L: Learn<T>> Keeping<T, L> for tape {
    const HOLDS: bool = size_of::<L::Tape<1>>() > 0;
}

/// Holds what an entry says of a layer against the layer: what it keeps, whether it learns, which of `x` and `out` its way back
/// reads, what its outputs mean, and their shape. Written `__claims!(scalar, layer; words)`.
///
/// ```
/// use nn_core::{Features, __claims, layer::{Dense, Frozen, Prelu, Standardize}};
///
/// type In = Features<4>;
/// const _: () = {
///     __claims!(f32, Dense<f32, In, 3>; itself nothing learns x sums (3));
///     __claims!(f32, Frozen<Dense<f32, In, 3>>; frozen nothing learns x sums (3));
///     __claims!(f32, Prelu<f32, In>; itself nothing learns x own same);
///     __claims!(f32, Standardize<f32, In>; itself nothing stays neither changed same);
/// };
/// __claims!(@value Relu out own);
/// __claims!(@value Softmax out classes);
/// ```
///
/// One word that is wrong does not compile:
///
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; itself nothing stays x sums (3));
/// ```
/// ```compile_fail,E0080
/// # use nn_core::{Features, __claims, layer::Standardize};
/// const _: () = __claims!(f32, Standardize<f32, Features<4>>; itself nothing learns neither changed same);
/// ```
/// ```compile_fail,E0080
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; itself nothing learns out sums (3));
/// ```
/// ```compile_fail,E0080
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; itself tape learns x sums (3));
/// ```
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; itself nothing learns x own (3));
/// ```
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Prelu};
/// const _: () = __claims!(f32, Prelu<f32, Features<4>>; itself nothing learns x changed same);
/// ```
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; itself nothing learns x sums same);
/// ```
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; itself nothing learns x sums (4));
/// ```
/// ```compile_fail,E0080
/// nn_core::__claims!(@value Relu x own);
/// ```
/// ```compile_fail,E0080
/// nn_core::__claims!(@value Sigmoid out own);
/// ```
pub const fn layer<T, L, K, W, R, M, G>()
where
    T: Scalar,
    L: Learn<T>,
    K: Keeping<T, L>,
    W: Learning<T, L>,
    R: Reading,
    M: Meaning<T, L>,
    G: Giving<T, L>,
{
    assert!(K::HOLDS, "catalogue: the tape");
    assert!(W::HOLDS, "catalogue: what is trained");
    assert!(L::READS.0 == R::READS.0 && L::READS.1 == R::READS.1, "catalogue: what backward reads");
}

/// The same of an activation: what its way back reads, and what its outputs mean. Written `__claims!(@value name words)`.
pub const fn value<A: Activation + Head, R: Reading, M: Measured>() {
    let (input, output) = R::READS;
    let reads = match A::READS {
        Reads::Input => input && !output,
        Reads::Output => output && !input,
    };
    assert!(reads, "catalogue: what backward reads");
    assert!(A::MEASURE as u8 == M::MEASURE as u8, "catalogue: what the outputs mean");
}
