//! Made by `cargo xtask proof`. It is linked, and never run.
#![no_std]
#![no_main]

/// If any path to a panic is left after optimisation, this calls what does not exist.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe extern "C" {
        #[link_name = "error: a panic path is linked"]
        safe fn panic_path_is_linked() -> !;
    }
    panic_path_is_linked()
}

/// Where linking begins.
#[unsafe(no_mangle)]
extern "C" fn _start() {
    #[cfg(feature = "may-panic")]
    core::hint::black_box([1, 2, 3][core::hint::black_box(1)]);
    all();
}

/// What is done with the `Net` beside it; fused steps where it takes them.
macro_rules! entries {
    ($forward:literal $backward:literal $step:literal $($fused:literal)?) => {
        use core::hint::black_box;

        use nn_core::head::Head as _;
        use nn_core::prelude::*;

        type X = Input<Net>;
        type Y = Output<Net>;
        type Tape = <Net as Learn<f32>>::Tape<1>;
        type Gradients = <Net as Learn<f32>>::Gradients;
        type Head = <Net as Layer<f32>>::Head;
        type Teacher = Trainer<Net, MeanSquaredError, Adam<Net>>;

        #[unsafe(export_name = $forward)]
        fn forward(net: &Net, x: &[X; 1], y: &mut [Y; 1], xs: &[X], ys: &mut [Y]) {
            net.forward_rows(x, y);
            Head::apply::<f32, _, 1>(y);
            net.forward_batch(xs, ys);
        }
        #[unsafe(export_name = $backward)]
        fn backward(
            (net, random): (&Net, &mut Random),
            (x, y): (&[X; 1], &mut [Y; 1]),
            (tape, gradients): (&mut Tape, &mut Gradients),
            (grad_y, grad_x): (&mut [Y; 1], &mut [X; 1]),
        ) {
            net.record_rows(x, y, tape, random);
            Head::apply::<f32, _, 1>(y);
            Head::back::<f32, _, _, 1>(y, grad_y);
            net.backward_rows(Seen { x, out: y, tape }, grad_y, Some(gradients), Some(grad_x));
        }
        #[unsafe(export_name = $step)]
        fn step(net: &mut Net, trainer: &mut Teacher, xs: &[X], ys: &[Y]) -> bool {
            trainer.step(net, xs, ys).is_ok()
        }
        $(
            #[unsafe(export_name = $fused)]
            fn fused(
                (net, trainer): (&mut Net, &mut FusedTrainer<Net, MeanSquaredError>),
                (x, y): (&[X; 1], &[Y; 1]),
                tape: &Tape,
                (grad_y, grad_x): (&mut [Y; 1], &mut [X; 1]),
            ) -> bool {
                net.descend_rows(Seen { x, out: y, tape }, grad_y, 0.1, Some(grad_x));
                let ([x], [y]) = (x, y);
                trainer.step(net, x, y).is_ok()
            }
        )?
        /// Functions whose address is taken stay as they are.
        #[inline(never)]
        pub fn all() {
            black_box((forward as *const (), backward as *const (), step as *const ()));
            $(
                let _ = $fused;
                black_box(fused as *const ());
            )?
        }
    };
}

/// One frame of the `Net` beside it.
macro_rules! stream {
    ($step:literal) => {
        use nn_core::Stream;

        type Frame = <<Net as Layer<f32>>::In as Shape>::Last<f32>;

        #[unsafe(export_name = $step)]
        fn frame(net: &Net, state: &mut <Net as Stream>::State, frame: &Frame, out: &mut <Net as Stream>::Given) -> bool {
            Stream::step(net, state, frame, out)
        }
        #[inline(never)]
        pub fn along() {
            black_box(frame as *const ());
        }
    };
}
