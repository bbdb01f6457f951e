//! Layers that learn from a mini-batch as a whole: the network says how many rows one has.

use proc_macro2::Span;
use quote::{format_ident, quote};

use super::checker::{Checker, Sequence};
use super::size::literal;
use crate::catalogue::Entry;
use crate::model::Witness;
use crate::shape::call;
use crate::size::Size;

impl Checker<'_> {
    /// Judges whether such a layer, which is trained, finds statistics.
    pub(super) fn takes_batches(&mut self, entry: &Entry, span: Span, sequence: &Sequence) {
        let (layer, network) = (entry.name, &self.name);
        if self.in_each_step {
            let what = format!("`{layer}` in `EachStep` would see one step at a time");
            let help = "write it behind the block: of a series it takes all steps together";
            return self.errors.help(span, what, help);
        }
        let Some(batch) = self.batch.clone() else {
            // Once: whoever mends one mends all.
            if !self.batch_is_missing {
                self.batch_is_missing = true;
                let what = format!(
                    "`{layer}` learns from a mini-batch as a whole, and `{network}` does not say how many rows one has"
                );
                self.errors.help(span, what, format_args!("write `#[batch(32)]` above `struct {network}`"));
            }
            return;
        };
        let is_one = |sizes: &[&Size]| sizes.iter().all(|size| size.known() == Some(1));
        let places = sequence.shape.sizes().map(|sizes| sizes.iter().rev().skip(1).collect::<Vec<_>>());
        match (literal(&batch), places) {
            (Some(1), Some(places)) if is_one(&places) => {
                let what = format!("one row has one value per channel, and `{layer}` takes their variance");
                self.errors.help(&batch, what, "write `32`");
            }
            (Some(2..), _) => {}
            _ => {
                let (core, shape) = (self.core.clone(), sequence.shape.tokens(&self.core));
                let check = call(quote!(#core::__private::varies::<#shape>), quote!(#batch, #layer), (span, span));
                self.witnesses.push(Witness::Value(format_ident!("ROWS_OF_{}", layer.to_uppercase()), check));
            }
        }
    }
}
