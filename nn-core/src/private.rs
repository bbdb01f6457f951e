//! Exactly what emitted code may name beside the public words. Not part of the public interface.

pub use crate::arena::{Arena, Layout, Life, Planned, Spot, lay_out};
use crate::buffers::Buffers;
pub use crate::buffers::{Buffer, Either, Overlay, any};
pub use crate::claims;
use crate::index::Indexed;
pub use crate::judged::{Absent, Judged, Otherwise, Probe};
pub use crate::layer::Lent;
pub use crate::layer::activation::{activate, unactivate};
use crate::layer::head::{Head, Raw};
use crate::layer::{Activation, Conv2d, Dropout, Layer, Learn, MaxPool2d, Seen, Sees, Stream};
use crate::memory::{Plain, flat_mut};
pub use crate::memory::{copy as copy_plain, flat, most, view, view_mut};
pub use crate::network::training_bytes;
use crate::network::{Network, Output};
use crate::optimizer::Optimizer;
use crate::parameters::{Parameters, Role};
use crate::random::Random;
use crate::scalar::Scalar;
use crate::shape::{Pixels, Rows, Shape};
use crate::tensors::Path;
use crate::train::FusedTrainer;
use crate::weights::{Found, HEADER, LoadError, Name, Stated, VERSION_1};

/// What a network or block knows of itself. This and what follows are traits, and not methods and constants of its own, so that an
/// editor offers none of it: nobody imports them.
pub trait Unit {
    /// The catalogue says of its layers what they are.
    const CLAIMS: ();
    /// The most that a layer of it needs in a pass.
    const PARTS_PASS_BYTES: usize;
    /// The most that one needs beside that to descend.
    const PARTS_DESCEND_BYTES: usize;
}

/// The layers of a unit before the first that learns.
pub trait Front<T: Scalar>: Lent<T> {
    /// The shape behind them.
    type Between: Shape;
    /// Their buffers.
    type FrontBuffers<const ROWS: usize>: Buffers;
    fn front<const ROWS: usize>(
        &self,
        x: &Rows<Self::In, T, ROWS>,
        out: &mut Rows<Self::Between, T, ROWS>,
        buffers: &mut Self::FrontBuffers<ROWS>,
    );
    /// Their way back, for which they run once more.
    fn back_front<const ROWS: usize>(
        &self,
        x: &Rows<Self::In, T, ROWS>,
        grad_out: &mut Rows<Self::Between, T, ROWS>,
        grad_x: Option<&mut Rows<Self::In, T, ROWS>>,
    );
    /// The way back through the others.
    fn back_rest<const FIRST: bool, const ROWS: usize>(
        &self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        gradients: Option<&mut Self::Gradients>,
        grad_between: Option<&mut Rows<Self::Between, T, ROWS>>,
        buffers: &mut Self::PassBuffers<ROWS>,
    );
    /// The same, and a step of descent.
    fn descend_rest<const ROWS: usize>(
        &mut self,
        seen: Seen<'_, Self, T, ROWS>,
        grad_out: &mut Rows<Self::Out, T, ROWS>,
        rate: T,
        grad_between: Option<&mut Rows<Self::Between, T, ROWS>>,
        buffers: &mut Self::PassBuffers<ROWS>,
    );
}

/// The way back through a unit with a front, as far as it has to go.
#[inline]
pub fn back_split<T: Scalar, U: Front<T>, const FIRST: bool, const ROWS: usize>(
    unit: &U,
    seen: Seen<'_, U, T, ROWS>,
    grad_out: &mut Rows<U::Out, T, ROWS>,
    gradients: Option<&mut U::Gradients>,
    grad_x: Option<&mut Rows<U::In, T, ROWS>>,
    buffers: &mut U::PassBuffers<ROWS>,
) {
    /// Apart: what stands between may be large, and whoever trains does not want to go so far.
    #[inline(never)]
    fn whole<T: Scalar, U: Front<T>, const FIRST: bool, const ROWS: usize>(
        unit: &U,
        seen: Seen<'_, U, T, ROWS>,
        grad_out: &mut Rows<U::Out, T, ROWS>,
        gradients: Option<&mut U::Gradients>,
        grad_x: &mut Rows<U::In, T, ROWS>,
        buffers: &mut U::PassBuffers<ROWS>,
    ) {
        let (x, mut between) = (seen.x, <Rows<U::Between, T, ROWS> as Plain>::ZERO);
        unit.back_rest::<FIRST, ROWS>(seen, grad_out, gradients, Some(&mut between), buffers);
        unit.back_front(x, &mut between, Some(grad_x));
    }
    match grad_x {
        None => unit.back_rest::<FIRST, ROWS>(seen, grad_out, gradients, None, buffers),
        Some(grad_x) => whole::<T, U, FIRST, ROWS>(unit, seen, grad_out, gradients, grad_x, buffers),
    }
}

/// The same, and a step of descent.
#[inline]
pub fn descend_split<T: Scalar, U: Front<T>, const ROWS: usize>(
    unit: &mut U,
    seen: Seen<'_, U, T, ROWS>,
    grad_out: &mut Rows<U::Out, T, ROWS>,
    rate: T,
    grad_x: Option<&mut Rows<U::In, T, ROWS>>,
    buffers: &mut U::PassBuffers<ROWS>,
) {
    #[inline(never)]
    fn whole<T: Scalar, U: Front<T>, const ROWS: usize>(
        unit: &mut U,
        seen: Seen<'_, U, T, ROWS>,
        grad_out: &mut Rows<U::Out, T, ROWS>,
        rate: T,
        grad_x: &mut Rows<U::In, T, ROWS>,
        buffers: &mut U::PassBuffers<ROWS>,
    ) {
        let (x, mut between) = (seen.x, <Rows<U::Between, T, ROWS> as Plain>::ZERO);
        unit.descend_rest(seen, grad_out, rate, Some(&mut between), buffers);
        unit.back_front(x, &mut between, Some(grad_x));
    }
    match grad_x {
        None => unit.descend_rest(seen, grad_out, rate, None, buffers),
        Some(grad_x) => whole(unit, seen, grad_out, rate, grad_x, buffers),
    }
}

/// The length of an array, which need hold nothing.
pub trait Length {
    /// That.
    const LENGTH: usize;
}
impl<const N: usize> Length for [(); N] {
    const LENGTH: usize = N;
}

/// The random stream of a recording in which nothing is dropped.
pub fn still() -> Random {
    Random::still()
}

/// Applies head `H` to a block of rows, unless the whole has a head that is a function.
#[inline(always)]
pub fn apply_head<H: Head, Whole: Head, T: Scalar, X: Plain, const ROWS: usize>(rows: &mut [X; ROWS]) {
    if !Whole::APPLIES {
        H::apply::<T, X, ROWS>(rows);
    }
}

/// The way back through what [`apply_head`] did.
#[inline(always)]
pub fn head_back<H: Head, Whole: Head, T: Scalar, X: Plain, G: Plain, const ROWS: usize>(
    out: &[X; ROWS],
    gradient: &mut [G; ROWS],
) {
    if !Whole::APPLIES {
        H::back::<T, X, G, ROWS>(out, gradient);
    }
}

/// Applies the head of a layer to its outputs.
pub fn answer<T: Scalar, L: Layer<T>>(_: &L, out: &mut <L::Out as Shape>::Array<T>) {
    L::Head::apply::<T, _, 1>(core::array::from_mut(out));
}

/// Draws the names of the masks of a block of rows.
pub fn draw_masks<const ROWS: usize>(random: &mut Random) -> [u64; ROWS] {
    random.names()
}

/// Dropout of a block of rows.
#[inline(always)]
pub fn drop_out<T: Scalar, X: Plain, const ROWS: usize>(dropout: Dropout, rows: &mut [X; ROWS], masks: &[u64; ROWS]) {
    for (row, &mask) in rows.iter_mut().zip(masks) {
        dropout.apply::<T>(flat_mut(row), mask);
    }
}

/// Copies rows.
#[inline(always)]
pub fn copy<T: Scalar, A: Plain, B: Plain, const ROWS: usize>(from: &[A; ROWS], to: &mut [B; ROWS]) {
    const { assert!(size_of::<A>() == size_of::<B>(), "rows of another length") }
    for (to, from) in flat_mut::<T, _>(to).iter_mut().zip(flat::<T, _>(from)) {
        *to = *from;
    }
}

/// A convolution, an activation and a pool at once.
#[inline(always)]
pub fn pooled<T, In, Out, W, P, S, A, const BIAS: usize, const ROWS: usize>(
    map: &Conv2d<T, In, Out, W, BIAS>,
    pool: &MaxPool2d<Out, P, S>,
    x: &Rows<In, T, ROWS>,
    out: &mut Rows<P, T, ROWS>,
    activation: A,
) where
    T: Scalar,
    In: Pixels,
    Out: Pixels,
    W: Sees,
    P: Pixels,
    S: Sees,
    A: Activation,
{
    map.forward_pooled::<A, P, S, ROWS>(pool, x, out, activation);
}

/// A stream that has seen nothing. Generic, so that no compiler makes one of a network that is only declared.
pub const fn nothing<S: Plain>() -> S {
    S::ZERO
}

/// One step of a layer in a stream.
#[inline(always)]
pub fn advance<T: Scalar, L: Stream<T>>(
    layer: &L,
    state: &mut L::State,
    x: &[<L::In as Shape>::Last<T>; 1],
    out: &mut [L::Given; 1],
) -> bool {
    let ([x], [out]) = (x, out);
    layer.step(state, x, out)
}

/// One step of a network in a stream, and the head behind it.
#[inline]
pub fn step<N: Network + Stream<<N as Network>::Scalar>>(
    net: &N,
    state: &mut N::State,
    frame: &<N::In as Shape>::Last<N::Scalar>,
) -> Option<N::Given> {
    let mut out = [N::Given::ZERO];
    let [given] = &mut out;
    if !net.step(state, frame, given) {
        return None;
    }
    N::Head::apply::<N::Scalar, _, 1>(&mut out);
    let [given] = out;
    Some(given)
}

/// Adds rows to rows.
#[inline(always)]
pub fn add<T: Scalar, A: Plain, B: Plain, const ROWS: usize>(from: &[A; ROWS], to: &mut [B; ROWS]) {
    const { assert!(size_of::<A>() == size_of::<B>(), "rows of another length") }
    for (to, from) in flat_mut::<T, _>(to).iter_mut().zip(flat::<T, _>(from)) {
        *to = *to + *from;
    }
}

/// The last size of a shape, along which branches are joined.
pub const fn last_size<S: Shape>() -> usize {
    let (rank, sizes) = S::SIZES;
    match rank {
        1 => sizes[0],
        2 => sizes[1],
        _ => sizes[2],
    }
}

/// Puts a branch into its part of a concatenation, `offset` into the last size.
#[inline]
pub fn place<T: Scalar, Branch: Shape, Whole: Shape, const ROWS: usize>(
    from: &Rows<Branch, T, ROWS>,
    to: &mut Rows<Whole, T, ROWS>,
    offset: usize,
) {
    let (width, whole) = (last_size::<Branch>(), last_size::<Whole>());
    copy_pieces(width, (flat::<T, _>(from), width), (flat_mut(to).get_mut(offset..).unwrap_or_default(), whole));
}

/// Takes a branch's part out of a concatenation.
#[inline]
pub fn take<T: Scalar, Branch: Shape, Whole: Shape, const ROWS: usize>(
    from: &Rows<Whole, T, ROWS>,
    to: &mut Rows<Branch, T, ROWS>,
    offset: usize,
) {
    let (width, whole) = (last_size::<Branch>(), last_size::<Whole>());
    copy_pieces(width, (flat::<T, _>(from).get(offset..).unwrap_or_default(), whole), (flat_mut(to), width));
}

/// Copies pieces of one width, which stand as far apart as is said beside each slice. Chunks would divide by that, and where
/// code shall be small the compiler does not see that it is not zero.
#[inline(always)]
fn copy_pieces<T: Copy>(width: usize, (mut from, from_step): (&[T], usize), (mut to, to_step): (&mut [T], usize)) {
    while width > 0
        && let (Some(piece), Some(place)) = (from.get(..width), to.get_mut(..width))
    {
        for (to, from) in place.iter_mut().zip(piece) {
            *to = *from;
        }
        from = from.get(from_step..).unwrap_or_default();
        to = to.get_mut(to_step..).unwrap_or_default();
    }
}

/// Bytes that fused steps take beside the network: the trainer, with a loss and a schedule that have no settings, and
/// buffers; no gradients.
pub const fn fused_training_bytes<N: Network>() -> usize {
    size_of::<FusedTrainer<N, ()>>() + N::PASS_BYTES + N::DESCEND_BYTES + size_of::<Output<N>>()
}

/// A size the user wrote as an expression is not zero.
#[track_caller]
pub const fn at_least_one(size: usize, otherwise: &str) {
    if size == 0 {
        panic!("{}", otherwise)
    }
}

/// There is more than one output.
#[track_caller]
pub const fn several(size: usize, otherwise: &str) {
    if size < 2 {
        panic!("{}", otherwise)
    }
}

/// A whole has so many parts, all of one size; what parts and whole are numbers of.
#[track_caller]
pub const fn divides(parts: usize, whole: usize, label: &str, [of_parts, of_whole]: [&str; 2]) {
    // No parts at all are told as a size of zero.
    if parts != 0 && !whole.is_multiple_of(parts) {
        let mut off = 1;
        while off < parts && !whole.is_multiple_of(parts - off) && !whole.is_multiple_of(parts + off) {
            off += 1;
        }
        let nearest = if whole.is_multiple_of(parts - off) { parts - off } else { parts + off };
        let text = Text::new().text("`").text(label).text("`: ").number(parts as u64).text(" ").text(of_parts);
        let text = text.text(" do not divide ").number(whole as u64).text(" ").text(of_whole).text("; ");
        panic!("{}", text.number(nearest as u64).text(" do").as_str())
    }
}

/// The size of one of so many parts; of what [`divides`] refuses some size.
pub const fn part(whole: usize, parts: usize) -> usize {
    if parts == 0 || whole < parts { 1 } else { whole / parts }
}

/// A layer on every step of a series learns from single rows.
#[track_caller]
pub const fn alone<T: Scalar, L: Learn<T>>(name: &str) {
    if L::BATCH != 0 {
        let text = Text::new().text("`").text(name).text("` learns from a mini-batch as a whole, and in `EachStep`");
        panic!("{}", text.text(" it would see one step at a time").as_str())
    }
}

/// So many values of every channel of a shape have a variance.
#[track_caller]
pub const fn varies<S: Shape>(rows: usize, layer: &str) {
    if rows == 0 {
        panic!("a mini-batch has at least one row")
    }
    if rows == 1 && S::LEN == <S::Pooled as Shape>::LEN {
        let text = Text::new().text("one row has one value per channel, and `").text(layer);
        panic!("{}", text.text("` takes their variance").as_str())
    }
}

/// Witness: a layer that makes probabilities finds none.
pub const fn raw<H: Raw>(_: core::marker::PhantomData<H>) {}

/// What is left of a network, or of a block, without its `BatchNorm` lines.
pub trait Folds {
    /// That.
    type Folded;
    /// Sets it.
    fn fold_into(&self, folded: &mut Self::Folded);
}

/// Gives a layer the weights of one that is like it, but for a bias that it may not have: that is zero then.
pub fn copy_with_bias<T: Scalar, A: Parameters<T>, B: Parameters<T>>(from: &A, to: &mut B) {
    from.visit(&mut |role, values: &[T]| {
        to.visit_mut(&mut |place, slice: &mut [T]| {
            if (role, values.len()) == (place, slice.len()) {
                slice.copy_from_slice(values);
            } else if (role, place) == (Role::Bias, Role::Bias) {
                slice.fill(T::zero());
            }
        });
    });
}

/// Bytes that one value, or the weights of one layer, may take: 1 TB, and 1 GB where addresses have 32 bits. What is larger is a
/// slip of the hand, and sums of what is smaller do not overflow.
const MOST_BYTES: u128 = if usize::BITS < 64 { 1_000_000_000 } else { 1_000_000_000_000 };

const fn bytes_of(sizes: &[usize], scalar: usize) -> u128 {
    let (mut bytes, mut at) = (scalar as u128, 0);
    while at < sizes.len() {
        bytes = bytes.saturating_mul(sizes[at] as u128);
        at += 1;
    }
    bytes
}

/// A size, or 1 where it makes the product of sizes absurd, which [`addressable`] reports: so that it is reported once.
pub const fn sane(size: usize, sizes: &[usize], scalar: usize) -> usize {
    if bytes_of(sizes, scalar) > MOST_BYTES { 1 } else { size }
}

/// Cells from the first to the last that a window of `kernel` cells sees, `dilation` apart.
const fn extent([kernel, dilation]: [usize; 2]) -> usize {
    dilation.saturating_mul(kernel.saturating_sub(1)).saturating_add(1)
}

/// How often a window fits into `of` cells with `padding` before and behind; once where it does not, which [`fits`] reports.
pub const fn windows(of: usize, [kernel, stride, dilation]: [usize; 3], padding: [usize; 2]) -> usize {
    let (extent, padded) = (extent([kernel, dilation]), of.saturating_add(padding[0]).saturating_add(padding[1]));
    if stride == 0 || extent > padded { 1 } else { (padded - extent) / stride + 1 }
}

/// How often a window stands in `of` cells with as much padding as gives one for every `stride`.
pub const fn same_windows(of: usize, _kernel: usize, stride: usize, _dilation: usize) -> usize {
    if stride == 0 || of == 0 { 1 } else { of.div_ceil(stride) }
}

/// Cells of that padding that stand before; the odd one stands behind.
pub const fn same_before(of: usize, kernel: usize, stride: usize, dilation: usize) -> usize {
    let last = (same_windows(of, kernel, stride, dilation) - 1).saturating_mul(stride);
    last.saturating_add(extent([kernel, dilation])).saturating_sub(of) / 2
}

/// Steps of a padding that stands before a series altogether.
pub const fn causal_before(kernel: usize, dilation: usize) -> usize {
    extent([kernel, dilation]) - 1
}

/// A window is not larger than what it goes over.
#[track_caller]
pub const fn fits(
    label: &str,
    argument: &str,
    [kernel, dilation]: [usize; 2],
    of: usize,
    padding: [usize; 2],
    what: &str,
) {
    let (extent, padded) = (extent([kernel, dilation]), of.saturating_add(padding[0]).saturating_add(padding[1]));
    if extent > padded {
        let text = Text::new().text("`").text(label).text("`: ").text(argument).text(" ").number(kernel as u64);
        let text = if extent > kernel { text.text(", dilated to ").number(extent as u64).text(",") } else { text };
        let has = if padded > of { " is larger than its padded input of " } else { " is larger than its input of " };
        panic!("{}", text.text(has).number(padded as u64).text(" ").text(what).as_str())
    }
}

/// A layer over an image gives as many rows, or columns, as are stated.
#[track_caller]
pub const fn gives(label: &str, count: usize, stated: usize, what: &str) {
    if count != stated {
        let text = Text::new().text("`").text(label).text("` gives ").number(count as u64).text(" ").text(what);
        panic!("{}", text.text(", not ").number(stated as u64).as_str())
    }
}

/// An index is kept in what holds all there are of it.
#[track_caller]
pub const fn index_fits<I: Indexed>() {
    let (most, name) = I::HOLDS;
    if I::COUNT > most {
        let text = Text::new().text("`").text(name).text("` holds ").number(most as u64).text(" indices, not ");
        let wider = if I::COUNT <= 65_536 { "u16" } else { "u32" };
        let text = text.number(I::COUNT as u64).text("; write `Index<").number(I::COUNT as u64).text(", ");
        panic!("{}", text.text(wider).text(">`").as_str())
    }
    if I::COUNT == 0 {
        panic!("an index below 0 is none; write how many there are, for example `Index<27>`")
    }
}

/// Sizes of one value, or of the weights of one layer, can be held at all.
#[track_caller]
pub const fn addressable(name: &str, what: &str, sizes: &[usize], scalar: usize) {
    let bytes = bytes_of(sizes, scalar);
    if bytes > MOST_BYTES {
        let mut text = Text::new().text("`").text(name).text("` has ");
        let mut at = 0;
        while at < sizes.len() {
            text = text.text(if at == 0 { "" } else { " × " }).number(sizes[at] as u64);
            at += 1;
        }
        let (unit, most) = if usize::BITS < 64 {
            (1_000_000_000, " GB; the most is 1 GB")
        } else {
            (1_000_000_000_000, " TB; the most is 1 TB")
        };
        let whole = (bytes + unit / 2) / unit;
        panic!("{}", text.text(" ").text(what).text(", ").number(whole as u64).text(most).as_str())
    }
}

/// A size that follows from generic parameters is the one that is stated.
#[track_caller]
pub const fn equal(size: usize, stated: usize, otherwise: &str) {
    if size != stated {
        panic!("{}", otherwise)
    }
}

/// A number the user wrote as an expression, as the network's scalar.
const fn rounded(number: f64, single: bool) -> f64 {
    if single { number as f32 as f64 } else { number }
}

/// A number that is a share: a dropout rate.
#[track_caller]
pub const fn share(number: f64, single: bool, otherwise: &str) -> f64 {
    let value = rounded(number, single);
    if value >= 0.0 && value < 1.0 { number } else { panic!("{}", otherwise) }
}

/// A number that is above zero and finite.
#[track_caller]
pub const fn positive(number: f64, single: bool, otherwise: &str) -> f64 {
    let value = rounded(number, single);
    if value > 0.0 && value.is_finite() { number } else { panic!("{}", otherwise) }
}

/// A number that is finite.
#[track_caller]
pub const fn finite(number: f64, single: bool, otherwise: &str) -> f64 {
    if rounded(number, single).is_finite() { number } else { panic!("{}", otherwise) }
}

/// Both shapes have the same number of values.
#[track_caller]
pub const fn same_count<From: Shape, To: Shape>() {
    if From::LEN != To::LEN {
        let text = Text::new().text("`Reshape` keeps the number of values, but makes ").number(To::LEN as u64);
        panic!("{}", text.text(" of ").number(From::LEN as u64).as_str())
    }
}

/// A network of zeros. Generic, so that no compiler makes one of a concrete network that is only declared.
pub const fn zeros<T: Scalar, L: Layer<T>>() -> L {
    const { L::CHECKED }
    L::ZERO
}

/// A layer of the user's own has as many gradients as it trains parameters, and saves those: the next layer's begin behind them.
#[track_caller]
pub const fn consistent<T: Scalar, L: Learn<T>>(name: &str, batch: usize) {
    let of = Text::new().text("`").text(name);
    if L::BATCH != 0 && L::BATCH != batch {
        let text = of.text("` learns from mini-batches of ").number(L::BATCH as u64).text(" rows; write `#[batch(");
        panic!("{}", text.number(L::BATCH as u64).text(")]` above the network it stands in").as_str())
    }
    let (gradients, bytes) = (size_of::<L::Gradients>() / T::BYTES, size_of::<L::Gradients>() % T::BYTES);
    if gradients != L::TRAINED || bytes != 0 {
        let text = of.text("` trains ").number(L::TRAINED as u64).text(" parameters, but its `Gradients` hold ");
        panic!("{}", text.number(gradients as u64).as_str())
    }
    if L::TENSORS.size().0 != L::VALUES {
        let text = of.text("` saves ").number(L::VALUES as u64).text(" values, but its `TENSORS` have ");
        panic!("{}", text.number(L::TENSORS.size().0 as u64).as_str())
    }
    if L::TRAINED > L::VALUES {
        let text = of.text("` trains ").number(L::TRAINED as u64).text(" parameters, but saves only ");
        panic!("{}", text.number(L::VALUES as u64).as_str())
    }
    let (taken, given) = (size_of::<<L::In as Shape>::Array<T>>(), size_of::<<L::Out as Shape>::Array<T>>());
    if taken != L::In::LEN * T::BYTES || given != L::Out::LEN * T::BYTES {
        panic!("{}", of.text("` takes or produces a shape whose `LEN` is not that of its `Array`").as_str())
    }
}

/// A network in one word and a number, not its weights.
pub fn debug<T: Scalar, P: Parameters<T>>(name: &str, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
    write!(f, "{name} {{ {} parameters }}", P::VALUES)
}

/// The network of a weights file, which `weights!` found to be whole, as a constant.
#[track_caller]
pub const fn from_image<N: Network, const TOTAL: usize>(file: &[u8; TOTAL]) -> N {
    let Some((header, body)) = file.split_first_chunk::<HEADER>() else {
        panic!("weights file has no header");
    };
    let (expected, found) = (crate::network::header::<N>(), Stated::parse(header));
    if found.scalar != expected.scalar {
        let scalar = if found.scalar == 8 { "f64" } else { "f32" };
        let text = Text::new().text("weights file holds ").text(scalar).text(" values, but `").text(N::NAME);
        panic!("{}", text.text("` runs on ").text(<N::Scalar as Scalar>::NAME).as_str())
    }
    if found.values != expected.values {
        let text =
            Text::new().text("weights file has ").number(found.values as u64).text(" values, but `").text(N::NAME);
        panic!("{}", text.text("` takes ").number(expected.values as u64).as_str())
    }
    if found.fingerprint != expected.fingerprint_of(found.version) {
        let text = Text::new().text("weights file is of a network with other layers or settings than `").text(N::NAME);
        panic!("{}", text.text("`, which also has ").number(found.values as u64).text(" values").as_str())
    }
    let values = if found.version == VERSION_1 { body } else { behind_table::<N>(body) };
    if cfg!(target_endian = "big") {
        panic!("`weights!` needs a little-endian target; load the network at run time with `from_bytes`")
    }
    if !N::FLAT || size_of::<N>() != N::WEIGHT_BYTES {
        let text = Text::new().text("`").text(N::NAME).text("` has a layer that is not `#[repr(C)]` numbers only, so ");
        let text = text.text("`weights!` cannot make it; mark that layer `#[repr(C)]`, or load with `from_bytes`");
        panic!("{}", text.as_str())
    }
    if values.len() != size_of::<N>() {
        panic!("weights file is truncated")
    }
    // SAFETY: `values` has the size of `N`, and `N` is flat: scalars without padding, for which all bytes are valid.
    unsafe { values.as_ptr().cast::<N>().read_unaligned() }
}

/// The values behind the table of tensors, which is that of the network.
#[track_caller]
const fn behind_table<N: Network>(body: &[u8]) -> &[u8] {
    let Some((table, values)) = crate::weights::split(body) else { panic!("weights file has no table of tensors") };
    let Some(difference) = crate::weights::difference(crate::network::table::<N>().tensors, table) else {
        return values;
    };
    let text = Text::new().text("tensor `");
    let text = match difference {
        LoadError::Tensor { expected: Some(path), found: Found::Name(name) } => {
            text.path(path).text("` of `").text(N::NAME).text("` is called `").name(&name).text("` in the weights file")
        }
        LoadError::Tensor { expected: Some(path), found: Found::Nothing } => {
            text.path(path).text("` of `").text(N::NAME).text("` is not in the weights file")
        }
        LoadError::Tensor { expected: Some(path), .. } => {
            let text = text.path(path).text("` of `").text(N::NAME);
            text.text("` has another role or other sizes in the weights file")
        }
        LoadError::Tensor { found: Found::Name(name), .. } => {
            text.name(&name).text("` of the weights file is not in `").text(N::NAME).text("`")
        }
        _ => Text::new().text("weights file has more tensors than `").text(N::NAME).text("`"),
    };
    panic!("{}", text.as_str())
}

/// The weights of a network fit its budget of flash.
#[track_caller]
pub const fn flash_budget<N: Network>(allowed: usize) {
    if N::WEIGHT_BYTES > allowed {
        over_budget::<N>(N::WEIGHT_BYTES, Text::new().text("of flash"), allowed, false)
    }
}

/// The buffers of inference, with input and output, fit the budget of RAM.
#[track_caller]
pub const fn ram_budget<N: Network>(allowed: usize) {
    let ends = (N::In::LEN + N::Out::LEN) * <N::Scalar as Scalar>::BYTES;
    if N::INFERENCE_BYTES + ends > allowed {
        over_budget::<N>(N::INFERENCE_BYTES + ends, Text::new().text("of RAM to infer"), allowed, true)
    }
}

/// Weights, tape, gradients and the state of an optimizer fit the budget of RAM for training.
#[track_caller]
pub const fn training_budget<N: Network, O: Optimizer<N>>(optimizer: &str, allowed: usize) {
    let needed = N::WEIGHT_BYTES + N::TRAINING_BYTES + O::STATE_BYTES;
    if needed > allowed {
        over_budget::<N>(needed, Text::new().text("of RAM to train with `").text(optimizer).text("`"), allowed, false)
    }
}

/// Says what is needed, what is allowed, and which layers weigh most: by their outputs, or by their parameters.
#[track_caller]
const fn over_budget<N: Network>(needed: usize, of: Text, allowed: usize, by_outputs: bool) -> ! {
    let text =
        Text::new().text("`").text(N::NAME).text("` needs ").number(needed as u64).text(" bytes ").text(of.as_str());
    let mut text = text.text(", but its budget is ").number(allowed as u64).text("; largest: ");
    let lines = N::SUMMARY.lines;
    let mut below = usize::MAX;
    let mut named = 0;
    while named < 3 {
        let (mut most, mut at) = (0, 0);
        while at < lines.len() {
            let bytes = if by_outputs { lines[at].values() * <N::Scalar as Scalar>::BYTES } else { lines[at].bytes };
            if bytes > most && bytes < below && !lines[at].name.is_empty() {
                most = bytes;
            }
            at += 1;
        }
        // Layers of equal weight are named together.
        let mut at = 0;
        while most > 0 && at < lines.len() && named < 3 {
            let bytes = if by_outputs { lines[at].values() * <N::Scalar as Scalar>::BYTES } else { lines[at].bytes };
            if bytes == most && !lines[at].name.is_empty() {
                let comma = if named == 0 { "`" } else { ", `" };
                text = text.text(comma).text(lines[at].name).text("` ").number(bytes as u64);
                named += 1;
            }
            at += 1;
        }
        if most == 0 {
            break;
        }
        below = most;
    }
    panic!("{}", text.as_str())
}

/// A message put together in a constant; what does not fit is dropped.
struct Text {
    bytes: [u8; 256],
    len: usize,
}

impl Text {
    const fn new() -> Self {
        Self { bytes: [0; 256], len: 0 }
    }

    const fn text(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        if self.len + text.len() <= self.bytes.len() {
            let mut at = 0;
            while at < text.len() {
                self.bytes[self.len] = text[at];
                self.len += 1;
                at += 1;
            }
        }
        self
    }

    const fn path(self, path: Path) -> Self {
        let (mut text, mut segments, mut dot) = (self, path.segments(), "");
        while let Some(name) = segments.enter() {
            text = text.text(dot).text(name);
            dot = ".";
        }
        text
    }

    const fn name(self, name: &Name) -> Self {
        match core::str::from_utf8(name.as_bytes()) {
            Ok(name) => self.text(name),
            Err(_) => self.text("…"),
        }
    }

    const fn number(self, number: u64) -> Self {
        let text = if number < 10 { self } else { self.number(number / 10) };
        match core::str::from_utf8(&[b'0' + (number % 10) as u8]) {
            Ok(digit) => text.text(digit),
            Err(_) => text,
        }
    }

    const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "weights file does not fit the network",
        }
    }
}
