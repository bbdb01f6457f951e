//! What is known of a network before it runs, to the last digit: the table, and budgets that are just kept or just not.

use nn_core::prelude::*;

network! {
    struct Net {
        input:  [f32; (4, 6, 1)],
        Flatten,
        hidden: Dense(100),
        Relu,
        Reshape((10, 10)),
        flat:   Flatten,
        logits: Dense(3, bias = false),
        Softmax,
    }
}

#[test]
fn the_table_reads_as_it_is_written() {
    // 24 · 100 + 100, and 100 · 3; four bytes each; one buffer of 100 numbers.
    let table = "\
Net
name    layer                    output  parameters  multiply-adds      bytes
        Flatten                      24           0              0          0
hidden  Dense(100)                  100        2500           2400      10000
        Relu                        100           0              0          0
        Reshape((10, 10))         10×10           0              0          0
flat    Flatten                     100           0              0          0
logits  Dense(3)                      3         300            300       1200
        Softmax                       3           0              0          0
total                                          2800           2700      11200
buffers for inference: 400 bytes";
    assert_eq!(Net::SUMMARY.to_string(), table);
}

/// A budget judges while compiling, and so it does while running.
fn keeps(judge: impl Fn() + std::panic::UnwindSafe) -> Result<(), String> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let judged = std::panic::catch_unwind(judge);
    std::panic::set_hook(hook);
    judged.map_err(|said| said.downcast_ref::<String>().cloned().unwrap_or_default())
}

#[test]
fn budgets_are_kept_to_the_byte() {
    use nn_core::__private::{flash_budget, ram_budget, training_budget};
    assert_eq!(keeps(|| flash_budget::<Net>(11_200)), Ok(()));
    let said = keeps(|| flash_budget::<Net>(11_199)).unwrap_err();
    assert_eq!(
        said,
        "`Net` needs 11200 bytes of flash, but its budget is 11199; largest: `hidden` 10000, `logits` 1200"
    );
    // The buffer, 24 numbers in and 3 out.
    assert_eq!(keeps(|| ram_budget::<Net>(400 + 4 * 27)), Ok(()));
    let said = keeps(|| ram_budget::<Net>(400 + 4 * 27 - 1)).unwrap_err();
    assert!(
        said.starts_with("`Net` needs 508 bytes of RAM to infer, but its budget is 507; largest: `hidden` 400"),
        "{said}"
    );
    let needed = Net::WEIGHT_BYTES + Net::TRAINING_BYTES + 2 * Net::WEIGHT_BYTES + 8;
    assert_eq!(keeps(move || training_budget::<Net, Adam<Net>>("Adam", needed)), Ok(()));
    let said = keeps(move || training_budget::<Net, Adam<Net>>("Adam", needed - 1)).unwrap_err();
    assert!(said.starts_with(&format!("`Net` needs {needed} bytes of RAM to train with `Adam`")), "{said}");
}

#[test]
fn sizes_and_values_of_every_rank() {
    network! {
        struct Ranks { input: [f32; 240], image: Reshape((2, 12, 10)), Relu, series: Reshape((120, 2)), flat: Flatten, Step }
    }
    let lines = Ranks::SUMMARY.lines;
    assert_eq!(lines.iter().map(|line| line.values()).collect::<Vec<_>>(), [240; 5]);
    // Right-aligned, so every line of the table is as long as its head.
    let table = Ranks::SUMMARY.to_string();
    let lengths: Vec<usize> = table.lines().skip(1).map(|line| line.chars().count()).collect();
    assert_eq!(lengths[..6], [lengths[0]; 6], "{table}");
    assert!(table.contains("       2×12×10  ") && table.contains("         120×2  "), "{table}");
}
