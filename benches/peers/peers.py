"""onnxruntime and XNNPACK (LiteRT) on the networks that `peers models FOLDER` has written.

The same as the Rust program beside it: in turns, a line of JSON for everybody in every row. What Python adds to a call is
counted, some tenths of a microsecond to a few; buffers are bound once.
"""

import argparse
import gc
import json
import os
import sys
import time

arguments = argparse.ArgumentParser()
arguments.add_argument("--models", required=True)
arguments.add_argument("--only", default="")
arguments.add_argument("--filter", default="")
arguments.add_argument("--repetitions", type=int, default=11)
arguments.add_argument("--milliseconds", type=float, default=4.0)
arguments.add_argument("--core", type=int)
options = arguments.parse_args()
if options.core is not None and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {options.core})
os.environ["OMP_NUM_THREADS"] = "1"

import numpy

ONLY = [name for name in options.only.split(",") if name]


def floats(model, kind):
    return numpy.fromfile(os.path.join(options.models, f"{model['name']}.{kind}"), "<f4")


def layers(model):
    """Weight `[input][output]`, bias and activation of every layer."""
    numbers, sizes, at = floats(model, "weights"), model["sizes"], 0
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        weight = numbers[at : at + inputs * outputs].reshape(inputs, outputs)
        at += inputs * outputs
        bias = numbers[at : at + outputs]
        at += outputs
        yield weight, bias, model["last"] if layer + 2 == len(sizes) else model["between"]


def by_onnxruntime(model, x):
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    nodes, constants, value = [], [], "x"
    for layer, (weight, bias, activation) in enumerate(layers(model)):
        constants.append(numpy_helper.from_array(weight.copy(), f"weight{layer}"))
        constants.append(numpy_helper.from_array(bias.copy(), f"bias{layer}"))
        nodes.append(helper.make_node("Gemm", [value, f"weight{layer}", f"bias{layer}"], [f"sum{layer}"]))
        value = f"sum{layer}"
        if activation != "identity":
            settings = {"axis": 1} if activation == "softmax" else {}
            nodes.append(helper.make_node(activation.capitalize(), [value], [f"value{layer}"], **settings))
            value = f"value{layer}"
    shape = [len(x), model["sizes"][-1]]
    graph = helper.make_graph(
        nodes,
        model["name"],
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, list(x.shape))],
        [helper.make_tensor_value_info(value, TensorProto.FLOAT, shape)],
        constants,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(made)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    settings.log_severity_level = 3
    session = onnxruntime.InferenceSession(made.SerializeToString(), settings, providers=["CPUExecutionProvider"])
    inputs = onnxruntime.OrtValue.ortvalue_from_numpy(x)
    outputs = onnxruntime.OrtValue.ortvalue_from_numpy(numpy.zeros(shape, numpy.float32))
    bound = session.io_binding()
    bound.bind_ortvalue_input("x", inputs)
    bound.bind_ortvalue_output(value, outputs)
    run, keep = session.run_with_iobinding, (inputs, outputs)
    run(bound)
    return outputs.numpy().copy(), lambda: run(bound) or keep


def by_xnnpack(model, x):
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema
    from ai_edge_litert.interpreter import Interpreter

    graph, made = schema.SubGraphT(), schema.ModelT()
    graph.tensors, graph.operators = [], []
    made.version, made.subgraphs, made.operatorCodes = 3, [graph], []
    # Buffer 0 is empty by convention.
    made.buffers = [schema.BufferT()]

    def tensor(name, shape, numbers=None):
        new = schema.TensorT()
        new.name, new.shape, new.type = name, list(shape), schema.TensorType.FLOAT32
        new.buffer = 0
        if numbers is not None:
            buffer = schema.BufferT()
            buffer.data = numpy.frombuffer(numbers.tobytes(), numpy.uint8)
            new.buffer = len(made.buffers)
            made.buffers.append(buffer)
        graph.tensors.append(new)
        return len(graph.tensors) - 1

    def operator(kind, inputs, output, settings_kind=0, settings=None):
        known = [code.builtinCode for code in made.operatorCodes]
        if kind not in known:
            code = schema.OperatorCodeT()
            code.builtinCode, code.deprecatedBuiltinCode, code.version = kind, kind, 1
            made.operatorCodes.append(code)
            known.append(kind)
        new = schema.OperatorT()
        new.opcodeIndex, new.inputs, new.outputs = known.index(kind), inputs, [output]
        new.builtinOptionsType, new.builtinOptions = settings_kind, settings
        graph.operators.append(new)
        return output

    value = tensor("x", x.shape)
    graph.inputs = [value]
    for layer, (weight, bias, activation) in enumerate(layers(model)):
        numbers = [
            tensor(f"weight{layer}", weight.shape[::-1], numpy.ascontiguousarray(weight.T)),
            tensor(f"bias{layer}", bias.shape, bias),
        ]
        settings = schema.FullyConnectedOptionsT()
        if activation == "relu":
            settings.fusedActivationFunction = schema.ActivationFunctionType.RELU
        shape = [len(x), len(bias)]
        connected = schema.BuiltinOptions.FullyConnectedOptions
        value = operator(
            schema.BuiltinOperator.FULLY_CONNECTED, [value, *numbers], tensor(f"sum{layer}", shape), connected, settings
        )
        if activation == "sigmoid":
            value = operator(schema.BuiltinOperator.LOGISTIC, [value], tensor(f"value{layer}", shape))
        if activation == "softmax":
            settings = schema.SoftmaxOptionsT()
            settings.beta = 1.0
            softmax = schema.BuiltinOptions.SoftmaxOptions
            value = operator(
                schema.BuiltinOperator.SOFTMAX, [value], tensor(f"value{layer}", shape), softmax, settings
            )
    graph.outputs = [value]
    builder = flatbuffers.Builder(1024)
    builder.Finish(made.Pack(builder), b"TFL3")
    interpreter = Interpreter(model_content=bytes(builder.Output()), num_threads=1)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], x)
    interpreter.invoke()
    output = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    return output, interpreter.invoke


PEERS = {"onnxruntime": by_onnxruntime, "XNNPACK": by_xnnpack}


def seconds(work, times):
    """Per call, behind one that fetches again what the peers before have driven out of the caches."""
    work()
    turns = range(times)
    # How long the process has had a core.
    start = time.process_time_ns()
    for _ in turns:
        work()
    return (time.process_time_ns() - start) / 1e9 / times


def measure(row, contenders):
    most = options.milliseconds / 1e3
    times = []
    for _, _, work in contenders:
        count = 1
        while (each := seconds(work, count)) * count <= most / 2:
            count *= 2
        times.append(max(1, int(most / each)))
    measured = [[] for _ in contenders]
    for repetition in range(options.repetitions):
        for turn in range(len(contenders)):
            turn = (turn + repetition) % len(contenders)
            measured[turn].append(seconds(contenders[turn][2], times[turn]))
    for (name, error, _), found in zip(contenders, measured):
        median = 1e9 * sorted(found)[len(found) // 2]
        print(json.dumps({"row": row, "peer": name, "ns": median, "error": error}), flush=True)


def main():
    with open(os.path.join(options.models, "models.json")) as file:
        models = json.load(file)
    failed = {}
    gc.disable()
    for model in models:
        for batch in (1, 32):
            row = f"{model['name']} batch {batch}"
            if options.filter not in row:
                continue
            x = numpy.ascontiguousarray(floats(model, "inputs").reshape(32, -1)[:batch])
            right = floats(model, "outputs").reshape(32, -1)[:batch]
            contenders = []
            for name, make in PEERS.items():
                if ONLY and name not in ONLY or name in failed:
                    continue
                try:
                    output, work = make(model, x)
                    error = float(numpy.max(numpy.abs(output - right)))
                    contenders.append((name, error if numpy.isfinite(error) else sys.float_info.max, work))
                except Exception as error:  # whatever a library throws: the others run
                    failed[name] = f"{type(error).__name__}: {error}".splitlines()[0]
                    print(json.dumps({"peer": name, "failed": failed[name]}), flush=True)
            measure(row, contenders)


main()
