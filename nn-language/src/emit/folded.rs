//! How a network without its `BatchNorm` lines is made of the whole one.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use crate::fold::{FoldedUnit, Folding, Made};
use crate::model::{LayerNode, Model};

/// How a network is folded, as items beside it.
pub fn folds(folding: &Folding, original: &Model) -> TokenStream {
    let Model { core, scalar, cfg, name, .. } = original;
    let (impl_generics, type_generics, where_clause) = original.generics.split_for_impl();
    let to = &folding.model.name;
    let impls = folding.units.iter().map(|FoldedUnit { from, to, fields }| {
        let lines = fields.iter().map(|(layer, made)| line(layer, made, core, scalar));
        quote! {
            impl #impl_generics #core::__private::Folds for #from #type_generics #where_clause {
                type Folded = #to #type_generics;
                fn fold_into(&self, __folded: &mut #to #type_generics) {
                    #(#lines)*
                }
            }
        }
    });
    let doc = format!(
        "The network for inference, [`{to}`]: the same outputs without its `BatchNorm` lines, whose factors go into the layers before them."
    );
    quote! {
        #(#cfg)*
        #[allow(clippy::all, clippy::pedantic, unused)]
        const _: () = {
            #(#impls)*
            impl #impl_generics #name #type_generics #where_clause {
                #[doc = #doc]
                pub fn folded(&self) -> #to #type_generics {
                    let mut folded = <#to #type_generics as #core::Plain>::ZERO;
                    self.folded_into(&mut folded);
                    folded
                }
                /// [`folded`](Self::folded), into a network where it should be: on the heap, for large ones.
                pub fn folded_into(&self, folded: &mut #to #type_generics) {
                    #core::__private::Folds::fold_into(self, folded)
                }
            }
        };
    }
}

/// How one field is made.
fn line(layer: &LayerNode, made: &Made, core: &Path, scalar: &Path) -> TokenStream {
    let field = &layer.field;
    let inside = |frozen: bool| if frozen { quote!(.0) } else { quote!() };
    let (from, to) = (quote!(&self.#field), quote!(&mut __folded.#field));
    match made {
        Made::Copied => quote!(#core::__private::copy_plain(#from, #to);),
        Made::Frozen => quote!(#core::__private::copy_plain(#from, #to.0);),
        Made::Folded => {
            let inside = inside(layer.frozen);
            quote!(#core::__private::Folds::fold_into(#from #inside, #to #inside);)
        }
        Made::Absorbs(layers) => {
            let inside_of = inside(layer.frozen);
            let layers = layers.iter().map(|norm| {
                let (norm, inside) = (&norm.field, inside(norm.frozen));
                quote!(self.#norm #inside.fold_into(#to #inside_of);)
            });
            quote! {
                #core::__private::copy_with_bias::<#scalar, _, _>(#from #inside_of, #to #inside_of);
                #(#layers)*
            }
        }
    }
}
