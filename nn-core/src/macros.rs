//! The macros, with their documentation.

#[doc = include_str!("../docs/network.md")]
pub use nn_macros::network;

/// Makes a struct the parameters of a layer of one's own: what [`Layer`](crate::Layer) and [`Learn`](crate::Learn) ask for beside the passes.
///
/// Every field is a slice of parameters: an array of the scalar (nested ones too), or another layer. The scalar is the
/// first type parameter of the struct, `f32` if it has none, or what `#[parameters(scalar = f64)]` says; a field marked
/// `#[parameters(fixed)]` is saved with the network but not trained. With `#[repr(C)]` the struct can serve as its own
/// [`Learn::Gradients`](crate::Learn::Gradients). If nn-core was renamed, `#[parameters(crate = path)]` says where it is.
pub use nn_macros::Parameters;

/// A saved network as a constant, for a `static` or `const`: `weights!(Net, "net.nn")`.
///
/// The path starts at the folder of the crate's `Cargo.toml`. The file is read and judged while compiling (magic, version,
/// length, checksum, and whether it is of this network, as [`weights`](mod@crate::weights) says), so a file that is missing,
/// damaged or of another shape does not compile; the program holds the values and nothing to do for them. A changed file
/// makes cargo build anew.
///
/// ```
/// use nn_core::prelude::*;
///
/// network! {
///     pub struct Xor { input: [f32; 2], hidden: Dense(4), Tanh, output: Dense(1), Sigmoid }
/// }
/// static XOR: Xor = nn_core::weights!(Xor, "../tests/data/xor.nn");
///
/// assert!(XOR.forward(&[0.0, 1.0])[0] > 0.9);
/// ```
///
/// `weights!(Net, "net.nn", crate = path::to::nn_core)` where the library has another name. As an expression in a function
/// the network is copied to the stack each time; put a large one into a `static`. The constant is made by one copy of the
/// bytes: a layer of your own has to be `#[repr(C)]`, with its fields in the order in which it visits them (as
/// [`Parameters`](macro@crate::Parameters) does), and the target little endian; otherwise load with [`Network::from_bytes`](crate::Network::from_bytes).
pub use nn_macros::weights;

/// Judges the values of a generic network now: `nn_core::check!(Net<100>);` makes `cargo check` report a size of zero, which
/// otherwise only `cargo build` sees.
#[macro_export]
macro_rules! check {
    ($network:ty) => {
        const _: () = <$network as $crate::Layer<<$network as $crate::Declared>::Scalar>>::CHECKED;
    };
}
