//! Printing without `core::fmt`.

use crate::host;

/// Prints a text.
#[inline(never)]
pub fn text(text: &str) {
    for byte in text.bytes() {
        host::write(byte);
    }
}

/// Prints a number in decimal.
#[inline(never)]
pub fn number(mut number: u64) {
    let mut digits = [0; 20];
    let mut count = 0;
    for place in digits.iter_mut().rev() {
        *place = b'0' + (number % 10) as u8;
        number /= 10;
        count += 1;
        if number == 0 {
            break;
        }
    }
    for &digit in digits.iter().skip(digits.len() - count) {
        host::write(digit);
    }
}

/// Prints numbers as their bits, and ends the line.
#[inline(never)]
pub fn bits(numbers: &[f32]) {
    for number in numbers {
        host::write(b' ');
        let mut bits = number.to_bits();
        for _ in 0..8 {
            let digit = (bits >> 28) as u8;
            host::write(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit });
            bits <<= 4;
        }
    }
    host::write(b'\n');
}
