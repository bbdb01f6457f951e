//! What every expansion of `network!` repeats, as macros over its list of layers: so that the expansion itself stays short
//! and reads as one line per declared layer. Not part of the public interface.

/// Functions that are called like what the expansion binds, around it: a pattern `x` would be compared with a `const x` of the
/// user's, and must not hide a `static x`, but a function gives way to it.
#[macro_export]
#[doc(hidden)]
macro_rules! __names {
    () => {
        $crate::__names! {
            all buffers f grad_output grad_out grad_x gradients input other out output outputs random rate rows seed seen state tape trace value
            visitor workspace x
        }
    };
    ($($name:ident)*) => { $(fn $name() {})* };
}

/// What makes a network or block, and its gradients, plain memory with parameters.
#[macro_export]
#[doc(hidden)]
macro_rules! __unit {
    (
        [$($generics:tt)*] [$name:ty] [$gradients:ty] [$($bounds:tt)*] $scalar:ty, $text:literal, { $($marker:tt)* };
        $($field:ident: $layer:ty $([$($claim:tt)*])?;)*
        $(+ $part:ty [$($of_part:tt)*];)*
        $({$($value:tt)*})*
    ) => {
        impl $($generics)* $crate::__private::Unit for $name $($bounds)* {
            const CLAIMS: () = {
                $($($crate::__claims!($scalar, $layer; $($claim)*);)?)*
                $($crate::__claims!($scalar, $part; $($of_part)*);)*
            };
            const PARTS_PASS_BYTES: usize =
                $crate::__private::most(&[0, $(<$layer as $crate::Learn<$scalar>>::PASS_BYTES),*]);
            const PARTS_DESCEND_BYTES: usize =
                $crate::__private::most(&[0, $(<$layer as $crate::Learn<$scalar>>::DESCEND_BYTES),*]);
        }
        $crate::__unit!(@now [$($generics)*] $name);
        $($crate::__claims!(@value $($value)*);)*
        // SAFETY: a `repr(C)` struct of plain fields; flat if all of them are, and fill it.
        unsafe impl $($generics)* $crate::Plain for $name $($bounds)* {
            const FLAT: bool = true $(&& <$layer as $crate::Plain>::FLAT)*
                && 0 $(+ ::core::mem::size_of::<$layer>())* == ::core::mem::size_of::<Self>();
        }
        // SAFETY: as above.
        unsafe impl $($generics)* $crate::Plain for $gradients $($bounds)* {
            const FLAT: bool = true $(&& <<$layer as $crate::Learn<$scalar>>::Gradients as $crate::Plain>::FLAT)*
                && 0 $(+ ::core::mem::size_of::<<$layer as $crate::Learn<$scalar>>::Gradients>())*
                    == ::core::mem::size_of::<Self>();
        }
        impl $($generics)* ::core::clone::Clone for $gradients $($bounds)* {
            fn clone(&self) -> Self {
                Self { $($field: ::core::clone::Clone::clone(&self.$field),)* $($marker)* }
            }
        }
        impl $($generics)* $crate::Parameters<$scalar> for $name $($bounds)* {
            const VALUES: usize = 0 $(+ <$layer as $crate::Parameters<$scalar>>::VALUES)*;
            const TRAINED: usize = 0 $(+ <$layer as $crate::Parameters<$scalar>>::TRAINED)*;
            const TENSORS: $crate::tensors::Tensors = $crate::tensors::Tensors::Parts {
                parts: &[$($crate::tensors::Part::new(
                    ::core::stringify!($field),
                    <$layer as $crate::Parameters<$scalar>>::TENSORS,
                )),*],
            };
            const KIND: &'static str = $text;
            #[inline]
            fn visit(&self, visitor: &mut impl ::core::ops::FnMut($crate::Role, &[$scalar])) {
                let _ = &visitor;
                $($crate::Parameters::<$scalar>::visit(&self.$field, visitor);)*
            }
            #[inline]
            fn visit_mut(&mut self, visitor: &mut impl ::core::ops::FnMut($crate::Role, &mut [$scalar])) {
                let _ = &visitor;
                $($crate::Parameters::<$scalar>::visit_mut(&mut self.$field, visitor);)*
            }
        }
        impl $($generics)* $gradients $($bounds)* {
            /// Sets every gradient to zero.
            pub fn clear(&mut self) {
                $crate::Gradients::<$scalar>::clear(self);
            }
        }
        impl $($generics)* ::core::default::Default for $name $($bounds)* {
            fn default() -> Self {
                $crate::__private::zeros::<$scalar, Self>()
            }
        }
        impl $($generics)* ::core::fmt::Debug for $name $($bounds)* {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug::<$scalar, Self>($text, f)
            }
        }
    };
    // What depends on generics waits for them, see `CHECKED`.
    (@now [] $name:ty) => {
        const _: () = <$name as $crate::__private::Unit>::CLAIMS;
    };
    (@now [$($generics:tt)+] $name:ty) => {};
}

/// What the catalogue says of a layer or an activation, as one call of [`claims`](crate::claims).
#[macro_export]
#[doc(hidden)]
macro_rules! __claims {
    (
        $scalar:ty, $layer:ty;
        $whose:ident $keeps:ident $learns:ident $reads:ident $means:ident $($same:ident)? $(($size:tt))? $(=> $shape:ty)?
    ) => {
        $crate::__private::claims::layer::<
            $scalar,
            $crate::__private::claims::$whose<$layer>,
            $crate::__private::claims::$keeps,
            $crate::__private::claims::$learns,
            $crate::__private::claims::$reads,
            $crate::__private::claims::$means,
            ($($crate::__private::claims::$same,)? $($crate::Features<$size>,)? $($shape,)?),
        >()
    };
    (@value $name:ident $reads:ident $means:ident) => {
        const _: () = $crate::__private::claims::value::<
            $crate::layer::$name,
            $crate::__private::claims::$reads,
            $crate::__private::claims::$means,
        >();
    };
}

/// The struct of gradients: a field per layer.
#[macro_export]
#[doc(hidden)]
macro_rules! __gradients {
    (
        [$($attributes:tt)*] [$($name:tt)*] [$($bounds:tt)*] $scalar:ty, { $($marker:tt)* };
        $($field:ident: $layer:ty;)*
    ) => {
        $($attributes)* $($name)* $($bounds)* {
            $(
                #[doc = ::core::concat!("Gradients of `", ::core::stringify!($field), "`.")]
                pub $field: <$layer as $crate::Learn<$scalar>>::Gradients,
            )*
            $($marker)*
        }
    };
}

/// The struct of what a unit records, for some rows.
#[macro_export]
#[doc(hidden)]
macro_rules! __tape {
    (
        [$($generics:tt)*] $name:ident [$($arguments:tt)*] [$($bounds:tt)*] [$($type:ident)*];
        $($field:ident: $kind:ty;)*
    ) => {
        pub struct $name $($generics)* $($bounds)* {
            $($field: $kind,)*
            generic: ::core::marker::PhantomData<($($type,)*)>,
        }
        // SAFETY: plain fields.
        unsafe impl $($generics)* $crate::Plain for $name $($arguments)* $($bounds)* {
            const FLAT: bool = false $(&& <$kind as $crate::Plain>::FLAT)*;
        }
    };
}

/// Numbers about a unit: `{layer Type}` for a layer, `{name "Relu"}` for one without parameters, with its settings behind the name.
#[macro_export]
#[doc(hidden)]
macro_rules! __facts {
    ($scalar:ty, $kind:literal, $buffers:expr; { $($judged:tt)* }; $($part:tt)*) => {
        $crate::__facts!($scalar, $kind, $buffers, [$($part)*]; { $($judged)* }; $($part)*);
    };
    ($scalar:ty, $kind:literal, $buffers:expr, [$($inside:tt)*]; { $($judged:tt)* }; $($part:tt)*) => {
        const CHECKED: () = {
            <Self as $crate::__private::Unit>::CLAIMS;
            $($judged)*
            $($crate::__facts!(@checked $scalar, $part);)*
        };
        const MULTIPLY_ADDS: usize = 0 $(+ $crate::__facts!(@multiply_adds $scalar, $part))*;
        const INFERENCE_BYTES: usize = $buffers
            + $crate::__private::most(&[0, $($crate::__facts!(@inference_bytes $scalar, $inside)),*]);
        const FINGERPRINT: u64 = {
            let state = $crate::fingerprint::shape::<<Self as $crate::Layer<$scalar>>::In>($crate::fingerprint::name($kind));
            $(let state = $crate::fingerprint::fold(state, $crate::__facts!(@fingerprint $scalar, $part));)*
            state
        };
        const FINGERPRINT_1: u64 = {
            let state = $crate::fingerprint::shape::<<Self as $crate::Layer<$scalar>>::In>($crate::fingerprint::name($kind));
            $(let state = $crate::fingerprint::fold(state, $crate::__facts!(@fingerprint_1 $scalar, $part));)*
            state
        };
    };
    (@checked $scalar:ty, {layer $layer:ty}) => { <$layer as $crate::Layer<$scalar>>::CHECKED };
    (@checked $scalar:ty, {name $($name:tt)*}) => { () };
    (@multiply_adds $scalar:ty, {layer $layer:ty}) => { <$layer as $crate::Layer<$scalar>>::MULTIPLY_ADDS };
    (@multiply_adds $scalar:ty, {name $($name:tt)*}) => { 0 };
    (@inference_bytes $scalar:ty, {layer $layer:ty}) => { <$layer as $crate::Layer<$scalar>>::INFERENCE_BYTES };
    (@inference_bytes $scalar:ty, {name $($name:tt)*}) => { 0 };
    (@fingerprint $scalar:ty, {layer $layer:ty}) => { <$layer as $crate::Layer<$scalar>>::FINGERPRINT };
    (@fingerprint $scalar:ty, {name $name:literal $($setting:expr),*}) => {{
        let state = $crate::fingerprint::name($name);
        $(let state = $crate::fingerprint::setting::<$scalar>(state, $setting);)*
        state
    }};
    (@fingerprint_1 $scalar:ty, {layer $layer:ty}) => { <$layer as $crate::Layer<$scalar>>::FINGERPRINT_1 };
    (@fingerprint_1 $scalar:ty, {name $name:literal $($setting:expr),*}) => { $crate::fingerprint::name($name) };
}

/// Bytes of the buffers of a pass: those of the way back, and beside them what a layer needs; with `front`, those of the
/// layers before the first that learns, which run before it.
#[macro_export]
#[doc(hidden)]
macro_rules! __pass_bytes {
    ($scalar:ty, $back:ty;) => {
        ::core::mem::size_of::<$back>() + <Self as $crate::__private::Unit>::PARTS_PASS_BYTES
    };
    ($scalar:ty, $back:ty; $({layer $layer:ty})+) => {
        ::core::mem::size_of::<$back>() + $crate::__private::most(&[0, $(<$layer as $crate::Learn<$scalar>>::PASS_BYTES),*])
    };
    ($scalar:ty, $back:ty, $before:ty; $({front $front:ty})* $({layer $layer:ty})*) => {
        $crate::__private::most(&[
            ::core::mem::size_of::<$before>()
                + $crate::__private::most(&[0, $(<$front as $crate::Layer<$scalar>>::INFERENCE_BYTES),*]),
            ::core::mem::size_of::<$back>()
                + $crate::__private::most(&[0, $(<$layer as $crate::Learn<$scalar>>::PASS_BYTES),*]),
        ])
    };
}

/// The lines of a summary: each with the type of a layer, or with a shape.
#[macro_export]
#[doc(hidden)]
macro_rules! __lines {
    ($scalar:ty; $($name:literal $layer:literal $($kind:ty)? $(: $shape:ty)?;)*) => {
        &[$($crate::summary::Line {
            name: $name,
            layer: $layer,
            shape: $(<<$kind as $crate::Layer<$scalar>>::Out as $crate::Shape>::SIZES)? $(<$shape as $crate::Shape>::SIZES)?,
            parameters: 0 $(+ <$kind as $crate::Parameters<$scalar>>::VALUES)?,
            multiply_adds: 0 $(+ <$kind as $crate::Layer<$scalar>>::MULTIPLY_ADDS)?,
            bytes: 0 $(+ <$kind as $crate::Parameters<$scalar>>::TENSORS.size().1)?,
        }),*]
    };
}

/// The facts of a network as constants of its type.
#[macro_export]
#[doc(hidden)]
macro_rules! __constants {
    ($scalar:ty) => {
        /// Values saved with the network: trained parameters, frozen ones, and those of `Standardize`.
        pub const PARAMETERS: usize = <Self as $crate::Network>::PARAMETERS;
        /// Multiplications with addition per example.
        pub const MULTIPLY_ADDS: usize = <Self as $crate::Layer<$scalar>>::MULTIPLY_ADDS;
        /// Bytes of all parameters.
        pub const WEIGHT_BYTES: usize = <Self as $crate::Network>::WEIGHT_BYTES;
        /// Bytes of the buffers inference needs, input and output excluded.
        pub const INFERENCE_BYTES: usize = <Self as $crate::Layer<$scalar>>::INFERENCE_BYTES;
        /// Bytes that training on one example takes beside network and optimizer state: tape, gradients and buffers.
        pub const TRAINING_BYTES: usize = <Self as $crate::Network>::TRAINING_BYTES;
        /// Bytes that [fused steps]($crate::FusedTrainer) take beside the network: trainer and buffers, no gradients.
        pub const FUSED_TRAINING_BYTES: usize = $crate::__private::fused_training_bytes::<Self>();
        /// Bytes of the saved network.
        pub const BYTES: usize = <Self as $crate::Network>::BYTES;
        /// The table of layers; print it with `{}`.
        pub const SUMMARY: $crate::summary::Summary = <Self as $crate::Network>::SUMMARY;
    };
}

/// The struct of the values behind the named lines of a network.
#[macro_export]
#[doc(hidden)]
macro_rules! __trace {
    (
        [$($item:tt)*] [$($generics:tt)*] [$trace:ty] [$($bounds:tt)*] $scalar:ty, $text:literal, { $($marker:tt)* };
        $($field:ident: $value:ty;)*
    ) => {
        $($item)* $($bounds)* {
            $(
                #[doc = ::core::concat!("The value behind `", ::core::stringify!($field), "`.")]
                pub $field: $value,
            )*
            $($marker)*
        }
        #[allow(clippy::all, unused)]
        const _: () = {
            $crate::__names!();
            // SAFETY: a struct of arrays of scalars.
            unsafe impl $($generics)* $crate::Plain for $trace $($bounds)* {
                const FLAT: bool = false $(&& <$value as $crate::Plain>::FLAT)*;
            }
            impl $($generics)* ::core::clone::Clone for $trace $($bounds)* {
                fn clone(&self) -> Self {
                    let mut trace = <Self as $crate::Plain>::ZERO;
                    $(trace.$field = self.$field;)*
                    trace
                }
            }
            impl $($generics)* ::core::cmp::PartialEq for $trace $($bounds)* {
                fn eq(&self, other: &Self) -> bool {
                    true $(&& $crate::__private::flat::<$scalar, _>(&self.$field) == $crate::__private::flat::<$scalar, _>(&other.$field))*
                }
            }
            impl $($generics)* ::core::fmt::Debug for $trace $($bounds)* {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.debug_struct($text)
                        $(.field(::core::stringify!($field), &$crate::__private::flat::<$scalar, _>(&self.$field)))*
                        .finish()
                }
            }
        };
    };
}

/// The struct of what a unit remembers of a stream.
#[macro_export]
#[doc(hidden)]
macro_rules! __stream {
    (
        [$($item:tt)*] [$($generics:tt)*] [$stream:ty] [$($bounds:tt)*] $text:literal, { $($marker:tt)* };
        $([$($doc:tt)*] $field:ident: $state:ty;)*
    ) => {
        $($item)* $($bounds)* {
            $($($doc)* pub $field: $state,)*
            $($marker)*
        }
        #[allow(clippy::all, unused)]
        const _: () = {
            // SAFETY: a struct of plain fields.
            unsafe impl $($generics)* $crate::Plain for $stream $($bounds)* {
                const FLAT: bool = false;
            }
            impl $($generics)* $stream $($bounds)* {
                /// Forgets everything: the next frame is the first.
                pub fn reset(&mut self) {
                    *self = <Self as $crate::Plain>::ZERO;
                }
            }
            impl $($generics)* ::core::default::Default for $stream $($bounds)* {
                fn default() -> Self {
                    <Self as $crate::Plain>::ZERO
                }
            }
            impl $($generics)* ::core::clone::Clone for $stream $($bounds)* {
                fn clone(&self) -> Self {
                    let mut copy = <Self as $crate::Plain>::ZERO;
                    $(copy.$field = ::core::clone::Clone::clone(&self.$field);)*
                    copy
                }
            }
            impl $($generics)* ::core::fmt::Debug for $stream $($bounds)* {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.write_str($text)
                }
            }
        };
    };
}

/// Fills it: step by step, each value under the type that the next one asks for.
#[macro_export]
#[doc(hidden)]
macro_rules! __traced {
    ($scalar:ty, $trace:ty, $x:expr; $($step:tt)*) => {{
        let (mut trace, value) = (<$trace as $crate::Plain>::ZERO, *$x);
        $($crate::__traced!(@ $scalar, trace, value, $step);)*
        trace
    }};
    (@ $scalar:ty, $trace:ident, $value:ident, {keep $field:ident}) => {
        $trace.$field = *$crate::__private::view(&$value);
    };
    (@ $scalar:ty, $trace:ident, $value:ident, {run $layer:expr}) => {
        let $value = {
            let mut out = $crate::Plain::ZERO;
            $crate::Layer::<$scalar>::forward_rows::<1>(
                &$layer,
                ::core::array::from_ref($crate::__private::view(&$value)),
                ::core::array::from_mut(&mut out),
            );
            $crate::__private::answer::<$scalar, _>(&$layer, &mut out);
            out
        };
    };
    (@ $scalar:ty, $trace:ident, $value:ident, {take $layer:expr}) => {
        let $value = {
            let mut out = $crate::Plain::ZERO;
            let (from, to) = (::core::array::from_ref(&$value), ::core::array::from_mut(&mut out));
            $crate::Layer::<$scalar>::forward_rows::<1>(&$layer, from, to);
            out
        };
    };
    (@ $scalar:ty, $trace:ident, $value:ident, {view $shape:ty}) => {
        let $value = *$crate::__private::view::<_, <$shape as $crate::Shape>::Array<$scalar>>(&$value);
    };
    (@ $scalar:ty, $trace:ident, $value:ident, {change $activation:expr}) => {
        let $value = {
            let mut rows = [$value];
            $crate::__private::activate::<$scalar, _, _, 1>($activation, &mut rows);
            let [value] = rows;
            value
        };
    };
}

/// The type of a buffer for so many rows of some shapes, one at a time.
#[macro_export]
#[doc(hidden)]
macro_rules! __overlay {
    ($scalar:ty, $rows:tt;) => { () };
    ($scalar:ty, $rows:tt; $first:ty $(, $rest:ty)*) => {
        $crate::__private::Overlay<$crate::Rows<$first, $scalar, $rows>, $crate::__overlay!($scalar, $rows; $($rest),*)>
    };
}

/// The type of the buffers of a pass, each with the shapes that it holds in turn.
#[macro_export]
#[doc(hidden)]
macro_rules! __buffers {
    ($scalar:ty, $rows:tt;) => { () };
    ($scalar:ty, $rows:tt; [$($shape:ty),*] $($rest:tt)*) => {
        $crate::__private::Buffer<$crate::__overlay!($scalar, $rows; $($shape),*), $crate::__buffers!($scalar, $rows; $($rest)*)>
    };
}

/// Where the values of a network stand, each needed from one node to another.
#[macro_export]
#[doc(hidden)]
macro_rules! __layout {
    ($name:ident, $count:literal; $($shape:ty, $from:literal, $to:literal;)*) => {
        pub struct $name;
        impl $name {
            const LAYOUT: $crate::__private::Layout<$count> = $crate::__private::lay_out([
                $($crate::__private::Life { size: <$shape as $crate::Shape>::LEN, from: $from, to: $to }),*
            ]);
        }
        impl $crate::__private::Planned for $name {
            const SPOTS: &'static [$crate::__private::Spot] = &Self::LAYOUT.spots;
            const LENGTH: usize = Self::LAYOUT.length;
        }
    };
}

/// Names the buffers that are lent.
#[macro_export]
#[doc(hidden)]
macro_rules! __named {
    ($buffers:expr;) => {};
    ($buffers:expr; $($name:ident)*) => {
        let $crate::__named!(@ $($name)*) = $buffers;
    };
    (@) => { () };
    (@ $first:ident $($rest:ident)*) => { $crate::__private::Buffer($first, $crate::__named!(@ $($rest)*)) };
}

/// Buffers that stand here.
#[macro_export]
#[doc(hidden)]
macro_rules! __here {
    ($name:ident: $kind:ty) => {
        let mut $name = ::core::mem::MaybeUninit::uninit();
        let $name = $crate::__private::any::<$kind>(&mut $name);
    };
}

/// One layer's part of a pass, with the activation of what comes out where that follows at once.
#[macro_export]
#[doc(hidden)]
macro_rules! __run {
    ($scalar:ty, $layer:expr, [$buffers:ident $from:literal, $to:literal] $(, $activation:expr)?) => {{
        let (from, to) = $buffers.two::<$from, $to, _, _>();
        $crate::__run!($scalar, $layer, from, to $(, $activation)?);
    }};
    ($scalar:ty, $layer:expr, $x:expr, $out:expr) => {
        $crate::Layer::<$scalar>::forward_rows::<__ROWS>($layer, $x, $out)
    };
    ($scalar:ty, $layer:expr, $x:expr, $out:expr, $activation:expr) => {
        $crate::Layer::<$scalar>::forward_rows_then::<_, __ROWS>($layer, $x, $out, $activation)
    };
}

/// One layer's part of a recording, as [`__run!`].
#[macro_export]
#[doc(hidden)]
macro_rules! __record {
    ($scalar:ty, $layer:expr, $x:expr, $out:expr, $random:ident) => {
        $crate::__record!($scalar, $layer, $x, $out, $random, &mut ())
    };
    ($scalar:ty, $layer:expr, $x:expr, $out:expr, $random:ident, $tape:expr) => {
        $crate::Learn::<$scalar>::record_rows::<__ROWS>($layer, $x, $out, $tape, $random)
    };
    ($scalar:ty, $layer:expr, $x:expr, $out:expr, $random:ident, $tape:expr, $activation:expr) => {
        $crate::Learn::<$scalar>::record_rows_then::<_, __ROWS>($layer, $x, $out, $tape, $random, $activation)
    };
}

/// One layer's part of the way back: what it saw, the gradient by its outputs, and the place of the gradient by its inputs;
/// with `learn`, its part of the gradients, with `at`, a rate.
#[macro_export]
#[doc(hidden)]
macro_rules! __back {
    ($scalar:ty, $method:ident, $layer:expr, $seen:tt, $gradient:expr, learn $all:ident [$($path:tt)*], $($to:tt)*) => {
        match $all.as_deref_mut() {
            ::core::option::Option::Some(all) if __FIRST => {
                $crate::__back!(@ $scalar, backward_first_rows, $layer, $seen, $gradient, &mut all.$($path)*, $($to)*)
            }
            all => $crate::__back!(@ $scalar, $method, $layer, $seen, $gradient, all.map(|all| &mut all.$($path)*), $($to)*),
        }
    };
    ($scalar:ty, $method:ident, $layer:expr, $seen:tt, $gradient:expr, pass, $($to:tt)*) => {
        $crate::__back!(@ $scalar, $method, $layer, $seen, $gradient, ::core::option::Option::None, $($to)*)
    };
    ($scalar:ty, $method:ident, $layer:expr, $seen:tt, $gradient:expr, at $rate:ident, $($to:tt)*) => {
        $crate::__back!(@ $scalar, $method, $layer, $seen, $gradient, $rate, $($to)*)
    };
    (@ $scalar:ty, $method:ident, $layer:expr, $seen:tt, $gradient:expr, $learns:expr, to $buffer:ident) => {
        $crate::__back!(
            @ $scalar, $method, $layer, $seen, $gradient, $learns, ::core::option::Option::Some($buffer.hold())
        )
    };
    (@ $scalar:ty, $method:ident, $layer:expr, [$x:expr, $out:expr], $gradient:expr, $learns:expr, $to:expr) => {
        $crate::__back!(@ $scalar, $method, $layer, [$x, $out, &()], $gradient, $learns, $to)
    };
    (@ $scalar:ty, $method:ident, $layer:expr, [$x:expr, $out:expr, $tape:expr], $gradient:expr, $learns:expr, $to:expr) => {
        $crate::Learn::<$scalar>::$method::<__ROWS>(
            $layer,
            $crate::Seen { x: $x, out: $out, tape: $tape },
            $gradient,
            $learns,
            $to,
        )
    };
}

/// The pass of a unit that goes back and descends at once, with what it binds and does.
#[macro_export]
#[doc(hidden)]
macro_rules! __descends {
    (
        $scalar:ty; $this:ident $seen:ident [$x:ident $out:ident $tape:ident] $grad_out:ident $rate:ident $grad_x:ident $buffers:ident;
        $($body:tt)*
    ) => {
        #[inline]
        fn descend_rows_in<const __ROWS: usize>(
            &mut $this,
            $seen: $crate::Seen<'_, Self, $scalar, __ROWS>,
            $grad_out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            $rate: $scalar,
            mut $grad_x: ::core::option::Option<&mut $crate::Rows<Self::In, $scalar, __ROWS>>,
            $buffers: &mut Self::PassBuffers<__ROWS>,
        ) {
            let ($x, $out, $tape) = ($seen.x, $seen.out, $seen.tape);
            $($body)*
        }
    };
}

/// Inference of a unit with buffers on the stack. `__ROWS`, because const parameters know no hygiene and the network may have one called
/// `ROWS`.
#[macro_export]
#[doc(hidden)]
macro_rules! __forward {
    ($scalar:ty) => {
        #[inline]
        fn forward_rows<const __ROWS: usize>(
            &self,
            x: &$crate::Rows<Self::In, $scalar, __ROWS>,
            out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
        ) {
            $crate::__here!(buffers: <Self as $crate::__private::Lent<$scalar>>::Buffers<__ROWS>);
            $crate::__private::Lent::<$scalar>::forward_rows_in::<__ROWS>(self, x, out, buffers);
        }
    };
}

/// Training of a unit with buffers on the stack.
#[macro_export]
#[doc(hidden)]
macro_rules! __learns {
    ($scalar:ty) => {
        const DESCEND_BYTES: usize = <Self as $crate::__private::Unit>::PARTS_DESCEND_BYTES;
        #[inline]
        fn record_rows<const __ROWS: usize>(
            &self,
            x: &$crate::Rows<Self::In, $scalar, __ROWS>,
            out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            tape: &mut Self::Tape<__ROWS>,
            random: &mut $crate::Random,
        ) {
            $crate::__here!(buffers: <Self as $crate::__private::Lent<$scalar>>::PassBuffers<__ROWS>);
            $crate::__private::Lent::<$scalar>::record_rows_in::<__ROWS>(self, x, out, tape, random, buffers);
        }
        #[inline]
        fn backward_rows<const __ROWS: usize>(
            &self,
            seen: $crate::Seen<'_, Self, $scalar, __ROWS>,
            grad_out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            gradients: ::core::option::Option<&mut Self::Gradients>,
            grad_x: ::core::option::Option<&mut $crate::Rows<Self::In, $scalar, __ROWS>>,
        ) {
            $crate::__here!(buffers: <Self as $crate::__private::Lent<$scalar>>::PassBuffers<__ROWS>);
            $crate::__private::Lent::<$scalar>::back_rows_in::<false, __ROWS>(self, seen, grad_out, gradients, grad_x, buffers);
        }
        #[inline]
        fn backward_first_rows<const __ROWS: usize>(
            &self,
            seen: $crate::Seen<'_, Self, $scalar, __ROWS>,
            grad_out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            gradients: &mut Self::Gradients,
            grad_x: ::core::option::Option<&mut $crate::Rows<Self::In, $scalar, __ROWS>>,
        ) {
            let gradients = ::core::option::Option::Some(gradients);
            $crate::__here!(buffers: <Self as $crate::__private::Lent<$scalar>>::PassBuffers<__ROWS>);
            $crate::__private::Lent::<$scalar>::back_rows_in::<true, __ROWS>(self, seen, grad_out, gradients, grad_x, buffers);
        }
        #[inline]
        fn descend_rows<const __ROWS: usize>(
            &mut self,
            seen: $crate::Seen<'_, Self, $scalar, __ROWS>,
            grad_out: &mut $crate::Rows<Self::Out, $scalar, __ROWS>,
            rate: $scalar,
            grad_x: ::core::option::Option<&mut $crate::Rows<Self::In, $scalar, __ROWS>>,
        ) {
            $crate::__here!(buffers: <Self as $crate::__private::Lent<$scalar>>::PassBuffers<__ROWS>);
            $crate::__private::Lent::<$scalar>::descend_rows_in::<__ROWS>(self, seen, grad_out, rate, grad_x, buffers);
        }
    };
}
