//! Regression: what does a house cost? Squared error, RMSE in dollars, R².
//!
//! The houses are invented, from a seed: size, rooms, age and distance to the centre give a price that is not linear in
//! any of them, and luck adds noise of 25,000 dollars (so no model can get an RMSE much below that).
//!
//! ```sh
//! cargo run --release --example house
//! cargo run --release --example house -- --quick    # a few epochs
//! ```
//!
//! Expect R² above 0.95 after a second or two, and a picture of predicted against true prices.

mod support;

use std::process::ExitCode;

use nn_core::prelude::*;
use support::draw;
use support::thousands;

network! {
    /// Size in m², rooms, age in years, distance in km in; price in units of [`UNIT`] dollars out.
    pub struct House {
        input:  [f32; 4],
        scaled: Standardize,
        hidden: Dense(32),
        Gelu,
        narrow: Dense(16),
        Gelu,
        price:  Dense(1),
    }
}

/// Dollars in one unit of price: outputs near 1 are easily learned.
const UNIT: f32 = 100_000.0;
/// Standard deviation of what no feature explains, in dollars.
const NOISE: f32 = 25_000.0;

fn main() -> ExitCode {
    support::run(program)
}

fn program() -> support::Outcome {
    let options = support::Options::read(&[])?;
    let (inputs, prices): (Vec<_>, Vec<_>) = houses(2_000, 1).into_iter().unzip();
    let ((train, test), (prices, true_prices)) = (inputs.split_at(1_600), prices.split_at(1_600));

    let mut net = House::new(1);
    net.scaled.fit(train);
    let fit = Fit { epochs: if options.quick { 20 } else { 100 }, batch: 32, seed: 1, ..Fit::default() };
    let steps = train.len().div_ceil(fit.batch) * fit.epochs;
    let mut trainer = Trainer::new(&net, MeanSquaredError, AdamW::new(0.005)).schedule(Cosine::new(steps as u64));
    trainer.fit(&mut net, &Data::new(train, prices), fit, |epoch| {
        if epoch.number % 10 == 0 {
            println!("epoch {:3}/{}  RMSE while learning ${}", epoch.number, epoch.of, dollars(epoch.loss.sqrt()));
        }
    })?;

    println!("\n size  rooms   age  distance        price    predicted");
    for (house, price) in test.iter().zip(true_prices).take(6) {
        let [size, rooms, age, distance] = house;
        let (price, predicted) = (dollars(price[0]), dollars(net.forward(house)[0]));
        println!("{size:3.0} m²  {rooms:5}  {age:4.0}  {distance:5.1} km  {price:>11}  {predicted:>11}");
    }

    let pairs: Vec<_> =
        test.iter().zip(true_prices).map(|(x, t)| (in_thousands(t), in_thousands(&net.forward(x)))).collect();
    println!();
    let title = "Prices of houses never seen";
    draw::against("target/pictures/house_prices.svg", title, "price in 1000 dollars", &pairs);
    let report = evaluate(&net, &Data::new(test, true_prices), MeanSquaredError)?;
    let r_squared = report.r_squared.unwrap_or(f64::NAN);
    println!("test: RMSE ${}, R² {r_squared:.4}, {} houses", dollars(report.loss.sqrt()), report.rows);
    Ok(())
}

/// Houses and their prices.
fn houses(count: usize, seed: u64) -> Vec<([f32; 4], [f32; 1])> {
    let mut random = Random::new(seed);
    let mut house = || {
        let size = 40.0 + 200.0 * random.uniform::<f32>().powf(1.5);
        let rooms = (size / 30.0 + random.normal::<f32>()).round().clamp(1.0, 9.0);
        let (age, distance) = (100.0 * random.uniform::<f32>(), 30.0 * random.uniform::<f32>());
        // A square metre is dear in the centre; old houses lose value, until they are old enough to be charming.
        let place = 1_500.0 + 4_000.0 * (-distance / 8.0).exp();
        let wear = 1.0 - 0.35 * (std::f32::consts::PI * age / 100.0).sin();
        let crowded = 9_000.0 * (rooms - size / 30.0).powi(2);
        let price = 60_000.0 + size * place * wear - crowded + NOISE * random.normal::<f32>();
        ([size, rooms, age, distance], [price / UNIT])
    };
    (0..count).map(|_| house()).collect()
}

/// A price as people write it.
fn dollars(price: f32) -> String {
    thousands(f64::from(price * UNIT))
}

/// A price for the picture.
fn in_thousands(price: &[f32; 1]) -> f64 {
    f64::from(price[0] * UNIT) / 1000.0
}
