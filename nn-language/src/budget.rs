//! `#[budget(flash = …, ram = …, training_ram = …, optimizer = …)]`: memory as a compile error.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, Path, Token};

use crate::errors::{Errors, near_miss};
use crate::model::Witness;
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
    entries: Punctuated<Entry, Token![,]>,
}

/// `name = value`
struct Entry {
    name: Ident,
    value: Expr,
}

impl Parse for Entry {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Entry { name, value: input.parse()? })
    }
}

impl Parse for Budget {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        Ok(Budget { span: input.span(), entries: Punctuated::parse_terminated(input)? })
    }
}

impl Budget {
    /// One witness per limit, spanned at the user's number.
    pub fn witnesses(self, core: &Path, network: &TokenStream, errors: &mut Errors) -> Vec<Witness> {
        if self.entries.is_empty() {
            errors.help(self.span, "a budget limits nothing", "write `#[budget(flash = 48 * 1024, ram = 2 * 1024)]`");
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
                let help = match near_miss(&name, names) {
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
            let check = format_ident!("{}_BUDGET", name.to_uppercase());
            Witness::Value(check, quote!({ const __ALLOWED: usize = #allowed; #question }))
        };
        limits.into_iter().map(judge).collect()
    }
}
