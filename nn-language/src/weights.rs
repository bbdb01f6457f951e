//! `weights!(Net, "net.nn")`: a weights file as a constant. The file is judged here, in native code; whether it is of
//! this network is judged by `nn_core::__private::from_image`, which knows the network.
//!
//! The format is that of `nn_core::weights`, read a second time because a macro crate cannot use the crate it serves.

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{LitStr, Token, Type, parse_quote};

use crate::errors::{Errors, mistake, near_miss};

const HEADER: usize = 32;
const MAGIC: &[u8; 8] = b"NNWEIGHT";
/// The versions of the format: without a table of tensors, and with one.
const VERSIONS: [u64; 2] = [1, 2];
const NETWORK: u8 = 1;

/// What is said of a constant in its place.
const NO_LITERAL: &str = "the file is named by a string literal, which is read while this compiles";

/// `Net, "net.nn", crate = path`
pub struct Call {
    network: Type,
    file: LitStr,
    core: syn::Path,
}

impl Parse for Call {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut core = parse_quote!(::nn_core);
        let mut call = || {
            let network: Type = input.parse()?;
            if input.is_empty() {
                return Err(syn::Error::new_spanned(network, ""));
            }
            input.parse::<Token![,]>()?;
            let file = input.parse().map_err(|error: syn::Error| match input.is_empty() {
                true => error,
                false => mistake(error.span(), NO_LITERAL, "write it here, for example `\"net.nn\"`"),
            })?;
            if input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
                input.parse::<Token![crate]>()?;
                input.parse::<Token![=]>()?;
                core = input.call(syn::Path::parse_mod_style)?;
                input.parse::<Option<Token![,]>>()?;
            }
            Ok((network, file))
        };
        match call() {
            Ok((network, file)) => Ok(Self { network, file, core }),
            Err(error) if error.to_string().starts_with(NO_LITERAL) => Err(error),
            Err(error) => {
                let error: syn::Error = error;
                let what = "`weights!` takes a network and a file\n\nhelp: for example `weights!(Net, \"net.nn\")`";
                Err(syn::Error::new(error.span(), what))
            }
        }
    }
}

/// A mistake: what is wrong, and what to do about it.
struct Mistake(String, String);

pub fn weights(call: &Call) -> TokenStream {
    let Call { network, file, core } = call;
    let path = absolute(&file.value());
    let bytes = match read(&path) {
        Ok(bytes) => bytes,
        Err(Mistake(what, help)) => {
            let mut errors = Errors::default();
            errors.help(file.span(), format_args!("weights file {:?} {what}", file.value()), help);
            return errors.into_tokens();
        }
    };
    let (path, total) = (path.to_string_lossy(), bytes.len());
    // The call is spanned on the network, which a file of another shape is to blame on; for that it may have no token of
    // `core`. `include_bytes!` is what makes cargo track the file.
    let net = quote_spanned!(network.span()=> __from_image::<#network, #total>(__FILE));
    quote! {{
        use #core::__private::from_image as __from_image;
        const __FILE: &[u8; #total] = ::core::include_bytes!(#path);
        const __NET: #network = #net;
        __NET
    }}
}

/// Relative paths start at the folder of the crate's `Cargo.toml`.
fn absolute(path: &str) -> PathBuf {
    Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(path)
}

/// Where a file was looked for, or a file there that has almost this name.
fn beside(path: &Path) -> String {
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match near_miss(&name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("paths start at the folder of `Cargo.toml`; looked for {}", path.display()),
    }
}

/// The bytes of a whole weights file of a network.
fn read(path: &Path) -> Result<Vec<u8>, Mistake> {
    if path.to_str().is_none() {
        let help = format!("rename the folders to {}", path.display());
        return Err(Mistake("has a path that is not valid Unicode".into(), help));
    }
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Mistake("not found".into(), beside(path)));
        }
        Err(error) => {
            return Err(Mistake(format!("cannot be read: {error}"), format!("look at {}", path.display())));
        }
    };
    judge(&bytes)?;
    Ok(bytes)
}

/// The order is that of `nn_core::weights`, without what needs the network.
fn judge(bytes: &[u8]) -> Result<(), Mistake> {
    let again = || "save the network again, with `net.save(path)`".to_string();
    let short = |expected: &str| Mistake(format!("is truncated: it has {} of {expected} bytes", bytes.len()), again());
    if bytes.iter().zip(MAGIC).any(|(found, expected)| found != expected) {
        let what = "is not a weights file: it does not begin with `NNWEIGHT`";
        return Err(Mistake(what.into(), "name a file written by `net.save(path)`".into()));
    }
    let Some((header, values)) = bytes.split_first_chunk::<HEADER>() else {
        return Err(short("at least 32"));
    };
    let number = |from: usize, size: usize| {
        header[from..from + size].iter().rev().fold(0_u64, |number, &byte| (number << 8) | u64::from(byte))
    };
    let version = number(8, 2);
    let [without_table, latest] = VERSIONS;
    if !VERSIONS.contains(&version) {
        let read = format!("but this library reads versions {without_table} and {latest}");
        let what = format!("has version {version} of the format, {read}");
        return Err(Mistake(what, again()));
    }
    let (scalar, kind) = (number(10, 1), header[11]);
    if kind != NETWORK {
        let what = match kind {
            2 => "is a checkpoint, not a network",
            3 => "is the image of a slot, not a network",
            _ => "is of an unknown kind",
        };
        return Err(Mistake(what.into(), again()));
    }
    if scalar != 4 && scalar != 8 {
        return Err(Mistake(format!("is corrupted: its values have {scalar} bytes each"), again()));
    }
    let table = match (version == without_table, values.first_chunk()) {
        (true, _) => 0,
        (false, Some(&length)) => u64::from(u32::from_le_bytes(length)),
        (false, None) => return Err(short("at least 36")),
    };
    let (total, expected) = (bytes.len() as u64, HEADER as u64 + table + number(12, 4) * scalar);
    if total < expected {
        return Err(short(&expected.to_string()));
    }
    if total > expected {
        return Err(Mistake(format!("is too long: it has {total} bytes instead of {expected}"), again()));
    }
    let (stated, found) = (number(24, 8), checksum(&header[..24], values));
    if stated != found {
        let what = format!("is corrupted: its checksum is {found:016x}, but it states {stated:016x}");
        return Err(Mistake(what, again()));
    }
    let (table, values) = values.split_at(table as usize);
    if version != without_table && tensors(table, scalar) != Some(number(12, 4)) {
        return Err(Mistake("is corrupted: its table of tensors does not describe its values".into(), again()));
    }
    let width = scalar as usize;
    let finite = |bytes: &[u8]| match *bytes {
        [a, b, c, d] => f32::from_le_bytes([a, b, c, d]).is_finite(),
        [a, b, c, d, e, f, g, h] => f64::from_le_bytes([a, b, c, d, e, f, g, h]).is_finite(),
        _ => true,
    };
    let bad: Vec<usize> =
        (0..).zip(values.chunks(width)).filter(|(_, bytes)| !finite(bytes)).map(|(at, _)| at).collect();
    if let [first, ..] = bad[..] {
        let what = format!("holds {} values that are no finite numbers, the first as value {first}", bad.len());
        return Err(Mistake(what, "train the network anew, and look at `net.is_finite()` before it is saved".into()));
    }
    Ok(())
}

/// How many values a table of tensors describes, if it is one.
fn tensors(table: &[u8], scalar: u64) -> Option<u64> {
    let mut rest = table.get(4..)?;
    let mut take = |size: usize| {
        let (taken, behind) = rest.split_at_checked(size)?;
        rest = behind;
        Some(taken)
    };
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0_u64, |number, &byte| (number << 8) | u64::from(byte));
    let (count, mut values) = (number(take(4)?), 0_u64);
    for _ in 0..count {
        let length = number(take(2)?) as usize;
        std::str::from_utf8(take(length)?).ok()?;
        let [1..=3, element, rank @ 0..=4] = *take(3)? else { return None };
        let mut product = (u64::from(element) == scalar).then_some(1_u64)?;
        for _ in 0..rank {
            product = product.saturating_mul(number(take(4)?));
        }
        values = values.saturating_add(product);
    }
    Some(values)
}

/// CRC-64/XZ, by bytes.
fn checksum(stated: &[u8], values: &[u8]) -> u64 {
    let mut table = [0_u64; 256];
    for (entry, byte) in table.iter_mut().zip(0..) {
        *entry = (0..8).fold(byte, |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xc96c_5795_d787_0f42 } else { 0 });
    }
    let mut crc = !0_u64;
    for part in [stated, values] {
        for &byte in part {
            crc = (crc >> 8) ^ table[usize::from(crc as u8 ^ byte)];
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value of the CRC catalogue.
    #[test]
    fn published_checksum() {
        assert_eq!(checksum(b"1234", b"56789"), 0x995d_c9bb_df19_39fa);
    }

    #[test]
    fn damage_is_named() {
        let mut file = [0_u8; 40];
        file[..12].copy_from_slice(b"NNWEIGHT\x01\x00\x04\x01");
        file[12] = 2;
        let checksum = checksum(&file[..24], &file[32..]);
        file[24..32].copy_from_slice(&checksum.to_le_bytes());
        let said = |bytes: &[u8]| judge(bytes).err().map(|Mistake(what, _)| what);
        assert_eq!(said(&file), None);
        assert_eq!(said(&file[..31]).unwrap(), "is truncated: it has 31 of at least 32 bytes");
        assert_eq!(said(&file[..39]).unwrap(), "is truncated: it has 39 of 40 bytes");
        assert_eq!(said(&[&file[..], &[0]].concat()).unwrap(), "is too long: it has 41 bytes instead of 40");
        let flipped = |byte: usize| {
            let mut file = file;
            file[byte] ^= 2;
            said(&file).unwrap()
        };
        assert!(flipped(0).starts_with("is not a weights file"));
        assert_eq!(flipped(8), "has version 3 of the format, but this library reads versions 1 and 2");
        assert!(flipped(10).starts_with("is corrupted: its values have 6 bytes"));
        assert_eq!(flipped(11), "is the image of a slot, not a network");
        assert!((16..40).all(|byte| flipped(byte).starts_with("is corrupted: its checksum is")));
        for (bad, finite) in [(f32::NAN, false), (f32::INFINITY, false), (f32::MAX, true)] {
            let mut file = file;
            file[36..40].copy_from_slice(&bad.to_le_bytes());
            let checksum = self::checksum(&file[..24], &file[32..]);
            file[24..32].copy_from_slice(&checksum.to_le_bytes());
            let what = "holds 1 values that are no finite numbers, the first as value 1";
            assert_eq!(said(&file).as_deref(), if finite { None } else { Some(what) });
        }
    }

    /// One tensor `a` of two values, in version 2.
    fn with_table() -> Vec<u8> {
        let mut file = vec![0; 32];
        file[..12].copy_from_slice(b"NNWEIGHT\x02\x00\x04\x01");
        file[12] = 2;
        file.extend(b"\x18\0\0\0\x01\0\0\0\x01\0a\x01\x04\x01\x02\0\0\0");
        file.resize(32 + 24 + 8, 0);
        sealed(file)
    }

    fn sealed(mut file: Vec<u8>) -> Vec<u8> {
        let checksum = checksum(&file[..24], &file[32..]);
        file[24..32].copy_from_slice(&checksum.to_le_bytes());
        file
    }

    #[test]
    fn damaged_tables_are_named() {
        let file = with_table();
        let said = |bytes: &[u8]| judge(bytes).err().map(|Mistake(what, _)| what);
        assert_eq!(said(&file), None);
        assert_eq!(said(&file[..35]).unwrap(), "is truncated: it has 35 of at least 36 bytes");
        for length in 36..file.len() {
            assert_eq!(said(&file[..length]).unwrap(), format!("is truncated: it has {length} of 64 bytes"));
        }
        // Whole files whose table is none: too many tensors, a long path, no text, no role, no type, a rank, other sizes.
        let wrong = "is corrupted: its table of tensors does not describe its values";
        for (at, byte) in
            [(36, 2), (37, 1), (40, 200), (42, 0xff), (43, 0), (43, 4), (44, 8), (45, 5), (45, 2), (46, 3)]
        {
            let mut file = file.clone();
            file[at] = byte;
            assert_eq!(said(&sealed(file)).as_deref(), Some(wrong), "byte {at}");
        }
        // Whatever is in the file, it is judged.
        for (at, bit) in (0..file.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut file = file.clone();
            file[at] ^= 1 << bit;
            assert!(said(&file).is_some(), "bit {bit} of byte {at}");
            let _ = judge(&sealed(file));
        }
    }
}
