//! Every weight as flat slices: count, save, load, update, clip.

use crate::memory::{Plain, flat, flat_mut};
use crate::scalar::Scalar;
pub use crate::tensors::Role;
use crate::tensors::{Dims, Tensors};

/// A value with parameters: a layer, a block, a network.
///
/// `#[derive(Parameters)]` writes both impls for a layer of your own.
pub trait Parameters<T: Scalar>: Plain {
    /// How many values are saved.
    const VALUES: usize;
    /// How many of them are trained.
    const TRAINED: usize;
    /// What the values are called, and their sizes, in the order of [`visit`](Self::visit).
    const TENSORS: Tensors = {
        let role = if Self::TRAINED == 0 { Role::Fixed } else { Role::Weight };
        Tensors::one::<T>(role, Dims::of(&[Self::VALUES]))
    };
    /// The name of the type, which tells layers of equal shapes apart in a weights file.
    const KIND: &'static str = "layer";

    /// Every slice of values in the order of the weights file.
    fn visit(&self, visitor: &mut impl FnMut(Role, &[T]));
    /// [`visit`](Self::visit), writable.
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T]));
}

/// Gradients (and optimizer states, which have their layout): all trained parameters of a network in one flat row.
pub trait Gradients<T: Scalar>: Plain {
    /// The gradients as one slice, in the order of the network's trained parameters.
    #[inline(always)]
    fn as_slice(&self) -> &[T] {
        flat(self)
    }
    /// [`as_slice`](Self::as_slice), writable.
    #[inline(always)]
    fn as_mut_slice(&mut self) -> &mut [T] {
        flat_mut(self)
    }
    /// Sets every gradient to zero.
    fn clear(&mut self) {
        self.as_mut_slice().fill(T::zero());
    }
}
impl<T: Scalar, G: Plain> Gradients<T> for G {}

/// Calls `update(role, parameters, gradients, companions)` for every trained slice, where the companions are the matching
/// parts of `K` states laid out like the gradients.
#[inline]
pub fn zip_trained<T: Scalar, P: Parameters<T>, const K: usize>(
    parameters: &mut P,
    gradients: &[T],
    states: [&mut [T]; K],
    mut update: impl FnMut(Role, &mut [T], &[T], [&mut [T]; K]),
) {
    let mut gradients = gradients;
    let mut states = states;
    parameters.visit_mut(&mut |role, slice: &mut [T]| {
        if role == Role::Fixed {
            return;
        }
        let Some((own, rest)) = gradients.split_at_checked(slice.len()) else { return };
        gradients = rest;
        let parts = states.each_mut().map(|state| match core::mem::take(state).split_at_mut_checked(slice.len()) {
            Some((own, rest)) => {
                *state = rest;
                own
            }
            None => Default::default(),
        });
        update(role, slice, own, parts);
    });
    debug_assert!(gradients.is_empty(), "gradients have another length than the parameters that are trained");
    debug_assert!(states.iter().all(|state| state.is_empty()), "states have another length than the gradients");
}

/// Visits every parameter slice of a part of a network; what `#[derive(Parameters)]` and `network!` call for each field.
macro_rules! no_parameters {
    ($($type:ty),*) => {
        $(impl<T: Scalar> Parameters<T> for $type {
            const VALUES: usize = 0;
            const TRAINED: usize = 0;
            fn visit(&self, _: &mut impl FnMut(Role, &[T])) {}
            fn visit_mut(&mut self, _: &mut impl FnMut(Role, &mut [T])) {}
        })*
    };
}
no_parameters!(());

/// What a layer is that computes from its type alone, a tuple struct around a marker: plain memory without bytes, and without parameters.
macro_rules! without_parameters {
    ($layer:ident<$($parameter:ident: $bound:ident),*>) => {
        impl<$($parameter),*> $layer<$($parameter),*> {
            /// The layer.
            pub const LAYER: Self = Self(core::marker::PhantomData);
        }
        // SAFETY: no bytes at all.
        unsafe impl<$($parameter),*> $crate::memory::Plain for $layer<$($parameter),*> {
            const FLAT: bool = true;
        }
        impl<$($parameter),*> Clone for $layer<$($parameter),*> {
            fn clone(&self) -> Self {
                Self::LAYER
            }
        }
        impl<$($parameter),*> PartialEq for $layer<$($parameter),*> {
            fn eq(&self, _: &Self) -> bool {
                true
            }
        }
        impl<$($parameter),*> core::fmt::Debug for $layer<$($parameter),*> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(stringify!($layer))
            }
        }
        impl<T: $crate::scalar::Scalar, $($parameter: $bound),*> $crate::parameters::Parameters<T> for $layer<$($parameter),*> {
            const VALUES: usize = 0;
            const TRAINED: usize = 0;
            const TENSORS: $crate::tensors::Tensors = $crate::tensors::Tensors::Parts { parts: &[] };
            fn visit(&self, _: &mut impl FnMut($crate::parameters::Role, &[T])) {}
            fn visit_mut(&mut self, _: &mut impl FnMut($crate::parameters::Role, &mut [T])) {}
        }
    };
}
pub(crate) use without_parameters;

impl<T: Scalar, const N: usize> Parameters<T> for [T; N] {
    const VALUES: usize = N;
    const TRAINED: usize = N;
    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Weight, self);
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Weight, self);
    }
}

impl<T: Scalar, const N: usize, const M: usize> Parameters<T> for [[T; N]; M] {
    const VALUES: usize = N * M;
    const TRAINED: usize = N * M;
    const TENSORS: Tensors = Tensors::one::<T>(Role::Weight, Dims::of(&[M, N]));
    fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
        visitor(Role::Weight, self.as_flattened());
    }
    fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
        visitor(Role::Weight, self.as_flattened_mut());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradients_and_states_go_to_their_parameters() {
        let (mut parameters, mut state) = ([[1.0f32, 2.0], [3.0, 4.0]], [0.0; 4]);
        zip_trained(&mut parameters, &[0.1, 0.2, 0.3, 0.4], [&mut state], |role, own, gradients, [state]| {
            assert_eq!(role, Role::Weight);
            own.copy_from_slice(gradients);
            state.fill(7.0);
        });
        assert_eq!((parameters, state), ([[0.1, 0.2], [0.3, 0.4]], [7.0; 4]));
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic = "gradients have another length"]
    fn gradients_that_are_too_long_are_a_broken_contract() {
        zip_trained(&mut [1.0f32; 3], &[0.0; 4], [], |_, _, _, []| {});
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic = "another number of values than `VALUES`"]
    fn values_that_are_not_shown_are_a_broken_contract() {
        #[repr(transparent)]
        struct Hidden([f32; 2]);
        // SAFETY: two numbers.
        unsafe impl Plain for Hidden {
            const FLAT: bool = true;
        }
        impl Parameters<f32> for Hidden {
            const VALUES: usize = 2;
            const TRAINED: usize = 2;
            fn visit(&self, visitor: &mut impl FnMut(Role, &[f32])) {
                visitor(Role::Weight, &self.0[..1]);
            }
            fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [f32])) {
                visitor(Role::Weight, &mut self.0[..1]);
            }
        }
        crate::weights::write(&Hidden([1.0, 2.0]), &mut [0; 8]);
    }
}
