//! What is left out, so that reading goes on behind it.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::{Ident, Token};

/// Takes all that is left: a group that is left half read would be an error of its own.
pub(super) fn rest(content: ParseStream) -> TokenStream {
    content.parse().unwrap_or_default()
}

/// Skips to behind the next comma, at the least one token.
pub(super) fn skip_line(body: ParseStream) -> syn::Result<()> {
    while !body.is_empty() {
        if body.peek(Token![,]) {
            body.parse::<Token![,]>()?;
            break;
        }
        body.parse::<TokenTree>()?;
    }
    Ok(())
}

/// Skips to before the comma that ends a path, which may have commas of its own between `<` and a missing `>`.
pub(super) fn skip_path(body: ParseStream) {
    while !body.is_empty() {
        let ahead = body.fork();
        let ends = ahead.parse::<Token![,]>().is_ok()
            && (ahead.is_empty() || ahead.peek(Token![#]) || ahead.peek(Ident) && ahead.peek2(Token![:]));
        if ends {
            break;
        }
        skip_token(body);
    }
}

pub(super) fn skip_token(body: ParseStream) {
    let _ = body.parse::<TokenTree>();
}
