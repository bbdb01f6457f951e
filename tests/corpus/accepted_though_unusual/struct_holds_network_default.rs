//! accepted: valid: a struct that holds a network can derive `Default` and `Clone`

use nn_core::prelude::*;

network! {
    pub struct Brain {
        senses: [f32; 5],
        hidden: Dense(8),
        Tanh,
        moves:  Dense(2),
        Tanh,
    }
}

#[derive(Default, Clone)]
struct Creature {
    name: String,
    age: u32,
    brain: Brain,
}

fn main() {
    let mut creature = Creature::default();
    creature.name.push('a');
    creature.age += 1;
    creature.brain = Brain::new(1);
    let other = creature.clone();
    println!("{} {} {:?}", other.name, other.age, other.brain.forward(&[0.0; 5]));
}
