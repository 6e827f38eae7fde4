using System.Globalization;
using System.Text;
using Core.Compiler.Emission;
using Core.Compiler.Execution;
using Core.Compiler.Fusion;
using Core.Ir;

namespace Core;

/// <summary>A program as machine code.</summary>
/// <remarks>Safe to call from many threads at once. Nothing to dispose.</remarks>
public sealed class CompiledProgram
{
    private readonly Executable _executable;
    private readonly ArrayType[] _inputs;
    private readonly Jaxpr _jaxpr;
    private readonly int _threads;

    private CompiledProgram(Executable executable, Jaxpr jaxpr, int threads)
    {
        (_executable, _jaxpr, _threads) = (executable, jaxpr, threads);
        _inputs = [.. jaxpr.Inputs.Select(input => input.Type.Content)];
    }

    /// <summary>Bytes of memory that a call needs for values that it does not return.</summary>
    public long TemporaryBytes => _executable.ArenaBytes;

    /// <summary>Bytes of memory that a call allocates: those values, and what it returns.</summary>
    public long PeakBytes => _executable.ArenaBytes + _executable.ResultBytes;

    /// <summary>How many of the donated inputs have a result made in their memory.</summary>
    public int DonatedResults => _executable.Donations.Length;

    /// <summary>Compiles a program.</summary>
    /// <param name="jaxpr">The program, with the values of its constants.</param>
    /// <param name="threads">How many threads a call may use at most; as many as there are processors if not given. The results are the same bits for any number.</param>
    /// <param name="memoryLimit">How many bytes a call may allocate, for its results and for values in between.</param>
    /// <param name="donate">The inputs that callers give away, counted from 0: results are made in their memory where that can be, and they cannot be read after a call.</param>
    /// <exception cref="JaxprException">The values of the program's constants are not known, or there is no such input as is to be donated.</exception>
    /// <exception cref="UnsupportedException">An op cannot be compiled.</exception>
    /// <exception cref="ResourceException">The program needs more memory than the limit.</exception>
    public static CompiledProgram Compile(Jaxpr jaxpr, int? threads = null, long? memoryLimit = null, ValueArray<int> donate = default)
    {
        foreach (int input in donate)
            if (input < 0 || input >= jaxpr.Inputs.Count) throw new JaxprException($"input {input} cannot be donated: the program takes {jaxpr.Inputs.Count} {(jaxpr.Inputs.Count == 1 ? "input" : "inputs")}.");
        if (threads < 1) throw new ArgumentOutOfRangeException(nameof(threads), threads, "a call needs one thread at least; leave threads out to use all processors.");
        int most = threads ?? Environment.ProcessorCount;
        return new(Planner.Compile(jaxpr, new(most, memoryLimit, [.. donate.Distinct()])), jaxpr, most);
    }

    /// <summary>Runs the program.</summary>
    /// <param name="inputs">One array per input, of its type.</param>
    /// <remarks>Bound by <see cref="VmapSettings.Current"/> too: its threads, its memory, its cancellation.</remarks>
    /// <exception cref="JaxprException">Number or type of the inputs are not the program's.</exception>
    /// <exception cref="ResourceException">It needs more memory than the settings allow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ArrayData[] Run(params ReadOnlySpan<ArrayData> inputs)
    {
        if (inputs.Length != _inputs.Length)
            throw new JaxprException($"the program takes {_inputs.Length} {(_inputs.Length == 1 ? "input" : "inputs")}, got {inputs.Length}.");
        for (int i = 0; i < inputs.Length; i++)
            if (inputs[i].DType != _inputs[i].DType || inputs[i].Shape != _inputs[i].Shape)
                throw new JaxprException($"input {i} of the program is {_inputs[i]}, got {inputs[i].DType.Name}{inputs[i].Shape.ToBrackets()}.");
        return _executable.Run(inputs);
    }

    /// <summary>Runs the program without comparing the inputs with its own: for callers that know that they are like them.</summary>
    public Func<ReadOnlySpan<ArrayData>, ArrayData[]> Unchecked => _executable.Run;

    /// <summary>
    /// What a call does: its steps, each with the bytes of the arrays that it reads and writes, in how many pieces threads share it and how long it may take; then the memory that
    /// a call needs, and how much is computed.
    /// </summary>
    public string Explain()
    {
        StringBuilder text = new();
        foreach (Step step in _executable.Steps)
        {
            string[] lines = step.Describe().Split('\n');
            long read = Bytes(step.Reads), written = Bytes(step.Writes);
            string pieces = step.Pieces == 1 ? "" : $", {step.Pieces} pieces";
            text.Append(CultureInfo.InvariantCulture, $"{lines[0]}  [reads {read} bytes, writes {written}{pieces}, about {step.Nanoseconds / 1000:F1} µs]\n");
            foreach (string line in lines.AsSpan(1)) text.Append(line).Append('\n');
        }
        text.Append(CultureInfo.InvariantCulture, $"{_executable.Steps.Count} {(_executable.Steps.Count == 1 ? "step" : "steps")}, {JaxprCost.Of(_jaxpr).Flops} flops, ");
        text.Append(CultureInfo.InvariantCulture, $"{_executable.Steps.Sum(step => Bytes(step.Reads))} bytes read, {_executable.Steps.Sum(step => Bytes(step.Writes))} written\n");
        text.Append(CultureInfo.InvariantCulture, $"memory of a call: {PeakBytes} bytes, {TemporaryBytes} for values in between and {_executable.ResultBytes} for results; ");
        text.Append(CultureInfo.InvariantCulture, $"threads: up to {_threads}");
        foreach ((int input, int output) in _executable.Donations) text.Append(CultureInfo.InvariantCulture, $"\nresult {output} is made in the memory of input {input}");
        return text.ToString();

        long Bytes(ValueArray<int> buffers)
        {
            long sum = 0;
            foreach (int buffer in (HashSet<int>)[.. buffers]) sum += _executable.Buffers[buffer].Type.ByteSize;
            return sum;
        }
    }

    /// <summary>The fused kernels as C#, each a file that compiles by itself (with unsafe code allowed and a reference to this library) and gives the kernel's bits.</summary>
    /// <remarks>For vectors as wide as this machine's. Steps that are no fused kernels, such as products of matrices and sorts, are part of the library.</remarks>
    public IReadOnlyList<string> ToCSharp()
    {
        List<string> kernels = [];
        Add(_executable.Steps);
        return kernels;

        void Add(IEnumerable<Step> steps)
        {
            foreach (Step step in steps)
            {
                if (step is NestStep nest) kernels.Add(Header(nest) + CSharpPrinter.Print(nest.Kernel.Code));
                Add(step.Inner);
            }
        }

        string Header(NestStep nest)
        {
            StringBuilder text = new();
            foreach (string line in nest.Describe().Split('\n')) text.Append("// ").Append(line).Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"// All of it: Kernel.Run(buffers, scratch, 0, {nest.Outer}), with {nest.ScratchBytes} bytes of scratch memory.\n");
            for (int i = 0; i < nest.Buffers.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"// buffers[{i}]: {_executable.Buffers[nest.Buffers[i]].Type}, {(nest.Writes.Contains(nest.Buffers[i]) ? "written" : "read")}\n");
            return text.ToString();
        }
    }
}
