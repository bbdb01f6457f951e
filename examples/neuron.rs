//! One neuron: multiply, add, decide.
//!
//! A neuron multiplies every input by a weight, adds a bias, and passes the sum through an activation. Here two of them:
//! one that decides about a loan with a step, and one that rates mails as spam with a sigmoid. A neuron is a layer with
//! one output, so each is declared as `Dense(1)`.
//!
//! Run: `cargo run --release --example neuron`
//!
//! Expect: the loan is approved at 3.95; the first mail is spam with 95 %, the second with 17 %, the third with 50 %.

use nn_core::prelude::*;

network! {
    /// Income, credit score, years in the job, debt → approve (1) or not (0).
    struct Loan {
        input: [f64; 4],
        score: Dense(1),
        Step,
    }
}

network! {
    /// How often a mail says "free", how often "winner", how many words it has → probability of spam.
    struct Spam {
        input: [f64; 3],
        score: Dense(1),
        Sigmoid,
    }
}

fn main() {
    loan();
    spam();
}

fn loan() {
    let names = ["income", "credit score", "years in job", "debt"];
    let applicant = [45_000.0, 680.0, 3.0, 12_000.0];

    // A weight is stored as `weight[input][output]`; there is one output.
    let mut net = Loan::zeros();
    net.score.weight = [[0.00001], [0.01], [0.1], [-0.00005]];
    net.score.bias = [-3.0];

    println!("A loan\n");
    println!("{:<16}{:>10}{:>12}{:>14}", "input", "value", "weight", "contribution");
    let mut sum = 0.0;
    for (name, (x, [weight])) in names.iter().zip(applicant.iter().zip(net.score.weight)) {
        let contribution = x * weight;
        sum += contribution;
        println!("{name:<16}{x:>10}{weight:>12}{contribution:>14.2}");
    }
    println!("{:<38}{sum:>14.2}", "weighted sum");
    println!("{:<38}{:>14.2}", "bias", net.score.bias[0]);
    println!("{:<38}{:>14.2}", "before the activation", sum + net.score.bias[0]);

    let [decision] = net.forward(&applicant);
    println!("{:<38}{decision:>14}", "after the step (the network's answer)");
    println!("\nThe loan is {}.", if decision == 1.0 { "approved" } else { "refused" });
}

fn spam() {
    let mails = [[3.0, 2.0, 5.0], [0.0, 1.0, 20.0], [1.0, 0.0, 9.0]];
    let mut net = Spam::zeros();
    net.score.weight = [[0.9], [0.4], [-0.1]];

    println!("\n\nThree mails\n");
    println!("{:>6}{:>8}{:>7}{:>8}{:>13}", "free", "winner", "words", "sum", "probability");
    for mail in &mails {
        // The layer alone gives the weighted sum; the network goes on to the sigmoid.
        let mut sum = [[0.0]];
        net.score.forward_rows(&[*mail], &mut sum);
        let [probability] = net.forward(mail);
        let [free, winner, words] = mail;
        println!("{free:>6}{winner:>8}{words:>7}{:>8.2}{:>11.1} %", sum[0][0], 100.0 * probability);
    }
    println!("\nA step says yes or no; a sigmoid says how sure it is, and has a slope that training can follow.");
}
