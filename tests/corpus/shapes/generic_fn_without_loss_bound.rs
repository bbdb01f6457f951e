//! refused: the function must say that the loss can score the head: `CrossEntropy: LossOn<<N as Layer<f32>>::Head>`; point to `CrossEntropy`
//! flaw: 35 lines: the step does not exist either

use nn_core::prelude::*;

network! {
    pub struct Iris {
        input:  [f32; 4],
        hidden: Dense(16),
        Relu,
        logits: Dense(3),
        Softmax,
    }
}

fn train<N>(inputs: &[[f32; 4]], labels: &[usize]) -> Result<N, TrainError>
where
    N: Network<Scalar = f32> + Layer<f32, In = Features<4>, Out = Features<3>>,
{
    let mut net = N::new(0);
    let mut trainer = Trainer::new(&net, CrossEntropy, Adam::new(0.01));
    trainer.step(&mut net, inputs, labels)?;
    Ok(net)
}

fn main() -> Result<(), TrainError> {
    let net: Iris = train(&[[0.0; 4]], &[1])?;
    println!("{:?}", net.forward(&[0.0; 4]));
    Ok(())
}
