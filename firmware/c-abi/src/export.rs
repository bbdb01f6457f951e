//! From a few lines for each network to its functions and its part of the header.
//!
//! A function has two symbols: its name, and its name with the network's sizes added, which the header makes of it. So
//! a header does not link with a library of other sizes.

use nn_core::prelude::*;

use crate::text::Word;

/// A network that C can call.
pub trait Exported: Network<Scalar = f32> {
    /// Its part of the header.
    const HEADER: &str;
}

/// What the header says of a network, with the trainer `T`; an array, for C, of so many integers of so many bits.
pub const fn words<N: Network, T>(name: &'static str, about: &'static str) -> [(&'static str, Word<'static>); 18] {
    assert!(align_of::<N>() <= 8 && align_of::<T>() <= 8, "C99 has no integer with this alignment");
    [
        ("name", Word::Text(name)),
        ("NAME", Word::Capitals(name)),
        ("about", Word::Text(about)),
        ("inputs", Word::Number(InShape::<N>::LEN)),
        ("outputs", Word::Number(OutShape::<N>::LEN)),
        ("multiply_adds", Word::Number(N::MULTIPLY_ADDS)),
        ("weight_bytes", Word::Number(N::WEIGHT_BYTES)),
        ("inference_bytes", Word::Number(N::INFERENCE_BYTES)),
        ("training_bytes", Word::Number(N::TRAINING_BYTES)),
        ("bytes", Word::Number(N::BYTES)),
        ("network_bytes", Word::Number(size_of::<N>())),
        ("network_alignment", Word::Number(align_of::<N>())),
        ("network_bits", Word::Number(8 * align_of::<N>())),
        ("network_units", Word::Number(size_of::<N>() / align_of::<N>())),
        ("trainer_bytes", Word::Number(size_of::<T>())),
        ("trainer_alignment", Word::Number(align_of::<T>())),
        ("trainer_bits", Word::Number(8 * align_of::<T>())),
        ("trainer_units", Word::Number(size_of::<T>() / align_of::<T>())),
    ]
}

/// The whole header, and the functions of every network.
macro_rules! networks {
    ($($(#[doc = $about:literal])+ $kind:ident $net:ty as $name:literal { $($how:tt)* })*) => {
        $(crate::export::$kind! { concat!($("\n *", $about),+), $net, $name, $($how)* })*

        const HEADER: Text = Text::new().fill(
            include_str!("../header/networks.h"),
            &[("statuses", Word::Text(Status::LINES)), ("networks", Word::Text({
                static NETWORKS: Text = Text::new()$(.fill(<$net as Exported>::HEADER, &[]))*;
                NETWORKS.as_str()
            }))],
        );

        /// The header as text, for whoever looks into the library.
        #[unsafe(no_mangle)]
        pub static NETWORKS_HEADER: [u8; HEADER.as_bytes().len()] = *HEADER.as_bytes().as_array().unwrap();
    };
}

/// Inference with the weights of a `static`.
macro_rules! in_flash {
    ($about:expr, $net:ty, $name:literal, $weights:path) => {
        impl Exported for $net {
            const HEADER: &str = {
                static TEXT: Text = Text::new()
                    .fill(include_str!("../header/facts.h"), &words::<$net, ()>($name, $about))
                    .fill(include_str!("../header/in_flash.h"), &words::<$net, ()>($name, $about));
                TEXT.as_str()
            };
        }

        const _: () = {
            #[unsafe(export_name = concat!($name, "_forward"))]
            extern "C" fn forward(input: Option<&Input<$net>>, output: Option<&mut Output<$net>>) -> Status {
                call::forward(Some(&$weights), input, output)
            }
            #[unsafe(export_name = concat!($name, "_classify"))]
            extern "C" fn classify(input: Option<&Input<$net>>) -> i32 {
                call::classify(Some(&$weights), input)
            }
        };
        crate::export::symbols! { $net, (), $name, "_forward" "_classify" }
    };
}

/// Inference and training in memory of the caller's.
macro_rules! in_memory {
    ($about:expr, $net:ty, $name:literal, $trainer:ty, start: $start:expr, step: $step:expr $(,)?) => {
        impl Exported for $net {
            const HEADER: &str = {
                static TEXT: Text = Text::new()
                    .fill(include_str!("../header/facts.h"), &words::<$net, $trainer>($name, $about))
                    .fill(include_str!("../header/in_memory.h"), &words::<$net, $trainer>($name, $about));
                TEXT.as_str()
            };
        }

        const _: () = {
            #[unsafe(export_name = concat!($name, "_initialize"))]
            extern "C" fn initialize(net: Option<&mut MaybeUninit<$net>>, seed: u64) -> Status {
                call::initialize(net, seed)
            }
            #[unsafe(export_name = concat!($name, "_forward"))]
            extern "C" fn forward(
                net: Option<&$net>,
                input: Option<&Input<$net>>,
                output: Option<&mut Output<$net>>,
            ) -> Status {
                call::forward(net, input, output)
            }
            #[unsafe(export_name = concat!($name, "_save"))]
            extern "C" fn save(net: Option<&$net>, saved: Option<&mut [u8; <$net>::BYTES]>) -> Status {
                call::save(net, saved)
            }
            #[unsafe(export_name = concat!($name, "_load"))]
            extern "C" fn load(net: Option<&mut MaybeUninit<$net>>, saved: Option<&[u8; <$net>::BYTES]>) -> Status {
                call::load(net, saved)
            }
            #[unsafe(export_name = concat!($name, "_trainer_initialize"))]
            extern "C" fn trainer_initialize(
                trainer: Option<&mut MaybeUninit<$trainer>>,
                net: Option<&$net>,
            ) -> Status {
                call::trainer_initialize(trainer, net, $start)
            }
            #[unsafe(export_name = concat!($name, "_step"))]
            extern "C" fn step(
                net: Option<&mut $net>,
                trainer: Option<&mut $trainer>,
                input: Option<&Input<$net>>,
                target: Option<&Output<$net>>,
                loss: Option<&mut f32>,
            ) -> Status {
                call::step(net, trainer, input, target, loss, $step)
            }
        };
        crate::export::symbols! {
            $net, $trainer, $name, "_initialize" "_forward" "_save" "_load" "_trainer_initialize" "_step"
        }
    };
}

/// The directive that makes a symbol stand for a function.
#[cfg(target_arch = "arm")]
macro_rules! alias {
    () => {
        ".thumb_set "
    };
}
#[cfg(not(target_arch = "arm"))]
macro_rules! alias {
    () => {
        ".set "
    };
}

/// The second symbols. The assembler makes them, for Rust's own attribute takes no numbers that are computed.
macro_rules! symbols {
    ($net:ty, $trainer:ty, $name:literal, $($function:literal)*) => {
        core::arch::global_asm!(
            $(concat!(
                ".global ", $name, $function, "_{inputs}_{outputs}_{net}_{trainer}\n",
                crate::export::alias!(), $name, $function, "_{inputs}_{outputs}_{net}_{trainer}, ", $name, $function,
            ),)*
            inputs = const InShape::<$net>::LEN,
            outputs = const OutShape::<$net>::LEN,
            net = const size_of::<$net>(),
            trainer = const size_of::<$trainer>(),
        );
    };
}
pub(crate) use {alias, in_flash, in_memory, networks, symbols};
