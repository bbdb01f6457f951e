//! The dense layer on Cortex-M4, M7 and M33, whose float unit has 32 registers: 16 sums stay in registers while one input after
//! the other meets 16 weights, loaded eight at a time.
//!
//! In assembly, because nothing in Rust asks for `vldm`: on an M4 it loads n registers in 1 + n cycles where single loads
//! take 2 n, and a multiplication and an addition take 2 cycles where the `vmla` of the compiler takes 3. So a multiply-add
//! of `anomaly` takes 3.5 modelled cycles instead of 5.5, at nearly as many instructions. The bits are those of [`compact`](super::compact), its twin.

use core::arch::asm;
use core::ops::Range;

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
