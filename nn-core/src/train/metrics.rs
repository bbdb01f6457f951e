//! How a report comes to be.

use alloc::vec;
use alloc::vec::Vec;

use num_traits::float::FloatCore;

use super::data::Data;
use super::error::TrainError;
use super::pass::{check_rows, judge as judge_row};
use super::report::Report;
use crate::layer::head::Head;
use crate::loss::kind::{KindOf, LossOf, OfKind};
use crate::loss::{Form, Loss, LossOn, Measure, Target, parts};
use crate::memory::{Plain, flat, flat_mut};
use crate::network::{HeadOf, Input, Network, OutShape, Output, argmax};
use crate::scalar::Scalar;
use crate::shape::Shape;
use crate::sum::{Sum, unit};

/// Tells right outputs from wrong ones, as loss and head mean them.
pub struct Judge<N: Network> {
    measure: Measure,
    /// Between no and yes.
    border: N::Scalar,
    /// Whether R² is of interest: always where a loss compares numbers.
    values: bool,
}

impl<N: Network> Judge<N> {
    /// The judge of outputs as loss `L` reads them.
    pub fn new<L, Y>(targets: &[Y]) -> Self
    where
        L: LossOn<HeadOf<N>> + Loss<N::Scalar, Y::Kind>,
        Y: Target<N::Scalar, OutShape<N>>,
    {
        let of_loss = <L as Loss<N::Scalar, Y::Kind>>::MEASURE;
        let of_head = HeadOf::<N>::MEASURE;
        // What a loss that only compares numbers measures besides is for the head to say.
        let measure = if of_loss == Measure::Values { of_head } else { of_loss };
        let parts = parts::<OutShape<N>>(measure);
        let known = match measure {
            Measure::Values => false,
            Measure::Classes => {
                let all = |target: &Y| (0..parts).all(|part| target.class(part, parts).is_some());
                targets.iter().all(all)
            }
            Measure::Answers => targets.iter().all(|target| target.values().is_some_and(answers)),
        };
        let border = match L::FORM {
            Form::Logits => 0.0,
            _ if of_loss == Measure::Answers && of_head == Measure::Values => 0.0, // a margin
            _ => HeadOf::<N>::BORDER,
        };
        // Numbers are compared where outputs are what targets are: not with logits, not with logarithms.
        let comparable =
            of_loss == Measure::Values || L::FORM == Form::Probabilities || L::FUSED && HeadOf::<N>::BORDER > 0.0;
        Self {
            measure: if known { measure } else { Measure::Values },
            border: N::Scalar::of(border),
            values: comparable && (!known || of_loss == Measure::Values),
        }
    }

    /// How many classes there are.
    fn classes(&self, outputs: usize) -> usize {
        match self.measure {
            Measure::Values => 0,
            Measure::Answers => 2,
            Measure::Classes => outputs / parts::<OutShape<N>>(Measure::Classes),
        }
    }

    /// Tells the class of a target and the one that was found, `None` for NaN; for every output if each is an answer.
    pub fn compare<Y: Target<N::Scalar, OutShape<N>>>(
        &self,
        outputs: &[N::Scalar],
        target: &Y,
        mut tell: impl FnMut(usize, Option<usize>),
    ) {
        match self.measure {
            Measure::Values => {}
            Measure::Classes => {
                let parts = parts::<OutShape<N>>(Measure::Classes);
                for (part, outputs) in outputs.chunks_exact(OutShape::<N>::LEN / parts).enumerate() {
                    let found = (!outputs.iter().any(|output| output.is_nan())).then(|| argmax(outputs));
                    tell(target.class(part, parts).unwrap_or(usize::MAX), found);
                }
            }
            Measure::Answers => {
                for (&output, &wanted) in outputs.iter().zip(target.values().unwrap_or_default()) {
                    let found = (!output.is_nan()).then(|| usize::from(output > self.border));
                    tell(usize::from(wanted > N::Scalar::ZERO), found);
                }
            }
        }
    }

    /// Whether there is anything to compare.
    pub fn classifies(&self) -> bool {
        self.measure != Measure::Values
    }
}

/// 0 and 1, or −1 and 1.
fn answers<T: Scalar>(values: &[T]) -> bool {
    values.iter().all(|&value| value == T::zero() || value.abs() == T::one())
}

/// Judges a network on data it did not learn from.
///
/// What is measured beside the loss is for the loss to say: cross-entropies, the divergence and the multi-class hinge count classes,
/// binary cross-entropy and the hinges count how many outputs answer yes or no rightly, all others give R² and, behind a
/// head of probabilities, count classes or answers too. Where targets are neither (a distribution, a share), there is R².
///
/// # Errors
/// No rows, uneven rows, a class out of range, a target or a setting that the loss has no meaning for.
pub fn evaluate<N, L, Y, A>(net: &N, data: &Data<'_, Input<N>, Y, A>, loss: L) -> Result<Report<N::Scalar>, TrainError>
where
    N: Network,
    L: LossOn<HeadOf<N>>,
    Y: Target<N::Scalar, OutShape<N>>,
    Y::Kind: KindOf<N::Scalar, L>,
    LossOf<L, Y::Kind>: OfKind<N::Scalar, Y::Kind>,
{
    check_rows::<N, L, Y>(&loss, data.inputs, data.targets)?;
    loss.judge(OutShape::<N>::LEN / parts::<OutShape<N>>(L::MEASURE)).map_err(TrainError::BadSetting)?;
    Ok(score(net, data.inputs, data.targets, &loss).0)
}

/// [`evaluate`] of rows that are judged; also the first row whose loss is not finite.
pub fn score<N, L, Y>(net: &N, inputs: &[Input<N>], targets: &[Y], loss: &L) -> (Report<N::Scalar>, Option<usize>)
where
    N: Network,
    L: LossOn<HeadOf<N>> + Loss<N::Scalar, Y::Kind>,
    Y: Target<N::Scalar, OutShape<N>>,
{
    let judge = Judge::<N>::new::<L, Y>(targets);
    let classes = judge.classes(OutShape::<N>::LEN);
    let mut confusion = vec![vec![0; classes]; classes];
    let mut spreads: Vec<Spread> = if judge.values { vec![Spread::default(); OutShape::<N>::LEN] } else { Vec::new() };
    let (mut total, mut judged, mut bad) = (Sum::<f64>::default(), 0, None);
    let unit = unit(inputs.len());
    let (mut out, mut gradient) = ([Output::<N>::ZERO], Output::<N>::ZERO);
    for (row, (input, target)) in inputs.iter().zip(targets).enumerate() {
        let input = core::array::from_ref(input);
        net.forward_rows::<1>(input, &mut out);
        if !L::FUSED {
            HeadOf::<N>::apply::<N::Scalar, _, 1>(&mut out);
        }
        let one = judge_row::<_, HeadOf<N>, OutShape<N>, _, _>(loss, flat(&out), target, flat_mut(&mut gradient));
        if bad.is_none() && !one.is_finite() {
            bad = Some(row);
        }
        total.add(one.as_f64() * unit);
        judge.compare(flat(&out), target, |class, found| {
            judged += 1;
            let place = confusion.get_mut(class).zip(found).and_then(|(row, found)| row.get_mut(found));
            if let Some(count) = place {
                *count += 1;
            }
        });
        if judge.values {
            if L::FUSED {
                HeadOf::<N>::apply::<N::Scalar, _, 1>(&mut out); // numbers are compared behind the head
            }
            let wanted = target.values().unwrap_or_default();
            for ((spread, &y), &t) in spreads.iter_mut().zip(flat::<N::Scalar, _>(&out)).zip(wanted) {
                spread.add(y.as_f64(), t.as_f64());
            }
        }
    }
    let r_squared_by_output: Vec<_> = spreads.iter().map(Spread::r_squared).collect();
    let known = r_squared_by_output.iter().flatten();
    let (count, sum) = known.fold((0, 0.0), |(count, sum), r_squared| (count + 1, sum + r_squared));
    let report = Report {
        rows: inputs.len(),
        loss: N::Scalar::of(total.value() / (inputs.len() as f64 * unit)),
        confusion,
        judged,
        r_squared: (count > 0).then(|| sum / f64::from(count)),
        r_squared_by_output,
    };
    (report, bad)
}

/// Sums for the R² of one output. Targets are taken from the first one, so that a large mean takes no digits.
#[derive(Clone, Default)]
struct Spread {
    first: Option<f64>,
    count: f64,
    mean: f64,
    squares: Sum<f64>,
    residual: Sum<f64>,
}

impl Spread {
    fn add(&mut self, y: f64, t: f64) {
        self.residual.add((t - y) * (t - y));
        let t = t - *self.first.get_or_insert(t);
        // The mean so far and the squares around it (Welford 1962).
        self.count += 1.0;
        let off = t - self.mean;
        self.mean += off / self.count;
        self.squares.add(off * (t - self.mean));
    }

    fn r_squared(&self) -> Option<f64> {
        let spread = self.squares.value();
        (spread > 0.0).then(|| 1.0 - self.residual.value() / spread)
    }
}
