//! The weights format: saved bit for bit, and every damage is noticed and named.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use nn_core::prelude::*;
use nn_core::{BufferTooShort, ReadError};

network! {
    pub struct Digits {
        input:  [f32; 64],
        hidden: Dense(100),
        Relu,
        narrow: Dense(50),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

network! {
    pub struct Digits64 {
        input:  [f64; 64],
        hidden: Dense(100),
        Relu,
        narrow: Dense(50),
        Relu,
        logits: Dense(10),
        Softmax,
    }
}

network! {
    pub struct Xor {
        input:  [f32; 2],
        hidden: Dense(4),
        Tanh,
        output: Dense(1),
        Sigmoid,
    }
}

network! {
    /// As many values as [`Xor`], in the same layers.
    pub struct XorRelu {
        input:  [f32; 2],
        hidden: Dense(4),
        Relu,
        output: Dense(1),
        Sigmoid,
    }
}

/// Every value, as bits.
fn bits(net: &impl Network<Scalar = f32>) -> Vec<u32> {
    let mut bits = Vec::new();
    net.visit(&mut |_, values: &[f32]| bits.extend(values.iter().map(|value| value.to_bits())));
    bits
}

/// The same file under another header field, with a checksum that fits.
fn forged(file: &[u8], at: usize, value: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    file[at..at + value.len()].copy_from_slice(value);
    let mut crc = !0_u64;
    for &byte in file[..24].iter().chain(&file[32..]) {
        crc ^= u64::from(byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ if crc & 1 == 1 { 0xc96c_5795_d787_0f42 } else { 0 };
        }
    }
    file[24..32].copy_from_slice(&(!crc).to_le_bytes());
    file
}

#[test]
fn bit_for_bit() {
    let mut net = Digits::new(3);
    let odd = [0x7fc0_1234, 0xffff_ffff, 0x7f80_0001, 0x8000_0000, 0x0000_0001, 0x7f80_0000, 0xff80_0000];
    for (value, odd) in net.narrow.bias.iter_mut().zip(odd) {
        *value = f32::from_bits(odd);
    }
    let file = net.to_vec();
    assert_eq!(file.len(), Digits::BYTES);
    assert_eq!(Digits::BYTES, 32 + 4 * 12_060);
    assert_eq!(bits(&Digits::from_bytes(&file).unwrap()), bits(&net));
    let mut other = Digits::zeros();
    other.load(&file).unwrap();
    assert_eq!(bits(&other), bits(&net));
    assert_eq!(other.to_vec(), file);
    assert_eq!(bits(&net)[6400 + 100 + 5000..][..odd.len()], odd);

    let net = Digits64::new(3);
    assert_eq!(Digits64::from_bytes(&net.to_vec()), Ok(net));
}

/// The table of the module's documentation, byte by byte.
#[test]
fn layout() {
    let mut net = Xor::zeros();
    net.hidden.weight[0][0] = 1.0;
    net.output.bias[0] = -2.0;
    let file = net.to_vec();
    assert_eq!(file[..16], *b"NNWEIGHT\x01\x00\x04\x01\x11\x00\x00\x00");
    assert_eq!(file[32..36], 1.0_f32.to_le_bytes());
    assert_eq!(file[96..], (-2.0_f32).to_le_bytes());
    assert_eq!(forged(&file, 0, b"NNWEIGHT"), file, "the checksum is CRC-64/XZ of everything else");
}

/// What a flipped bit in this byte of the file is called.
fn damage(error: LoadError) -> &'static str {
    match error {
        LoadError::NotAWeightsFile => "magic",
        LoadError::Version { .. } => "version",
        LoadError::Scalar { .. } => "scalar",
        LoadError::Kind { .. } => "kind",
        LoadError::Values { .. } => "values",
        LoadError::OtherNetwork { .. } => "fingerprint",
        LoadError::Corrupted { .. } => "checksum",
        LoadError::Truncated { .. } | LoadError::TooLong { .. } => "length",
        _ => "something new",
    }
}

fn expected_damage(byte: usize) -> &'static str {
    match byte {
        0..8 => "magic",
        8..10 => "version",
        10 => "scalar",
        11 => "kind",
        12..16 => "values",
        16..24 => "fingerprint",
        _ => "checksum",
    }
}

/// Every bit of a whole file, through the same `load` that users call: 386 176 times 48 272 bytes.
#[test]
fn every_flipped_bit() {
    let file = Digits::new(1).to_vec();
    let (next, flips) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let (mut file, mut net) = (file.clone(), Digits::boxed(2));
                loop {
                    let byte = next.fetch_add(1, Ordering::Relaxed);
                    if byte >= file.len() {
                        break;
                    }
                    for bit in 0..8 {
                        file[byte] ^= 1 << bit;
                        let error = net.load(&file).expect_err("a flipped bit goes unnoticed");
                        assert_eq!(damage(error), expected_damage(byte), "bit {bit} of byte {byte}");
                        if byte < 64 {
                            assert_eq!(Digits::from_bytes(&file), Err(error));
                        }
                        file[byte] ^= 1 << bit;
                        flips.fetch_add(1, Ordering::Relaxed);
                    }
                }
                assert_eq!(*net, *Digits::boxed(2), "a failing load changed the network");
                assert_eq!(net.load(&file), Ok(()));
            });
        }
    });
    assert_eq!(flips.into_inner(), 8 * Digits::BYTES);
}

#[test]
fn every_truncation() {
    let file = Digits::new(1).to_vec();
    let (mut net, before) = (Digits::new(2), Digits::new(2));
    for found in 0..Digits::BYTES {
        assert_eq!(net.load(&file[..found]), Err(LoadError::Truncated { expected: Digits::BYTES, found }));
    }
    assert_eq!(net, before);
    assert_eq!(Digits::from_bytes(&[]), Err(LoadError::Truncated { expected: Digits::BYTES, found: 0 }));
}

#[test]
fn too_long() {
    let mut file = Digits::new(1).to_vec();
    file.push(0);
    let error = LoadError::TooLong { expected: Digits::BYTES, found: Digits::BYTES + 1 };
    assert_eq!(Digits::from_bytes(&file), Err(error));
    assert_eq!(error.to_string(), "weights file is too long: 48273 bytes instead of 48272");
}

#[test]
fn another_network() {
    let error = Digits::from_bytes(&Xor::new(1).to_vec()).unwrap_err();
    assert_eq!(error, LoadError::OtherNetwork { expected: 12_060, found: 17 });
    assert_eq!(error.to_string(), "weights file has 17 values, but the network takes 12060");

    let error = Xor::from_bytes(&XorRelu::new(1).to_vec()).unwrap_err();
    assert_eq!(error, LoadError::OtherNetwork { expected: 17, found: 17 });
    assert_eq!(error.to_string(), "weights file is of a network with other layers, which has 17 values too");

    let error = Digits::from_bytes(&Digits64::new(1).to_vec()).unwrap_err();
    assert_eq!(error, LoadError::Scalar { expected: 4, found: 8 });
    assert_eq!(error.to_string(), "weights file holds f64 values, but the network runs on f32");
    assert_eq!(Digits64::from_bytes(&Digits::new(1).to_vec()), Err(LoadError::Scalar { expected: 8, found: 4 }));
}

/// Headers that say something else and mean it: their checksums fit.
#[test]
fn foreign_headers() {
    let file = Xor::new(1).to_vec();
    let error = |at, value: &[u8]| Xor::from_bytes(&forged(&file, at, value)).unwrap_err();
    assert_eq!(error(8, &[2, 1]), LoadError::Version { found: 258 });
    assert_eq!(error(11, &[2]), LoadError::Kind { expected: 1, found: 2 });
    assert_eq!(error(11, &[2]).to_string(), "file holds a checkpoint, but a network is expected");
    assert_eq!(error(12, &[18]), LoadError::Values { expected: 17, found: 18 });
    assert_eq!(error(16, &[0; 8]), LoadError::OtherNetwork { expected: 17, found: 17 });
}

#[test]
fn garbage() {
    let mut random = Random::new(5);
    for length in 1..200 {
        let bytes: Vec<u8> = (0..length).map(|_| random.word() as u8 | 0x80).collect();
        assert_eq!(Xor::from_bytes(&bytes), Err(LoadError::NotAWeightsFile));
    }
    assert_eq!(Xor::from_bytes(b"# Readme"), Err(LoadError::NotAWeightsFile));
}

#[test]
fn short_buffer() {
    let net = Xor::new(1);
    for found in 0..Xor::BYTES {
        let mut bytes = [7; Xor::BYTES];
        let error = BufferTooShort { needed: Xor::BYTES, found };
        assert_eq!(net.to_bytes(&mut bytes[..found]), Err(error));
        assert_eq!(bytes, [7; Xor::BYTES]);
        assert_eq!(error.to_string(), format!("saving the network takes 100 bytes, but the buffer has {found}"));
    }
    let mut bytes = [7; Xor::BYTES + 3];
    assert_eq!(net.to_bytes(&mut bytes), Ok(Xor::BYTES));
    assert_eq!(bytes[..Xor::BYTES], net.to_vec());
    assert_eq!(bytes[Xor::BYTES..], [7; 3]);
}

#[test]
fn files() {
    let folder = std::env::temp_dir().join(format!("nn-weights-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("digits.nn");
    let net = Digits::new(4);
    Digits::new(5).save(&path).unwrap();
    net.save(&path).unwrap();
    assert_eq!(Digits::read(&path).unwrap(), net);
    assert_eq!(*Digits::read_boxed(&path).unwrap(), net);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "a temporary file is left");

    let error = Xor::read(&path).unwrap_err();
    assert!(matches!(error, ReadError::Load { error: LoadError::OtherNetwork { expected: 17, found: 12_060 }, .. }));
    assert!(error.to_string().ends_with("digits.nn: weights file has 12060 values, but the network takes 17"));
    assert!(Xor::read_boxed(&path).is_err());
    let missing = folder.join("missing.nn");
    let error = Xor::read(&missing).unwrap_err();
    assert!(matches!(&error, ReadError::Io { path, .. } if *path == missing));

    // The file is where a folder is: the save fails and leaves everything as it was.
    let taken = folder.join("taken");
    fs::create_dir_all(taken.join("full")).unwrap();
    assert!(net.save(&taken).unwrap_err().to_string().contains("taken: "));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "a temporary file is left");
    fs::remove_dir_all(&folder).unwrap();
}

/// Writes `tests/data/xor.nn`, a network that computes exclusive or: `cargo test --test weights -- --ignored`.
#[test]
#[ignore = "writes a file into the source tree"]
fn write_xor() {
    let mut net = Xor::zeros();
    // Or, and; the two other neurons stay idle.
    net.hidden.weight = [[8.0, 8.0, 0.0, 0.0]; 2];
    net.hidden.bias = [-4.0, -12.0, 0.0, 0.0];
    net.output.weight = [[6.0], [-6.0], [0.0], [0.0]];
    net.output.bias = [-6.0];
    net.save(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/xor.nn")).unwrap();
}
