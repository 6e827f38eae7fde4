namespace Core.Ir;

/// <summary>Checks that a program keeps the rules of the IR: every variable bound once, before it is used; every type as its op infers it.</summary>
public static class JaxprChecker
{
    /// <summary>Checks a program and the programs among its parameters.</summary>
    /// <exception cref="JaxprException">What is wrong, and in which equation.</exception>
    public static void Check(Jaxpr jaxpr) => Check(jaxpr, []);

    private static void Check(Jaxpr jaxpr, HashSet<Jaxpr> done)
    {
        if (!done.Add(jaxpr)) return;
        DeepRecursion.Run(() =>
        {
            HashSet<Var> bound = [];
            foreach (Var var in jaxpr.ConstVars) Bind(var, "constant");
            foreach (Var var in jaxpr.Inputs) Bind(var, "input");
            for (int i = 0; i < jaxpr.Constants.Count; i++)
            {
                ArrayType type = new(jaxpr.Constants[i].DType, jaxpr.Constants[i].Shape);
                if (!type.Matches(jaxpr.ConstVars[i].Type.Content)) throw new JaxprException($"constant {i} is bound as {jaxpr.ConstVars[i].Type}, its value is {type}.");
            }
            for (int i = 0; i < jaxpr.Equations.Count; i++)
            {
                Equation equation = jaxpr.Equations[i];
                foreach (Atom input in equation.Inputs) Use(input, equation, i);
                foreach (Jaxpr inner in equation.Op.Jaxprs) Check(inner, done);
                CheckTypes(equation, i);
                foreach (Var output in equation.Outputs) Bind(output, $"an output of equation {i} ({equation.Op.Name})");
            }
            foreach (Atom output in jaxpr.Outputs)
                if (output is Var var && !bound.Contains(var)) throw new JaxprException($"the program returns a variable of type {var.Type} that nothing binds.");

            void Bind(Var var, string what)
            {
                if (!bound.Add(var)) throw new JaxprException($"{what} of type {var.Type} is bound twice.");
            }

            void Use(Atom input, Equation equation, int index)
            {
                if (input is Var var && !bound.Contains(var))
                    throw new JaxprException($"equation {index} ({equation.Op.Name}) uses a variable of type {var.Type} that nothing before it binds.");
            }
        });
    }

    /// <summary>Checks the types of one equation.</summary>
    /// <exception cref="JaxprException">The outputs are not bound as the op infers them, or the inputs do not fit.</exception>
    internal static void CheckTypes(Equation equation, int index)
    {
        if (TypeError(equation) is { } error) throw new JaxprException($"equation {index}: {error.Message}", error.Inner);
    }

    /// <summary>What is wrong with the types of an equation, or null.</summary>
    internal static (string Message, VmapException? Inner)? TypeError(Equation equation)
    {
        ArrayType[] inputs = new ArrayType[equation.Inputs.Count];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = equation.Inputs[i].Type;
        ValueArray<ArrayType> inferred;
        try
        {
            inferred = Typing.InferChecked(equation.Op, inputs);
        }
        catch (VmapException e)
        {
            return (e.Message, e);
        }
        catch (OverflowException)
        {
            return ($"{equation.Op.Name}: a size of the result is too large.", null);
        }
        if (inferred.Count != equation.Outputs.Count)
            return ($"{equation.Op.Name}: gives {inferred.Count} outputs, but {equation.Outputs.Count} are bound.", null);
        for (int i = 0; i < inferred.Count; i++)
            if (!inferred[i].Matches(equation.Outputs[i].Type))
                return ($"{equation.Op.Name}: gives {inferred[i]}, but it is bound as {equation.Outputs[i].Type}.", null);
        return null;
    }
}
