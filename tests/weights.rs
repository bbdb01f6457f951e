//! The weights format: saved bit for bit, and every damage is noticed and named.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use nn_core::prelude::*;
use nn_core::{BufferTooShort, ReadError, weights};

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
    // Six names: 13 + 11, 13 + 11 and 13 + 11 letters; nine sizes; filled up to a multiple of eight.
    let table = (8 + 6 * 5 + 3 * (13 + 11) + 9 * 4_usize).next_multiple_of(8);
    assert_eq!(Digits::BYTES, 32 + table + 4 * 12_060);
    assert_eq!(bits(&Digits::from_bytes(&file).unwrap()), bits(&net));
    let mut other = Digits::zeros();
    other.load(&file).unwrap();
    assert_eq!(bits(&other), bits(&net));
    assert_eq!(other.to_vec(), file);
    assert_eq!(bits(&net)[6400 + 100 + 5000..][..odd.len()], odd);

    let net = Digits64::new(3);
    assert_eq!(Digits64::from_bytes(&net.to_vec()), Ok(net));
}

/// The tables of the module's documentation, byte by byte.
#[test]
fn layout() {
    let mut net = Xor::zeros();
    net.hidden.weight[0][0] = 1.0;
    net.output.bias[0] = -2.0;
    let file = net.to_vec();
    assert_eq!(file[..16], *b"NNWEIGHT\x02\x00\x04\x01\x11\x00\x00\x00");
    assert_eq!(file[32..136], TABLE[..]);
    assert_eq!(file[136..140], 1.0_f32.to_le_bytes());
    assert_eq!(file[200..], (-2.0_f32).to_le_bytes());
    assert_eq!(forged(&file, 0, b"NNWEIGHT"), file, "the checksum is CRC-64/XZ of everything else");
}

/// What [`Xor`] writes between header and values.
const TABLE: &[u8; 104] = b"\x68\0\0\0\x04\0\0\0\
    \x0d\0hidden.weight\x01\x04\x02\x02\0\0\0\x04\0\0\0\
    \x0b\0hidden.bias\x02\x04\x01\x04\0\0\0\
    \x0d\0output.weight\x01\x04\x02\x04\0\0\0\x01\0\0\0\
    \x0b\0output.bias\x02\x04\x01\x01\0\0\0\0\0\0\0";

/// Files of both versions of the format, as they were written: one network.
#[test]
fn both_versions_are_read() {
    let (first, second) = (include_bytes!("data/xor.nn"), include_bytes!("data/xor_2.nn"));
    assert_eq!((first[8], second[8], first.len() + TABLE.len()), (1, 2, second.len()));
    assert_eq!(first[32..], second[32 + TABLE.len()..], "the values are the same");
    assert_eq!(second[32..32 + TABLE.len()], TABLE[..]);
    let net = Xor::from_bytes(first).unwrap();
    assert_eq!(Xor::from_bytes(second).unwrap(), net);
    assert_eq!(net.to_vec(), second);
    for file in ["data/xor.nn", "data/xor_2.nn"] {
        let path = format!("{}/tests/{file}", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(Xor::read(&path).unwrap(), net);
        assert_eq!(*Xor::read_boxed(&path).unwrap(), net);
    }
    let mut other = Xor::zeros();
    for length in 0..first.len() {
        assert!(other.load(&first[..length]).is_err(), "{length}");
    }
    for (at, bit) in (0..first.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        let mut file = *first;
        file[at] ^= 1 << bit;
        assert!(other.load(&file).is_err(), "bit {bit} of byte {at}");
    }
    assert_eq!(other, Xor::zeros());
    other.load(first).unwrap();
    assert_eq!(other, net);
}

/// Decoded by the words of the documentation alone.
#[test]
fn tables_say_what_networks_say() {
    network! { struct Inner { input: [f64; (2, 3)], r#type: Standardize, flat: Flatten, deep: Dense(2) } }
    network! {
        struct Outer {
            input: [f64; (2, 3)],
            slopes: Prelu,
            #[frozen]
            inner: Inner,
            block: Residual { LeakyRelu(slope = 0.2), mix: Dense(2, bias = false) },
        }
    }
    let file = Outer::new(1).to_vec();
    let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    let (length, count) = (number(32), number(36));
    let (mut at, mut said) = (40, Vec::new());
    for _ in 0..count {
        let name = usize::from(u16::from_le_bytes([file[at], file[at + 1]]));
        let path = std::str::from_utf8(&file[at + 2..at + 2 + name]).unwrap();
        let [role, element, rank] = file[at + 2 + name..][..3] else { panic!() };
        at += 5 + name;
        let sizes: Vec<usize> = (0..usize::from(rank)).map(|size| number(at + 4 * size)).collect();
        at += 4 * usize::from(rank);
        said.push(format!("{path} {role} {element} {sizes:?}"));
    }
    let expected = [
        "slopes.slope 2 8 [2, 3]",
        "inner.type.mean 3 8 [2, 3]",
        "inner.type.inverse_scale 3 8 [2, 3]",
        "inner.deep.weight 1 8 [6, 2]",
        "inner.deep.bias 2 8 [2]",
        "block.mix.weight 1 8 [2, 2]",
    ];
    assert_eq!(said, expected);
    assert!(file[at..32 + length].iter().all(|&byte| byte == 0) && length == (at - 32).next_multiple_of(8));
    assert_eq!(file.len(), 32 + length + 8 * Outer::PARAMETERS);
    let tensors: Vec<_> = Outer::tensors().collect();
    assert_eq!(tensors[3].to_string(), "inner.deep.weight [6, 2] f64 fixed");
    assert_eq!(tensors.iter().map(|tensor| tensor.bytes()).sum::<usize>(), Outer::WEIGHT_BYTES);
    let mut lengths = Vec::new();
    Outer::new(1).visit(&mut |role, values: &[f64]| {
        if !values.is_empty() {
            lengths.push((role, values.len()));
        }
    });
    assert_eq!(lengths, tensors.iter().map(|tensor| (tensor.role, tensor.values())).collect::<Vec<_>>());
}

/// What is not trained here may have been trained elsewhere.
#[test]
fn frozen_layers_are_read_from_a_network_that_trains_them() {
    network! { struct Free { input: [f32; 2], hidden: Dense(3), Relu, output: Dense(1) } }
    network! { struct Held { input: [f32; 2], #[frozen] hidden: Dense(3), Relu, output: Dense(1) } }
    let free = Free::new(1);
    let held = Held::from_bytes(&free.to_vec()).unwrap();
    assert_eq!((held.to_vec(), *held.hidden == free.hidden), (free.to_vec(), true));
}

#[test]
fn settings_tell_networks_apart() {
    const SLOPE: f64 = 0.01;
    network! { struct A { input: [f32; 2], hidden: Dense(3), LeakyRelu, output: Dense(1) } }
    network! { struct B { input: [f32; 2], hidden: Dense(3), LeakyRelu(slope = 0.3), output: Dense(1) } }
    network! { struct C { input: [f32; 2], hidden: Dense(3), LeakyRelu(slope = SLOPE), Dropout(0.5), output: Dense(1, init = Zeros) } }
    // The nearest `f32` is that of 0.01.
    network! { struct D { input: [f32; 2], hidden: Dense(3), LeakyRelu(slope = 0.0100000000001), output: Dense(1) } }
    network! { struct G<const N: usize> { input: [f32; 2], hidden: Dense(N), LeakyRelu(slope = 0.1 * N as f64), output: Dense(1) } }
    network! { struct H { input: [f32; 2], hidden: Dense(3), LeakyRelu(slope = 0.1 * 3.0), output: Dense(1) } }
    let file = A::new(1).to_vec();
    let other = Err(LoadError::OtherNetwork { expected: 13, found: 13 });
    assert_eq!(B::from_bytes(&file).map(|_| ()), other);
    assert!(C::from_bytes(&file).is_ok() && D::from_bytes(&file).is_ok());
    assert!(H::from_bytes(&G::<3>::new(1).to_vec()).is_ok());
    assert_eq!(B::from_bytes(&G::<3>::new(1).to_vec()).is_ok(), 0.1 * 3.0 == 0.3_f64 || (0.1 * 3.0) as f32 == 0.3);
}

mod own {
    use nn_core::prelude::*;

    macro_rules! layers {
        ($($name:ident $([$fingerprint:expr])?),*) => {
            $(
                #[derive(Clone, PartialEq, Parameters)]
                pub struct $name {
                    pub factor: [f32; 3],
                    #[parameters(fixed)]
                    r#type: [[f32; 3]; 2],
                }
                impl Layer<f32> for $name {
                    type In = Features<3>;
                    type Out = Features<3>;
                    type Head = head::Linear;
                    $(const FINGERPRINT: u64 = $fingerprint;)?
                    fn forward_rows<const ROWS: usize>(&self, x: &[[f32; 3]; ROWS], out: &mut [[f32; 3]; ROWS]) {
                        *out = *x;
                    }
                }
                impl Learn<f32> for $name {
                    type Tape<const ROWS: usize> = ();
                    type Gradients = [f32; 3];
                    fn initialize(&mut self, _: &mut Random) {}
                    fn backward_rows<const ROWS: usize>(
                        &self,
                        _: Seen<'_, Self, f32, ROWS>,
                        _: &mut [[f32; 3]; ROWS],
                        _: Option<&mut [f32; 3]>,
                        _: Option<&mut [[f32; 3]; ROWS]>,
                    ) {
                    }
                }
            )*
        };
    }
    layers!(Scale, Shift, Stated[7]);
}

/// Layers of equal shape differ by name, in version 2; version 1 had one name for all of them.
#[test]
fn layers_of_ones_own_differ_by_name() {
    network! { struct Scaled { input: [f32; 3], own: own::Scale } }
    network! { struct Shifted { input: [f32; 3], own: own::Shift } }
    network! { struct Stated { input: [f32; 3], own: own::Stated } }
    let said: Vec<String> = Scaled::tensors().map(|tensor| tensor.to_string()).collect();
    assert_eq!(said, ["own.factor [3] f32 trained", "own.type [2, 3] f32 fixed"]);
    let file = Scaled::new(1).to_vec();
    assert!(Scaled::from_bytes(&file).is_ok());
    assert_eq!(Shifted::from_bytes(&file).map(|_| ()), Err(LoadError::OtherNetwork { expected: 9, found: 9 }));

    let first = |net: &dyn Fn() -> Vec<u8>, fingerprint: u64| {
        let mut file = net();
        let length = u32::from_le_bytes(file[32..36].try_into().unwrap()) as usize;
        file.drain(32..32 + length);
        file[8] = 1;
        forged(&file, 16, &fingerprint.to_le_bytes())
    };
    let fold = nn_core::fingerprint::fold;
    let of = |layer: u64| {
        let unit = nn_core::fingerprint::shape::<Features<3>>(nn_core::fingerprint::name("Network"));
        fold(fold(unit, layer), nn_core::fingerprint::name("f32"))
    };
    let named = nn_core::fingerprint::shapes::<Features<3>, Features<3>>(nn_core::fingerprint::name("layer"));
    let file = first(&|| Scaled::new(1).to_vec(), of(named));
    assert!(Scaled::from_bytes(&file).is_ok() && Shifted::from_bytes(&file).is_ok());
    assert!(Stated::from_bytes(&file).is_err());
    let file = first(&|| Stated::new(1).to_vec(), of(7));
    assert!(Stated::from_bytes(&file).is_ok() && Shifted::from_bytes(&file).is_err());
}

/// The same layers under other names, and tables that say other things and mean it.
#[test]
fn the_first_tensor_that_differs_is_named() {
    network! { struct Renamed { input: [f32; 2], hidden: Dense(4), Tanh, answer: Dense(1), Sigmoid } }
    let file = Xor::new(1).to_vec();
    let mut net = Renamed::zeros();
    let error = net.load(&file).unwrap_err();
    assert_eq!(net, Renamed::zeros());
    let text = "tensor `answer.weight` of the network is called `output.weight` in the weights file";
    assert_eq!(error.to_string(), text);
    assert_eq!(format!("{error:?}"), "Tensor { expected: Some(`answer.weight`), found: Name(`output.weight`) }");
    let LoadError::Tensor { expected: Some(path), found: weights::Found::Name(name) } = error else { panic!() };
    assert_eq!((path.to_string().as_str(), name.as_bytes()), ("answer.weight", &b"output.weight"[..]));

    let said =
        |at: usize, bytes: &[u8]| Xor::from_bytes(&forged(&file, at, bytes)).map(|_| ()).map_err(|e| e.to_string());
    let err = |text: &str| Err(text.to_string());
    assert_eq!(
        said(55, b"\x03"),
        err("tensor `hidden.weight` has the role Fixed in the weights file, but not in the network")
    );
    assert_eq!(said(55, b"\x09"), err("weights file describes tensor `hidden.weight` in a way that is not known"));
    assert_eq!(said(56, b"\x08"), err("weights file describes tensor `hidden.weight` in a way that is not known"));
    assert_eq!(
        said(58, b"\x08\0\0\0\x01"),
        err("tensor `hidden.weight` is [2, 4] in the network, but has other sizes in the weights file")
    );
    assert_eq!(said(36, b"\x03"), err("weights file has no tensor `output.bias`"));
    assert_eq!(said(36, b"\x05"), err("weights file has more tensors than the network"));
    assert_eq!(
        said(42, b"\xff\xff"),
        err("tensor `hidden.weight` of the network is called `\u{fffd}\u{fffd}dden.weight` in the weights file")
    );
    // Of a long name the end is kept.
    network! { struct Long { input: [f32; 2], a_rather_long_name: Dense(4), Tanh, output: Dense(1), Sigmoid } }
    let error = Xor::from_bytes(&Long::new(1).to_vec()).unwrap_err().to_string();
    let end = "ather_long_name.weight";
    assert_eq!(error, format!("tensor `hidden.weight` of the network is called `{end}` in the weights file"));
}

/// Whatever stands in a whole file of this network, it is judged.
#[test]
fn every_table() {
    let file = Xor::new(1).to_vec();
    let mut random = Random::new(8);
    for (at, bit) in (32..132).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        let error = Xor::from_bytes(&forged(&file, at, &[file[at] ^ (1 << bit)])).unwrap_err();
        let length = matches!(error, LoadError::Truncated { .. } | LoadError::TooLong { .. });
        let expected = if at < 36 { length } else { matches!(error, LoadError::Tensor { .. }) };
        assert!(expected, "bit {bit} of byte {at}: {error}");
    }
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..96).map(|_| random.word() as u8 & [0xff, 7, 1, 0][random.below(4) as usize]).collect();
        assert!(Xor::from_bytes(&forged(&file, 40, &bytes)).is_err());
        assert!(Xor::from_bytes(&forged(&file, 36, &bytes)).is_err());
    }
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
        LoadError::Tensor { .. } => "tensor",
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
        32..36 => "length",
        _ => "checksum",
    }
}

/// Every bit of a whole file, through the same `load` that users call: 387 392 times 48 424 bytes.
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
    assert_eq!(error.to_string(), "weights file is too long: 48425 bytes instead of 48424");
}

#[test]
fn another_network() {
    let error = Digits::from_bytes(&Xor::new(1).to_vec()).unwrap_err();
    assert_eq!(error, LoadError::OtherNetwork { expected: 12_060, found: 17 });
    assert_eq!(error.to_string(), "weights file has 17 values, but the network takes 12060");

    let error = Xor::from_bytes(&XorRelu::new(1).to_vec()).unwrap_err();
    assert_eq!(error, LoadError::OtherNetwork { expected: 17, found: 17 });
    assert_eq!(
        error.to_string(),
        "weights file is of a network with other layers or settings, which has 17 values too"
    );

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
    assert_eq!(
        error(8, &[3]).to_string(),
        "weights file has version 3 of the format, but this library reads versions 1 and 2"
    );
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
        assert_eq!(error.to_string(), format!("saving the network takes 204 bytes, but the buffer has {found}"));
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

/// Writes `tests/data/xor_2.nn` (`xor.nn` is the same in version 1 of the format), a network that computes exclusive or: `cargo test --test weights -- --ignored`.
#[test]
#[ignore = "writes a file into the source tree"]
fn write_xor() {
    let mut net = Xor::zeros();
    // Or, and; the two other neurons stay idle.
    net.hidden.weight = [[8.0, 8.0, 0.0, 0.0]; 2];
    net.hidden.bias = [-4.0, -12.0, 0.0, 0.0];
    net.output.weight = [[6.0], [-6.0], [0.0], [0.0]];
    net.output.bias = [-6.0];
    net.save(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/xor_2.nn")).unwrap();
}

/// A line without values, put in or taken out, changes no name, and a file fits all the same.
#[test]
fn an_unnamed_block_is_called_by_its_place_among_blocks() {
    network! { struct Short { input: [f32; 2], Residual { a: Dense(2) }, Residual { b: Dense(2) }, output: Dense(1) } }
    network! { struct Long { input: [f32; 2], Dropout(0.5), Residual { a: Dense(2) }, Dropout(0.5), Residual { b: Dense(2) }, output: Dense(1) } }
    let short: Vec<String> = Short::tensors().map(|tensor| tensor.path.to_string()).collect();
    assert_eq!(short[..3], ["unnamed_0.a.weight", "unnamed_0.a.bias", "unnamed_1.b.weight"]);
    let (net, mut other) = (Short::new(3), Long::new(4));
    other.load(&net.to_vec()).expect("the same layers");
    assert_eq!(other.forward(&[0.5, -1.0]), net.forward(&[0.5, -1.0]));
}
