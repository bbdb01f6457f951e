//! The dense layer on Cortex-M4, M7 and M33, whose float unit has 32 registers: 16 sums stay in registers while one input after
//! the other meets 16 weights, loaded eight at a time.
//!
//! In assembly, because nothing in Rust asks for `vldm`: on an M4 it loads n registers in 1 + n cycles where single loads
//! take 2 n, and a multiplication and an addition take 2 cycles where the `vmla` of the compiler takes 3. So a multiply-add
//! of `anomaly` takes 3.5 modelled cycles instead of 5.5, at nearly as many instructions. The bits are those of [`compact`](super::compact), its twin.

use core::arch::asm;
use core::ops::Range;

use super::part::{Channels, Part, Then};

/// [`compact::forward`](super::compact::forward) for layers with a bias; nothing happens for others.
#[inline(never)]
pub fn forward(layer: &[f32], x: &[f32], out: &mut [f32]) {
    let weights = x.len().saturating_mul(out.len());
    let Some(bias) = layer.get(weights..) else { return };
    if bias.len() < out.len() || x.is_empty() {
        return;
    }
    let (start, skip, left) = (bias.as_ptr(), size_of_val(out), out.len());
    let mut tile = Tile { weight: layer.as_ptr(), start, x: x.as_ptr_range(), out: out.as_mut_ptr(), skip, left };
    macro_rules! tiles {
        ($($lanes:literal $name:ident)*) => { $(
            tile.skip = tile.skip.wrapping_sub($lanes * 4);
            while tile.left >= $lanes {
                // SAFETY: as many outputs are left, each with a weight in every row and a bias; there is
                // at least one input; `skip` is what the row has beside the tile.
                unsafe { tile.$name() }
            }
            tile.skip = tile.skip.wrapping_add($lanes * 4);
        )* };
    }
    tiles!(16 run_16 8 run_8 4 run_4 2 run_2 1 run_1);
}

/// Neighbouring outputs, and where everything about them stands.
struct Tile {
    weight: *const f32,
    start: *const f32,
    x: Range<*const f32>,
    out: *mut f32,
    /// Bytes from the end of a row of the tile to its next row.
    skip: usize,
    /// Outputs that are left.
    left: usize,
}

/// Two sums and their products by turns, so that no instruction waits for the one before it. The input stands in `s24`.
#[rustfmt::skip]
macro_rules! multiply_add {
    ($sum0:literal $weight0:literal, $sum1:literal $weight1:literal) => {
        concat!(
            "vmul.f32 ", $weight0, ", ", $weight0, ", s24\n",
            "vmul.f32 ", $weight1, ", ", $weight1, ", s24\n",
            "vadd.f32 ", $sum0, ", ", $sum0, ", ", $weight0, "\n",
            "vadd.f32 ", $sum1, ", ", $sum1, ", ", $weight1,
        )
    };
}

/// A tile: how many outputs, the registers of their sums, and what it does with every input.
macro_rules! tile {
    ($name:ident, $lanes:literal, $sums:literal, $($step:expr),*) => {
        impl Tile {
            /// Computes as many outputs as the name says, and goes on to those behind them.
            ///
            /// # Safety
            /// At `start` and `out` there are that many values, and at `weight` too for every input. `x` is not empty.
            #[inline(always)]
            unsafe fn $name(&mut self) {
                // SAFETY: reads and writes what is promised; all registers that change are named.
                unsafe {
                    asm!(
                        concat!("vldmia {start}!, {{", $sums, "}}"),
                        // Two inputs a turn; an odd number begins in the middle.
                        "sub.w {x}, {end}, {x}",
                        "tst.w {x}, #4",
                        "sub.w {x}, {end}, {x}",
                        "bne 3f",
                        "2:",
                        "vldmia {x}!, {{s24}}",
                        $($step,)*
                        "add {weight}, {skip}",
                        "3:",
                        "vldmia {x}!, {{s24}}",
                        $($step,)*
                        "add {weight}, {skip}",
                        "cmp {x}, {end}",
                        "bne 2b",
                        concat!("vstmia {out}!, {{", $sums, "}}"),
                        concat!("subs {left}, #", $lanes),
                        weight = inout(reg) self.weight => _,
                        x = inout(reg) self.x.start => _,
                        end = in(reg) self.x.end,
                        start = inout(reg) self.start,
                        out = inout(reg) self.out,
                        skip = inout(reg) self.skip, // unchanged, but the compiler shall not keep what it was made of
                        left = inout(reg) self.left,
                        out("d0") _, out("d1") _, out("d2") _, out("d3") _, out("d4") _, out("d5") _, out("d6") _,
                        out("d7") _, out("d8") _, out("d9") _, out("d10") _, out("d11") _, out("d12") _,
                        options(nostack),
                    );
                    self.weight = self.weight.add($lanes);
                }
            }
        }
    };
}

tile!(
    run_16,
    16,
    "s0-s15",
    "vldmia {weight}!, {{s16-s23}}",
    multiply_add!("s0" "s16", "s1" "s17"),
    multiply_add!("s2" "s18", "s3" "s19"),
    multiply_add!("s4" "s20", "s5" "s21"),
    multiply_add!("s6" "s22", "s7" "s23"),
    "vldmia {weight}!, {{s16-s23}}",
    multiply_add!("s8" "s16", "s9" "s17"),
    multiply_add!("s10" "s18", "s11" "s19"),
    multiply_add!("s12" "s20", "s13" "s21"),
    multiply_add!("s14" "s22", "s15" "s23")
);
tile!(
    run_8,
    8,
    "s0-s7",
    "vldmia {weight}!, {{s16-s23}}",
    multiply_add!("s0" "s16", "s1" "s17"),
    multiply_add!("s2" "s18", "s3" "s19"),
    multiply_add!("s4" "s20", "s5" "s21"),
    multiply_add!("s6" "s22", "s7" "s23")
);
tile!(
    run_4,
    4,
    "s0-s3",
    "vldmia {weight}!, {{s16-s19}}",
    multiply_add!("s0" "s16", "s1" "s17"),
    multiply_add!("s2" "s18", "s3" "s19")
);
tile!(run_2, 2, "s0-s1", "vldmia {weight}!, {{s16-s17}}", multiply_add!("s0" "s16", "s1" "s17"));
tile!(run_1, 1, "s0", "vldmia {weight}!, {{s16}}", "vmul.f32 s16, s16, s24", "vadd.f32 s0, s0, s16");

/// The sums of two pixels, as [`convolution`](super::convolution) has them.
#[inline(never)]
pub fn sums(channels: &Channels, x: &[f32], apart: usize, out: &mut [f32], then: Then) {
    let &Channels { part, weight, at, bias } = channels;
    let lanes = part.lanes;
    let behind = if apart == 0 { Some(0) } else { then.behind(part) }.unwrap_or(0);
    if x.len() < part.reach + apart || weight.len() < part.last + at + lanes {
        return;
    }
    if bias.len() < lanes || out.len() < behind + lanes {
        return;
    }
    let (skip, y) = (part.outputs.wrapping_sub(lanes) * 4, x.as_ptr().wrapping_add(apart));
    let (weight, bias, x, out) = (weight.as_ptr().wrapping_add(at), bias.as_ptr(), x.as_ptr(), out.as_mut_ptr());
    // SAFETY: what both pixels see of the image is there, and as many rows of the weight, a bias and two places for sums, with a number for
    // every lane, as was just found.
    unsafe {
        match lanes {
            8 => run_8_twice(part, [x, y], weight, skip, bias, out, behind, then as usize),
            4 => run_4_twice(part, [x, y], weight, skip, bias, out, behind, then as usize),
            _ => {}
        }
    }
}

/// Two weights meet two pixels, which stand in `s20` and `s21`.
#[rustfmt::skip]
macro_rules! meet {
    ($one0:literal $other0:literal $weight0:literal, $one1:literal $other1:literal $weight1:literal) => {
        concat!(
            "vmul.f32 s22, ", $weight0, ", s20\n",
            "vmul.f32 s23, ", $weight1, ", s20\n",
            "vmul.f32 ", $weight0, ", ", $weight0, ", s21\n",
            "vmul.f32 ", $weight1, ", ", $weight1, ", s21\n",
            "vadd.f32 ", $one0, ", ", $one0, ", s22\n",
            "vadd.f32 ", $one1, ", ", $one1, ", s23\n",
            "vadd.f32 ", $other0, ", ", $other0, ", ", $weight0, "\n",
            "vadd.f32 ", $other1, ", ", $other1, ", ", $weight1,
        )
    };
}

/// Values below zero become what `s20` is: zero.
#[rustfmt::skip]
macro_rules! floor {
    ($($value:literal),*) => {
        concat!($("vcmp.f32 ", $value, ", #0\nvmrs APSR_nzcv, fpscr\nit mi\nvmovmi.f32 ", $value, ", s20\n"),*)
    };
}

/// A value takes the place of the largest so far if that is less; NaN does, and is never replaced: it comes out of a sum.
#[rustfmt::skip]
macro_rules! raise {
    ($($largest:literal $value:literal),*) => {
        concat!($(
            "vcmp.f32 ", $largest, ", ", $value, "\n",
            "vmrs APSR_nzcv, fpscr\n",
            "it mi\n",
            "vmovmi.f32 ", $largest, ", ", $value, "\n",
            "it vs\n",
            "vaddvs.f32 ", $largest, ", ", $largest, ", ", $value, "\n"
        ),*)
    };
}

/// Some channels of two pixels: the registers of their sums and of weights, what is done with every two inputs, and how the largest is
/// found.
macro_rules! twice {
    (
        $name:ident, $one:literal, $other:literal, $kept:literal, $($step:expr),*;
        $floor:expr; $larger:expr; $largest:expr
    ) => {
        /// # Safety
        /// From both `x` on is what `part` says, and from `weight` on as many rows of the weight, with `skip` bytes behind what the
        /// lanes take. At `bias`, at `out` and `behind` numbers behind it there is a number for every lane.
        #[inline(always)]
        #[allow(clippy::too_many_arguments)] // as many registers
        unsafe fn $name(
            part: &Part,
            [x, y]: [*const f32; 2],
            weight: *const f32,
            skip: usize,
            bias: *const f32,
            out: *mut f32,
            behind: usize,
            then: usize,
        ) {
            // SAFETY: reads and writes what is promised; all registers that change are named.
            unsafe {
                asm!(
                    concat!("vldmia {end}, {{", $one, "}}"),
                    concat!("vldmia {end}, {{", $other, "}}"),
                    "cmp {runs}, #0",
                    "beq 8f",
                    "1:",
                    "ldr {end}, [{part}, #8]",
                    // Two inputs a turn; an odd number begins in the middle.
                    "tst.w {end}, #1",
                    "add.w {end}, {x}, {end}, lsl #2",
                    "bne 3f",
                    "2:",
                    "vldmia {x}!, {{s20}}",
                    "vldmia {y}!, {{s21}}",
                    $($step,)*
                    "add {weight}, {skip}",
                    "3:",
                    "vldmia {x}!, {{s20}}",
                    "vldmia {y}!, {{s21}}",
                    $($step,)*
                    "add {weight}, {skip}",
                    "cmp {x}, {end}",
                    "bne 2b",
                    "ldr {end}, [{part}]",
                    "subs {runs}, #1",
                    "add.w {x}, {x}, {end}, lsl #2",
                    "add.w {y}, {y}, {end}, lsl #2",
                    "ldr {end}, [{part}, #4]",
                    "add.w {weight}, {weight}, {end}, lsl #2",
                    "bne 1b",
                    "8:",
                    "cmp {then}, #2",
                    "beq 4f",
                    "bhi 5f",
                    "add.w {end}, {out}, {behind}, lsl #2",
                    concat!("vstmia {end}, {{", $other, "}}"),
                    "b 6f",
                    "4:",
                    "mov {end}, #0",
                    "vmov s20, {end}",
                    $floor,
                    $larger,
                    "b 6f",
                    "5:",
                    $larger,
                    concat!("vldmia {out}, {{", $kept, "}}"),
                    $largest,
                    concat!("vstmia {out}, {{", $kept, "}}"),
                    "b 7f",
                    "6:",
                    concat!("vstmia {out}, {{", $one, "}}"),
                    "7:",
                    part = in(reg) part,
                    x = inout(reg) x => _,
                    y = inout(reg) y => _,
                    weight = inout(reg) weight => _,
                    skip = in(reg) skip,
                    end = inout(reg) bias => _,
                    out = in(reg) out,
                    behind = in(reg) behind,
                    runs = inout(reg) part.runs => _,
                    then = in(reg) then,
                    out("d0") _, out("d1") _, out("d2") _, out("d3") _, out("d4") _, out("d5") _, out("d6") _,
                    out("d7") _, out("d8") _, out("d9") _, out("d10") _, out("d11") _,
                    options(nostack),
                );
            }
        }
    };
}

twice!(
    run_8_twice,
    "s0-s7",
    "s8-s15",
    "s16-s23",
    "vldmia {weight}!, {{s16-s19}}",
    meet!("s0" "s8" "s16", "s1" "s9" "s17"),
    meet!("s2" "s10" "s18", "s3" "s11" "s19"),
    "vldmia {weight}!, {{s16-s19}}",
    meet!("s4" "s12" "s16", "s5" "s13" "s17"),
    meet!("s6" "s14" "s18", "s7" "s15" "s19");
    floor!("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7");
    raise!("s0" "s8", "s1" "s9", "s2" "s10", "s3" "s11", "s4" "s12", "s5" "s13", "s6" "s14", "s7" "s15");
    raise!("s16" "s0", "s17" "s1", "s18" "s2", "s19" "s3", "s20" "s4", "s21" "s5", "s22" "s6", "s23" "s7")
);
twice!(
    run_4_twice,
    "s0-s3",
    "s4-s7",
    "s16-s19",
    "vldmia {weight}!, {{s16-s19}}",
    meet!("s0" "s4" "s16", "s1" "s5" "s17"),
    meet!("s2" "s6" "s18", "s3" "s7" "s19");
    floor!("s0", "s1", "s2", "s3");
    raise!("s0" "s4", "s1" "s5", "s2" "s6", "s3" "s7");
    raise!("s16" "s0", "s17" "s1", "s18" "s2", "s19" "s3")
);
