//! Rows to learn from.

/// Inputs with their targets, row by row.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a, X, Y> {
    /// What goes in.
    pub inputs: &'a [X],
    /// What should come out: arrays, or class indices.
    pub targets: &'a [Y],
}

impl<'a, X, Y> Data<'a, X, Y> {
    /// Inputs with their targets; both are equally long.
    pub const fn new(inputs: &'a [X], targets: &'a [Y]) -> Self {
        Self { inputs, targets }
    }

    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.inputs.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }
}
