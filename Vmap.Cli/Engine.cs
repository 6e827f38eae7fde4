using Core;
using Core.Interpreter;

namespace Vmap.Cli;

/// <summary>What computes: the compiler, or the interpreter, which defines what programs mean.</summary>
internal static class Engines
{
    public static Engine Parse(string name) => name == "jit" ? Engine.Jit : Engine.Interpreter;

    /// <summary>A program ready to be called.</summary>
    public static Func<ArrayData[], ArrayData[]> Prepare(this Engine engine, Jaxpr jaxpr)
    {
        if (engine is Engine.Interpreter) return inputs => Evaluate.Run(jaxpr, inputs);
        CompiledProgram program = CompiledProgram.Compile(jaxpr);
        return inputs => program.Run(inputs);
    }
}
