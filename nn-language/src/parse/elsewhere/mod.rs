//! What is written as in other languages and libraries: told once, and read as what it means.

mod arguments;
mod lines;
mod names;
mod shapes;

pub(super) use arguments::{argument_in_braces, no_value, percent, unit};
pub(super) use lines::{behind_layer, comment, item, list_of_layers};
pub(super) use names::{divided_name, indexed_name, second_name, without_module, without_self};
pub(super) use shapes::{c_array, c_declaration};
