//! `#[budget(flash = …, ram = …, training_ram = …, optimizer = …)]`: memory as a compile error.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Lit, Meta, Path, Token, UnOp};

use crate::errors::{Errors, near_miss};
use crate::model::Witness;
use crate::names::text_of;
use crate::shape::{call, ends};

/// What can be limited.
const LIMITS: [&str; 3] = ["flash", "ram", "training_ram"];

/// The optimizers of nn-core, whose states differ in size.
const OPTIMIZERS: [&str; 14] = [
    "Sgd",
    "Momentum",
    "Nesterov",
    "Adagrad",
    "Adadelta",
    "RmsProp",
    "RmsPropMomentum",
    "CenteredRmsProp",
    "Adam",
    "AdamW",
    "Nadam",
    "Adamax",
    "AmsGrad",
    "Lion",
];

/// The limits of a network, as written.
pub struct Budget {
    span: Span,
    entries: Vec<Entry>,
}

/// Limits that can be typed.
/// What `flash`, `ram` and `training_ram` are called elsewhere.
const LIMITS_ELSEWHERE: [(&str, &str); 6] = [
    ("rom", "flash"),
    ("text", "flash"),
    ("code", "flash"),
    ("sram", "ram"),
    ("memory", "ram"),
    ("train_ram", "training_ram"),
];

const EXAMPLE: &str = "#[budget(flash = 48 * 1024, ram = 2 * 1024)]";

/// `name = value`
struct Entry {
    name: Ident,
    value: Expr,
}

impl Budget {
    /// The limits in `#[budget(…)]`, if they can be read.
    pub fn read(attribute: &Attribute, errors: &mut Errors) -> Option<Self> {
        let Meta::List(list) = &attribute.meta else {
            errors.help(attribute, "`#[budget]` takes limits in parentheses", format_args!("write `{EXAMPLE}`"));
            return None;
        };
        let before = errors.count();
        let read = |input: ParseStream| Ok(entries(input, errors));
        let entries = read.parse2(list.tokens.clone()).unwrap_or_default();
        let span = list.delimiter.span().join();
        (errors.count() == before).then_some(Budget { span, entries })
    }
}

/// Entries up to the first that cannot be read, which is noted.
fn entries(input: ParseStream, errors: &mut Errors) -> Vec<Entry> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        let Some(entry) = entry(input, errors) else { break };
        entries.push(entry);
        if !input.is_empty() && input.parse::<Token![,]>().is_err() {
            errors.help(input.span(), "expected `,` between limits", format_args!("for example `{EXAMPLE}`"));
            break;
        }
    }
    // What is left half read would be an error of its own.
    let _ = input.parse::<TokenStream>();
    entries
}

fn entry(input: ParseStream, errors: &mut Errors) -> Option<Entry> {
    let Ok(name) = input.parse::<Ident>() else {
        let text = input.fork().parse::<Expr>().map_or("48 * 1024".into(), |value| text_of(&value));
        errors.help(input.span(), "a limit has a name", format_args!("write `flash = {text}`"));
        return None;
    };
    let (sign, text) = sign(input);
    if input.is_empty() || input.peek(Token![,]) {
        errors.help(&name, format_args!("`{name}` has no value"), format_args!("write `{name} = 48 * 1024`"));
        return None;
    }
    let before = errors.count();
    let value = if name == "optimizer" { input.parse().ok()? } else { value(input, errors)? };
    if text != "=" && errors.count() == before {
        let help = format!("write `{name} = {}`", text_of(&value));
        match text.as_str() {
            "" => errors.help(&name, format_args!("expected `=` after `{name}`"), help),
            _ => errors.help(sign, format_args!("expected `=` after `{name}`, found `{text}`"), help),
        }
    }
    Some(Entry { name, value })
}

/// What stands between a name and its value, and where.
fn sign(input: ParseStream) -> ((Span, Span), String) {
    let (first, mut last, mut text) = (input.span(), input.span(), String::new());
    while let Ok(TokenTree::Punct(sign)) = input.fork().parse()
        && "=:<>".contains(sign.as_char())
    {
        (last, text) = (sign.span(), format!("{text}{}", sign.as_char()));
        let _ = input.parse::<TokenTree>();
    }
    ((first, last), text)
}

/// A number of bytes; what is written with a unit is noted.
fn value(input: ParseStream, errors: &mut Errors) -> Option<Expr> {
    let ahead = input.fork();
    if let Ok(literal) = ahead.parse::<Lit>() {
        let unit: Option<Ident> = ahead.parse().ok();
        let at = (literal.span(), unit.as_ref().map_or(literal.span(), Ident::span));
        let unit_text = unit.as_ref().map(Ident::to_string).unwrap_or_default();
        let (written, number, own_unit) = match &literal {
            Lit::Int(number) => (number.to_string(), number.base10_digits().to_string(), number.suffix().to_string()),
            Lit::Float(number) => (number.to_string(), number.base10_digits().to_string(), number.suffix().to_string()),
            Lit::Str(text) => {
                let text = text.value();
                let end =
                    text.find(|digit: char| !digit.is_ascii_digit() && !"._".contains(digit)).unwrap_or(text.len());
                let (number, unit) = (text[..end].replace('_', ""), text[end..].trim().to_string());
                (format!("{text:?}"), number, unit)
            }
            _ => Default::default(),
        };
        let is_plain = unit.is_none() && matches!(literal, Lit::Int(_)) && matches!(&*own_unit, "" | "usize");
        let ends_here = ahead.is_empty() || ahead.peek(Token![,]);
        if !is_plain && ends_here && !written.is_empty() {
            let what = match unit_text.as_str() {
                "" => format!("`{written}` is no number of bytes"),
                unit => format!("`{written} {unit}` is no number of bytes"),
            };
            let bytes = bytes(&number, &format!("{own_unit}{unit_text}")).unwrap_or("48 * 1024".into());
            errors.help(at, what, format_args!("write `{bytes}`"));
            input.advance_to(&ahead);
            return syn::parse_str(&bytes).ok();
        }
    }
    let before = input.span();
    match input.parse::<Expr>() {
        Ok(Expr::Unary(unary)) if matches!(unary.op, UnOp::Neg(_)) => {
            let (text, value) = (text_of(&Expr::Unary(unary.clone())), text_of(&unary.expr));
            errors.help(&unary, format_args!("`{text}` is no number of bytes"), format_args!("write `{value}`"));
            None
        }
        Ok(value) => Some(value),
        Err(_) => {
            errors.help(before, "expected a number of bytes", "write `48 * 1024`");
            None
        }
    }
}

/// A number with a unit as an expression in bytes.
fn bytes(number: &str, unit: &str) -> Option<String> {
    let number: f64 = number.parse().ok()?;
    let kilos = match unit.to_lowercase().as_str() {
        "" | "b" | "byte" | "bytes" | "u8" | "u16" | "u32" | "u64" | "i32" | "i64" | "f32" | "f64" => 0,
        "k" | "kb" | "ki" | "kib" | "kbyte" | "kbytes" => 1,
        "m" | "mb" | "mi" | "mib" | "mbyte" | "mbytes" => 2,
        _ => return None,
    };
    match number.fract() == 0.0 {
        true => Some(format!("{number}{}", " * 1024".repeat(kilos))),
        false => Some((0..kilos).fold(number, |number, _| number * 1024.0).trunc().to_string()),
    }
}

impl Budget {
    /// One witness per limit, spanned at the user's number.
    pub fn witnesses(self, core: &Path, network: &TokenStream, errors: &mut Errors) -> Vec<Witness> {
        if self.entries.is_empty() {
            errors.help(self.span, "a budget limits nothing", format_args!("write `{EXAMPLE}`"));
        }
        let mut optimizer: Path = syn::parse_quote!(Sgd);
        let mut limits: Vec<Entry> = Vec::new();
        for entry in self.entries {
            let name = entry.name.to_string();
            if limits.iter().any(|other| other.name == entry.name) {
                errors.help(entry.name.span(), format_args!("`{name}` is limited twice"), "keep one of them");
            } else if name == "optimizer" {
                match entry.value {
                    Expr::Path(path) => optimizer = path.path,
                    other => errors.help(other.span(), "an optimizer is a name", "write `optimizer = Adam`"),
                }
            } else if LIMITS.contains(&name.as_str()) {
                limits.push(entry);
            } else {
                let names = LIMITS.into_iter().chain(["optimizer"]);
                let elsewhere = LIMITS_ELSEWHERE.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours);
                let help = match elsewhere.or_else(|| near_miss(&name, names)) {
                    Some(ours) => format!("did you mean `{ours}`?"),
                    None => {
                        "a budget limits `flash`, `ram` and `training_ram`, the last with an `optimizer`".to_string()
                    }
                };
                errors.help(entry.name.span(), format_args!("a budget has no `{name}`"), help);
            }
        }
        let optimizer_type = match optimizer.get_ident() {
            Some(name) if OPTIMIZERS.iter().any(|known| name == known) => quote!(#core::optimizer::#name<#network>),
            Some(name) => {
                let help = match near_miss(&name.to_string(), OPTIMIZERS) {
                    Some(ours) => format!("did you mean `{ours}`?"),
                    None => "an optimizer of your own is a path, for example `optimizer = my::Optimizer`".to_string(),
                };
                errors.help(name.span(), format_args!("unknown optimizer `{name}`"), help);
                return Vec::new();
            }
            None => quote!(#optimizer<#network>),
        };
        let judge = |limit: Entry| {
            let (allowed, name) = (&limit.value, limit.name.to_string());
            let (question, with) = match name.as_str() {
                "training_ram" => {
                    let with = optimizer.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
                    (quote!(training_budget::<#network, #optimizer_type>), quote!(#with,))
                }
                "ram" => (quote!(ram_budget::<#network>), quote!()),
                _ => (quote!(flash_budget::<#network>), quote!()),
            };
            // The user's expression stands once and is a number of bytes, whatever the question does with it.
            let question = call(quote!(#core::__private::#question), quote!(#with __ALLOWED), ends(&limit.value));
            // Not as a user would call a limit: that has to stay in scope.
            let check = format_ident!("{}_IS_IN_BUDGET", name.to_uppercase());
            Witness::Value(check, quote!({ const __ALLOWED: usize = #allowed; #question }))
        };
        limits.into_iter().map(judge).collect()
    }
}
