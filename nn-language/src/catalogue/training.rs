//! Words of training, which stand among the layers elsewhere.

/// What a word of training is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Loss,
    Optimizer,
    Schedule,
}

impl Role {
    /// What is said of a word that stands where a layer should: what it is, and where it goes.
    pub fn texts(self, name: &str) -> (String, String) {
        let (word, goes) = match self {
            Role::Loss => ("a loss", "the loss is given to the trainer: `Trainer::new(&net, loss, optimizer)`"),
            Role::Optimizer => {
                ("an optimizer", "the optimizer is given to the trainer: `Trainer::new(&net, loss, optimizer)`")
            }
            Role::Schedule => {
                ("a schedule", "the schedule is given to the trainer: `Trainer::new(…).schedule(schedule)`")
            }
        };
        (format!("`{name}` is {word}, and no layer"), format!("remove this line; {goes}"))
    }
}

const LOSSES: [&str; 14] = [
    "BinaryCrossEntropy",
    "CrossEntropy",
    "Hinge",
    "Huber",
    "KlDivergence",
    "LogCosh",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "MulticlassHinge",
    "SmoothL1",
    "SmoothedCrossEntropy",
    "SquaredHinge",
    "WeightedBinaryCrossEntropy",
    "WeightedCrossEntropy",
];

/// Losses of other libraries, without the `Loss` at their end.
const LOSSES_ELSEWHERE: [&str; 8] = ["MSE", "Mse", "MAE", "BCE", "BCEWithLogits", "NLL", "L1", "KLDiv"];

const OPTIMIZERS: [&str; 14] = [
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "AmsGrad",
    "CenteredRmsProp",
    "Lion",
    "Momentum",
    "Nadam",
    "Nesterov",
    "RmsProp",
    "RmsPropMomentum",
    "Sgd",
];

const OPTIMIZERS_ELSEWHERE: [&str; 4] = ["SGD", "RMSprop", "NAdam", "AdaGrad"];

const SCHEDULES: [&str; 10] = [
    "StepDecay",
    "MultiStep",
    "Exponential",
    "LinearDecay",
    "InverseTime",
    "InverseSqrt",
    "Cosine",
    "CosineRestarts",
    "OneCycle",
    "ReduceOnPlateau",
];

/// What a word is in training, if it is one of it.
pub fn role(name: &str) -> Option<Role> {
    let loss = name.strip_suffix("Loss").unwrap_or(name);
    if LOSSES.contains(&loss) || LOSSES_ELSEWHERE.contains(&loss) {
        return Some(Role::Loss);
    }
    if OPTIMIZERS.contains(&name) || OPTIMIZERS_ELSEWHERE.contains(&name) {
        return Some(Role::Optimizer);
    }
    SCHEDULES.contains(&name).then_some(Role::Schedule)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::catalogue::{absent, find, known_elsewhere};

    /// The types that a file of nn-core declares or passes on, which knows them first.
    fn types_in(file: &str) -> Vec<String> {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../nn-core/src").join(file)).unwrap();
        let name = |line: &str| match (line.strip_prefix("pub struct "), line.strip_prefix("pub use ")) {
            (Some(rest), _) => Some(rest.chars().take_while(|letter| letter.is_alphanumeric()).collect()),
            (_, Some(path)) => Some(path.trim_end_matches(';').rsplit_once("::")?.1.to_string()),
            _ => None,
        };
        text.lines().filter_map(name).collect()
    }

    #[test]
    fn nn_core_has_these() {
        for (file, others, expected) in [
            ("loss/mod.rs", ["BadTarget", "Label", "TakesClasses", "Measure"], Role::Loss),
            ("optimizer/mod.rs", [""; 4], Role::Optimizer),
            // Words that a layer may well be called.
            ("train/schedule.rs", ["Constant", "Polynomial", "WarmUp", ""], Role::Schedule),
        ] {
            let found: Vec<_> = types_in(file).into_iter().filter(|name| !others.contains(&&**name)).collect();
            assert!(found.len() >= 10, "{found:?}");
            for name in found {
                assert_eq!(role(&name), Some(expected), "{name}");
            }
        }
    }

    #[test]
    fn no_layer_is_called_so() {
        let words =
            LOSSES.iter().chain(&LOSSES_ELSEWHERE).chain(&OPTIMIZERS).chain(&OPTIMIZERS_ELSEWHERE).chain(&SCHEDULES);
        for word in words {
            assert!(find(word).is_none() && known_elsewhere(word).is_none() && absent(word).is_none(), "{word}");
        }
        assert_eq!(role("CrossEntropyLoss"), Some(Role::Loss));
        assert_eq!(role("Dense"), None);
    }
}
