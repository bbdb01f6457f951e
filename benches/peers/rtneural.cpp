// RTNeural on the networks that `peers models FOLDER` has written; `models.h` from there has them as types.
//
// One backend each build: -DRTNEURAL_USE_EIGEN=1, -DRTNEURAL_USE_XSIMD=1 or -DRTNEURAL_USE_STL=1. As the programs beside it: a
// line of JSON for every row. RTNeural knows one example at a time, so 32 are 32 calls; a series is a call a frame.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <cstdint>
#include <fstream>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#if defined(__linux__)
#include <sched.h>
#endif

#include <RTNeural/RTNeural.h>

struct Options {
    std::string models, filter;
    int repetitions = 11, core = -1;
    double milliseconds = 4.0;
};

// Weight [input][output] and bias of a layer; moves on behind them.
template <int inputs, int outputs, typename Layer>
void fill(Layer& layer, const float*& numbers)
{
    std::vector<std::vector<float>> weight(outputs, std::vector<float>(inputs));
    for(int input = 0; input < inputs; ++input)
        for(int output = 0; output < outputs; ++output)
            weight[output][input] = *numbers++;
    std::vector<float> bias(numbers, numbers + outputs);
    numbers += outputs;
    layer.setWeights(weight);
    layer.setBias(bias.data());
}

// Weight [input][gate][unit] and bias [gate][unit] of what a frame adds, and of what the state does. The gates are reset, update
// and candidate, of which RTNeural has the update in front.
template <int inputs, int units, typename Layer>
void fill_gru(Layer& layer, const float* numbers)
{
    const auto gates = [&numbers]() {
        std::vector<float> row(numbers, numbers + 3 * units);
        std::swap_ranges(row.begin(), row.begin() + units, row.begin() + units);
        numbers += 3 * units;
        return row;
    };
    std::vector<std::vector<float>> of_frame(inputs), of_state(units), bias(2);
    std::generate(of_frame.begin(), of_frame.end(), gates);
    bias[0] = gates();
    std::generate(of_state.begin(), of_state.end(), gates);
    bias[1] = gates();
    layer.setWVals(of_frame);
    layer.setUVals(of_state);
    layer.setBVals(bias);
}

#include "models.h"

static std::vector<float> floats(const std::string& path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if(!file) {
        std::fprintf(stderr, "%s cannot be read\n", path.c_str());
        std::exit(1);
    }
    std::vector<float> numbers(file.tellg() / sizeof(float));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(numbers.data()), numbers.size() * sizeof(float));
    return numbers;
}

// How long this process has had a core, in seconds.
static double now()
{
    timespec time {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

// Seconds per call, behind one that fetches again what has been driven out of the caches.
template <typename Work>
double seconds(Work& work, long times)
{
    work();
    const double start = now();
    for(long time = 0; time < times; ++time)
        work();
    return (now() - start) / times;
}

template <typename Work>
void measure(const Options& options, const std::string& row, double error, Work work)
{
    const double most = options.milliseconds / 1e3;
    long times = 1;
    double each = seconds(work, times);
    while(each * times <= most / 2) {
        times *= 2;
        each = seconds(work, times);
    }
    times = std::max(1L, static_cast<long>(most / each));
    std::vector<double> measured;
    for(int repetition = 0; repetition < options.repetitions; ++repetition)
        measured.push_back(1e9 * seconds(work, times));
    std::sort(measured.begin(), measured.end());
    std::printf("{\"row\":\"%s\",\"peer\":\"RTNeural\",\"ns\":%.3f,\"error\":%g}\n", row.c_str(),
        measured[measured.size() / 2], error);
    std::fflush(stdout);
}

// A network with its numbers, 32 inputs and what it should answer.
template <typename Model>
struct Loaded {
    // Every input at a multiple of 64 bytes, as the backends load whole vectors.
    static constexpr int stride = (Model::inputs + 15) / 16 * 16;
    std::unique_ptr<Model> model = std::make_unique<Model>();
    std::vector<float> memory, right;
    float* x;

    Loaded(const Options& options, const std::string& name)
        : memory(32 * stride + 16, 0.0f)
        , right(floats(options.models + "/" + name + ".outputs"))
        , x(reinterpret_cast<float*>((reinterpret_cast<std::uintptr_t>(memory.data()) + 63) / 64 * 64))
    {
        model->load(floats(options.models + "/" + name + ".weights").data());
        model->net.reset();
        const auto inputs = floats(options.models + "/" + name + ".inputs");
        for(int row = 0; row < 32; ++row)
            std::copy_n(inputs.data() + row * Model::inputs, Model::inputs, x + row * stride);
    }

    // The largest difference of the answers to so many inputs, in turn.
    double error(int count)
    {
        double error = 0.0;
        for(int at = 0; at < count; ++at) {
            model->net.forward(x + at * stride);
            for(int output = 0; output < Model::outputs; ++output) {
                const double apart = std::abs(model->net.getOutputs()[output] - right[at * Model::outputs + output]);
                // A build may take it for granted that nothing is NaN.
                error = apart <= error ? error : (apart <= 1e30 ? apart : 1e30);
            }
        }
        return error;
    }

    void forward(int at)
    {
        const float* address = x + at * stride;
        asm volatile("" : "+r"(address) : : "memory");
        model->net.forward(address);
        asm volatile("" : : "r"(model->net.getOutputs()) : "memory");
    }
};

template <typename Model>
void run(const Options& options, const std::string& name)
{
    Loaded<Model> loaded(options, name);
    for(int batch : { 1, 32 }) {
        const std::string row = name + " batch " + std::to_string(batch);
        if(row.find(options.filter) == std::string::npos)
            continue;
        measure(options, row, loaded.error(batch), [&loaded, batch]() {
            for(int at = 0; at < batch; ++at)
                loaded.forward(at);
        });
    }
}

// One step; the state goes on, and the frames come again and again.
template <typename Model>
void run_series(const Options& options, const std::string& name)
{
    const std::string row = name + " step";
    if(row.find(options.filter) == std::string::npos)
        return;
    Loaded<Model> loaded(options, name);
    measure(options, row, loaded.error(32), [&loaded, at = 0]() mutable {
        loaded.forward(at);
        at = (at + 1) % 32;
    });
}

int main(int count, char** words)
{
    Options options;
    for(int at = 1; at + 1 < count; at += 2) {
        const std::string name = words[at], value = words[at + 1];
        if(name == "--models") options.models = value;
        if(name == "--filter") options.filter = value;
        if(name == "--repetitions") options.repetitions = std::atoi(value.c_str());
        if(name == "--milliseconds") options.milliseconds = std::atof(value.c_str());
        if(name == "--core") options.core = std::atoi(value.c_str());
    }
#if defined(__linux__)
    if(options.core >= 0) {
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(options.core, &cores);
        if(sched_setaffinity(0, sizeof cores, &cores) != 0) {
            std::perror("core");
            return 1;
        }
    }
#endif
#define EACH(name) run<name>(options, #name);
#define SERIES(name) run_series<name>(options, #name);
    MODELS
    return 0;
}
