//! What the tests of these functions share.

/// How far a result is off, in units in the last place.
pub fn ulp(found: f32, exact: f64) -> f64 {
    let nearest = exact as f32;
    (f64::from(found) - exact).abs() / f64::from(nearest.abs().next_up() - nearest.abs())
}
