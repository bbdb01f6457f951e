//! One number that names a structure: FNV-1a (Fowler, Noll, Vo) over names and sizes, folded through nested networks.

use crate::scalar::Scalar;
use crate::shape::Shape;

const PRIME: u64 = 0x0000_0100_0000_01b3;
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// Folds a number in.
pub const fn fold(state: u64, number: u64) -> u64 {
    bytes(state, &number.to_le_bytes())
}

/// Starts from the name of a kind of layer.
pub const fn name(name: &str) -> u64 {
    bytes(BASIS, name.as_bytes())
}

const fn bytes(state: u64, bytes: &[u8]) -> u64 {
    let mut state = state;
    let mut i = 0;
    while i < bytes.len() {
        state = (state ^ bytes[i] as u64).wrapping_mul(PRIME);
        i += 1;
    }
    state
}

/// Folds the value of a setting in, as a network on `T` uses it.
pub const fn setting<T: Scalar>(state: u64, value: f64) -> u64 {
    let value = if T::BYTES == 4 { value as f32 as f64 } else { value };
    fold(state, value.to_bits())
}

/// Folds one shape in.
pub const fn shape<S: Shape>(state: u64) -> u64 {
    let (rank, sizes) = S::SIZES;
    let state = fold(state, rank as u64);
    let state = fold(state, sizes[0] as u64);
    let state = fold(state, sizes[1] as u64);
    fold(state, sizes[2] as u64)
}

/// Folds the shapes of a layer in.
pub const fn shapes<In: Shape, Out: Shape>(state: u64) -> u64 {
    shape::<Out>(shape::<In>(state))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors that Fowler, Noll and Vo publish.
    #[test]
    fn published_values() {
        assert_eq!([name(""), name("a"), name("foobar")], [BASIS, 0xaf63_dc4c_8601_ec8c, 0x8594_4171_f739_67e8]);
        assert_eq!(fold(BASIS, u64::from_le_bytes(*b"networks")), name("networks"));
    }
}
