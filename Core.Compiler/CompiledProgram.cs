using Core.Compiler.Execution;
using Core.Ir;

namespace Core;

/// <summary>A program as machine code.</summary>
/// <remarks>Safe to call from many threads at once. Nothing to dispose.</remarks>
public sealed class CompiledProgram
{
    private readonly Executable _executable;
    private readonly ArrayType[] _inputs;

    private CompiledProgram(Executable executable, ArrayType[] inputs) => (_executable, _inputs) = (executable, inputs);

    /// <summary>Bytes of memory that a call needs for values that it does not return.</summary>
    public long TemporaryBytes => _executable.ArenaBytes;

    /// <summary>Compiles a program.</summary>
    /// <param name="jaxpr">The program, with the values of its constants.</param>
    /// <param name="threads">How many threads a call may use at most; as many as there are processors if not given. The results are the same bits for any number.</param>
    /// <param name="memoryLimit">How many bytes values that are not returned may take.</param>
    /// <exception cref="JaxprException">The values of the program's constants are not known.</exception>
    /// <exception cref="UnsupportedException">An op cannot be compiled.</exception>
    /// <exception cref="ResourceException">The program needs more memory than the limit.</exception>
    public static CompiledProgram Compile(Jaxpr jaxpr, int? threads = null, long? memoryLimit = null)
    {
        if (threads < 1) throw new ArgumentOutOfRangeException(nameof(threads), threads, "a call needs one thread at least; leave threads out to use all processors.");
        Executable executable = Planner.Compile(jaxpr, new(threads ?? Environment.ProcessorCount, memoryLimit));
        return new(executable, [.. jaxpr.Inputs.Select(input => input.Type.Content)]);
    }

    /// <summary>Runs the program.</summary>
    /// <param name="inputs">One array per input, of its type.</param>
    /// <exception cref="JaxprException">Number or type of the inputs are not the program's.</exception>
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

    /// <summary>What a call does: its steps, each with the bytes it moves and how much it computes, and the memory it needs.</summary>
    public string Explain() => string.Join('\n',
        [.. _executable.Steps.Select(step => step.Describe()), $"{_executable.Steps.Count} steps, {TemporaryBytes} bytes of temporary memory"]);
}
