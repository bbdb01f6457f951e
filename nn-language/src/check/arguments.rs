//! What stands in the parentheses of a layer.

use super::*;

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
                (None, None) => {
                    this.missing_reported = true;
                    let text = text_of(&argument.value);
                    let help = match entry.arguments.iter().find(|parameter| !parameter.positional) {
                        Some(parameter) if !entry.arguments.is_empty() => {
                            format!("name it, for example `{} = {text}`", parameter.name)
                        }
                        _ => format!("write `{}`", entry.example),
                    };
                    let takes = if entry.arguments.iter().any(|parameter| parameter.positional) {
                        "one unnamed argument"
                    } else {
                        "no unnamed argument"
                    };
                    errors.help(&argument.value, format_args!("`{}` takes {takes}", entry.name), help);
                }
            }
        }
        this
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Expr> {
        self.given.iter().find(|(given, _)| *given == name).map(|&(_, expr)| expr)
    }

    pub(super) fn required(&self, name: &str, errors: &mut Errors) -> Option<&'a Expr> {
        let found = self.get(name);
        if found.is_none() && !self.missing_reported {
            let needs = self
                .entry
                .arguments
                .iter()
                .find(|parameter| parameter.name == name)
                .and_then(|parameter| parameter.required);
            errors.help(
                self.span,
                format_args!("`{}` needs {}", self.entry.name, needs.unwrap_or(name)),
                format_args!("write `{}`", self.entry.example),
            );
        }
        found
    }
}

impl Checker<'_> {
    pub(super) fn flag(&mut self, expr: &Expr) -> bool {
        if let Expr::Lit(literal) = expr
            && let Lit::Bool(flag) = &literal.lit
        {
            return flag.value;
        }
        self.errors.help(
            expr,
            format_args!("`{}` is neither `true` nor `false`", text_of(expr)),
            "write `bias = false`",
        );
        true
    }

    pub(super) fn init(&mut self, expr: &Expr) -> Option<Ident> {
        if let Expr::Path(path) = expr
            && let Some(word) = path.path.get_ident()
        {
            let name = word.to_string();
            if INITS.contains(&name.as_str()) {
                return Some(word.clone());
            }
            let alias = [
                ("Kaiming", "He"),
                ("KaimingUniform", "HeUniform"),
                ("Xavier", "Glorot"),
                ("XavierUniform", "GlorotUniform"),
                ("Zero", "Zeros"),
            ];
            let ours = alias.iter().find(|(theirs, _)| *theirs == name).map(|&(_, ours)| ours);
            if let Some(ours) = ours.or_else(|| near_miss(&name, INITS)) {
                self.errors.help(
                    word.span(),
                    format_args!("unknown initialiser `{name}`"),
                    format_args!("did you mean `{ours}`?"),
                );
                return None;
            }
        }
        let what = format!("unknown initialiser `{}`", text_of(expr));
        self.errors.help(expr, what, format_args!("the initialisers are {}", INITS.join(", ")));
        None
    }

    /// A number: a literal is judged here, any other expression by rustc, once.
    pub(super) fn number(&mut self, expr: &Expr) -> TokenStream {
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
    pub(super) fn judged_number(&mut self, name: &str, range: Range, expr: &Expr) -> TokenStream {
        let number = self.number(expr);
        let literal = number.to_string().replace([' ', '_'], "");
        // A rate is used as it is written.
        let single = self.scalar.is_ident("f32") && !matches!(range, Range::Share);
        match literal.parse::<f64>() {
            Ok(value) if range.holds(if single { f64::from(value as f32) } else { value }) => number,
            Ok(_) => {
                self.errors.help(expr, range.wrong(name, &text_of(expr)), range.help());
                quote!(0.5)
            }
            // What depends on a parameter of the network is no constant.
            Err(_) if self.parameters.iter().any(|word| mentions(number.clone(), word)) => number,
            Err(_) => {
                let (core, judge) = (&self.core, format_ident!("{}", range.judge()));
                let constant = format_ident!("__{}_{name}_{}", self.name, self.constants.len());
                let what = range.wrong(name, &format!("`{}`", text_of(expr)));
                let judged = call(quote!(#core::__private::#judge), quote!(__NUMBER, #single, #what), ends(expr));
                let value = quote!({ const __NUMBER: f64 = #expr; #judged });
                self.constants.push(Constant { name: constant.clone(), value: ConstantValue::Number(value) });
                quote!(#constant)
            }
        }
    }
}

/// Which numbers an argument takes, as the network's scalar: too small a number is zero, too large a one infinite.
#[derive(Clone, Copy)]
pub(super) enum Range {
    /// From 0 up to, but not including, 1.
    Share,
    /// Above 0, and finite.
    Positive,
    Finite,
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
            Range::Share => format!("a dropout rate of {value} is outside 0..1"),
            Range::Positive => format!("`{name}` is {value}, but has to be above zero and finite"),
            Range::Finite => format!("`{name}` is {value}, but has to be finite"),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Range::Share => "the rate is the share of values that are dropped, for example `Dropout(0.5)`",
            Range::Positive => "values are divided by it, for example `scale = 255.0`",
            Range::Finite => "for example `0.1`",
        }
    }
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
