//! Stopping and resuming equals never having stopped, bit for bit, for every optimizer.

use nn_core::prelude::*;

network! {
    /// Dropout, so that the random state matters.
    struct Net {
        input:  [f32; 3],
        hidden: Dense(8),
        Relu,
        Dropout(0.3),
        output: Dense(2),
        Softmax,
    }
}

network! { struct Other { input: [f32; 3], hidden: Dense(8), Tanh, output: Dense(2), Softmax } }

fn rows() -> (Vec<[f32; 3]>, Vec<usize>) {
    let mut random = Random::new(2);
    ((0..20).map(|_| std::array::from_fn(|_| random.normal())).collect(), (0..20).map(|row| row % 2).collect())
}

fn bits(net: &Net) -> Vec<u32> {
    let mut bits = Vec::new();
    net.visit(&mut |_, slice: &[f32]| bits.extend(slice.iter().map(|value| value.to_bits())));
    bits
}

fn resumes<O: Optimizer<Net>>(optimizer: fn() -> O) {
    let (inputs, targets) = rows();
    let data = Data::new(&inputs, &targets);
    let plateau = ReduceOnPlateau { cooldown: 1, ..ReduceOnPlateau::new(0.5, 0) };
    let trainer = |net: &Net| Trainer::new(net, CrossEntropy, optimizer()).schedule(WarmUp::new(3).then(plateau));
    let fit = Fit { epochs: 4, batch: 6, seed: 3, ..Fit::default() };

    let mut straight = Net::new(1);
    let mut one = trainer(&straight);
    one.fit(&mut straight, &data, fit, |_| {}).expect("finite");
    let checkpoint = Checkpoint::of(&straight, &mut one);
    one.fit(&mut straight, &data, fit, |_| {}).expect("finite");

    let mut resumed = Net::new(99);
    let mut two = trainer(&resumed);
    two.step(&mut resumed, &inputs, &targets).expect("finite"); // whatever it did before is forgotten
    Checkpoint::from_bytes(checkpoint.as_bytes(), &mut resumed, &mut two).expect("its own");
    two.fit(&mut resumed, &data, fit, |_| {}).expect("finite");
    assert_eq!(bits(&straight), bits(&resumed), "{}", O::NAME);
    assert_eq!(one.steps(), two.steps());
    if O::NAME != "Sgd" {
        let mut other = Trainer::new(&resumed, CrossEntropy, Sgd::new(0.05));
        let refused = Checkpoint::from_bytes(checkpoint.as_bytes(), &mut resumed, &mut other);
        assert_eq!(refused, Err(LoadError::OtherOptimizer { expected: "Sgd", found: O::NAME }));
    }
}

#[test]
fn every_optimizer_resumes() {
    resumes(|| Sgd::new(0.05));
    resumes(|| Momentum::new(0.05));
    resumes(|| Nesterov::new(0.05));
    resumes(|| Adagrad::new(0.05));
    resumes(|| Adadelta::new(1.0));
    resumes(|| RmsProp::new(0.01));
    resumes(|| RmsPropMomentum::new(0.01));
    resumes(|| CenteredRmsProp::new(0.01));
    resumes(|| Adam::new(0.01));
    resumes(|| AdamW::new(0.01));
    resumes(|| Nadam::new(0.01));
    resumes(|| Adamax::new(0.01));
    resumes(|| AmsGrad::new(0.01));
    resumes(|| Lion::new(0.01));
}

#[test]
fn what_is_wrong_with_a_checkpoint_is_said_and_nothing_changes() {
    let (inputs, targets) = rows();
    let mut net = Net::new(1);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.01));
    trainer.step(&mut net, &inputs, &targets).expect("finite");
    let good = Checkpoint::of(&net, &mut trainer).into_bytes();

    let mut into = Net::new(2);
    let before = bits(&into);
    let mut fresh = Trainer::new(&into, CrossEntropy, Adam::new(0.01));
    let mut load = |bytes: &[u8]| Checkpoint::from_bytes(bytes, &mut into, &mut fresh);
    for length in 0..good.len() {
        assert!(matches!(load(&good[..length]), Err(LoadError::Truncated { .. })), "cut at {length}");
    }
    for at in 0..good.len() {
        let mut flipped = good.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(load(&flipped).is_err(), "flipped at {at}");
    }
    assert!(matches!(load(&net.to_vec()), Err(LoadError::Kind { expected: 2, found: 1 })));
    assert_eq!((bits(&into), fresh.steps()), (before, 0));

    let mut sgd = Trainer::new(&into, CrossEntropy, Sgd::new(0.01));
    let error = Checkpoint::from_bytes(&good, &mut into, &mut sgd).unwrap_err();
    assert_eq!(error, LoadError::OtherOptimizer { expected: "Sgd", found: "Adam" });
    assert_eq!(error.to_string(), "checkpoint is of a training with `Adam`, but the trainer has `Sgd`");
    let mut other = Other::new(1);
    let mut trainer = Trainer::new(&other, CrossEntropy, Adam::new(0.01));
    let foreign = Checkpoint::from_bytes(&good, &mut other, &mut trainer);
    assert!(matches!(foreign, Err(LoadError::OtherNetwork { .. })));
    assert!(matches!(Net::from_bytes(&good), Err(LoadError::Kind { expected: 1, found: 2 })));
}

/// A checkpoint of version 1 says nothing of settings: it is read whatever they are, and blamed on the right optimizer.
#[test]
fn checkpoints_of_version_1() {
    network! { struct Small { input: [f32; 1], hidden: Dense(2), LeakyRelu(slope = 0.3), output: Dense(1) } }
    let mut net = Small::new(1);
    let mut trainer = Trainer::new(&net, MeanSquaredError, Momentum::new(0.1));
    trainer.step(&mut net, &[[1.0]], &[[2.0]]).expect("finite");
    let mut bytes = Checkpoint::of(&net, &mut trainer).into_bytes();
    let (fold, name) = (nn_core::fingerprint::fold, nn_core::fingerprint::name);
    let dense = |fingerprint: u64, bias: u64| fold(fingerprint, bias);
    let (one, two) = (nn_core::fingerprint::shape::<Features<1>>, nn_core::fingerprint::shape::<Features<2>>);
    let layers = [dense(two(one(name("Dense"))), 2), name("LeakyRelu"), dense(one(two(name("Dense"))), 1)];
    let network = layers.into_iter().fold(one(name("Network")), fold);
    let fingerprint = fold(fold(network, name("f32")), name("Momentum"));
    bytes[8] = 1;
    bytes[16..24].copy_from_slice(&fingerprint.to_le_bytes());
    let crc = bytes[..24].iter().chain(&bytes[32..]).fold(!0_u64, |crc, &byte| {
        (0..8).fold(crc ^ u64::from(byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xc96c_5795_d787_0f42 } else { 0 })
    });
    bytes[24..32].copy_from_slice(&(!crc).to_le_bytes());

    let mut read = Small::zeros();
    let mut again = Trainer::new(&read, MeanSquaredError, Momentum::new(0.1));
    Checkpoint::from_bytes(&bytes, &mut read, &mut again).expect("version 1");
    assert_eq!((read, again.steps()), (net.clone(), 1));
    let mut adam = Trainer::new(&net, MeanSquaredError, Adam::new(0.1));
    let error = Checkpoint::from_bytes(&bytes, &mut net, &mut adam).unwrap_err();
    assert_eq!(error, LoadError::OtherOptimizer { expected: "Adam", found: "Momentum" });
}

/// As the format says: header, seven counters, weights, state.
#[test]
fn bytes_and_files_are_as_the_format_says() -> std::io::Result<()> {
    let mut net = Net::new(1);
    let mut trainer = Trainer::new(&net, CrossEntropy, Momentum::new(0.1));
    let (inputs, targets) = rows();
    trainer.step(&mut net, &inputs, &targets).expect("finite");
    let checkpoint = Checkpoint::of(&net, &mut trainer);
    let bytes = checkpoint.as_bytes();
    assert_eq!(bytes.len(), 32 + 7 * 8 + 2 * 4 * (3 * 8 + 8 + 8 * 2 + 2));
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((bytes[11], number(12), number(32), number(40)), (2, 100, 1, 0));

    let folder = std::env::temp_dir().join(format!("nn-checkpoint-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    checkpoint.save(folder.join("net.nn"))?;
    assert_eq!(std::fs::read(folder.join("net.nn"))?, bytes);
    assert!(checkpoint.save(folder.join("nowhere/net.nn")).is_err());
    std::fs::remove_dir_all(folder)
}
