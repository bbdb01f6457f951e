//! Images of all small sizes under all small windows, and some around the borders of tiles.

use super::*;
use crate::kernel::geometry::{Geometry, Window};

/// A window over an image, if there is a place for it. Settings of an axis: size, stride, padding before and after, dilation.
fn geometry([height, width, channels, outputs]: [usize; 4], axes: [[usize; 5]; 2]) -> Option<Geometry> {
    let places = |cells: usize, [size, stride, before, after, dilation]: [usize; 5]| {
        Some((cells + before + after).checked_sub((size - 1) * dilation + 1)? / stride + 1)
    };
    let of = |setting: usize| axes.map(|axis| axis[setting]);
    Some(Geometry {
        input: [height, width, channels],
        output: [places(height, axes[0])?, places(width, axes[1])?, outputs],
        window: Window { size: of(0), stride: of(1), before: of(2), dilation: of(4) },
    })
}

/// Fewer without optimisation.
fn geometries(random: &mut Random) -> Vec<Geometry> {
    let mut all = Vec::new();
    let step = if cfg!(debug_assertions) { 29 } else { 1 };
    for at in (0..7 * 7 * 4 * 4 * 4 * 6).step_by(step) {
        let (height, width, kernel) = (1 + at % 7, 1 + at / 7 % 7, [1 + at / 49 % 4, 1 + at / 196 % 4]);
        let (channels, outputs) = ([1, 2, 3, 5][at / 784 % 4], [1, 3, 8, 16, 17, 33][at / 3136]);
        let drawn = || {
            let axes = kernel.map(|size| {
                let mut below = |n| random.below(n) as usize;
                [size, 1 + below(3), below(3), below(3), 1 + below(2)]
            });
            geometry([height, width, channels, outputs], axes)
        };
        all.extend(std::iter::repeat_with(drawn).flatten().next());
    }
    let large = [
        ([28, 28, 1, 8], [[3, 1, 0, 0, 1]; 2]),
        ([13, 13, 8, 16], [[3, 1, 0, 0, 1]; 2]),
        ([20, 17, 3, 24], [[3, 1, 1, 1, 1], [5, 1, 2, 2, 1]]),
        ([9, 21, 16, 64], [[3, 1, 1, 1, 1], [3, 2, 1, 0, 1]]),
        ([6, 30, 2, 130], [[2, 2, 0, 0, 1], [2, 1, 0, 1, 2]]),
        ([3, 40, 64, 40], [[3, 1, 1, 1, 2]; 2]),
    ];
    all.extend(large.iter().filter_map(|&(sizes, axes)| geometry(sizes, axes)));
    all
}

struct Images {
    weight: Guarded,
    bias: Guarded,
    x: Guarded,
}

fn images(geometry: &Geometry, images: usize, random: &mut Random) -> Images {
    let ([pixels, _, cells], [channels, outputs]) = (extents(geometry), geometry.channels());
    let mut of = |n| Guarded::random(n, random);
    Images { weight: of(cells * channels * outputs), bias: of(outputs), x: of(images * pixels * channels) }
}

/// Every cell that is no padding, at every place: the place, the cell and the pixel, by their numbers.
fn meetings(geometry: &Geometry) -> Vec<[usize; 3]> {
    let ([down, right, _], [height, width]) = (geometry.output, geometry.window.size);
    let mut all = Vec::new();
    for (y, x) in (0..down).flat_map(|y| (0..right).map(move |x| (y, x))) {
        for (ky, kx) in (0..height).flat_map(|ky| (0..width).map(move |kx| (ky, kx))) {
            if let (Some(row), Some(column)) = (geometry.row(y, ky), geometry.column(x, kx)) {
                all.push([y * right + x, ky * width + kx, row * geometry.input[1] + column]);
            }
        }
    }
    all
}

/// In the bits of plain loops: whichever tile a pixel is in, and whatever stands beside it.
#[test]
fn forward() {
    let mut random = Random::new(8);
    for (turn, geometry) in geometries(&mut random).iter().enumerate() {
        let ([pixels, places, _], [channels, outputs]) = (extents(geometry), geometry.channels());
        let (count, biased, met) = (1 + turn % 2, turn % 3 > 0, meetings(geometry));
        let Images { mut weight, mut bias, mut x } = images(geometry, count, &mut random);
        for level in levels() {
            let mut want = Vec::new();
            for _ in 0..count * places {
                want.extend(bias.values().iter().map(|&bias| if biased { bias } else { 0.0 }));
            }
            for image in 0..count {
                for &[place, cell, pixel] in &met {
                    let x = &x.values()[(image * pixels + pixel) * channels..][..channels];
                    let weight = &weight.values()[cell * channels * outputs..];
                    let want = &mut want[(image * places + place) * outputs..][..outputs];
                    for (&x, weight) in x.iter().zip(weight.chunks_exact(outputs)) {
                        for (sum, &weight) in want.iter_mut().zip(weight) {
                            let fused = level != Level::Least || cfg!(target_arch = "aarch64");
                            *sum = if fused { x.mul_add(weight, *sum) } else { x * weight + *sum };
                        }
                    }
                }
            }
            for floor in [f32::NEG_INFINITY, 0.0] {
                let mut out = Guarded::of(count * places * outputs, || GUARD);
                let start = if biased { bias.at() } else { null_mut() };
                let (weight, x, to) = (weight.at(), x.at(), out.at());
                unsafe { of_level!(level, convolution)(geometry, weight, start, x, to, floor, count) }
                out.whole();
                let want: Vec<f32> = want.iter().map(|&sum| sum.max(floor)).collect();
                assert_eq!(out.values(), want, "{geometry:?} {level:?}");
            }
        }
        [weight, bias, x].iter().for_each(Guarded::whole);
    }
}

#[test]
fn pooling() {
    let mut random = Random::new(9);
    for (turn, geometry) in geometries(&mut random).into_iter().enumerate() {
        let geometry = Geometry { input: [geometry.input[0], geometry.input[1], geometry.output[2]], ..geometry };
        let ([pixels, places, _], [channels, _]) = (extents(&geometry), geometry.channels());
        let count = 1 + turn % 2;
        let mut x = Guarded::random(count * pixels * channels, &mut random);
        let mut want = vec![f32::NEG_INFINITY; count * places * channels];
        for image in 0..count {
            for [place, _, pixel] in meetings(&geometry) {
                let x = &x.values()[(image * pixels + pixel) * channels..][..channels];
                let want = &mut want[(image * places + place) * channels..][..channels];
                want.iter_mut().zip(x).for_each(|(want, &x)| *want = want.max(x));
            }
        }
        for level in levels() {
            let mut out = Guarded::of(want.len(), || GUARD);
            unsafe { of_level!(level, max_pool)(&geometry, x.at(), out.at(), count) }
            out.whole();
            assert_eq!(out.values(), want, "{geometry:?} {level:?}");
        }
        x.whole();
    }
}

#[test]
fn a_pool_keeps_nan_and_the_first_of_equals() {
    let Some(geometry) = geometry([1, 8, 3, 3], [[1, 1, 0, 0, 1], [2, 2, 0, 0, 1]]) else { unreachable!() };
    let far = f32::INFINITY;
    let columns = [1.0, f32::NAN, f32::NAN, 1.0, 0.0, -0.0, -far, -far];
    let mut x: Vec<f32> = columns.iter().flat_map(|&x| [x; 3]).collect();
    for level in levels() {
        let mut out = [0.0; 12];
        unsafe { of_level!(level, max_pool)(&geometry, x.as_mut_ptr(), out.as_mut_ptr(), 1) }
        for (&got, want) in out.iter().zip([f32::NAN, f32::NAN, 0.0, -far].iter().flat_map(|&want| [want; 3])) {
            assert!(got.to_bits() == want.to_bits() || got.is_nan() && want.is_nan(), "{level:?}: {got}, not {want}");
        }
    }
}

/// What is summed, number by number, in `f64`: how much, of how large terms, and how many.
#[derive(Clone, Copy, Default)]
struct Sum(f64, f64, usize);

impl Sum {
    fn add(&mut self, a: f32, b: f32) {
        let term = f64::from(a) * f64::from(b);
        *self = Sum(self.0 + term, self.1 + term.abs(), self.2 + 1);
    }
    #[track_caller]
    fn near(self, got: f32, start: f32, factor: f64, what: impl std::fmt::Debug) {
        let (want, size) = (f64::from(start) + factor * self.0, f64::from(start).abs() + factor.abs() * self.1);
        let most = 6e-8 * (self.2 as f64 + 4.0) * size;
        assert!((f64::from(got) - want).abs() <= most, "{what:?}: {got}, not {want}");
    }
}

#[test]
fn backward() {
    let mut random = Random::new(10);
    for (turn, geometry) in geometries(&mut random).iter().enumerate() {
        let ([pixels, places, cells], [channels, outputs]) = (extents(geometry), geometry.channels());
        let (count, factor) = (1 + turn % 2, [1.0, -0.25][turn / 2 % 2]);
        let Images { mut weight, bias, mut x } = images(geometry, count, &mut random);
        let grad_out = Guarded::random(count * places * outputs, &mut random);
        let mut by_weight = vec![Sum::default(); cells * channels * outputs];
        let mut by_bias = vec![Sum::default(); outputs];
        let mut by_x = vec![Sum::default(); count * pixels * channels];
        for (image, [place, cell, pixel]) in
            (0..count).flat_map(|image| meetings(geometry).into_iter().map(move |met| (image, met)))
        {
            for c in 0..channels {
                for (o, &gradient) in
                    grad_out.values()[(image * places + place) * outputs..][..outputs].iter().enumerate()
                {
                    let (at, of) = ((image * pixels + pixel) * channels + c, (cell * channels + c) * outputs + o);
                    by_weight[of].add(x.values()[at], gradient);
                    by_x[at].add(weight.values()[of], gradient);
                }
            }
        }
        for gradients in grad_out.values().chunks_exact(outputs) {
            by_bias.iter_mut().zip(gradients).for_each(|(sum, &gradient)| sum.add(1.0, gradient));
        }
        for level in levels() {
            // All images at once, and one by one.
            let run = |from: &Guarded, to: &Guarded, call: &mut dyn FnMut(usize, usize, *const f32, *mut f32)| {
                let (mut from, mut block) = (from.clone(), to.clone());
                call(0, count, from.at(), block.at());
                let mut singles = to.clone();
                (0..count).for_each(|image| call(image, 1, from.at(), singles.at()));
                [&block, &singles, &from].into_iter().for_each(Guarded::whole);
                assert_eq!(block.values(), singles.values(), "{geometry:?} {level:?}");
                block
            };
            let got = run(&grad_out, &weight, &mut |image, count, grad_out, to| unsafe {
                let (x, grad_out) = (x.at().add(image * pixels * channels), grad_out.add(image * places * outputs));
                of_level!(level, convolution_weight)(geometry, to, x, grad_out, factor, count);
            });
            for ((&got, &start), sum) in got.values().iter().zip(weight.values()).zip(&by_weight) {
                sum.near(got, start, f64::from(factor), (geometry, level));
            }
            let got = run(&grad_out, &bias, &mut |image, count, grad_out, to| unsafe {
                let grad_out = grad_out.add(image * places * outputs);
                of_level!(level, convolution_bias)(geometry, to, grad_out, factor, count);
            });
            for ((&got, &start), sum) in got.values().iter().zip(bias.values()).zip(&by_bias) {
                sum.near(got, start, f64::from(factor), (geometry, level));
            }
            let unset = Guarded::of(x.values().len(), || GUARD);
            let got = run(&grad_out, &unset, &mut |image, count, grad_out, to| unsafe {
                let (to, grad_out) = (to.add(image * pixels * channels), grad_out.add(image * places * outputs));
                of_level!(level, convolution_input)(geometry, weight.at(), grad_out, to, count);
            });
            for (&got, sum) in got.values().iter().zip(&by_x) {
                sum.near(got, 0.0, 1.0, (geometry, level));
            }
        }
        [weight, x, grad_out].iter().for_each(Guarded::whole);
    }
}
