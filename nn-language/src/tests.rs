//! Half a declaration, as an editor sees it with every key that is pressed.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;

use crate::network;

const WHOLE: [&str; 3] = [
    "/// Digits.
    pub struct Digits {
        input: [f32; (28, 28, 1)], Flatten,
        standard: Standardize(mean = 0.5), hidden: Dense(2 * HIDDEN, bias = false, init = He), Relu,
        #[frozen] block: Residual { up: Dense(32), LeakyRelu(slope = 0.1), down: Dense(HIDDEN + HIDDEN) },
        middle: [f32; 200], Dropout(0.5), logits: Dense(10), Softmax,
    }",
    "struct Mlp<T: Scalar, const WIDTH: usize> where T: Copy {
        input: [T; WIDTH],
        both: Sum { left: Dense(WIDTH), Identity, Chain { inner: encoder::Encoder::<T, WIDTH>, code: [T; WIDTH] } },
        output: Dense(4),
    }",
    "#[must_use] #[cfg(all())] pub(crate) struct Series {
        input: [f64; (STEPS, 10)], #[unroll(8)] wide: Concat { Relu, tall: Reshape((STEPS, 2 * 5)) },
        slopes: Prelu, flat: Reshape(-1), last: crate::Own,
    }",
];

/// All tokens up to the `count`-th of the body, with the brackets around the last one closed. Counts down to 0 if there are
/// that many.
fn cut(tokens: TokenStream, count: &mut usize) -> TokenStream {
    let mut kept = TokenStream::new();
    for token in tokens {
        if *count == 0 {
            break;
        }
        *count -= 1;
        kept.extend([match token {
            TokenTree::Group(group) => {
                let mut closed = Group::new(group.delimiter(), cut(group.stream(), count));
                closed.set_span(group.span());
                TokenTree::Group(closed)
            }
            other => other,
        }]);
    }
    kept
}

fn mistakes(tokens: TokenStream) -> usize {
    let is_mistake = |token: TokenTree| match token {
        TokenTree::Ident(word) => usize::from(word == "compile_error"),
        TokenTree::Group(group) => mistakes(group.stream()),
        _ => 0,
    };
    tokens.into_iter().map(is_mistake).sum()
}

/// After every token: no panic, items that parse, and one mistake at most, besides the constant `-1`, which is one.
#[test]
fn the_editor_stays_calm() {
    for whole in WHOLE {
        let tokens: TokenStream = whole.parse().unwrap();
        let body = tokens.clone().into_iter().count();
        for length in body.. {
            let mut count = length;
            // The header is whole; only the body, its last token, is cut.
            let header = tokens.clone().into_iter().take(body - 1);
            let TokenTree::Group(group) = tokens.clone().into_iter().last().unwrap() else { panic!() };
            count -= body;
            let left = &mut count;
            let half = Group::new(group.delimiter(), cut(group.stream(), left));
            let half: TokenStream = header.chain([TokenTree::Group(half)]).collect();
            let expansion = network(half.clone());
            let items = syn::parse2::<syn::File>(expansion.clone());
            assert!(items.is_ok(), "{half}\n→ {}", items.err().unwrap());
            let allowed = 1 + usize::from(half.to_string().contains("- 1"));
            let found = mistakes(expansion.clone());
            let text: Vec<_> = said(expansion);
            assert!(found <= allowed, "{half}\n→ {found} mistakes: {text:#?}");
            if *left > 0 {
                break;
            }
        }
    }
}

/// What else may stand in the place of a token.
const ODD: [&str; 7] = ["__0", "__self", "_", "r#fn", "größe", "1e999", "()"];

/// The tokens with the one at `place` replaced; counts `place` down to below zero if there are that many.
fn replaced(tokens: TokenStream, place: &mut isize, by: &TokenStream) -> TokenStream {
    let replace = |token: TokenTree| {
        *place -= 1;
        match token {
            _ if *place == -1 => by.clone(),
            TokenTree::Group(group) => {
                let mut whole = Group::new(group.delimiter(), replaced(group.stream(), place, by));
                whole.set_span(group.span());
                TokenTree::Group(whole).into()
            }
            other => other.into(),
        }
    };
    tokens.into_iter().flat_map(replace).collect()
}

/// Whatever stands there, the macro does not panic.
#[test]
fn nothing_panics() {
    for whole in WHOLE {
        let tokens: TokenStream = whole.parse().unwrap();
        for odd in ODD.map(|odd| odd.parse::<TokenStream>().unwrap()) {
            for at in 0.. {
                let mut place = at;
                let wrong = replaced(tokens.clone(), &mut place, &odd);
                if place >= 0 {
                    break;
                }
                let text = wrong.to_string();
                assert!(std::panic::catch_unwind(|| network(text.parse().unwrap())).is_ok(), "{text}");
            }
        }
    }
}

/// Declarations of every sort, generic ones among them.
const SIX: [&str; 6] = [
    "pub struct Xor { input: [f32; 2], hidden: Dense(4), Tanh, output: Dense(1), Sigmoid }",
    WHOLE[0],
    WHOLE[1],
    WHOLE[2],
    "#[budget(flash = 48 * 1024)] #[unroll(2 * LIMIT)] struct Wide<const IN: usize, const WIDTH: usize> {
        input: [f64; IN], hidden: Dense(WIDTH, init = He), Relu,
        both: Concat { Tanh, Chain { down: Dense(3) } }, output: Dense(2),
    }",
    "struct Own<T: Scalar, L: Learn<T>> where L: Copy {
        input: [T; (8, 8, 1)], Flatten, inner: L, code: [T; 3], last: Dense(2),
    }",
];

/// What happens to one token.
#[derive(Clone, Copy, Debug)]
enum Slip {
    Deleted,
    Doubled,
    Swapped,
}

/// The tokens with a slip at `place`; counts it down to below zero if there are that many.
fn slipped(tokens: TokenStream, place: &mut isize, slip: Slip) -> TokenStream {
    let mut left = tokens.into_iter();
    let mut all = TokenStream::new();
    while let Some(token) = left.next() {
        *place -= 1;
        match (slip, token) {
            (Slip::Deleted, _) if *place == -1 => {}
            (Slip::Doubled, token) if *place == -1 => all.extend([token.clone(), token]),
            (Slip::Swapped, token) if *place == -1 => all.extend(left.next().into_iter().chain([token])),
            (_, TokenTree::Group(group)) => {
                let mut whole = Group::new(group.delimiter(), slipped(group.stream(), place, slip));
                whole.set_span(group.span());
                all.extend([TokenTree::Group(whole)]);
            }
            (_, token) => all.extend([token]),
        }
    }
    all
}

/// A slip of the hand gets three errors at the most, none of them over the whole macro.
#[test]
fn slips_of_the_hand() {
    let mut wrong = Vec::new();
    let slips = |text| [Slip::Deleted, Slip::Doubled, Slip::Swapped].map(|slip| (text, slip));
    for (whole, slip) in SIX.into_iter().flat_map(slips) {
        let tokens: TokenStream = whole.parse().unwrap();
        for at in 0.. {
            let mut place = at;
            let slipped = slipped(tokens.clone(), &mut place, slip);
            if place >= 0 {
                break;
            }
            let expansion = network(slipped.clone());
            let Ok(file) = syn::parse2::<syn::File>(expansion.clone()) else {
                wrong.push(format!("{slip:?}: {slipped}\n→ no items"));
                continue;
            };
            let is_everywhere = |item: &syn::Item| match item {
                syn::Item::Macro(call) if call.mac.path.segments.iter().any(|word| word.ident == "compile_error") => {
                    call.mac.path.span().source_text().is_none()
                }
                _ => false,
            };
            let (everywhere, found) = (file.items.iter().any(is_everywhere), mistakes(expansion.clone()));
            if found > 3 || everywhere {
                wrong.push(format!("{slip:?}: {slipped}\n→ {everywhere} {found} {:#?}", said(expansion)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} slips\n{}", wrong.len(), wrong.join("\n"));
}

/// The texts of all mistakes.
fn said(tokens: TokenStream) -> Vec<String> {
    let Ok(file) = syn::parse2::<syn::File>(tokens) else { return Vec::new() };
    let errors = file.items.iter().filter_map(|item| match item {
        syn::Item::Macro(call) => Some(call.mac.tokens.to_token_stream().to_string()),
        _ => None,
    });
    errors.collect()
}
