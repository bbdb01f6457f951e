//! Loops over values that are added, multiplied and compared one by one: for these the compiler finds vectors by itself, if only it
//! is told of the instructions. The bits are the same with any.

/// A function that is compiled for each instruction set a computer may have, and asks the processor. Small chips have one.
///
/// `wide! { fn name<T: Bound>(values: &mut [T], …) -> bool { … } }`; the first argument is a slice, whose length says whether it is
/// worth asking.
///
/// `wide!(values: &mut [T], …; [rate, …]; { … })` does so where it stands, for numbers `T: Scalar` that are settings. Small chips take
/// the block as it is.
macro_rules! wide {
    ($($argument:ident: $type:ty),*; [$($setting:ident),*]; $body:block) => {{
        #[cfg(chip)]
        $body
        #[cfg(not(chip))]
        {
            $crate::kernel::wide! {
                fn all<T: Scalar>($($argument: $type,)* settings: [T; [$(stringify!($setting)),*].len()]) {
                    let [$($setting),*] = settings;
                    $body
                }
            }
            all($($argument,)* [$($setting),*]);
        }
    }};
    ($visibility:vis fn $name:ident<T: $bound:ident>($first:ident: $slice:ty, $($argument:ident: $type:ty),*) $(-> $out:ty)? $body:block) => {
        #[inline(always)]
        $visibility fn $name<T: $bound>($first: $slice, $($argument: $type),*) $(-> $out)? {
            #[inline(always)]
            fn with_any<T: $bound>($first: $slice, $($argument: $type),*) $(-> $out)? $body

            #[cfg(all(target_arch = "x86_64", feature = "std", not(miri)))]
            {
                #[target_feature(enable = "avx512f")]
                fn with_avx512<T: $bound>($first: $slice, $($argument: $type),*) $(-> $out)? {
                    with_any($first, $($argument),*)
                }
                #[target_feature(enable = "avx2")]
                fn with_avx2<T: $bound>($first: $slice, $($argument: $type),*) $(-> $out)? {
                    with_any($first, $($argument),*)
                }
                /// Out of line, so that few values cost what they did without it.
                #[inline(never)]
                fn with_best<T: $bound>($first: $slice, $($argument: $type),*) $(-> $out)? {
                    if std::is_x86_feature_detected!("avx512f") {
                        // SAFETY: the processor has the instructions.
                        unsafe { with_avx512($first, $($argument),*) }
                    } else if std::is_x86_feature_detected!("avx2") {
                        // SAFETY: the processor has the instructions.
                        unsafe { with_avx2($first, $($argument),*) }
                    } else {
                        with_any($first, $($argument),*)
                    }
                }
                if $first.len() > $crate::kernel::FEW {
                    return with_best($first, $($argument),*);
                }
            }
            with_any($first, $($argument),*)
        }
    };
}
pub(crate) use wide;
