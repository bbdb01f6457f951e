//! Lines with a layer: whose it is, and what every layer with a field has in common.

use proc_macro2::{Ident, Span};

use super::checker::{Around, Checker, Sequence};
use crate::catalogue::{self, Entry, Instead, find, layers};
use crate::declaration::{Body, LayerLine};
use crate::errors::near_miss;
use crate::head::Head;
use crate::model::{LayerNode, Op, TableLine};
use crate::names::plain;
use crate::shape::Shape;

impl Checker<'_> {
    pub(super) fn layer(&mut self, mut line: LayerLine, around: &Around, sequence: &mut Sequence) {
        self.as_here(&mut line, false);
        if matches!(line.body, Body::Missing) {
            return self.mend(line.name.as_ref(), around.stated_next, sequence);
        }
        if self.inside_itself(&line) {
            return self.mend(line.name.as_ref(), around.stated_next, sequence);
        }
        let entry = match line.word() {
            Some(word) => match self.known(word, &line) {
                Lookup::Entry(entry) => Some(entry),
                Lookup::Path => None,
                Lookup::Unknown => {
                    // Mended as what stands there: the next stated shape, else nothing at all.
                    self.mend(line.name.as_ref(), around.stated_next, sequence);
                    return;
                }
            },
            None => None,
        };
        match entry {
            Some(entry) => self.known_layer(entry, line, around, sequence),
            None => self.own_layer(line, around.stated_next, sequence),
        }
    }

    pub(super) fn known(&mut self, word: &Ident, line: &LayerLine) -> Lookup {
        let name = word.to_string();
        // An own layer has a name and takes nothing; what a path resolves to no macro can see.
        let is_bare = matches!(line.body, Body::Bare);
        let may_be_own = line.name.is_some() && is_bare;
        if self.parameters.contains(word) {
            return Lookup::Path;
        }
        if let Some(entry) = find(&name) {
            return Lookup::Entry(entry);
        }
        if let Some(absent) = catalogue::absent(&name).filter(|_| !may_be_own) {
            let help = match absent.instead {
                Instead::Layer(ours, does) => {
                    let example = find(ours).map_or(ours, |entry| entry.example);
                    format!("write `{}: {example}` to {does}", self.words.free(&ours.to_lowercase()))
                }
                Instead::Own => {
                    format!(
                        "a layer of your own can be one, see `RowLayer`; `{}: self::{name}` puts it here",
                        name.to_lowercase()
                    )
                }
            };
            self.errors.help(word, format_args!("`{name}` is no layer of this version"), help);
            return Lookup::Unknown;
        }
        let own = match may_be_own && name.starts_with(char::is_uppercase) {
            true => format!("; a layer of your own is written `self::{name}`"),
            false => String::new(),
        };
        if let Some(role) =
            catalogue::role(&name).filter(|_| !may_be_own || line.name.as_ref().is_some_and(is_of_training))
        {
            let (what, help) = role.texts(&name);
            self.errors.help(word, what, format_args!("{help}{own}"));
            return Lookup::Unknown;
        }
        let elsewhere = catalogue::known_elsewhere(&name).map(|entry| entry.name);
        if let Some(ours) = elsewhere.or_else(|| near_miss(&name, layers().map(|entry| entry.name))) {
            self.errors.help(
                word.span(),
                format_args!("unknown layer `{name}`"),
                format_args!("did you mean `{ours}`?{}", own.trim_start_matches(';')),
            );
            // Read as what was meant, so that what follows has its shape.
            let meant = find(ours).filter(|entry| elsewhere.is_none() && could_be(line, entry));
            return meant.map_or(Lookup::Unknown, Lookup::Entry);
        }
        if name.starts_with(char::is_uppercase) {
            return Lookup::Path;
        }
        if !may_be_own && is_bare {
            let help = format!("a line is a name and a layer, for example `{name}: Dense(10)`");
            self.errors.help(word.span(), format_args!("`{name}` is no layer"), help);
            return Lookup::Unknown;
        }
        let names: Vec<_> = layers().map(|entry| entry.name).collect();
        self.errors.help(
            word.span(),
            format_args!("unknown layer `{name}`"),
            format_args!("the layers are {}", names.join(", ")),
        );
        Lookup::Unknown
    }

    /// Adds a layer with a field, frozen if that is asked for.
    pub(super) fn push_layer(
        &mut self,
        (mut layer, output): (LayerNode, Shape),
        frozen: Option<Span>,
        text: String,
        head: Head,
        span: Span,
        sequence: &mut Sequence,
    ) {
        if frozen.is_some() {
            layer.freeze(&self.core);
        }
        sequence.table.push(TableLine {
            name: plain(&layer.field),
            layer: text,
            shape: output.clone(),
            layer_type: Some(layer.layer_type.clone()),
        });
        sequence.head = head;
        sequence.producer = (layer.field.to_string(), span);
        sequence.push(Op::Layer(Box::new(layer)), output);
    }
}

/// Whether a line is called as what belongs to training.
fn is_of_training(name: &Ident) -> bool {
    let words = ["loss", "criterion", "objective", "optimizer", "optimiser", "schedule", "scheduler"];
    words.iter().any(|word| name.to_string().contains(word))
}

/// Whether a line that is called otherwise has all that this layer needs.
fn could_be(line: &LayerLine, entry: &Entry) -> bool {
    let is_block = matches!(line.body, Body::Block { .. });
    let is_complete = match &line.body {
        Body::Arguments { arguments, .. } => arguments.iter().enumerate().all(|(at, argument)| match &argument.name {
            Some(name) => at > 0 && entry.arguments.iter().any(|parameter| name == parameter.name),
            None => at == 0,
        }),
        _ => entry.arguments.iter().all(|parameter| parameter.required.is_none()),
    };
    entry.block().is_some() == is_block && is_complete && (line.name.is_some() || !entry.owns_values())
}

pub(super) enum Lookup {
    Entry(&'static Entry),
    /// A type of the user's own.
    Path,
    /// Reported.
    Unknown,
}
