using Core.Ir;

namespace Core.Compiler.Execution;

/// <summary>What the rule of an op gets to make the steps of an equation: types and buffers of its operands and results, all of them row-major and contiguous.</summary>
internal abstract class StepContext
{
    /// <summary>The equation.</summary>
    public abstract Equation Equation { get; }

    /// <summary>The buffer of each operand. A literal has one too: a constant of the program.</summary>
    public abstract ValueArray<int> Inputs { get; }

    /// <summary>The buffer of each result. A result that nobody reads has one too.</summary>
    public abstract ValueArray<int> Outputs { get; }

    /// <summary>The type of an operand.</summary>
    public ArrayType InputType(int operand) => Equation.Inputs[operand].Type.Content;

    /// <summary>The type of a result.</summary>
    public ArrayType OutputType(int result) => Equation.Outputs[result].Type.Content;

    /// <summary>A buffer of the program that lives from the first to the last step of this equation that names it.</summary>
    /// <param name="type">What it holds; any shape of enough bytes.</param>
    public abstract int Workspace(ArrayType type);

    /// <summary>A place in the table of pointers that a step sets itself: a row of another buffer, say.</summary>
    public abstract int Pointer(ArrayType type);

    /// <summary>How many threads a call may use.</summary>
    public abstract int Threads { get; }

    /// <summary>Whether a program inside the op may make an output in the buffer of an input, because it changes it last of all.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="input">The number of the input.</param>
    /// <param name="output">The number of the output.</param>
    public abstract bool Updates(Jaxpr jaxpr, int input, int output);

    /// <summary>The steps of a program inside the op (a loop's body), on the given buffers.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="inputs">A buffer for each of its inputs.</param>
    /// <param name="outputs">A buffer for each of its outputs, different from those of the inputs but where <see cref="Updates"/> allows one.</param>
    public abstract Step[] Inner(Jaxpr jaxpr, ValueArray<int> inputs, ValueArray<int> outputs);
}
