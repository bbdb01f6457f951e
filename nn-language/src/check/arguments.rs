//! What stands in the parentheses of a layer.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Expr, Lit, UnOp};

use super::cells::Padding;
use super::checker::{Checker, Sequence};
use crate::catalogue::{Entry, Parameter, Range, Takes, Values, Weights, initialisers};
use crate::declaration::Argument;
use crate::errors::{Errors, near_miss};
use crate::model::{Constant, ConstantValue};
use crate::names::{text_of, text_of_tokens};
use crate::shape::{Shape, call, ends, mentions, respan};
use crate::size::Size;

/// The arguments of one layer, matched with what it takes.
pub(super) struct Arguments<'a> {
    pub(super) entry: &'static Entry,
    pub(super) span: Span,
    pub(super) given: Vec<(&'static str, &'a Expr)>,
    pub(super) missing_reported: bool,
}

impl<'a> Arguments<'a> {
    pub(super) fn bare(entry: &'static Entry, span: Span) -> Self {
        Arguments { entry, span, given: Vec::new(), missing_reported: false }
    }

    pub(super) fn of(entry: &'static Entry, span: Span, arguments: &'a [Argument], errors: &mut Errors) -> Self {
        let mut this = Arguments::bare(entry, span);
        this.span = span;
        for (at, argument) in arguments.iter().enumerate() {
            let parameter = match &argument.name {
                None if at == 0 => entry.arguments.iter().find(|parameter| parameter.positional),
                None => None,
                Some(name) => entry.arguments.iter().find(|parameter| name == parameter.name),
            };
            match (parameter, &argument.name) {
                (Some(parameter), _) if this.given.iter().any(|(name, _)| *name == parameter.name) => {
                    let span = argument.name.as_ref().map_or_else(|| ends(&argument.value).0, Ident::span);
                    errors.help(
                        span,
                        format_args!("`{}` is given twice", parameter.name),
                        format_args!("remove `{}`", text_of_tokens(argument.tokens())),
                    );
                }
                (Some(parameter), _) => this.given.push((parameter.name, &argument.value)),
                (None, Some(name)) => {
                    this.missing_reported = true;
                    unknown_argument(entry, name, errors);
                }
                // Told, and left out.
                (None, None) => {}
            }
        }
        this
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Expr> {
        self.given.iter().find(|(given, _)| *given == name).map(|&(_, expr)| expr)
    }

    /// Says that an argument is missing, if it may not be left out.
    fn is_missing(&self, parameter: &Parameter, errors: &mut Errors) -> bool {
        let Some(needs) = parameter.required else { return false };
        if !self.missing_reported {
            // What is there stays.
            let text = |(name, value): &(&str, &Expr)| {
                let first = self.entry.arguments.iter().any(|known| known.positional && known.name == *name);
                if first { text_of(value) } else { format!("{name} = {}", text_of(value)) }
            };
            let given: Vec<String> = self.given.iter().map(text).collect();
            let help = match given.is_empty() || parameter.positional {
                true => self.entry.example.to_string(),
                false => format!("{}({}, {} = 3)", self.entry.name, given.join(", "), parameter.name),
            };
            let what = format!("`{}` needs {needs}", self.entry.name);
            errors.help(self.span, what, format_args!("write `{help}`"));
        }
        true
    }
}

/// What an argument says.
pub(super) enum Setting {
    Size(Size),
    Shape(Shape),
    Number(TokenStream),
    Flag(bool),
    Initialiser(Ident),
    /// Of a window, axis by axis.
    Lengths(Vec<Size>),
    Padding(Padding),
    /// Which of the words.
    Word(usize),
}

/// What all arguments of a layer say, those that are left out too.
pub(super) struct Settings {
    values: Vec<(&'static str, Setting)>,
    given: Vec<&'static str>,
    /// Those the table of layers shows.
    shown: Vec<String>,
}

impl Settings {
    /// One argument, as the macro itself gives it.
    pub(super) fn of(name: &'static str, setting: Setting) -> Self {
        Settings { values: vec![(name, setting)], given: Vec::new(), shown: Vec::new() }
    }

    pub(super) fn is_given(&self, name: &str) -> bool {
        self.given.contains(&name)
    }

    /// The layer as the table shows it.
    pub(super) fn text(&self, entry: &Entry) -> String {
        match self.shown.as_slice() {
            [] => entry.name.to_string(),
            shown => format!("{}({})", entry.name, shown.join(", ")),
        }
    }

    fn find(&self, name: &str) -> Option<&Setting> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, setting)| setting)
    }

    pub(super) fn size(&self, name: &str) -> Size {
        match self.find(name) {
            Some(Setting::Size(size)) => size.clone(),
            _ => Size::computed(1),
        }
    }

    pub(super) fn shape(&self, name: &str) -> Shape {
        match self.find(name) {
            Some(Setting::Shape(shape)) => shape.clone(),
            _ => Shape::features(Size::computed(1)),
        }
    }

    pub(super) fn number(&self, name: &str) -> TokenStream {
        match self.find(name) {
            Some(Setting::Number(number)) => number.clone(),
            _ => quote!(0.0),
        }
    }

    pub(super) fn lengths(&self, name: &str) -> Option<Vec<Size>> {
        match self.find(name) {
            Some(Setting::Lengths(lengths)) => Some(lengths.clone()),
            _ => None,
        }
    }

    pub(super) fn padding(&self) -> Option<Padding> {
        self.values.iter().find_map(|(_, setting)| match setting {
            Setting::Padding(padding) => Some(padding.clone()),
            _ => None,
        })
    }

    /// Which of its words an argument is; the first if it is not given.
    pub(super) fn word(&self, name: &str) -> usize {
        match self.find(name) {
            Some(Setting::Word(at)) => *at,
            _ => 0,
        }
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        !matches!(self.find(name), Some(Setting::Flag(false)))
    }

    pub(super) fn initialiser(&self, name: &str) -> Option<Ident> {
        match self.find(name) {
            Some(Setting::Initialiser(word)) => Some(word.clone()),
            _ => None,
        }
    }
}

impl Checker<'_> {
    /// What the arguments of a layer say; nothing if one is missing that may not be left out, which is reported.
    pub(super) fn settings(
        &mut self,
        arguments: &Arguments,
        label: &str,
        weights: Weights,
        sequence: &Sequence,
    ) -> Option<Settings> {
        let mut settings = Settings { values: Vec::new(), given: Vec::new(), shown: Vec::new() };
        for parameter in arguments.entry.arguments {
            let name = parameter.name;
            let given = arguments.get(name);
            let setting = match given {
                Some(expr) => Some(self.setting(arguments.entry, parameter, expr, label, weights, sequence)),
                None if arguments.is_missing(parameter, self.errors) => return None,
                None => match parameter.takes {
                    Values::Part(_, count) => {
                        Some(Setting::Size(self.part(arguments, (count, &settings.size(count)), label, sequence)))
                    }
                    _ => left_out(parameter, weights),
                },
            };
            if let (Some(expr), true) = (given, parameter.shown) {
                let value = match &setting {
                    Some(Setting::Size(size)) => size.text(),
                    _ => text_of(expr),
                };
                settings.shown.push(if parameter.positional { value } else { format!("{name} = {value}") });
            }
            settings.given.extend(given.map(|_| name));
            settings.values.extend(setting.map(|setting| (name, setting)));
        }
        Some(settings)
    }

    /// What one argument says.
    fn setting(
        &mut self,
        entry: &Entry,
        parameter: &Parameter,
        expr: &Expr,
        label: &str,
        weights: Weights,
        sequence: &Sequence,
    ) -> Setting {
        match parameter.takes {
            Values::Size(what) | Values::Part(what, _) => {
                let size = self.size(expr, label, what);
                let inputs = sequence.shape.sizes().unwrap_or_default();
                // Weights that all pixels or steps share.
                let inputs = match entry.takes {
                    Takes::Image | Takes::Series => &inputs[inputs.len().saturating_sub(1)..],
                    _ => inputs,
                };
                Setting::Size(self.addressable(vec![size], inputs, label, "weights", ends(expr)).remove(0))
            }
            Values::Divisor(what) => Setting::Size(self.divisor(expr, label, what, sequence)),
            Values::Sizes => Setting::Shape(self.reshaped(entry, expr, label, sequence)),
            Values::Number(range, _) => Setting::Number(self.judged_number(parameter, range, expr)),
            Values::Flag(left_out) => Setting::Flag(self.flag(parameter.name, left_out, expr)),
            Values::Pair => Setting::Lengths(self.pair(parameter.name, expr, label).to_vec()),
            Values::Length => Setting::Lengths(vec![self.length(parameter.name, expr, label)]),
            Values::Padding => Setting::Padding(self.padding(expr, label)),
            Values::PaddingOfSteps => Setting::Padding(self.padding_of_steps(expr, label)),
            Values::Word(words) => Setting::Word(self.word(parameter.name, words, expr)),
            Values::Initialiser => Setting::Initialiser(self.init(expr).unwrap_or_else(|| initialiser(weights))),
        }
    }

    fn flag(&mut self, name: &str, left_out: bool, expr: &Expr) -> bool {
        if let Expr::Lit(literal) = expr
            && let Lit::Bool(flag) = &literal.lit
        {
            return flag.value;
        }
        let text = text_of(expr);
        // `True`, or else the only one that it is worth to write.
        let meant = [true, false].into_iter().find(|flag| text.eq_ignore_ascii_case(&flag.to_string()));
        self.errors.help(
            expr,
            format_args!("`{text}` is neither `true` nor `false`"),
            format_args!("write `{name} = {}`", meant.unwrap_or(!left_out)),
        );
        meant.unwrap_or(left_out)
    }

    /// One of some words.
    fn word(&mut self, name: &str, words: &[&str], expr: &Expr) -> usize {
        let word = match expr {
            Expr::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        };
        let at = |wanted: &str| words.iter().position(|word| word.eq_ignore_ascii_case(wanted));
        let meant = word.as_deref().and_then(|word| at(word).or_else(|| at(near_miss(word, words.iter().copied())?)));
        if let (Expr::Path(_), Some(word), Some(meant)) = (expr, &word, meant)
            && words[meant] == word
        {
            return meant;
        }
        let what = format!("`{name}` is no `{}`", text_of(expr));
        match meant {
            Some(meant) => self.errors.help(expr, what, format_args!("write `{name} = {}`", words[meant])),
            None => {
                let all: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
                self.errors.help(expr, what, format_args!("it is {}", all.join(" or ")));
            }
        }
        meant.unwrap_or(0)
    }

    fn init(&mut self, expr: &Expr) -> Option<Ident> {
        let word = match expr {
            Expr::Path(path) => word_of_init(&path.path),
            _ => None,
        };
        if let Some(word) = word.filter(|word| initialisers::NAMES.iter().any(|name| word == name)) {
            return Some(word.clone());
        }
        let at = word.map_or_else(|| expr.to_token_stream(), |word| word.to_token_stream());
        let name = match expr {
            Expr::Path(path) => path.path.segments.last()?.ident.to_string(),
            Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => text.value(),
            _ => String::new(),
        };
        if let Some(ours) = initialisers::known_elsewhere(&name).or_else(|| near_miss(&name, initialisers::NAMES)) {
            let what = format!("unknown initialiser `{}`", text_of_tokens(at.clone()));
            self.errors.help(&at, what, format_args!("did you mean `{ours}`?"));
            return None;
        }
        let what = format!("unknown initialiser `{}`", text_of(expr));
        self.errors.help(expr, what, format_args!("the initialisers are {}", initialisers::NAMES.join(", ")));
        None
    }

    /// A number: a literal is judged here, any other expression by rustc, once.
    fn number(&mut self, expr: &Expr) -> TokenStream {
        let literal = match expr {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => &*unary.expr,
            other => other,
        };
        if let Expr::Lit(inner) = literal {
            match &inner.lit {
                Lit::Int(number) => {
                    let sign = if std::ptr::eq(literal, expr) { quote!() } else { quote!(-) };
                    let float: syn::LitFloat =
                        syn::LitFloat::new(&format!("{}.0", number.base10_digits()), number.span());
                    return quote!(#sign #float);
                }
                Lit::Float(_) => return quote!(#expr),
                other => {
                    let text = other.to_token_stream();
                    self.errors.help(
                        other.span(),
                        format_args!("`{text}` is no number"),
                        "write a number, for example `0.1`",
                    );
                    return quote!(0.0);
                }
            }
        }
        quote!(#expr)
    }

    /// A number in a range: of a literal the macro sees it, of any other expression a constant.
    fn judged_number(&mut self, parameter: &Parameter, range: Range, expr: &Expr) -> TokenStream {
        let (name, number) = (parameter.name, self.number(expr));
        let literal = number.to_string().replace([' ', '_'], "");
        // A rate is used as it is written.
        let single = self.scalar.is_ident("f32") && !matches!(range, Range::Share);
        match literal.parse::<f64>() {
            Ok(value) if range.holds(if single { f64::from(value as f32) } else { value }) => number,
            Ok(_) => {
                self.errors.help(expr, range.wrong(name, &text_of(expr)), range.help(parameter));
                quote!(0.5)
            }
            // What depends on a parameter of the network is no constant.
            Err(_) if self.parameters.iter().any(|word| mentions(number.clone(), word)) => number,
            Err(_) => {
                let (core, judge) = (&self.core, format_ident!("{}", range.judge()));
                let constant = format_ident!("__{}_{name}_{}", self.name, self.constants.len());
                let what = range.wrong(name, &format!("`{}`", text_of(expr)));
                // A constant of its own is judged: whoever names the number does not fail a second time.
                let written = format_ident!("{constant}_written");
                let judged = call(quote!(#core::__private::#judge), quote!(#written, #single, #what), ends(expr));
                let (first, last) = ends(expr);
                let float = respan(quote!(#core::rules::float), first);
                let argument = quote_spanned!(last=> (#expr));
                for (name, value) in [(&written, quote!(#float #argument as f64)), (&constant, judged)] {
                    self.constants.push(Constant { name: name.clone(), value: ConstantValue::Number(value) });
                }
                quote!(#written)
            }
        }
    }
}

impl Range {
    fn holds(self, value: f64) -> bool {
        match self {
            Range::Share => (0.0..1.0).contains(&value),
            Range::Positive => value > 0.0 && value.is_finite(),
            Range::Finite => value.is_finite(),
        }
    }

    /// The function of nn-core that judges what the macro cannot see.
    fn judge(self) -> &'static str {
        match self {
            Range::Share => "share",
            Range::Positive => "positive",
            Range::Finite => "finite",
        }
    }

    fn wrong(self, name: &str, value: &str) -> String {
        match self {
            Range::Share if name == "rate" => format!("a dropout rate of {value} is outside 0..1"),
            Range::Share => format!("`{name}` is {value}, but has to be at least 0 and below 1"),
            Range::Positive => format!("`{name}` is {value}, but has to be above zero and finite"),
            Range::Finite => format!("`{name}` is {value}, but has to be finite"),
        }
    }

    fn help(self, parameter: &Parameter) -> String {
        let name = parameter.name;
        match (self, parameter.takes) {
            (Range::Share, _) if name == "rate" => {
                "the rate is the share of values that are dropped, for example `Dropout(0.5)`".to_string()
            }
            (Range::Positive, _) if name == "scale" => {
                "values are divided by it, for example `scale = 255.0`".to_string()
            }
            (_, Values::Number(_, left_out)) if left_out != 0.0 => format!("it is {left_out} if it is left out"),
            _ => "for example `0.1`".to_string(),
        }
    }
}

/// `He`, or `Init::He` by any path.
fn word_of_init(path: &syn::Path) -> Option<&Ident> {
    let mut segments = path.segments.iter().rev();
    let last = &segments.next()?.ident;
    segments.next().is_none_or(|enumeration| enumeration.ident == "Init").then_some(last)
}

/// What an argument says that is left out.
fn left_out(parameter: &Parameter, weights: Weights) -> Option<Setting> {
    match parameter.takes {
        Values::Number(_, number) => {
            let number = Literal::f64_unsuffixed(number);
            Some(Setting::Number(quote!(#number)))
        }
        Values::Initialiser => Some(Setting::Initialiser(initialiser(weights))),
        Values::Flag(left_out) => Some(Setting::Flag(left_out)),
        Values::Size(_)
        | Values::Divisor(_)
        | Values::Part(..)
        | Values::Sizes
        | Values::Pair
        | Values::Length
        | Values::Padding
        | Values::PaddingOfSteps
        | Values::Word(_) => None,
    }
}

/// The initialiser for weights before such values.
fn initialiser(weights: Weights) -> Ident {
    Ident::new(if weights == Weights::He { "He" } else { "Glorot" }, Span::call_site())
}

fn unknown_argument(entry: &Entry, name: &Ident, errors: &mut Errors) {
    let names = || entry.arguments.iter().map(|parameter: &Parameter| parameter.name);
    let what = format!("`{}` has no argument `{name}`", entry.name);
    let help = match near_miss(&name.to_string(), names()) {
        Some(ours) => format!("did you mean `{ours}`?"),
        None if entry.arguments.is_empty() => format!("write `{}`", entry.example),
        None => format!("it takes {}", names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    errors.help(name.span(), what, help);
}
