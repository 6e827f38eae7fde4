namespace Core.Tests.Soak;

/// <summary>How the compiled and the interpreted results of a program compare.</summary>
internal enum Outcome
{
    /// <summary>They agree.</summary>
    Same,

    /// <summary>They differ as results do that change in their last digits on the way: a step is not continuous there, loses digits, or may overflow.</summary>
    Sensitive,

    /// <summary>An op cannot be compiled.</summary>
    Unsupported,

    /// <summary>They differ.</summary>
    Different,
}

/// <summary>Compares what a compiled program computes with what the interpreter does.</summary>
internal static class Agreement
{
    /// <summary>Runs a program both ways, with one thread and with several.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="random">What to change inputs by, and which stages to look at.</param>
    /// <returns>The outcome, and what is to be said about it.</returns>
    public static (Outcome Outcome, string Message) Of(Jaxpr program, ArrayData[] inputs, Random random)
    {
        CompiledProgram compiled;
        try
        {
            compiled = CompiledProgram.Compile(program, threads: 1);
        }
        catch (UnsupportedException e)
        {
            return (Outcome.Unsupported, e.Message);
        }
        byte[][] before = BytesOf(inputs);
        ArrayData[] actual = compiled.Run(inputs);
        byte[][] first = BytesOf(actual);
        if (!AreBytes(compiled.Run(inputs), first)) return (Outcome.Different, "the second run gives other bits");
        if (!AreBytes(CompiledProgram.Compile(program, threads: 4).Run(inputs), first)) return (Outcome.Different, "four threads give other bits");
        if (!AreBytes(actual, first)) return (Outcome.Different, "a later run writes over the results of the first one");
        if (!AreBytes(inputs, before)) return (Outcome.Different, "a run writes over its inputs");
        if (random.Next(6) == 0 && !program.Inputs.Any(input => input.Type.IsRef))
        {
            Traced jitted = program.ToTraced().Jit(threads: 1);
            for (int call = 0; call < 3; call++)
                if (!AreBytes([.. jitted.InvokeFlat([.. inputs.Select(NdArray.Of)]).Select(result => result.Data())], first)) return (Outcome.Different, $"call {call} through Jit gives other bits");
        }
        if (random.Next(16) == 0)
        {
            _ = compiled.Explain();
            foreach (CompilerStage stage in Enum.GetValues<CompilerStage>()) _ = CompilerStages.Show(program, stage);
        }

        return new Judge(Compile, random).Of(program, inputs, actual);
    }

    private static Func<ArrayData[], ArrayData[]> Compile(Jaxpr program)
    {
        CompiledProgram compiled = CompiledProgram.Compile(program, threads: 1);
        return inputs => compiled.Run(inputs);
    }

    private static byte[][] BytesOf(ArrayData[] arrays) => [.. arrays.Select(array => array.Bytes.ToArray())];

    private static bool AreBytes(ArrayData[] arrays, byte[][] bytes)
    {
        for (int i = 0; i < arrays.Length; i++)
            if (!arrays[i].Bytes.SequenceEqual(bytes[i])) return false;
        return true;
    }
}
