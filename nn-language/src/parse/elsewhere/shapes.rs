//! Shapes as C writes them.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{Ident, parse2, token};

use crate::declaration::Statement;
use crate::errors::Errors;
use crate::names::text_of_tokens;

/// `f32[8]`.
pub fn c_array(body: ParseStream, name: &Ident, errors: &mut Errors) -> Option<Statement> {
    let ahead = body.fork();
    let scalar = ahead.parse::<Ident>().ok()?;
    let statement = c_statement(&ahead, name.clone(), scalar)?;
    let what = "the sizes of an array stand beside its scalar";
    errors.help(statement.sizes_ends, what, format_args!("write `{}`", text(&statement)));
    body.advance_to(&ahead);
    Some(statement)
}

/// `f32 input[8]`, where the name stands first.
pub fn c_declaration(body: ParseStream, errors: &mut Errors) -> Option<Statement> {
    let ahead = body.fork();
    let (scalar, name) = (ahead.parse::<Ident>().ok()?, ahead.parse::<Ident>().ok()?);
    let statement = c_statement(&ahead, name, scalar)?;
    let help = format!("write `{}: {}`", statement.name, text(&statement));
    errors.help(statement.sizes_ends, "a name stands before what it is", help);
    body.advance_to(&ahead);
    Some(statement)
}

/// The sizes that stand behind an array's name in C, `[8][4]`; all from the scalar on is underlined.
fn c_statement(ahead: ParseStream, name: Ident, scalar: Ident) -> Option<Statement> {
    let (mut sizes, mut last) = (Vec::new(), None);
    while ahead.peek(token::Bracket) {
        let TokenTree::Group(group) = ahead.parse().ok()? else { return None };
        last = Some(group.span());
        sizes.push(parse2(group.stream()).ok()?);
    }
    let sizes_ends = (scalar.span(), last.filter(|_| scalar == "f32" || scalar == "f64")?);
    Some(Statement { name, scalar: scalar.into(), scalar_is_stated: true, sizes, sizes_ends, missing: false })
}

fn text(statement: &Statement) -> String {
    Statement::text(&text_of_tokens(statement.scalar.to_token_stream()), &statement.sizes)
}
