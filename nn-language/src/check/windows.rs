//! Windows that go over an image or along a series: what they make of it, and whether they fit.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::Path;

use super::arguments::{Arguments, Settings};
use super::cells::Padding;
use super::checker::Checker;
use crate::model::{Constant, ConstantValue, Rhythm, Witness};
use crate::shape::{call, ends};
use crate::size::Size;

/// A window: of an image height before width, of a series its steps.
#[derive(Clone)]
pub(super) struct Window {
    pub(super) size: Vec<Size>,
    pub(super) stride: Vec<Size>,
    pub(super) dilation: Vec<Size>,
    pub(super) padding: Padding,
}

impl Window {
    /// What it goes over on an axis.
    fn what(&self, axis: usize) -> &'static str {
        match self.size.len() {
            1 => "steps",
            _ => ["rows", "columns"][axis],
        }
    }
}

/// A window with its place.
pub(super) struct Placed {
    window: Window,
    /// Cells of padding before the first on every axis.
    before: Vec<Size>,
}

impl Placed {
    /// Whether it is known to see every cell at most once.
    pub(super) fn tiles(&self) -> bool {
        let Window { size, stride, .. } = &self.window;
        let goes_on = |(size, stride): (&Size, &Size)| Some(stride.known()? >= size.known()?);
        size.iter().zip(stride).all(|sides| goes_on(sides) == Some(true))
    }

    /// The type, without what is as it is anyway.
    pub(super) fn tokens(&self, core: &Path) -> TokenStream {
        let Window { size, stride, dilation, .. } = &self.window;
        let all = [(size, None), (stride, Some(1)), (&self.before, Some(0)), (dilation, Some(1))];
        let all = all.into_iter().flat_map(|(sizes, default)| sizes.iter().map(move |size| (size, default)));
        let all: Vec<(&Size, Option<usize>)> = all.collect();
        let needed = all.iter().rposition(|(size, default)| default.is_none() || size.known() != *default);
        let sizes = all[..=needed.unwrap_or_default()].iter().map(|(size, _)| size.tokens());
        match (size.len(), self.looks_back()) {
            (1, true) => quote!(#core::layer::Window1d<#(#sizes),*>),
            (1, false) => quote!(#core::layer::Ahead<#core::layer::Window1d<#(#sizes),*>>),
            _ => quote!(#core::layer::Window<#(#sizes),*>),
        }
    }

    /// Whether nothing that a window of a series sees comes later, and the first one sees some of it; of cells of padding the macro has to
    /// see how many there are.
    fn looks_back(&self) -> bool {
        match &self.window.padding {
            Padding::Valid | Padding::Causal => true,
            Padding::Same => false,
            Padding::Cells(cells) => cells.iter().enumerate().all(|(axis, [before, behind])| {
                let (size, dilation) = (self.window.size[axis].known(), self.window.dilation[axis].known());
                let reach = size.zip(dilation).and_then(|(size, dilation)| (size - 1).checked_mul(dilation));
                behind.known() == Some(0) && before.known().zip(reach).is_some_and(|(before, reach)| before <= reach)
            }),
        }
    }

    /// When its steps come along a stream, if the macro can tell.
    pub(super) fn rhythm(&self) -> Option<Rhythm> {
        let Window { size, stride, dilation, padding } = &self.window;
        let every = stride.first()?.known()?;
        if matches!(padding, Padding::Causal) {
            return Some(Rhythm { first: 0, every });
        }
        let (size, dilation, before) =
            (size.first()?.known()?, dilation.first()?.known()?, self.before.first()?.known()?);
        Some(Rhythm { first: (size - 1).checked_mul(dilation)?.checked_sub(before)?, every })
    }
}

/// One axis of what a window goes over, and of the window.
struct Side<'a> {
    /// Whether the window is known not to fit.
    is_told: bool,
    /// `rows`, `columns` or `steps`.
    what: &'static str,
    of: &'a Size,
    kernel: &'a Size,
    stride: &'a Size,
    dilation: &'a Size,
}

impl Side<'_> {
    /// Cells from the first to the last that the window sees, if the macro can tell.
    fn extent(&self) -> Option<usize> {
        let (kernel, dilation) = (self.kernel.known()?, self.dilation.known()?);
        dilation.checked_mul(kernel.checked_sub(1)?)?.checked_add(1)
    }
}

/// What is said of a window that does not fit.
pub(super) struct Place<'a> {
    /// What the layer is called.
    pub(super) label: &'a str,
    /// Where its window is written.
    pub(super) at: (Span, Span),
    /// What that is called.
    pub(super) argument: &'static str,
    /// The input with its channels last, if they seem to stand first.
    pub(super) channels_first: Option<String>,
}

impl Checker<'_> {
    /// Where a window stands, and how many times, on every axis; nothing for one whose number follows from generic parameters and has to
    /// be stated.
    pub(super) fn windows(&mut self, window: Window, of: &[Size], place: &Place) -> (Placed, Vec<Option<Size>>) {
        let (mut before, mut counts) = (Vec::new(), Vec::new());
        let told = self.errors.count();
        for (axis, of) in of.iter().enumerate() {
            // What is too high is said of its rows, and not of its columns again.
            let is_told = self.errors.count() > told;
            let side = Side {
                is_told,
                what: window.what(axis),
                of,
                kernel: &window.size[axis],
                stride: &window.stride[axis],
                dilation: &window.dilation[axis],
            };
            let (first, count) = match &window.padding {
                Padding::Same => self.same(&side, place),
                Padding::Causal => self.causal(&side, place),
                Padding::Valid => self.cells(&side, &[Size::computed(0), Size::computed(0)], place),
                Padding::Cells(cells) => self.cells(&side, &cells[axis], place),
            };
            before.push(first);
            counts.push(count);
        }
        (Placed { window, before }, counts)
    }

    /// As many windows as strides.
    fn same(&mut self, side: &Side, place: &Place) -> (Size, Option<Size>) {
        if let (Some(of), Some(stride), Some(extent)) = (side.of.known(), side.stride.known(), side.extent()) {
            let count = of.div_ceil(stride);
            let padding = ((count - 1) * stride + extent).saturating_sub(of);
            return (Size::computed(padding / 2), Some(Size::computed(count)));
        }
        if let (true, Some(1), Some(extent)) = (side.of.is_generic(), side.stride.known(), side.extent()) {
            return (Size::computed((extent - 1) / 2), Some(side.of.clone()));
        }
        if [side.of, side.kernel, side.stride, side.dilation].iter().any(|size| size.is_generic()) {
            self.errors.help(
                place.at,
                format_args!(
                    "how many cells `Same` adds follows from generic parameters, which stable Rust cannot compute"
                ),
                "write how many there are, for example `padding = 1`",
            );
            return (Size::computed(0), Some(Size::computed(1)));
        }
        let core = self.core.clone();
        let sizes = [side.of, side.kernel, side.stride, side.dilation].map(Size::tokens);
        let [count, before] = ["same_windows", "same_before"].map(|function| {
            let function = format_ident!("{function}");
            self.computed(quote!(#core::__private::#function(#(#sizes),*)), side.what, place)
        });
        (before, Some(count))
    }

    /// As many as strides, too, with all padding before.
    fn causal(&mut self, side: &Side, place: &Place) -> (Size, Option<Size>) {
        let before = match side.extent() {
            Some(extent) => Size::computed(extent - 1),
            None if side.kernel.is_generic() || side.dilation.is_generic() => {
                self.errors.help(
                    place.at,
                    "how many steps `Causal` adds follows from generic parameters, which stable Rust cannot compute",
                    "write how many there are, for example `padding = (2, 0)`",
                );
                return (Size::computed(0), Some(side.of.clone()));
            }
            None => {
                let (core, [kernel, dilation]) = (self.core.clone(), [side.kernel, side.dilation].map(Size::tokens));
                self.computed(quote!(#core::__private::causal_before(#kernel, #dilation)), side.what, place)
            }
        };
        match side.stride.known() {
            Some(1) => (before, Some(side.of.clone())),
            _ => self.cells(side, &[before, Size::computed(0)], place),
        }
    }

    /// As many windows as fit.
    fn cells(&mut self, side: &Side, padding: &[Size; 2], place: &Place) -> (Size, Option<Size>) {
        let first = padding[0].clone();
        if let (Some(of), Some(stride), Some(extent), Some(before), Some(behind)) =
            (side.of.known(), side.stride.known(), side.extent(), padding[0].known(), padding[1].known())
        {
            let padded = of.saturating_add(before).saturating_add(behind);
            if extent > padded {
                if !side.is_told {
                    self.too_large(side, (extent, padded), place);
                }
                return (first, Some(Size::computed(1)));
            }
            return (first, Some(Size::computed((padded - extent) / stride + 1)));
        }
        let core = self.core.clone();
        let [of, kernel, stride, dilation] = [side.of, side.kernel, side.stride, side.dilation].map(Size::tokens);
        let cells = padding.iter().map(Size::tokens);
        let cells = quote!([#(#cells),*]);
        let (label, what, argument) = (place.label, side.what, place.argument);
        let fits = quote!(#label, #argument, [#kernel, #dilation], #of, #cells, #what);
        let check = call(quote!(#core::__private::fits), fits, place.at);
        // Of one constant for both sides: what is too high is not said of its columns again.
        let name = format_ident!("{}_OF_{}", argument.to_uppercase(), place.label.to_uppercase());
        match self.witnesses.last_mut() {
            Some(Witness::Value(last, rows)) if side.what == "columns" && *last == name => {
                *rows = quote!({ #rows; #check });
            }
            _ => self.witnesses.push(Witness::Value(name, check)),
        }
        let all = [side.of, side.kernel, side.stride, side.dilation, &padding[0], &padding[1]];
        if all.iter().any(|size| size.is_generic()) {
            // A window of one that goes on by one sees every cell once.
            let is_one = side.kernel.known() == Some(1) && side.stride.known() == Some(1);
            let is_bare = padding.iter().all(|cells| cells.known() == Some(0));
            return (first, (is_one && is_bare).then(|| side.of.clone()));
        }
        let count = quote!(#core::__private::windows(#of, [#kernel, #stride, #dilation], #cells));
        (first, Some(self.computed(count, side.what, place)))
    }

    /// The value of a stated number of windows, judged when there is one.
    pub(super) fn states_windows(&mut self, window: &Placed, of: &[Size], stated: &[Size], place: &Place, at: Span) {
        let core = self.core.clone();
        for axis in 0..of.len() {
            let sizes = [&window.window.size[axis], &window.window.stride[axis], &window.window.dilation[axis]];
            let sizes = sizes.map(Size::tokens);
            let cells = match &window.window.padding {
                Padding::Cells(cells) => cells[axis].each_ref().map(Size::tokens),
                Padding::Valid => [quote!(0), quote!(0)],
                Padding::Causal => [window.before[axis].tokens(), quote!(0)],
                // It is as many as came in, or refused.
                Padding::Same => continue,
            };
            let (of, stated, label) = (of[axis].tokens(), stated[axis].tokens(), place.label);
            let what = window.window.what(axis);
            let arguments =
                quote!(#label, #core::__private::windows(#of, [#(#sizes),*], [#(#cells),*]), #stated, #what);
            let check = call(quote!(#core::__private::gives), arguments, (at, at));
            let name = format_ident!("{}_OF_{}", what.to_uppercase(), place.label.to_uppercase());
            self.witnesses.push(Witness::Value(name, check));
        }
    }

    fn too_large(&mut self, side: &Side, (extent, padded): (usize, usize), place: &Place) {
        let (label, what, kernel) = (place.label, side.what, side.kernel.text());
        let dilated = if side.dilation.known() == Some(1) { String::new() } else { format!(", dilated to {extent},") };
        let has = if Some(padded) == side.of.known() { "" } else { "padded " };
        let argument = place.argument;
        let most = (padded - 1) / side.dilation.known().unwrap_or(1) + 1;
        let help = match &place.channels_first {
            Some(input) => format!("channels stand last: write `{input}`"),
            None => format!("the most is {most}"),
        };
        self.errors.help(
            place.at,
            format_args!("`{label}`: {argument} {kernel}{dilated} is larger than its {has}input of {padded} {what}"),
            help,
        );
    }

    /// So many channels for each of those that come in.
    pub(super) fn times(&mut self, (channels, multiplier): (&Size, &Size), at: Span, place: &Place) -> Size {
        match (channels.known(), multiplier.known()) {
            (_, Some(1)) => channels.clone(),
            (Some(channels), Some(multiplier)) => Size::computed(channels.saturating_mul(multiplier)),
            _ if channels.is_generic() || multiplier.is_generic() => {
                self.errors.help(
                    at,
                    format_args!(
                        "how many channels `{}` gives follows from generic parameters, which stable Rust cannot compute",
                        place.label
                    ),
                    "leave `multiplier` out, or write the sizes as numbers",
                );
                channels.clone()
            }
            _ => {
                let [channels, multiplier] = [channels, multiplier].map(Size::tokens);
                self.computed(quote!(usize::saturating_mul(#channels, #multiplier)), "channels", place)
            }
        }
    }

    /// A number that follows from constants.
    fn computed(&mut self, value: TokenStream, what: &str, place: &Place) -> Size {
        let name = format_ident!("__{}_{}_{}_{}", self.name, place.label, what, self.constants.len());
        self.constants.push(Constant { name: name.clone(), value: ConstantValue::Size(value) });
        Size::Named(name, format!("{what} of `{}`", place.label), place.at.0)
    }

    /// The window that the arguments of a layer describe.
    pub(super) fn window_of(
        &mut self,
        settings: &Settings,
        (window, tiles): (&'static str, bool),
        axes: usize,
    ) -> Window {
        let one = || vec![Size::computed(1); axes];
        let size = settings.lengths(window).unwrap_or_else(one);
        let stride = settings.lengths("stride").unwrap_or_else(|| if tiles { size.clone() } else { one() });
        let dilation = settings.lengths("dilation").unwrap_or_else(one);
        Window { size, stride, dilation, padding: settings.padding().unwrap_or(Padding::Valid) }
    }
}

impl Arguments<'_> {
    /// Where an argument is written, or the parentheses.
    pub(super) fn place(&self, name: &str) -> (Span, Span) {
        self.get(name).map_or((self.span, self.span), ends)
    }
}
