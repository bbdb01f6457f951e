//! Convolution on small processors: eight channels of two pixels are computed together, so that a weight that is loaded meets both, and
//! pooled while they are in registers. Sums run in the order of the portable kernel and have its bits.
//!
//! One kernel for maps of all sizes, because flash is dear: what the compiler can work out of a map is in its [`Plan`].

use core::ops::Range;

#[cfg(chip = "m4")]
use super::cortex_m4::sums;
#[cfg(not(chip = "m4"))]
use super::multiply::{MULTIPLY_FROM, MultiplyFrom};
use super::part::{Channels, FEWEST, LANES, Part, Then};
use crate::chip::{reread, rolled, unknown};
use crate::kernel::curve::{Curve, InPlace};
use crate::kernel::geometry::{Geometry, Window};
use crate::kernel::small::every;
use crate::number::Number;

/// A convolution but for its numbers.
#[derive(Clone, Copy)]
pub struct Plan {
    geometry: Geometry,
    /// Outputs that see no padding: from which on, up to which, rows before columns.
    inside: [[usize; 2]; 2],
    /// Numbers from what an output sees to what the next one sees, downward and to the right.
    step: [usize; 2],
    /// Numbers of padding before the first pixel.
    before: usize,
    /// What an output sees that sees no padding.
    whole: Part,
}

/// A convolution and a pool of what comes out.
#[derive(Clone, Copy)]
#[repr(C)] // one address for both
pub struct Pooled {
    map: Plan,
    pool: Geometry,
}

impl Pooled {
    /// Unless a window of the pool sees nothing, or not all that it covers.
    pub const fn of(map: Plan, pool: Geometry) -> Option<Self> {
        let (window, mut axis) = (pool.window, 0);
        while axis < 2 {
            let last = pool.output[axis].saturating_sub(1) * window.stride[axis];
            let before = window.before[axis];
            if window.dilation[axis] != 1 || before >= window.size[axis] || last >= pool.input[axis] + before {
                return None;
            }
            axis += 1;
        }
        Some(Self { map, pool })
    }
}

impl Plan {
    /// Unless there are few channels, or columns that a window sees are apart, or the map is so large that no chip holds it.
    pub const fn of(geometry: Geometry) -> Option<Self> {
        let ([_, width, channels], window, outputs) = (geometry.input, geometry.window, geometry.output[2]);
        let large = geometry.output[0] > 0xffff || geometry.output[1] > 0xffff;
        if window.dilation[1] != 1 || outputs < FEWEST || large {
            return None;
        }
        let (line, long) = (width * channels, window.size[1] * channels);
        let gap = (window.dilation[0] * line).saturating_sub(long);
        Some(Self {
            geometry,
            inside: [inside(geometry, 0), inside(geometry, 1)],
            step: [window.stride[0] * line, window.stride[1] * channels],
            before: window.before[0] * line + window.before[1] * channels,
            whole: Part::new([window.size[0], long], gap, 0, outputs),
        })
    }

    /// What an output sees that sees padding too, where that begins in the image, and at which row of the weight.
    fn at_the_border(&self, [y, x]: [usize; 2]) -> (Part, usize, usize) {
        let (geometry, outputs) = (&self.geometry, self.whole.outputs);
        let ([_, width, channels], [high, wide]) = (geometry.input, geometry.window.size);
        let (rows, columns) = (seen(high, |cell| geometry.row(y, cell)), seen(wide, |cell| geometry.column(x, cell)));
        let (row, column) = (geometry.row(y, rows.start), geometry.column(x, columns.start));
        let (Some(row), Some(column)) = (row, column) else { return (Part::new([0, 0], 0, 0, outputs), 0, 0) };
        let [high, across] = [rows.end - rows.start, columns.end - columns.start];
        let (long, missing) = (across * channels, (wide - across) * channels);
        let gap = (geometry.window.dilation[0] * width * channels).saturating_sub(long);
        let part = Part::new([high, long], gap, missing, outputs);
        (part, (row * width + column) * channels, (rows.start * wide + columns.start) * channels)
    }
}

/// From which output on, and up to which, none of the cells is padding.
const fn inside(geometry: Geometry, axis: usize) -> [usize; 2] {
    let (window, mut from, mut to) = (geometry.window, 0, 0);
    while from * window.stride[axis] < window.before[axis] {
        from += 1;
    }
    let reach = (window.size[axis] - 1) * window.dilation[axis];
    while to < geometry.output[axis] && to * window.stride[axis] + reach < geometry.input[axis] + window.before[axis] {
        to += 1;
    }
    [from, to]
}

/// The cells of a window that are no padding.
fn seen(size: usize, place: impl Fn(usize) -> Option<usize>) -> Range<usize> {
    let mut range = size..size;
    for cell in 0..size {
        if place(cell).is_some() {
            range = range.start.min(cell)..cell + 1;
        }
        rolled();
    }
    range
}

/// Runs a block for the first channel of every tile; if they do not come out even, the last tile begins before the end of the one before it.
macro_rules! each_tile {
    ($at:ident in $plan:expr => $body:block) => {
        let mut end = 0;
        while end < reread($plan).whole.outputs {
            let Part { outputs, lanes, .. } = reread($plan).whole;
            end = outputs.min(end + lanes);
            let $at = end - lanes;
            $body
        }
    };
}

/// A map: weight, bias and image.
pub type Map<'a, T> = (&'a [T], &'a [T], &'a [T]);

impl<'a> Channels<'a> {
    /// As many as are computed together, from `at` on.
    #[inline(always)]
    fn at(at: usize, plan: &'a Plan, map: &Map<'a, f32>) -> Self {
        let (plan, &(weight, bias, _)) = (reread(plan), reread(map));
        let bias = if bias.is_empty() { &[0.0; LANES] } else { bias.get(at..).unwrap_or_default() };
        Self { part: &plan.whole, weight, at, bias }
    }

    /// The sums at row `y` and column `x`, and at the next column, if that is before `end` and neither sees padding. Says how many columns
    /// that are.
    #[inline(always)]
    fn sums(&self, plan: &Plan, map: &Map<f32>, [y, x]: [usize; 2], end: usize, out: &mut [f32], then: Then) -> usize {
        let (plan, map) = (reread(plan), reread(map));
        let [[top, bottom], [left, right]] = plan.inside;
        if y < top || y >= bottom || x < left || x >= right {
            self.sums_at_the_border(plan, map, [y as u16, x as u16], out, then);
            return 1;
        }
        let from = (y * plan.step[0] + x * plan.step[1]).wrapping_sub(plan.before);
        let two = x + 1 < right.min(end);
        let apart = if two { plan.step[1] } else { 0 };
        sums(self, map.2.get(from..).unwrap_or_default(), apart, out, then);
        1 + usize::from(two)
    }

    #[cold]
    #[inline(never)]
    fn sums_at_the_border(&self, plan: &Plan, map: &Map<f32>, at: [u16; 2], out: &mut [f32], then: Then) {
        let (&(_, _, image), (part, from, row)) = (map, plan.at_the_border(at.map(usize::from)));
        let weight = self.weight.get(row * part.outputs..).unwrap_or_default();
        let channels = Channels { part: &part, weight, ..*self };
        sums(&channels, image.get(from..).unwrap_or_default(), 0, out, then);
    }
}

/// The sums of the pixel that sees what `x` begins with, and of the one that sees what is `apart` behind it; without a distance they are
/// the same pixel, which is kept once.
#[cfg(not(chip = "m4"))]
#[inline(never)]
fn sums(channels: &Channels, x: &[f32], apart: usize, out: &mut [f32], then: Then) {
    if let Some(multiply) = MULTIPLY_FROM {
        return sums_by(multiply, channels, x, apart, out, then);
    }
    match channels.part.lanes {
        LANES => sums_of::<LANES>(channels, x, apart, out, then),
        _ => sums_of::<FEWEST>(channels, x, apart, out, then),
    }
}

/// The same, one pixel after the other, by sums of products that are computed somewhere else.
#[cfg(not(chip = "m4"))]
#[inline(always)]
fn sums_by(multiply: MultiplyFrom, channels: &Channels, x: &[f32], apart: usize, out: &mut [f32], then: Then) {
    let (mut start, mut then) = (0, then);
    loop {
        let (mut buffer, part) = ([0.0; LANES], reread(channels).part);
        let behind = if start > 0 { then.behind(part).unwrap_or(0) } else { 0 };
        let Some(out) = out.get_mut(behind..).and_then(|out| out.get_mut(..part.lanes)) else { return };
        let sums = if then == Then::Raise { buffer.get_mut(..part.lanes).unwrap_or_default() } else { &mut *out };
        every!((sum, &bias) in sums.iter_mut().zip(channels.bias) => { *sum = bias });
        let (mut number, mut row, mut runs) = (start, 0, part.runs);
        while runs > 0 {
            let &Channels { part, weight, at, .. } = reread(channels);
            let Part { gap, skipped, long, outputs, .. } = reread(part);
            let x = x.get(number..).and_then(|x| x.get(..*long)).unwrap_or_default();
            multiply(weight.get(row..).unwrap_or_default(), [at, 1, *outputs], x, sums);
            (number, row, runs) = (number + long + gap, row + long * outputs + skipped, runs - 1);
        }
        if then == Then::Raise {
            raise(out, &buffer);
        } else if then == Then::Start {
            every!(sum in out => { *sum = if *sum < 0.0 { 0.0 } else { *sum } });
            then = Then::Raise;
        }
        if start == apart {
            return;
        }
        start = apart;
    }
}

#[cfg(not(chip = "m4"))]
#[inline(always)]
fn sums_of<const N: usize>(channels: &Channels, x: &[f32], apart: usize, out: &mut [f32], then: Then) {
    let &Channels { part, weight, at, bias } = channels;
    let weight = weight.get(at..).unwrap_or_default();
    let Some(bias) = bias.first_chunk::<N>() else { return };
    let (mut one, mut other) = (*bias, *bias);
    let (mut x, mut y, mut weight) = (x, x.get(apart..).unwrap_or_default(), weight);
    for _ in 0..part.runs {
        for (&x, &y) in x.iter().zip(y).take(part.long) {
            let Some(weights) = weight.first_chunk::<N>() else { return };
            for ((one, other), &weight) in one.iter_mut().zip(&mut other).zip(weights) {
                *one = x.multiply_add(weight, *one);
                *other = y.multiply_add(weight, *other);
            }
            weight = weight.get(part.outputs..).unwrap_or_default();
            rolled();
        }
        let next = part.long + part.gap;
        (x, y) = (x.get(next..).unwrap_or_default(), y.get(next..).unwrap_or_default());
        weight = weight.get(part.skipped..).unwrap_or_default();
    }
    if let Some(behind) = then.behind(part) {
        if apart > 0
            && let Some(out) = out.get_mut(behind..).and_then(|out| out.first_chunk_mut())
        {
            *out = other;
        }
    } else if then == Then::Start {
        every!(one in &mut one => { *one = if *one < 0.0 { 0.0 } else { *one } });
        raise(&mut one, &other);
    } else {
        raise(&mut one, &other);
        let Some(out) = out.first_chunk_mut::<N>() else { return };
        return raise(out, &one);
    }
    if let Some(out) = out.first_chunk_mut() {
        *out = one;
    }
}

/// The map.
#[inline(never)]
pub fn forward(plan: &Plan, map: &Map<f32>, out: &mut [f32]) {
    each_tile!(at in plan => {
        let tile = Channels::at(at, plan, map);
        let (mut place, mut y) = (at, 0);
        while y < reread(plan).geometry.output[0] {
            let mut x = 0;
            while x < reread(plan).geometry.output[1] {
                let [_, width, channels] = reread(plan).geometry.output;
                let out = out.get_mut(place..).unwrap_or_default();
                let count = tile.sums(plan, map, [y, x], width, out, Then::Keep);
                place += count * channels;
                x += count;
            }
            y += 1;
        }
    });
}

/// The largest that the windows of a pool see of the map, whose values `change` changes; the map never stands whole.
#[inline(never)]
pub fn pooled<T: Number, C: InPlace<T>>(pooled: &Pooled, map: &Map<f32>, out: &mut [T], change: C) {
    each_tile!(at in &pooled.map => {
        let tile = Channels::at(at, &pooled.map, map);
        let (mut place, mut py) = (at, 0);
        while py < reread(pooled).pool.output[0] {
            let (rows, mut px) = (under(pooled, 0, py), 0);
            while px < reread(pooled).pool.output[1] {
                let columns = under(pooled, 1, px);
                let out = out.get_mut(place..).unwrap_or_default();
                // Pairs that were seen before: the compiler shall not write out the first turn.
                let ([mut y, mut x], mut before) = ([rows.start, columns.start], unknown(0));
                while y < rows.end {
                    let (at, first) = ([y, x], before == 0);
                    before = 1;
                    x += if change.curve() == Curve::Relu {
                        // Zero is the least that a ReLU leaves: of the values behind the first it changes none that wins.
                        let Some(out) = T::singles_mut(out) else { return };
                        tile.sums(&pooled.map, map, at, columns.end, out, if first { Then::Start } else { Then::Raise })
                    } else {
                        let mut two = [T::zero(); 2 * LANES];
                        let Some(sums) = T::singles_mut(&mut two) else { return };
                        let count = tile.sums(&pooled.map, map, at, columns.end, sums, Then::KeepTogether);
                        let lanes = tile.part.lanes;
                        let (one, other) = two.split_at_mut_checked(lanes).unwrap_or_default();
                        let other = if count > 1 { other.get_mut(..lanes).unwrap_or_default() } else { &mut [] };
                        change.run(one);
                        change.run(other);
                        if first {
                            every!((out, &one) in out.iter_mut().zip(one.iter()) => { *out = one });
                        } else {
                            raise(out, one);
                        }
                        raise(out, other);
                        count
                    };
                    if x >= columns.end {
                        (y, x) = (y + 1, columns.start);
                    }
                }
                place += reread(&pooled.map).whole.outputs;
                px += 1;
            }
            py += 1;
        }
    });
}

/// Values take the place of the largest so far; NaN does, and is never replaced.
#[inline(always)]
fn raise<T: Number>(largest: &mut [T], values: &[T]) {
    every!((largest, &value) in largest.iter_mut().zip(values) => {
        *largest = if value > *largest || value.is_nan() { value } else { *largest };
    });
}

/// The rows, or columns, of the map that are under a window of the pool.
#[inline(never)]
fn under(Pooled { pool, .. }: &Pooled, axis: usize, at: usize) -> Range<usize> {
    let ([height, width, _], Window { size, stride, before, .. }) = (pool.input, pool.window);
    let along = |[rows, columns]: [usize; 2]| if axis == 0 { rows } else { columns };
    let (most, size, before, from) = (along([height, width]), along(size), along(before), at * along(stride));
    let place = |at: usize| at.saturating_sub(before).min(most);
    place(from)..place(from + size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::embedded::soft;
    use crate::kernel::geometry::Windowed;
    use crate::kernel::portable::{convolution, pool};
    use crate::layer::Relu;
    use crate::random::{Purpose, Random};

    /// The largest square may be that of the least number.
    #[derive(Clone, Copy)]
    struct Square;
    impl InPlace<f32> for Square {
        type Anywhere = Self;
        const MIXES: bool = false;
        fn anywhere(self) -> Self {
            self
        }
        fn curve(&self) -> Curve {
            Curve::Other
        }
        fn run(self, values: &mut [f32]) {
            values.iter_mut().for_each(|value| *value *= *value);
        }
    }

    const fn geometry(input: [usize; 3], outputs: usize, window: Window, after: [usize; 2]) -> Geometry {
        let (mut output, mut axis) = ([0, 0, outputs], 0);
        while axis < 2 {
            let reach = (window.size[axis] - 1) * window.dilation[axis];
            output[axis] = (input[axis] + window.before[axis] + after[axis] - reach - 1) / window.stride[axis] + 1;
            axis += 1;
        }
        Geometry { input, output, window }
    }

    fn numbers(random: &mut Random, count: usize) -> Vec<f32> {
        let number = |random: &mut Random| 2.0 * random.uniform::<f32>() - 1.0;
        // Zeros of both signs among them, so that equal values are met.
        (0..count).map(|_| number(random)).map(|x| if x.abs() < 0.2 { 0.0_f32.copysign(x) } else { x }).collect()
    }

    fn bits(values: &[f32]) -> Vec<u32> {
        values.iter().map(|value| value.to_bits()).collect()
    }

    fn pooled_like<M: Windowed, P: Windowed, C: InPlace<f32>>((weight, bias, x): Map<f32>, change: C) {
        let plan = Pooled::of(Plan::of(M::GEOMETRY).expect("a plan"), P::GEOMETRY).expect("a pool");
        let [mut got, mut want] = [0, 1].map(|_| vec![9.0; P::GEOMETRY.output.iter().product()]);
        pooled(&plan, &(weight, bias, x), &mut got, change);
        pool::max_of_map::<f32, M, P>((weight, bias), x, &mut want, change);
        assert!(bits(&got) == bits(&want), "{:?} {:?} {:?}", change.curve(), M::GEOMETRY, P::GEOMETRY);
    }

    /// The bits of the portable kernel, with a bias and without one, also where NaN is seen.
    fn judge<M: Windowed, P: Windowed>() {
        let Geometry { input, output, window } = M::GEOMETRY;
        let plan = Plan::of(M::GEOMETRY).expect("a plan");
        let mut random = Random::at(7, Purpose::Initialize, 0);
        for round in 0..4 {
            let mut x = numbers(&mut random, input.iter().product());
            let weight = numbers(&mut random, window.size[0] * window.size[1] * input[2] * output[2]);
            let bias = numbers(&mut random, if round % 2 == 0 { output[2] } else { 0 });
            if round > 1 {
                let (at, nan) = (random.below(x.len() as u32) as usize, if round == 2 { f32::NAN } else { -f32::NAN });
                x[at] = nan;
            }
            let [mut got, mut want] = [0, 1].map(|_| vec![9.0; output.iter().product()]);
            forward(&plan, &(&weight, &bias, &x), &mut got);
            convolution::forward::<f32, M>(&weight, &bias, &x, &mut want);
            assert!(bits(&got) == bits(&want), "{:?}", M::GEOMETRY);
            pooled_like::<M, P, _>((&weight, &bias, &x), Relu);
            pooled_like::<M, P, _>((&weight, &bias, &x), Square);
        }
    }

    macro_rules! judge {
        ($($input:tt -> $outputs:literal, $window:tt $after:tt; pool $pool:tt $behind:tt)*) => { $({
            struct Map;
            struct Pool;
            impl Windowed for Map {
                const GEOMETRY: Geometry = geometry($input, $outputs, window($window), $after);
                type Sums<T: crate::memory::Plain + Copy> = [T; $outputs];
                type Band<T: crate::memory::Plain + Copy> = ();
            }
            impl Windowed for Pool {
                const GEOMETRY: Geometry = geometry(Map::GEOMETRY.output, $outputs, window($pool), $behind);
                type Sums<T: crate::memory::Plain + Copy> = [T; $outputs];
                type Band<T: crate::memory::Plain + Copy> = ();
            }
            judge::<Map, Pool>();
            in_integers::<Map>();
        })* };
    }

    const fn window([size, stride, before, dilation]: [[usize; 2]; 4]) -> Window {
        Window { size, stride, before, dilation }
    }

    /// Sums of products in integers are nearly the same, one pixel after the other.
    fn in_integers<M: Windowed>() {
        let (Geometry { input, output, window }, plan) = (M::GEOMETRY, Plan::of(M::GEOMETRY).expect("a plan"));
        let mut random = Random::at(8, Purpose::Initialize, 0);
        let x = numbers(&mut random, input.iter().product());
        let weight = numbers(&mut random, window.size[0] * window.size[1] * input[2] * output[2]);
        let bias = numbers(&mut random, output[2]);
        let channels = Channels { part: &plan.whole, weight: &weight, at: output[2] - plan.whole.lanes, bias: &bias };
        for then in [Then::Keep, Then::KeepTogether, Then::Start, Then::Raise] {
            // Where no output is without padding, there is not so much to see.
            for apart in [0, plan.step[1]].into_iter().filter(|apart| plan.whole.reach + apart <= x.len()) {
                let [mut got, mut want] = [0, 1].map(|_| vec![0.25; 2 * output[2]]);
                sums_by(soft::multiply_from, &channels, &x, apart, &mut got, then);
                sums(&channels, &x, apart, &mut want, then);
                assert!(got.iter().zip(&want).all(|(got, want)| (got - want).abs() < 1e-5), "{got:?} {want:?}");
            }
        }
    }

    #[test]
    fn is_the_portable_kernel() {
        const ONE: [usize; 2] = [1, 1];
        const NONE: [usize; 2] = [0, 0];
        judge!(
            [9, 9, 1] -> 8, [[3, 3], ONE, NONE, ONE] NONE; pool [[2, 2], [2, 2], NONE, ONE] NONE
            [6, 7, 3] -> 16, [[3, 3], ONE, NONE, ONE] NONE; pool [[2, 2], [2, 2], NONE, ONE] NONE
            [6, 7, 2] -> 4, [[3, 3], ONE, ONE, ONE] ONE; pool [[2, 2], [2, 2], NONE, ONE] NONE
            [8, 7, 2] -> 5, [[2, 3], [2, 1], [1, 0], ONE] NONE; pool [[2, 3], [1, 2], [1, 1], ONE] [0, 1]
            [9, 9, 1] -> 13, [[3, 2], [1, 2], [2, 1], [2, 1]] [2, 0]; pool [[3, 2], [2, 1], [1, 1], ONE] [1, 0]
            [3, 2, 4] -> 10, [[3, 5], ONE, [1, 2], ONE] [1, 2]; pool [[1, 1], ONE, NONE, ONE] NONE
            [5, 4, 3] -> 9, [[1, 1], [2, 3], NONE, ONE] NONE; pool [[3, 2], [2, 2], NONE, ONE] NONE
            [1, 12, 2] -> 8, [[1, 4], ONE, [0, 3], ONE] [0, 3]; pool [[1, 4], [1, 4], NONE, ONE] NONE
            [2, 2, 1] -> 4, [[2, 2], ONE, [3, 3], ONE] [3, 3]; pool [[2, 2], [2, 2], NONE, ONE] NONE
        );
    }

    #[test]
    fn what_has_no_plan() {
        let one = [1, 1];
        let window = Window { size: [2, 2], stride: one, before: [0, 0], dilation: one };
        let map = geometry([4, 4, 1], 8, window, [0, 0]);
        assert!(Plan::of(map).is_some());
        assert!(Plan::of(Geometry { window: Window { dilation: [1, 2], ..window }, ..map }).is_none());
        assert!(Plan::of(Geometry { output: [3, 3, 3], ..map }).is_none());
        // A window of the pool sees padding only.
        let pool = geometry(map.output, 8, Window { before: [2, 0], ..window }, [0, 0]);
        assert!(Plan::of(map).and_then(|plan| Pooled::of(plan, pool)).is_none());
    }
}
