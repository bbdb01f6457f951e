//! What the catalogue of the macro claims, held against what layers are. Not part of the public interface.

/// What the catalogue of the macro says of a layer, held against the layer: whether it learns, which of `x` and `out` its way
/// back reads, what its outputs mean, and their shape; `tape` before all that if it has one. Of a value: what its way back reads,
/// and what its outputs mean.
///
/// ```
/// use nn_core::{Features, __claims, layer::{Dense, Frozen, Prelu, Standardize}};
///
/// type In = Features<4>;
/// const _: () = {
///     __claims!(f32, Dense<f32, In, 3>; learns x sums (3));
///     __claims!(f32, Frozen<Dense<f32, In, 3>>; frozen learns x sums (3));
///     __claims!(f32, Prelu<f32, In>; learns x own same);
///     __claims!(f32, Standardize<f32, In>; stays neither changed same);
/// };
/// __claims!(@value Relu out own);
/// __claims!(@value Softmax out classes);
/// ```
///
/// One word that is wrong does not compile:
///
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; stays x sums (3));
/// ```
/// ```compile_fail,E0080
/// # use nn_core::{Features, __claims, layer::Standardize};
/// const _: () = __claims!(f32, Standardize<f32, Features<4>>; learns neither changed same);
/// ```
/// ```compile_fail,E0080
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; learns out sums (3));
/// ```
/// ```compile_fail,E0080
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; tape learns x sums (3));
/// ```
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; learns x own (3));
/// ```
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Prelu};
/// const _: () = __claims!(f32, Prelu<f32, Features<4>>; learns x changed same);
/// ```
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; learns x sums same);
/// ```
/// ```compile_fail,E0277
/// # use nn_core::{Features, __claims, layer::Dense};
/// const _: () = __claims!(f32, Dense<f32, Features<4>, 3>; learns x sums (4));
/// ```
/// ```compile_fail,E0080
/// nn_core::__claims!(@value Relu x own);
/// ```
/// ```compile_fail,E0080
/// nn_core::__claims!(@value Sigmoid out own);
/// ```
#[macro_export]
#[doc(hidden)]
macro_rules! __claims {
    ($scalar:ty, $layer:ty; frozen $($claim:tt)*) => {
        $crate::__claims!($scalar, <$layer as ::core::ops::Deref>::Target; $($claim)*)
    };
    ($scalar:ty, $layer:ty; tape $($claim:tt)*) => {{
        ::core::assert!(::core::mem::size_of::<<$layer as $crate::Layer<$scalar>>::Tape<1>>() > 0, "catalogue: the tape");
        $crate::__claims!(@layer $scalar, $layer; $($claim)*);
    }};
    ($scalar:ty, $layer:ty; $($claim:tt)*) => {{
        $crate::__private::is::<<$layer as $crate::Layer<$scalar>>::Tape<1>, ()>();
        $crate::__claims!(@layer $scalar, $layer; $($claim)*);
    }};
    (@layer $scalar:ty, $layer:ty; $learns:ident $reads:ident $means:ident $gives:tt) => {
        $crate::__claims!(@$learns $scalar, $layer);
        ::core::assert!($crate::__claims!(@$reads <$layer as $crate::Layer<$scalar>>::READS), "catalogue: what backward reads");
        $crate::__claims!(@$means $scalar, $layer);
        $crate::__claims!(@gives $scalar, $layer, $gives);
    };
    (@value $name:ident $reads:ident $means:ident) => {
        const _: () = {
            let reads = match <$crate::layer::$name as $crate::layer::Activation>::READS {
                $crate::layer::Reads::Input => (true, false),
                $crate::layer::Reads::Output => (false, true),
            };
            ::core::assert!($crate::__claims!(@$reads reads), "catalogue: what backward reads");
            let measure = <$crate::layer::$name as $crate::head::Head>::MEASURE;
            ::core::assert!($crate::__claims!(@measure measure, $means), "catalogue: what the outputs mean");
        };
    };
    (@learns $scalar:ty, $layer:ty) => {
        // A size of zero is another mistake.
        ::core::assert!(
            <$layer as $crate::Parameters<$scalar>>::VALUES == 0 || <$layer as $crate::Parameters<$scalar>>::TRAINED > 0,
            "catalogue: what is trained"
        )
    };
    (@stays $scalar:ty, $layer:ty) => { $crate::__private::is::<<$layer as $crate::Layer<$scalar>>::Gradients, ()>() };
    (@x $reads:expr) => { ::core::matches!($reads, (true, false)) };
    (@out $reads:expr) => { ::core::matches!($reads, (false, true)) };
    (@both $reads:expr) => { ::core::matches!($reads, (true, true)) };
    (@neither $reads:expr) => { ::core::matches!($reads, (false, false)) };
    (@own $scalar:ty, $layer:ty) => { $crate::__private::is::<<$layer as $crate::Layer<$scalar>>::Head, $layer>() };
    // Both mean nothing of their own.
    (@sums $scalar:ty, $layer:ty) => { $crate::__claims!(@changed $scalar, $layer) };
    (@changed $scalar:ty, $layer:ty) => {
        $crate::__private::is::<<$layer as $crate::Layer<$scalar>>::Head, $crate::head::Linear>()
    };
    (@gives $scalar:ty, $layer:ty, same) => {
        $crate::__private::is::<<$layer as $crate::Layer<$scalar>>::Out, <$layer as $crate::Layer<$scalar>>::In>()
    };
    (@gives $scalar:ty, $layer:ty, ($size:tt)) => {
        $crate::__private::is::<<$layer as $crate::Layer<$scalar>>::Out, $crate::Features<$size>>()
    };
    (@measure $measure:ident, own) => { ::core::matches!($measure, $crate::loss::Measure::Values) };
    (@measure $measure:ident, answers) => { ::core::matches!($measure, $crate::loss::Measure::Answers) };
    (@measure $measure:ident, classes) => { ::core::matches!($measure, $crate::loss::Measure::Classes) };
}
