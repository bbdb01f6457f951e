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
    """Kind, weight with outputs last, bias and activation of every layer; a pooling has none of these."""
    numbers, at = floats(model, "weights"), 0
    for layer in model["layers"]:
        if layer["kind"] == "pooling":
            yield "pooling", None, None, "identity"
            continue
        shape = layer["weight"]
        end = at + int(numpy.prod(shape))
        weight, bias = numbers[at:end].reshape(shape), numbers[end : end + shape[-1]]
        yield layer["kind"], weight, bias, layer["activation"]
        at = end + len(bias)


def by_onnxruntime(model, x):
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    nodes, constants, value, channels = [], [], "x", None
    if len(model["input"]) == 3:
        # Channels stand in front here; of one there is nothing to move.
        side, _, channels = model["input"]
        x = x.reshape(len(x), channels, side, side)

    def constant(name, numbers):
        constants.append(numpy_helper.from_array(numpy.ascontiguousarray(numbers), name))
        return name

    def node(kind, inputs, name, **settings):
        nodes.append(helper.make_node(kind, inputs, [name], **settings))
        return name

    for layer, (kind, weight, bias, activation) in enumerate(layers(model)):
        if kind == "pooling":
            value = node("MaxPool", [value], f"most{layer}", kernel_shape=[2, 2], strides=[2, 2])
            continue
        bias = constant(f"bias{layer}", bias)
        if kind == "convolution":
            weight, channels = constant(f"weight{layer}", weight.transpose(3, 2, 0, 1)), weight.shape[3]
            value = node("Conv", [value, weight, bias], f"sum{layer}")
        else:
            if channels is not None:
                value = node("Flatten", [value], f"flat{layer}")
                outputs = weight.shape[1]
                weight = weight.reshape(-1, channels, outputs).transpose(1, 0, 2).reshape(-1, outputs)
                channels = None
            value = node("Gemm", [value, constant(f"weight{layer}", weight), bias], f"sum{layer}")
        if activation != "identity":
            settings = {"axis": 1} if activation == "softmax" else {}
            value = node(activation.capitalize(), [value], f"value{layer}", **settings)
    shape = [len(x), model["layers"][-1]["weight"][-1]]
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
        if numbers is not None and numbers.dtype == numpy.int32:
            new.type = schema.TensorType.INT32
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

    kinds, settings_of = schema.BuiltinOperator, schema.BuiltinOptions
    x = x.reshape(len(x), *model["input"])
    value, shape = tensor("x", x.shape), list(x.shape)
    graph.inputs = [value]
    for layer, (kind, weight, bias, activation) in enumerate(layers(model)):
        if kind == "pooling":
            settings = schema.Pool2DOptionsT()
            settings.padding = schema.Padding.VALID
            settings.strideW = settings.strideH = settings.filterWidth = settings.filterHeight = 2
            shape = [len(x), shape[1] // 2, shape[2] // 2, shape[3]]
            value = operator(
                kinds.MAX_POOL_2D, [value], tensor(f"most{layer}", shape), settings_of.Pool2DOptions, settings
            )
            continue
        if kind == "convolution":
            shape = [len(x), shape[1] - 2, shape[2] - 2, len(bias)]
            weight, made_by, described = weight.transpose(3, 0, 1, 2), kinds.CONV_2D, settings_of.Conv2DOptions
            settings = schema.Conv2DOptionsT()
            settings.padding = schema.Padding.VALID
            settings.strideW = settings.strideH = settings.dilationWFactor = settings.dilationHFactor = 1
        else:
            if len(shape) > 2:
                shape = [len(x), len(weight)]
                wanted = tensor(f"shape{layer}", [2], numpy.array(shape, numpy.int32))
                settings = schema.ReshapeOptionsT()
                settings.newShape = shape
                value = operator(
                    kinds.RESHAPE, [value, wanted], tensor(f"flat{layer}", shape), settings_of.ReshapeOptions, settings
                )
            shape = [len(x), len(bias)]
            weight, made_by, described = weight.T, kinds.FULLY_CONNECTED, settings_of.FullyConnectedOptions
            settings = schema.FullyConnectedOptionsT()
        if activation == "relu":
            settings.fusedActivationFunction = schema.ActivationFunctionType.RELU
        numbers = [
            tensor(f"weight{layer}", weight.shape, numpy.ascontiguousarray(weight)),
            tensor(f"bias{layer}", bias.shape, bias),
        ]
        value = operator(made_by, [value, *numbers], tensor(f"sum{layer}", shape), described, settings)
        if activation == "sigmoid":
            value = operator(kinds.LOGISTIC, [value], tensor(f"value{layer}", shape))
        if activation == "softmax":
            settings = schema.SoftmaxOptionsT()
            settings.beta = 1.0
            softmax = settings_of.SoftmaxOptions
            value = operator(kinds.SOFTMAX, [value], tensor(f"value{layer}", shape), softmax, settings)
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
