//! Slots: power may fail at every byte of a save, and what is loaded is the old network or the new one, bit for bit.

use nn_core::prelude::*;
use nn_core::slots::{self, CHUNK, Slot, SlotError, Storage};

network! {
    /// 26 values: an image of 32 + 8 + 104 bytes, and 16 of padding.
    pub struct Net {
        input:  [f32; 3],
        hidden: Dense(4),
        Tanh,
        logits: Dense(2),
        Softmax,
    }
}

network! { struct Net64 { input: [f64; 3], hidden: Dense(4), Tanh, logits: Dense(2), Softmax } }
network! { struct NetRelu { input: [f32; 3], hidden: Dense(4), Relu, logits: Dense(2), Softmax } }
network! { struct Larger { input: [f32; 3], hidden: Dense(5), Tanh, logits: Dense(2), Softmax } }
network! {
    /// 6 values: an image without padding.
    struct Even { input: [f32; 1], output: Dense(3) }
}

const SIZE: usize = slots::bytes::<Net>();
const SLOTS: [Slot; 2] = [Slot::First, Slot::Second];

/// What the memory says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// The power failed; nothing works until it is back.
    Cut,
    /// This call was refused.
    Refused,
}

/// What an erase leaves when it is cut.
#[derive(Clone, Copy, Debug)]
enum Wear {
    /// Erased up to a byte, some garbage, then as it was.
    Forward,
    /// The same from the end, so that the header goes last.
    Backward,
    /// Every byte as it was, erased or garbage.
    Scattered,
}

/// What was asked of the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Read,
    Erase(Slot),
    Write(Slot, usize, usize),
}

/// Flash in two slots: erased bytes are 0xff, writing can only clear bits and is allowed once.
struct Flash {
    bytes: [Vec<u8>; 2],
    written: [Vec<bool>; 2],
    calls: Vec<Call>,
    random: Random,
    /// How many more bytes can be erased or written before the power fails.
    power: Option<usize>,
    wear: Wear,
    /// The number of the call that is refused.
    refused: Option<usize>,
    /// The number of the call that reads a flipped bit.
    flaky: Option<usize>,
    /// A bit that cannot be cleared.
    stuck: Option<(Slot, usize, u8)>,
}

impl Flash {
    fn new(seed: u64) -> Self {
        Self {
            bytes: [vec![0xff; SIZE], vec![0xff; SIZE]],
            written: [vec![false; SIZE], vec![false; SIZE]],
            calls: Vec::new(),
            random: Random::new(seed),
            power: None,
            wear: Wear::Forward,
            refused: None,
            flaky: None,
            stuck: None,
        }
    }

    /// Power is back, and all troubles are over.
    fn reboot(&mut self) {
        self.calls.clear();
        (self.power, self.refused, self.flaky, self.stuck) = (None, None, None, None);
    }

    fn call(&mut self, call: Call) -> Result<(), Trouble> {
        self.calls.push(call);
        if self.power == Some(0) {
            return Err(Trouble::Cut);
        }
        if self.refused == Some(self.calls.len()) { Err(Trouble::Refused) } else { Ok(()) }
    }

    /// How many of some bytes there is power for.
    fn spend(&mut self, bytes: usize) -> usize {
        let Some(power) = &mut self.power else { return bytes };
        let spent = bytes.min(*power);
        *power -= spent;
        spent
    }

    fn garbage(&mut self) -> u8 {
        self.random.word() as u8
    }

    /// Puts a whole image into a slot, from outside.
    fn put(&mut self, slot: Slot, image: &[u8]) {
        self.bytes[slot as usize][..image.len()].copy_from_slice(image);
        self.written[slot as usize].fill(true);
    }
}

impl Storage for Flash {
    type Error = Trouble;

    fn read(&mut self, slot: Slot, offset: usize, bytes: &mut [u8]) -> Result<(), Trouble> {
        self.call(Call::Read)?;
        bytes.copy_from_slice(&self.bytes[slot as usize][offset..offset + bytes.len()]);
        if self.flaky == Some(self.calls.len()) {
            bytes[self.random.below(bytes.len() as u32) as usize] ^= 1 << self.random.below(8);
        }
        Ok(())
    }

    fn erase(&mut self, slot: Slot) -> Result<(), Trouble> {
        self.call(Call::Erase(slot))?;
        let erased = self.spend(SIZE);
        let cut = erased < SIZE;
        let garbage = if cut { 1 + self.random.below(40) as usize } else { 0 };
        for step in 0..SIZE {
            let at = if matches!(self.wear, Wear::Backward) { SIZE - 1 - step } else { step };
            let left = match self.wear {
                Wear::Scattered if cut => [None, Some(0xff), Some(self.garbage())][self.random.below(3) as usize],
                _ if step < erased => Some(0xff),
                _ if step < erased + garbage => Some(self.garbage()),
                _ => None,
            };
            if let Some(byte) = left {
                self.bytes[slot as usize][at] = byte;
            }
        }
        self.written[slot as usize].fill(cut);
        if cut { Err(Trouble::Cut) } else { Ok(()) }
    }

    fn write(&mut self, slot: Slot, offset: usize, bytes: &[u8]) -> Result<(), Trouble> {
        self.call(Call::Write(slot, offset, bytes.len()))?;
        assert!(offset.is_multiple_of(CHUNK) && bytes.len().is_multiple_of(CHUNK), "{} at {offset}", bytes.len());
        assert!(offset + bytes.len() <= SIZE, "{} at {offset} is beyond the slot", bytes.len());
        let spent = self.spend(bytes.len());
        for (at, &byte) in (offset..).zip(bytes).take(spent + 1) {
            let torn = if at - offset == spent { self.garbage() } else { 0 }; // bits not cleared yet
            let cell = &mut self.bytes[slot as usize][at];
            assert!(!std::mem::replace(&mut self.written[slot as usize][at], true), "byte {at} is written twice");
            assert_eq!(*cell, 0xff, "byte {at} is not erased");
            *cell = byte | torn;
            if let Some((stuck, place, bit)) = self.stuck
                && (stuck, place) == (slot, at)
            {
                *cell |= 1 << bit;
            }
        }
        if spent < bytes.len() { Err(Trouble::Cut) } else { Ok(()) }
    }
}

/// Memory that is written over without an erase.
struct Ram {
    bytes: [Vec<u8>; 2],
    /// How many more bytes can be written before the power fails.
    power: usize,
}

impl Ram {
    fn new(size: usize) -> Self {
        Self { bytes: [vec![0; size], vec![0; size]], power: usize::MAX }
    }
}

impl Storage for Ram {
    type Error = ();

    fn read(&mut self, slot: Slot, offset: usize, bytes: &mut [u8]) -> Result<(), ()> {
        bytes.copy_from_slice(&self.bytes[slot as usize][offset..][..bytes.len()]);
        Ok(())
    }

    fn erase(&mut self, _: Slot) -> Result<(), ()> {
        Ok(())
    }

    fn write(&mut self, slot: Slot, offset: usize, bytes: &[u8]) -> Result<(), ()> {
        let written = bytes.len().min(self.power);
        self.power -= written;
        self.bytes[slot as usize][offset..][..written].copy_from_slice(&bytes[..written]);
        if written == bytes.len() { Ok(()) } else { Err(()) }
    }
}

/// Every value, as bits.
fn bits<N: Network<Scalar = f32>>(net: &N) -> Vec<u32> {
    let mut bits = Vec::new();
    net.visit(&mut |_, values: &[f32]| bits.extend(values.iter().map(|value| value.to_bits())));
    bits
}

/// Networks as a training leaves them, one after the other.
fn learned(count: usize) -> Vec<Net> {
    let mut net = Net::new(5);
    let mut trainer = FusedTrainer::new(&net, CrossEntropy, Sgd::new(0.5));
    let mut random = Random::new(6);
    let mut nets = vec![net.clone()];
    while nets.len() < count {
        let input: [f32; 3] = std::array::from_fn(|_| random.normal());
        trainer.step(&mut net, &input, &usize::from(input[0] > input[1])).expect("finite");
        nets.push(net.clone());
    }
    nets
}

/// What is loaded after a reboot.
fn loaded(flash: &mut Flash) -> Result<(Slot, Vec<u32>), SlotError<Trouble>> {
    flash.reboot();
    let mut net = Net::zeros();
    slots::load(&mut net, flash).map(|slot| (slot, bits(&net)))
}

fn checksum(bytes: impl IntoIterator<Item = u8>) -> u64 {
    !bytes.into_iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u64::from(byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xc96c_5795_d787_0f42 } else { 0 })
    })
}

/// The image of a network, put together by the words of the documentation from its weights file.
fn image<N: Network>(net: &N, sequence: u64) -> Vec<u8> {
    let mut image = net.to_vec();
    // A slot has no table of tensors.
    let table = u32::from_le_bytes(image[32..36].try_into().unwrap()) as usize;
    image.drain(32..32 + table);
    image[11] = 3;
    image.splice(32..32, sequence.to_le_bytes());
    image.resize(image.len().next_multiple_of(32), 0);
    let checksum = checksum(image[..24].iter().chain(&image[32..]).copied());
    image[24..32].copy_from_slice(&checksum.to_le_bytes());
    image
}

/// The image of this network in version 1 of the format: no setting in it, so the fingerprint is the same.
fn image_1<N: Network>(net: &N, sequence: u64) -> Vec<u8> {
    let mut image = image(net, sequence);
    image[8] = 1;
    let checksum = checksum(image[..24].iter().chain(&image[32..]).copied());
    image[24..32].copy_from_slice(&checksum.to_le_bytes());
    image
}

/// What an older library left is loaded, and the next save goes to the other slot.
#[test]
fn images_of_version_1() {
    let [a, b, c] = [1, 2, 3].map(Net::new);
    for slot in SLOTS {
        let mut flash = Flash::new(0);
        flash.put(slot, &image_1(&b, 8));
        flash.put(slot.other(), &image_1(&a, 7));
        assert_eq!(loaded(&mut flash), Ok((slot, bits(&b))));
        assert_eq!(slots::save(&c, &mut flash), Ok(slot.other()));
        assert_eq!(flash.bytes[slot.other() as usize], image(&c, 9));
        assert_eq!(loaded(&mut flash), Ok((slot.other(), bits(&c))));
        flash.put(slot.other(), &[0; SIZE]);
        assert_eq!(loaded(&mut flash), Ok((slot, bits(&b))));
        for at in 0..8 * SIZE {
            let mut image = image_1(&b, 8);
            image[at / 8] ^= 1 << (at % 8);
            flash.put(slot, &image);
            assert!(matches!(loaded(&mut flash), Err(SlotError::Unusable { .. })), "bit {at}");
        }
    }
}

#[test]
fn layout() {
    assert_eq!((Net::WEIGHT_BYTES, SIZE), (104, 160));
    assert_eq!(slots::bytes::<Net64>(), 256);
    assert_eq!((Even::WEIGHT_BYTES, slots::bytes::<Even>()), (24, 64));
    let (mut flash, net) = (Flash::new(1), Net::new(3));
    for (sequence, slot) in (1..).zip([SLOTS, SLOTS, SLOTS].concat()) {
        assert_eq!(slots::save(&net, &mut flash), Ok(slot));
        assert_eq!(flash.bytes[slot as usize], image(&net, sequence));
    }
}

#[test]
fn bit_for_bit() {
    let odd = [0x7fc0_1234, 0xffff_ffff, 0x7f80_0001, 0x8000_0000, 0x0000_0001, 0x7f80_0000, 0xff80_0000];
    let (mut flash, mut net) = (Flash::new(1), Net::new(1));
    for (value, odd) in net.hidden.weight.as_flattened_mut().iter_mut().zip(odd) {
        *value = f32::from_bits(odd);
    }
    slots::save(&net, &mut flash).unwrap();
    assert_eq!(loaded(&mut flash), Ok((Slot::First, bits(&net))));
    assert_eq!(bits(&net)[..odd.len()], odd);
}

/// The body first, ascending, and the header last; then nothing but reading.
#[test]
fn order_of_writes() {
    let (mut flash, net) = (Flash::new(1), Net::new(1));
    for slot in SLOTS {
        flash.reboot();
        slots::save(&net, &mut flash).unwrap();
        let calls: Vec<Call> = flash.calls.iter().copied().filter(|&call| call != Call::Read).collect();
        let offsets = [32, 64, 96, 128, 0].map(|offset| Call::Write(slot, offset, CHUNK));
        assert_eq!(calls, [&[Call::Erase(slot)][..], &offsets].concat());
        assert_eq!(flash.calls.last(), Some(&Call::Read), "what is written is read back");
    }
}

/// Every cut of every save of a sequence: the old network until the header is whole, then the new one.
#[test]
fn every_cut() {
    let nets = learned(6);
    for wear in [Wear::Forward, Wear::Backward, Wear::Scattered] {
        for before in 0..nets.len() {
            for power in 0..2 * SIZE {
                let mut flash = Flash::new(power as u64);
                let mut old = None;
                for net in &nets[..before] {
                    slots::save(net, &mut flash).unwrap();
                    old = Some(bits(net));
                }
                let new = &nets[before];
                (flash.power, flash.wear) = (Some(power), wear);
                let cut = slots::save(new, &mut flash);
                assert_eq!(cut, Err(SlotError::Storage(Trouble::Cut)));

                // A header of which only bits are missing that stay set is whole.
                let slot = SLOTS[before % 2];
                let whole = flash.bytes[slot as usize] == image(new, before as u64 + 1);
                assert!(!whole || power >= 2 * SIZE - 8, "{power}");
                let expected = if whole { Some(bits(new)) } else { old };
                let found = loaded(&mut flash);
                match &expected {
                    Some(expected) => {
                        assert_eq!(&found.unwrap().1, expected, "{wear:?}, {power} bytes after {before} saves")
                    }
                    None => assert!(matches!(found, Err(SlotError::Unusable { .. }))),
                }

                let next = Net::new(99);
                flash.reboot();
                let kept = slots::save(&next, &mut flash).unwrap();
                assert_eq!(kept, if whole { slot.other() } else { slot });
                assert_eq!(loaded(&mut flash), Ok((kept, bits(&next))));
            }
        }
    }
}

/// A long life of saves, many of them cut, with or without a load in between.
#[test]
fn a_life_of_cuts() {
    for seed in 0..20 {
        let mut random = Random::new(seed);
        let mut flash = Flash::new(seed + 100);
        let mut old = Net::new(0);
        slots::save(&old, &mut flash).unwrap();
        let mut possible = vec![bits(&old)];
        for step in 1..300 {
            let new = Net::new(step);
            flash.wear = [Wear::Forward, Wear::Backward, Wear::Scattered][random.below(3) as usize];
            flash.power = Some(random.below(3 * SIZE as u32) as usize);
            match slots::save(&new, &mut flash) {
                Ok(_) => possible = vec![bits(&new)],
                Err(error) => {
                    assert_eq!(error, SlotError::Storage(Trouble::Cut));
                    possible.push(bits(&new));
                }
            }
            flash.reboot();
            if random.below(2) == 0 {
                slots::load(&mut old, &mut flash).unwrap();
                assert!(possible.contains(&bits(&old)), "seed {seed}, step {step}");
                possible = vec![bits(&old)];
            }
        }
    }
}

/// Not even the first chunk is overwritten first: the header of an older image stays in place until the end.
#[test]
fn every_cut_without_erase() {
    let [a, b, c, d] = [1, 2, 3, 4].map(Net::new);
    for power in 0..SIZE {
        let mut ram = Ram::new(SIZE);
        for net in [&a, &b] {
            slots::save(net, &mut ram).unwrap();
        }
        ram.power = power;
        assert_eq!(slots::save(&c, &mut ram), Err(SlotError::Storage(())));
        let mut net = Net::zeros();
        slots::load(&mut net, &mut ram).unwrap();
        assert_eq!(net, b, "{power}");
        ram.power = SIZE;
        assert_eq!(slots::save(&d, &mut ram), Ok(Slot::First));
    }
}

/// Every bit of a slot, while the other holds nothing, an older and a newer image.
#[test]
fn every_flipped_bit() {
    let [old, new] = [1, 2].map(Net::new);
    for slot in SLOTS {
        for at in 0..8 * SIZE {
            let mut flash = Flash::new(0);
            flash.put(slot, &image(&new, 7));
            flash.bytes[slot as usize][at / 8] ^= 1 << (at % 8);
            let Err(SlotError::Unusable { first, second }) = loaded(&mut flash) else { panic!("bit {at} of {slot}") };
            let (damaged, empty) = if slot == Slot::First { (first, second) } else { (second, first) };
            assert_eq!(empty, LoadError::NotAWeightsFile);
            let named = match at / 8 {
                0..8 => damaged == LoadError::NotAWeightsFile,
                8..10 => matches!(damaged, LoadError::Version { .. }),
                10 => matches!(damaged, LoadError::Scalar { .. }),
                11 => matches!(damaged, LoadError::Kind { expected: 3, .. }),
                12..16 => matches!(damaged, LoadError::Values { .. }),
                16..24 => matches!(damaged, LoadError::OtherNetwork { .. }),
                _ => matches!(damaged, LoadError::Corrupted { .. }),
            };
            assert!(named, "bit {at} of {slot}: {damaged:?}");
            for sequence in [6, 8] {
                flash.put(slot.other(), &image(&old, sequence));
                assert_eq!(loaded(&mut flash), Ok((slot.other(), bits(&old))));
            }
            assert_eq!(slots::save(&new, &mut flash), Ok(slot), "the damaged slot is the one to write");
            assert_eq!(flash.bytes[slot as usize], image(&new, 9));
        }
    }
}

#[test]
fn the_newest_counts() {
    let [a, b, c] = [1, 2, 3].map(Net::new);
    let numbers =
        [(1, 2), (9, 10), (255, 256), (256, 511), (0xffff, 0x1_0000), (0xffff_ffff, 0x1_0000_0000), (5, 1 << 63)];
    for (slot, (older, newer)) in SLOTS.into_iter().flat_map(|slot| numbers.map(|pair| (slot, pair))) {
        let mut flash = Flash::new(0);
        flash.put(slot, &image(&a, newer));
        flash.put(slot.other(), &image(&b, older));
        assert_eq!(loaded(&mut flash), Ok((slot, bits(&a))), "{older} {newer}");
        assert_eq!(slots::save(&c, &mut flash), Ok(slot.other()));
        assert_eq!(flash.bytes[slot.other() as usize], image(&c, newer + 1));
        assert_eq!(flash.bytes[slot as usize], image(&a, newer));
    }
}

/// One image copied to both slots, as a factory may do.
#[test]
fn equal_numbers() {
    let [a, b] = [1, 2].map(Net::new);
    let mut flash = Flash::new(0);
    for slot in SLOTS {
        flash.put(slot, &image(&a, 1));
    }
    assert_eq!(loaded(&mut flash), Ok((Slot::First, bits(&a))));
    assert_eq!(slots::save(&b, &mut flash), Ok(Slot::Second));
    assert_eq!(loaded(&mut flash), Ok((Slot::Second, bits(&b))));
}

#[test]
fn nothing_usable() {
    let mut flash = Flash::new(3);
    let mut net = Net::new(4);
    let error = slots::load(&mut net, &mut flash).unwrap_err();
    let blank = LoadError::NotAWeightsFile;
    assert_eq!(error, SlotError::Unusable { first: blank, second: blank });
    assert_eq!(
        error.to_string(),
        "no slot holds the network; first slot: not a weights file: it does not begin with `NNWEIGHT`; \
         second slot: not a weights file: it does not begin with `NNWEIGHT`"
    );
    for _ in 0..200 {
        for at in 0..SIZE {
            for slot in SLOTS {
                flash.bytes[slot as usize][at] = flash.garbage();
            }
        }
        assert!(matches!(slots::load(&mut net, &mut flash), Err(SlotError::Unusable { .. })));
    }
    assert_eq!(net, Net::new(4), "a failing load changed the network");
    assert_eq!(slots::save(&net, &mut flash), Ok(Slot::First));
    assert_eq!(loaded(&mut flash), Ok((Slot::First, bits(&net))));
}

/// What another firmware left counts as empty, and is what a save takes first.
#[test]
fn foreign_images() {
    let net = Net::new(1);
    let mut file = Net::new(2).to_vec();
    file.resize(SIZE, 0);
    let other = LoadError::OtherNetwork { expected: 26, found: 26 };
    let foreign = [
        (image(&NetRelu::new(1), 50), other),
        (image(&Larger::new(1), 50), LoadError::OtherNetwork { expected: 26, found: 32 }),
        (image(&Net64::new(1), 50), LoadError::Scalar { expected: 4, found: 8 }),
        (file, LoadError::Kind { expected: 3, found: 1 }),
    ];
    for (image, why) in foreign {
        let image = &image[..SIZE.min(image.len())];
        let mut flash = Flash::new(0);
        for slot in SLOTS {
            flash.put(slot, image);
        }
        assert_eq!(loaded(&mut flash), Err(SlotError::Unusable { first: why, second: why }));
        assert_eq!(slots::save(&net, &mut flash), Ok(Slot::First));
        assert_eq!(loaded(&mut flash), Ok((Slot::First, bits(&net))));
        assert_eq!(flash.bytes[1], image, "the other firmware's network is still there");

        let mut flash = Flash::new(0);
        flash.put(Slot::First, image);
        flash.put(Slot::Second, &self::image(&net, 1));
        assert_eq!(loaded(&mut flash), Ok((Slot::Second, bits(&net))));
        assert_eq!(slots::save(&net, &mut flash), Ok(Slot::First));
    }
    let kind = LoadError::Kind { expected: 3, found: 1 };
    assert_eq!(kind.to_string(), "file holds a network, but the image of a slot is expected");
    let kind = Net::from_bytes(&image(&net, 1)).unwrap_err();
    assert_eq!(kind.to_string(), "file holds the image of a slot, but a network is expected");
}

/// Two saves, and the memory refuses one call of the next.
#[test]
fn every_refused_call_of_a_save() {
    let [a, b, c] = [1, 2, 3].map(Net::new);
    let saved = || {
        let mut flash = Flash::new(0);
        for net in [&a, &b] {
            slots::save(net, &mut flash).unwrap();
        }
        flash.reboot();
        flash
    };
    let mut flash = saved();
    slots::save(&c, &mut flash).unwrap();
    let calls = flash.calls.clone();
    assert_eq!(calls.len(), 4 * SIZE / CHUNK + 1);
    for refused in 1..=calls.len() {
        let mut flash = saved();
        flash.refused = Some(refused);
        assert_eq!(slots::save(&c, &mut flash), Err(SlotError::Storage(Trouble::Refused)));
        assert_eq!(flash.calls.len(), refused, "nothing is asked of a memory that failed");
        let written = matches!(calls[refused - 1], Call::Read) && refused > calls.len() / 2;
        let expected = if written { (Slot::First, bits(&c)) } else { (Slot::Second, bits(&b)) };
        assert_eq!(loaded(&mut flash), Ok(expected), "call {refused}: {:?}", calls[refused - 1]);
        slots::save(&a, &mut flash).unwrap();
        assert_eq!(loaded(&mut flash).unwrap().1, bits(&a));
    }
    let error = SlotError::Storage(Trouble::Refused);
    assert_eq!(error.to_string(), "memory of the slots failed: Refused");
    let _: Box<dyn std::error::Error> = error.into();
}

/// A refused call of a load leaves the network alone, until its values are being taken.
#[test]
fn every_refused_call_of_a_load() {
    let (saved, before) = (Net::new(1), Net::new(2));
    let chunks = SIZE / CHUNK;
    for refused in 1..=2 * chunks + chunks - 1 {
        let mut flash = Flash::new(0);
        for _ in SLOTS {
            slots::save(&saved, &mut flash).unwrap();
        }
        flash.reboot();
        flash.refused = Some(refused);
        let mut net = before.clone();
        let error = slots::load(&mut net, &mut flash).unwrap_err();
        if refused <= 2 * chunks + 1 {
            assert_eq!(error, SlotError::Storage(Trouble::Refused));
            assert_eq!(net, before);
        } else {
            assert_eq!(error, SlotError::HalfLoaded { slot: Slot::Second, error: Some(Trouble::Refused) });
            assert_eq!(
                error.to_string(),
                "second slot failed while it was loaded: Refused; the network is not to be used"
            );
        }
        assert_eq!(flash.calls.len(), refused, "nothing is asked of a memory that failed");
        flash.reboot();
        assert_eq!(slots::load(&mut net, &mut flash), Ok(Slot::Second));
        assert_eq!(net, saved);
    }
}

/// A bit that reads differently once: the other slot, or an error, but never a value that was not saved.
#[test]
fn every_flaky_read() {
    let [a, b] = [1, 2].map(Net::new);
    let chunks = SIZE / CHUNK;
    for flaky in 1..=3 * chunks - 1 {
        let mut flash = Flash::new(flaky as u64);
        for net in [&a, &b] {
            slots::save(net, &mut flash).unwrap();
        }
        flash.reboot();
        flash.flaky = Some(flaky);
        let mut net = Net::zeros();
        let result = slots::load(&mut net, &mut flash);
        // A header that does not fit saves the reading of its slot.
        if flaky == 1 || (flaky > chunks && flaky <= 2 * chunks) {
            let (slot, expected) = if flaky == 1 { (Slot::Second, &b) } else { (Slot::First, &a) };
            assert_eq!((result, &net), (Ok(slot), expected));
        } else if flaky <= chunks {
            assert_eq!((result, &net), (Ok(Slot::Second), &b));
        } else {
            assert_eq!(result, Err(SlotError::HalfLoaded { slot: Slot::Second, error: None }), "{flaky}");
        }
    }
    let error = SlotError::HalfLoaded::<()> { slot: Slot::First, error: None };
    assert_eq!(error.to_string(), "first slot gave other bytes when it was read again; the network is not to be used");
}

/// Worn-out flash: a bit that stays set is noticed by the save, and the slot before still counts.
#[test]
fn every_stuck_bit() {
    let [a, b] = [1, 2].map(Net::new);
    let mut noticed = 0;
    for at in 0..8 * SIZE {
        let mut flash = Flash::new(0);
        slots::save(&a, &mut flash).unwrap();
        flash.stuck = Some((Slot::Second, at / 8, (at % 8) as u8));
        let matters = image(&b, 2)[at / 8] & (1 << (at % 8)) == 0;
        if matters {
            noticed += 1;
            let error = slots::save(&b, &mut flash).unwrap_err();
            assert_eq!(error, SlotError::NotKept { slot: Slot::Second });
            assert_eq!(error.to_string(), "second slot did not keep what was written to it; the other is as it was");
            assert_eq!(loaded(&mut flash), Ok((Slot::First, bits(&a))));
        } else {
            assert_eq!(slots::save(&b, &mut flash), Ok(Slot::Second));
        }
    }
    assert!(noticed > 4 * SIZE);
}

/// A memory that says yes to everything and does nothing.
#[test]
fn nothing_is_kept() {
    struct Deaf(Flash);
    impl Storage for Deaf {
        type Error = Trouble;
        fn read(&mut self, slot: Slot, offset: usize, bytes: &mut [u8]) -> Result<(), Trouble> {
            self.0.read(slot, offset, bytes)
        }
        fn erase(&mut self, _: Slot) -> Result<(), Trouble> {
            Ok(())
        }
        fn write(&mut self, _: Slot, _: usize, _: &[u8]) -> Result<(), Trouble> {
            Ok(())
        }
    }
    let net = Net::new(1);
    assert_eq!(slots::save(&net, &mut Deaf(Flash::new(0))), Err(SlotError::NotKept { slot: Slot::First }));
    // A whole image of the very same network is in the slot, but an older one.
    let mut flash = Flash::new(0);
    for _ in SLOTS {
        slots::save(&net, &mut flash).unwrap();
    }
    assert_eq!(slots::save(&net, &mut Deaf(flash)), Err(SlotError::NotKept { slot: Slot::First }));
}

/// Other shapes of images: 64-bit values, and no padding.
#[test]
fn other_networks() {
    fn round_trip<N: Network + PartialEq + std::fmt::Debug>() {
        let mut ram = Ram::new(slots::bytes::<N>());
        for (sequence, slot) in (1..).zip([Slot::First, Slot::Second, Slot::First]) {
            let (saved, mut net) = (N::new(sequence), N::ZERO);
            assert_eq!(slots::save(&saved, &mut ram), Ok(slot));
            assert_eq!(ram.bytes[slot as usize], image(&saved, sequence));
            assert_eq!(slots::load(&mut net, &mut ram), Ok(slot));
            assert_eq!(net, saved);
        }
    }
    round_trip::<Net>();
    round_trip::<Net64>();
    round_trip::<Larger>();
    round_trip::<Even>();
}

/// A layer of one's own that has more values than it states: nothing is written beyond the slot.
#[test]
fn more_values_than_stated() {
    #[derive(Clone, PartialEq)]
    struct Liar([f32; 40]);
    // SAFETY: an array.
    unsafe impl nn_core::Plain for Liar {
        const ZERO: Self = Self([0.0; 40]);
        const FLAT: bool = true;
    }
    impl Parameters<f32> for Liar {
        const VALUES: usize = 1;
        const TRAINED: usize = 1;
        fn visit(&self, visitor: &mut impl FnMut(Role, &[f32])) {
            visitor(Role::Weight, &self.0);
        }
        fn visit_mut(&mut self, visitor: &mut impl FnMut(Role, &mut [f32])) {
            visitor(Role::Weight, &mut self.0);
        }
    }
    impl Layer<f32> for Liar {
        type In = Features<1>;
        type Out = Features<1>;
        type Head = head::Linear;
        fn forward_rows<const ROWS: usize>(&self, _: &[[f32; 1]; ROWS], _: &mut [[f32; 1]; ROWS]) {}
    }

    impl Learn<f32> for Liar {
        type Tape<const ROWS: usize> = ();
        type Gradients = [f32; 1];
        fn initialize(&mut self, _: &mut Random) {}
        fn backward_rows<const ROWS: usize>(
            &self,
            _: Seen<'_, Self, f32, ROWS>,
            _: &mut [[f32; 1]; ROWS],
            _: Option<&mut [f32; 1]>,
            _: Option<&mut [[f32; 1]; ROWS]>,
        ) {
        }
    }
    network! { struct Lies { input: [f32; 1], liar: Liar } }

    let mut ram = Ram::new(slots::bytes::<Lies>());
    assert_eq!(slots::save(&Lies::zeros(), &mut ram), Err(SlotError::NotKept { slot: Slot::First }));
}
