//! Golden records of other conventions in the order of ours.

use serde_json::{Value, json};

use super::{numbers, shape};

/// A tensor with its axes in another order: those of the result, by their number in the record.
pub fn transposed(tensor: &Value, axes: &[usize]) -> Value {
    let (sizes, data) = (shape(tensor), numbers(tensor));
    let ours: Vec<usize> = axes.iter().map(|&axis| sizes[axis]).collect();
    let step = |axis: usize| sizes[axis + 1..].iter().product::<usize>();
    let at = |index: usize| {
        let (mut rest, mut place) = (index, 0);
        for (&axis, &size) in axes.iter().zip(&ours).rev() {
            place += rest % size * step(axis);
            rest /= size;
        }
        data[place]
    };
    json!({ "shape": ours, "data": (0..data.len()).map(at).collect::<Vec<f64>>() })
}

/// Calls `f` with every tensor and the name under which it stands.
fn each_tensor(name: &str, value: &mut Value, f: &mut impl FnMut(&str, &mut Value)) {
    let Value::Object(fields) = value else { return };
    if fields.contains_key("data") {
        return f(name, value);
    }
    for (name, value) in fields {
        each_tensor(name, value, f);
    }
}

/// A record of images, or of series, with its channels last: values `[N, C, H, W]`, weights `[out, in, kh, kw]`. Names of weights end
/// in `W`.
pub fn channels_last(record: &Value) -> Value {
    let mut record = record.clone();
    if record["config"]["data_format"] == "HWC" {
        return record;
    }
    each_tensor("", &mut record, &mut |name, tensor| match (shape(tensor).len(), name.ends_with('W')) {
        (4, true) => *tensor = transposed(tensor, &[2, 3, 1, 0]),
        (4, false) => *tensor = transposed(tensor, &[0, 2, 3, 1]),
        (3, true) => *tensor = transposed(tensor, &[2, 1, 0]),
        (3, false) => *tensor = transposed(tensor, &[0, 2, 1]),
        _ => {}
    });
    record
}

/// The rows of a dense weight behind an image `[C, H, W]` that was flattened channels first, in the order of one that is flattened channels
/// last.
pub fn behind_flatten(record: &Value, weight: &str, [channels, height, width]: [usize; 3]) -> Value {
    let mut record = record.clone();
    each_tensor("", &mut record, &mut |name, tensor| {
        if name == weight {
            let (sizes, data) = (shape(tensor), numbers(tensor));
            let image = json!({ "shape": [channels, height, width, sizes[1]], "data": data });
            let turned = transposed(&image, &[1, 2, 0, 3]);
            *tensor = json!({ "shape": sizes, "data": turned["data"] });
        }
    });
    record
}

/// A record of recurrent layers with names that sort as ours stand: weight, recurrent weight, bias, recurrent bias. With `one_bias` the
/// two are added; the gradient by either is that of the sum.
pub fn recurrent(record: &Value, one_bias: bool) -> Value {
    let mut record = record.clone();
    rename(&mut record, one_bias, false);
    record
}

/// A record of an LSTM, whose gates are input, forget, candidate and output, with the candidate last as in ours, and
/// [arranged](recurrent) like any.
pub fn gated(record: &Value) -> Value {
    let mut record = record.clone();
    each_tensor("", &mut record, &mut |name, tensor| {
        if matches!(name.trim_start_matches("0."), "Wx" | "Wh" | "b") {
            let (sizes, data) = (shape(tensor), numbers(tensor));
            let gate = sizes.last().expect("gates") / 4;
            let turned = |row: &[f64]| [0, 1, 3, 2].map(|at| row[at * gate..][..gate].to_vec()).concat();
            let data: Vec<f64> = data.chunks(4 * gate).flat_map(turned).collect();
            *tensor = json!({ "shape": sizes, "data": data });
        }
    });
    recurrent(&record, false)
}

/// A record of normalisations with names that sort as ours stand: scale, shift.
pub fn normalised(record: &Value) -> Value {
    let mut record = record.clone();
    scale_before_shift(&mut record);
    record
}

/// A record with attention, with names that sort as ours stand: queries, keys, values, outputs.
pub fn attended(record: &Value) -> Value {
    let mut record = record.clone();
    in_turn(&mut record);
    record
}

fn in_turn(value: &mut Value) {
    let Value::Object(fields) = value else { return };
    for (place, whose) in ["q", "k", "v", "o"].into_iter().enumerate() {
        for kind in ["W", "b"] {
            let name = format!("{kind}{whose}");
            let names: Vec<String> = fields.keys().filter(|known| known.ends_with(&name)).cloned().collect();
            for known in names {
                let tensor = fields.remove(&known);
                fields.extend(tensor.map(|tensor| (known.replace(&name, &format!("{kind}{place}")), tensor)));
            }
        }
    }
    fields.values_mut().for_each(in_turn);
}

fn scale_before_shift(value: &mut Value) {
    let Value::Object(fields) = value else { return };
    for (theirs, ours) in [("gamma", "1 scale"), ("beta", "2 shift")] {
        let names: Vec<String> = fields.keys().filter(|name| name.ends_with(theirs)).cloned().collect();
        for name in names {
            let tensor = fields.remove(&name);
            fields.extend(tensor.map(|tensor| (name.replace(theirs, ours), tensor)));
        }
    }
    fields.values_mut().for_each(scale_before_shift);
}

fn rename(value: &mut Value, one_bias: bool, are_gradients: bool) {
    let Value::Object(fields) = value else { return };
    for prefix in ["", "0."] {
        for (theirs, ours) in [("Wx", "W1"), ("Wh", "W2"), ("bx", "b3"), ("bh", "b4"), ("b", "b3")] {
            // The bias of what is no recurrent layer is `b`, too.
            if theirs == "b" && !fields.contains_key(&format!("{prefix}W1")) {
                continue;
            }
            let Some(tensor) = fields.remove(&format!("{prefix}{theirs}")) else { continue };
            if theirs != "bh" || !one_bias {
                fields.insert(format!("{prefix}{ours}"), tensor);
            } else if !are_gradients {
                let bias = &mut fields[&format!("{prefix}b3")];
                let sum: Vec<f64> = numbers(bias).iter().zip(numbers(&tensor)).map(|(a, b)| a + b).collect();
                *bias = json!({ "shape": tensor["shape"], "data": sum });
            }
        }
    }
    for (name, value) in fields {
        rename(value, one_bias, are_gradients || name == "grads");
    }
}
