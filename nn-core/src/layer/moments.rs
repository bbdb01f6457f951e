//! Numbers of one example that are normalised by their own mean and variance: what `LayerNorm`, `RmsNorm` and `GroupNorm` have in common.

use crate::kernel::{dots_about, every, sums_about};
use crate::math::Math;
use crate::scalar::Scalar;

/// Values, so many at a time. (Chunks would divide, with a guard against zero.)
fn pieces<T>(values: &[T], long: usize) -> impl Iterator<Item = &[T]> {
    let mut rest = values;
    core::iter::from_fn(move || {
        let (piece, behind) = rest.split_at_checked(long)?;
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

/// [`pieces`], writable.
fn pieces_mut<T>(values: &mut [T], long: usize) -> impl Iterator<Item = &mut [T]> {
    let mut rest = values;
    core::iter::from_fn(move || {
        let (piece, behind) = core::mem::take(&mut rest).split_at_mut_checked(long)?;
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Which numbers are normalised together.
#[derive(Clone, Copy)]
pub(super) struct Together {
    /// How many pixels or steps.
    pub(super) pixels: usize,
    /// How many channels each has.
    pub(super) channels: usize,
    /// Into how many groups these are parted.
    pub(super) groups: usize,
}

impl Together {
    const fn of_group(self) -> usize {
        self.channels / if self.groups == 0 { 1 } else { self.groups }
    }
}

/// A group of channels.
#[derive(Clone, Copy)]
struct Group {
    channels: usize,
    first: usize,
    count: usize,
}

impl Group {
    fn all(together: Together) -> impl Iterator<Item = Self> {
        let count = together.of_group();
        (0..together.groups).map(move |group| Group { channels: together.channels, first: group * count, count })
    }

    /// What belongs to it of the numbers of one pixel.
    fn of<T>(self, pixel: &[T]) -> &[T] {
        pixel.get(self.first..).and_then(|pixel| pixel.get(..self.count)).unwrap_or_default()
    }
    fn of_mut<T>(self, pixel: &mut [T]) -> &mut [T] {
        pixel.get_mut(self.first..).and_then(|pixel| pixel.get_mut(..self.count)).unwrap_or_default()
    }

    /// The same of every pixel.
    fn parts<T>(self, pixels: &[T]) -> impl Iterator<Item = &[T]> {
        pieces(pixels, self.channels).map(move |pixel| self.of(pixel))
    }
    fn parts_mut<T>(self, pixels: &mut [T]) -> impl Iterator<Item = &mut [T]> {
        pieces_mut(pixels, self.channels).map(move |pixel| self.of_mut(pixel))
    }
}

/// By what numbers are normalised: `x̂ = (x − about − off) · inverse`. Their mean is the sum of two: a large one is rounded.
struct Moments<T> {
    about: T,
    off: T,
    inverse: T,
}

impl<T: Scalar> Moments<T> {
    #[inline(always)]
    fn normal(&self, x: T) -> T {
        (x - self.about - self.off) * self.inverse
    }
}

/// How numbers are normalised: around their mean if they are `CENTRED`, else around zero.
pub(super) struct Normal<T, const CENTRED: bool> {
    together: Together,
    epsilon: T,
    /// One over the number of those that are normalised together.
    share: T,
}

impl<T: Scalar, const CENTRED: bool> Normal<T, CENTRED> {
    #[inline]
    pub(super) fn new(together: Together, epsilon: u64) -> Self {
        let share = T::one_over(together.pixels * together.of_group());
        Normal { together, epsilon: T::of(f64::from_bits(epsilon)), share }
    }

    /// What is normalised at once, with all its groups.
    fn wholes<'a>(&self, values: &'a [T]) -> impl Iterator<Item = &'a [T]> {
        pieces(values, self.together.pixels * self.together.channels)
    }
    fn wholes_mut<'a>(&self, values: &'a mut [T]) -> impl Iterator<Item = &'a mut [T]> {
        pieces_mut(values, self.together.pixels * self.together.channels)
    }

    /// Mean and deviation of a group.
    fn moments(&self, x: &[T], group: Group) -> Moments<T> {
        let zero = T::zero();
        let sums = |about: T| {
            group.parts(x).fold([zero; 2], |[sum, square], part| {
                let [of_part, square_of_part] = sums_about(part, about);
                [sum + of_part, square + square_of_part]
            })
        };
        let mean = |[sum, _]: [T; 2]| if CENTRED { sum * self.share } else { zero };
        let about = if CENTRED { mean(sums(zero)) } else { zero };
        // The mean is rounded; what it is off by is summed beside the squares around it.
        let sums = sums(about);
        let (off, [_, squares]) = (mean(sums), sums);
        let variance = squares * self.share - off * off;
        // One that overflows would make all outputs alike, and finite: then nothing would tell.
        let variance = if variance < T::infinity() { variance.max(zero) } else { T::nan() };
        Moments { about, off, inverse: T::one() / Math::sqrt(variance + self.epsilon) }
    }

    /// `out = x̂ · scale + shift`; there may be no shift.
    #[inline]
    pub(super) fn forward(&self, x: &[T], out: &mut [T], scale: &[T], shift: Option<&[T]>) {
        for (x, out) in self.wholes(x).zip(self.wholes_mut(out)) {
            for group in Group::all(self.together) {
                let moments = self.moments(x, group);
                let (scale, shift) = (group.of(scale), shift.map(|shift| group.of(shift)));
                for (x, out) in group.parts(x).zip(group.parts_mut(out)) {
                    let values = out.iter_mut().zip(x.iter().zip(scale));
                    every!((out, (&x, &scale)) in values => { *out = moments.normal(x) * scale; });
                    every!((out, &shift) in out.iter_mut().zip(shift.unwrap_or_default()) => { *out = *out + shift; });
                }
            }
        }
    }

    /// The gradients by the inputs:
    /// `(g · scale − (Σ g · scale + x̂ · Σ g · scale · x̂) / n) / √(v + ε)`, and without the first sum around zero.
    #[inline]
    pub(super) fn backward(&self, x: &[T], grad_out: &[T], scale: &[T], grad_x: &mut [T]) {
        for ((x, grad_out), grad_x) in self.wholes(x).zip(self.wholes(grad_out)).zip(self.wholes_mut(grad_x)) {
            for group in Group::all(self.together) {
                let (moments, scale) = (self.moments(x, group), group.of(scale));
                let parts = || group.parts(x).zip(group.parts(grad_out));
                let [sum, dot] = parts().fold([T::zero(); 2], |[sum, dot], (x, grad)| {
                    let [of_part, dot_of_part] = dots_about(x, grad, scale, moments.about);
                    [sum + of_part, dot + dot_of_part]
                });
                let dot = (dot - sum * moments.off) * moments.inverse * self.share;
                let sum = if CENTRED { sum * self.share } else { T::zero() };
                for ((x, grad), grad_x) in parts().zip(group.parts_mut(grad_x)) {
                    let values = grad_x.iter_mut().zip(x.iter().zip(grad.iter().zip(scale)));
                    every!((grad_x, (&x, (&grad, &scale))) in values => {
                        *grad_x = moments.inverse * (grad * scale - sum - moments.normal(x) * dot);
                    });
                }
            }
        }
    }

    /// Adds the gradients by scale and shift, times a factor, to what there is.
    #[inline]
    pub(super) fn learn(&self, x: &[T], grad_out: &[T], factor: T, scale: &mut [T], mut shift: Option<&mut [T]>) {
        for (x, grad_out) in self.wholes(x).zip(self.wholes(grad_out)) {
            for group in Group::all(self.together) {
                let (moments, scale) = (self.moments(x, group), group.of_mut(scale));
                let mut shift = shift.as_deref_mut().map(|shift| group.of_mut(shift));
                for (x, grad) in group.parts(x).zip(group.parts(grad_out)) {
                    every!((scale, (&x, &grad)) in scale.iter_mut().zip(x.iter().zip(grad)) => {
                        *scale = *scale + factor * (grad * moments.normal(x));
                    });
                    if let Some(shift) = shift.as_deref_mut() {
                        every!((shift, &grad) in shift.iter_mut().zip(grad) => { *shift = *shift + factor * grad; });
                    }
                }
            }
        }
    }
}

/// What the layers have in common that normalise: a `scale`, and a `shift` if they say so, which are learned beside the gradient by the
/// inputs and leave nothing on the tape.
macro_rules! normalises {
    ($layer:ident [$($parameter:ident: $kind:ty),*] $scale:ident $($shift:ident)?) => {
        // SAFETY: `repr(C)` arrays of one scalar type.
        unsafe impl<T: Scalar, In: Shape, $(const $parameter: $kind),*> Plain for $layer<T, In, $($parameter),*> {
            const FLAT: bool = T::FLAT && <In::Last<T> as Plain>::FLAT;
        }

        impl<T: Scalar, In: Shape, $(const $parameter: $kind),*> PartialEq for $layer<T, In, $($parameter),*> {
            fn eq(&self, other: &Self) -> bool {
                flat::<T, _>(self) == flat::<T, _>(other)
            }
        }

        impl<T: Scalar, In: Shape, $(const $parameter: $kind),*> Parameters<T> for $layer<T, In, $($parameter),*> {
            const VALUES: usize = [stringify!($scale) $(, stringify!($shift))?].len() * Self::CHANNELS;
            const TRAINED: usize = Self::VALUES;
            const TENSORS: Tensors = {
                let one = Tensors::one::<T>(Role::Bias, Dims::of(&[Self::CHANNELS]));
                Tensors::Parts {
                    parts: &[
                        Part { name: stringify!($scale), tensors: one },
                        $(Part { name: stringify!($shift), tensors: one },)?
                    ],
                }
            };

            fn visit(&self, visitor: &mut impl FnMut(Role, &[T])) {
                visitor(Role::Bias, flat(&self.$scale));
                $(visitor(Role::Bias, flat(&self.$shift));)?
            }
            fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [T])) {
                visitor(Role::Bias, flat_mut(&mut self.$scale));
                $(visitor(Role::Bias, flat_mut(&mut self.$shift));)?
            }
        }

        impl<T: Scalar, In: Shape, $(const $parameter: $kind),*> $layer<T, In, $($parameter),*> {
            #[inline(always)]
            fn normalise(&self, x: &[T], out: &mut [T]) {
                let shift = normalises!(@ $(flat(&self.$shift))?);
                Self::normal().forward(x, out, flat(&self.$scale), shift);
            }

            /// Adds the gradients by what is learned, times a factor, to what there is.
            #[inline(always)]
            fn learn(&mut self, x: &[T], grad_out: &[T], factor: T) {
                let shift = normalises!(@ $(flat_mut(&mut self.$shift))?);
                Self::normal().learn(x, grad_out, factor, flat_mut(&mut self.$scale), shift);
            }
        }

        impl<T: Scalar, In: Shape, $(const $parameter: $kind),*> Learn<T> for $layer<T, In, $($parameter),*> {
            type Tape<const ROWS: usize> = ();
            type Gradients = Self;

            const DESCEND_BYTES: usize = 0;
            const READS: (bool, bool) = (true, false);

            fn initialize(&mut self, _: &mut Random) {
                *self = Self::ZERO;
                flat_mut::<T, _>(&mut self.$scale).fill(T::one());
            }
            #[inline]
            fn backward_rows<const ROWS: usize>(
                &self,
                seen: Seen<'_, Self, T, ROWS>,
                grad_out: &mut Rows<In, T, ROWS>,
                gradients: Option<&mut Self>,
                grad_x: Option<&mut Rows<In, T, ROWS>>,
            ) {
                let (x, grad_out) = (flat(seen.x), flat(grad_out));
                if let Some(gradients) = gradients {
                    gradients.learn(x, grad_out, T::one());
                }
                if let Some(grad_x) = grad_x {
                    Self::normal().backward(x, grad_out, flat(&self.$scale), flat_mut(grad_x));
                }
            }
            #[inline]
            fn descend_rows<const ROWS: usize>(
                &mut self,
                seen: Seen<'_, Self, T, ROWS>,
                grad_out: &mut Rows<In, T, ROWS>,
                rate: T,
                grad_x: Option<&mut Rows<In, T, ROWS>>,
            ) {
                let x = flat(seen.x);
                self.backward_rows(seen, grad_out, None, grad_x);
                self.learn(x, flat(grad_out), -rate);
            }
        }
    };
    (@) => { None };
    (@ $shift:expr) => { Some($shift) };
}
pub(super) use normalises;
