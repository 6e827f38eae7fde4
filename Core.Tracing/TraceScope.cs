using System.Diagnostics;
using Core.Interpreter;
using Core.Ir;

namespace Core.Tracing;

/// <summary>What surrounds the code that runs on this thread: the program being traced, the named axes, and the settings of the program.</summary>
public sealed class TraceScope
{
    [ThreadStatic]
    private static TraceScope? s_current;

    private static readonly TraceScope Outermost = new();

    private TraceScope() { }

    private TraceScope(TraceScope outer) => (Frame, Axes, X64, Sources, Source, OwnLog) = (outer.Frame, outer.Axes, outer.X64, outer.Sources, outer.Source, outer.OwnLog);

    /// <summary>The scope of this thread.</summary>
    internal static TraceScope Current => s_current ?? Outermost;

    /// <summary>The program that is being traced, if any.</summary>
    internal TraceFrame? Frame { get; private init; }

    /// <summary>The named axes, the innermost last.</summary>
    internal ValueArray<NamedAxis> Axes { get; private init; }

    /// <summary>Whether there is nothing around: no function that is traced, no named axis, no setting.</summary>
    internal static bool IsPlain => s_current is null;

    /// <summary>Whether bare numbers and default element types are 64 bits wide.</summary>
    public bool X64 { get; private init; }

    /// <summary>Whether equations note the user's line that they come from.</summary>
    internal bool Sources { get; private init; }

    /// <summary>The user's line that all equations come from, where they are made of one that has noted it.</summary>
    private SourceLocation? Source { get; init; }

    /// <summary>Whom to tell what happens.</summary>
    private TraceLog OwnLog { get; init; } = TraceLog.Silent;

    /// <summary>Whom to tell what happens on this thread.</summary>
    public static TraceLog Log => Current.OwnLog;

    /// <summary>Whether a program is being traced on this thread.</summary>
    public static bool IsTracing => Current.Frame is not null;

    /// <summary>Whether the program on this thread uses 64-bit defaults.</summary>
    public static bool UsesX64 => Current.X64;

    /// <summary>How many equations the innermost program that is being traced has so far.</summary>
    public static int EquationCount => Current.Frame?.Equations.Count ?? 0;

    /// <summary>The equations of the innermost program that is being traced, from one on.</summary>
    public static ValueArray<Equation> EquationsFrom(int first) => [.. Current.Frame!.Equations.Skip(first)];

    /// <summary>Runs <paramref name="body"/> with a named axis around it; a name shadows the same one further out.</summary>
    public static T WithAxis<T>(string name, int size, Func<T> body) =>
        Run(new(Current) { Axes = [.. Current.Axes, new NamedAxis(name, size)] }, body);

    /// <summary>Runs <paramref name="body"/> with or without 64-bit defaults.</summary>
    public static T WithX64<T>(bool x64, Func<T> body) => x64 == Current.X64 ? body() : Run(new(Current) { X64 = x64 }, body);

    /// <summary>Runs <paramref name="body"/> and lets equations note the user's lines.</summary>
    public static T WithSources<T>(Func<T> body) => Current.Sources ? body() : Run(new(Current) { Sources = true }, body);

    /// <summary>Whether equations note the user's line that they come from.</summary>
    public static bool NotesSources => Current.Sources;

    /// <summary>Runs <paramref name="body"/>, whose equations are made of one that comes from a line of the user's, if that is known: they come from there, too.</summary>
    public static T WithSource<T>(SourceLocation? source, Func<T> body) => source is null ? body() : Run(new(Current) { Source = source }, body);

    /// <summary>Runs <paramref name="body"/> and tells a logger what happens.</summary>
    public static T WithLog<T>(TraceLog log, Func<T> body) => Run(new(Current) { OwnLog = log }, body);

    /// <summary>The size of the innermost axis with a name.</summary>
    /// <exception cref="AxesException">No axis around has the name.</exception>
    public static int AxisSize(string name, string function)
    {
        for (int i = Current.Axes.Count - 1; i >= 0; i--)
            if (Current.Axes[i].Name == name) return Current.Axes[i].Size;
        string known = Current.Axes.Count == 0 ? "none is" : "known are " + string.Join(", ", Current.Axes.Select(a => $"'{a.Name}'").Distinct());
        throw new AxesException($"{function}: no axis is named '{name}' here ({known}). Map the function over it first: Vmap(axisName: \"{name}\").");
    }

    /// <summary>Traces <paramref name="body"/> into a program of its own.</summary>
    /// <param name="name">The name of the function, for messages.</param>
    /// <param name="inputs">The types of its arguments.</param>
    /// <param name="body">From the arguments to the results.</param>
    /// <returns>The program, and the values of the programs around that it captures: its first inputs.</returns>
    public static (Jaxpr Jaxpr, NdArray[] Captures) Trace(string name, ValueArray<ArrayType> inputs, Func<NdArray[], NdArray[]> body) => TraceIn(new(name, Current.Frame), inputs, body);

    /// <summary>Traces <paramref name="body"/> into a program that holds no constants: the arrays that it takes from outside are captured too.</summary>
    public static (Jaxpr Jaxpr, NdArray[] Captures) TraceClosed(string name, ValueArray<ArrayType> inputs, Func<NdArray[], NdArray[]> body) => TraceIn(new(name, Current.Frame, capturesArrays: true), inputs, body);

    /// <summary>
    /// Traces what of <paramref name="body"/> depends on its arguments into a program that holds no constants. All else is computed as if there were no such
    /// program: in the program around, or at once.
    /// </summary>
    /// <param name="name">The name of the function, for messages.</param>
    /// <param name="inputs">The types of its arguments.</param>
    /// <param name="body">From the arguments to those results that depend on them.</param>
    /// <param name="split">Takes ops apart that hold programs, so that what does not depend on the arguments can be computed outside.</param>
    /// <returns>The program, and the values from outside that it needs: its first inputs.</returns>
    public static (Jaxpr Jaxpr, NdArray[] Captures) TraceDependent(string name, ValueArray<ArrayType> inputs, Func<NdArray[], NdArray[]> body, SplitOp split) =>
        TraceIn(new(name, Current.Frame, capturesArrays: true, split), inputs, body);

    /// <summary>Whether an array is a value of the innermost program that is being traced.</summary>
    public static bool IsOfInnermost(NdArray array) => Current.Frame is { } frame && frame.HoldsAny([array]);

    private static (Jaxpr Jaxpr, NdArray[] Captures) TraceIn(TraceFrame frame, ValueArray<ArrayType> inputs, Func<NdArray[], NdArray[]> body)
    {
        NdArray[] arguments = new NdArray[inputs.Count];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = frame.AddArgument(inputs[i]);
        try
        {
            return Run(new(Current) { Frame = frame }, () => frame.Close(body(arguments), Current.X64));
        }
        finally
        {
            frame.Abandon();
        }
    }

    /// <summary>Runs <paramref name="body"/>, on a fresh stack where this one is almost used up, in this same scope.</summary>
    public static T RunDeep<T>(Func<T> body)
    {
        TraceScope scope = Current;
        return DeepRecursion.Run(() => Run(scope, body));
    }

    /// <summary>Computes an op: as an equation of the program that is being traced, else at once.</summary>
    /// <exception cref="VmapException">The operands do not fit the op, or have no value.</exception>
    public static NdArray[] Bind(Op op, params ReadOnlySpan<NdArray> inputs)
    {
        TraceScope scope = Current;
        if (scope.Frame is { } frame)
        {
            if (frame.Split is { } split)
            {
                if (!frame.HoldsAny(inputs)) return BindAround(frame, op, inputs);
                if (op.Jaxprs.Count > 0 && split(op, inputs.ToArray()) is { } parts) return parts;
            }
            return Stage(op, inputs);
        }

        ArrayType[] types = new ArrayType[inputs.Length];
        ArrayData[] data = new ArrayData[inputs.Length];
        for (int i = 0; i < types.Length; i++)
        {
            types[i] = inputs[i].Type;
            data[i] = inputs[i].Data(op.Name);
        }
        ValueArray<ArrayType> outputs = op.Infer(types);
        foreach (ArrayType output in outputs)
            if (output.IsRef) throw new TraceException($"{op.Name}: a mutable reference lives in a program only; make it in a function that is traced.");
        ArrayData[] results = Evaluate.Apply(op, data);
        NdArray[] arrays = new NdArray[results.Length];
        for (int i = 0; i < arrays.Length; i++) arrays[i] = new(results[i], outputs[i].Weak);
        return arrays;
    }

    /// <summary>Adds an op as an equation to the innermost program that is being traced, whole.</summary>
    public static NdArray[] Stage(Op op, params ReadOnlySpan<NdArray> inputs) =>
        Current.Frame!.Emit(op, inputs, Current.X64, Current.Source ?? (Current.Sources ? UserLine() : null));

    /// <summary>Computes a program: its equations become equations of the program that is being traced, else at once.</summary>
    public static NdArray[] Call(Jaxpr jaxpr, ReadOnlySpan<NdArray> inputs)
    {
        if (Current.Frame is null)
        {
            ArrayData[] data = new ArrayData[inputs.Length];
            for (int i = 0; i < data.Length; i++) data[i] = inputs[i].Data("a call");
            long start = Stopwatch.GetTimestamp();
            ArrayData[] results = Evaluate.Run(jaxpr, data);
            if (Log.IsEnabled) Log.Evaluated(jaxpr, Stopwatch.GetElapsedTime(start));
            NdArray[] arrays = new NdArray[results.Length];
            for (int i = 0; i < arrays.Length; i++)
                arrays[i] = jaxpr.Outputs[i] is Literal literal ? new(literal) : new(results[i], jaxpr.Outputs[i].Type.Weak);
            return arrays;
        }
        Dictionary<Atom, NdArray> environment = new(ReferenceEqualityComparer.Instance);
        NdArray[] constants = Constants(jaxpr);
        for (int i = 0; i < constants.Length; i++) environment[jaxpr.ConstVars[i]] = constants[i];
        for (int i = 0; i < inputs.Length; i++) environment[jaxpr.Inputs[i]] = inputs[i];
        foreach (Equation equation in jaxpr.Equations)
        {
            NdArray[] operands = [.. equation.Inputs.Select(ValueOf)];
            NdArray[] outputs = equation.Source is null ? Bind(equation.Op, operands) : BindWithSource(equation, operands);
            for (int i = 0; i < outputs.Length; i++) environment[equation.Outputs[i]] = WithWeakness(outputs[i], equation.Outputs[i].Type.Weak);
        }
        return [.. jaxpr.Outputs.Select(ValueOf)];

        NdArray ValueOf(Atom atom) => atom is Literal literal ? new(literal) : environment[atom];
    }

    private static NdArray[] BindWithSource(Equation equation, NdArray[] operands) => WithSource(equation.Source, () => Bind(equation.Op, operands));

    /// <summary>A program's constants as arrays. Those whose values are not known can be used in programs, but not computed with.</summary>
    public static NdArray[] Constants(Jaxpr jaxpr)
    {
        NdArray[] constants = new NdArray[jaxpr.ConstVars.Count];
        for (int i = 0; i < constants.Length; i++)
            constants[i] = jaxpr.HasConstants ? new(jaxpr.Constants[i], jaxpr.ConstVars[i].Type.Weak) : new(jaxpr.ConstVars[i]);
        return constants;
    }

    /// <summary>A literal of a program as an array.</summary>
    public static NdArray Number(Literal literal) => new(literal);

    /// <summary>The value with a type that is weak or not, where the op that made it could not know (see <see cref="JaxprBuilder.SetWeak"/>).</summary>
    public static NdArray WithWeakness(NdArray value, bool weak)
    {
        if (value.IsWeak == weak) return value;
        switch (value.Value)
        {
            case Tracer { Atom: Var var } tracer:
                JaxprBuilder.SetWeak(var, weak);
                return new(tracer.Frame, var);
            case Literal literal:
                return new(new Literal(literal.Value, literal.Type.DType, weak));
            default:
                return value.Value is ArrayData data ? new(data, weak) : value;
        }
    }

    // Computes an op outside of a frame.
    private static NdArray[] BindAround(TraceFrame frame, Op op, ReadOnlySpan<NdArray> inputs)
    {
        TraceScope? before = s_current;
        s_current = new(Current) { Frame = frame.Outer };
        try
        {
            return Bind(op, inputs);
        }
        finally
        {
            s_current = before;
        }
    }

    private static T Run<T>(TraceScope scope, Func<T> body)
    {
        TraceScope? before = s_current;
        s_current = scope;
        try
        {
            return body();
        }
        finally
        {
            s_current = before;
        }
    }

    /// <summary>The innermost line of code outside this library.</summary>
    private static SourceLocation? UserLine()
    {
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            string? assembly = frame.GetMethod()?.DeclaringType?.Assembly.GetName().Name;
            if (assembly is null || assembly.StartsWith("Core.", StringComparison.Ordinal) && !assembly.EndsWith("Tests", StringComparison.Ordinal)
                || assembly is "Vmap" or "System.Private.CoreLib" or "System.Linq") continue;
            return frame.GetFileName() is { } file ? new(file, frame.GetFileLineNumber()) : null;
        }
        return null;
    }
}

/// <summary>An axis that a <c>Vmap</c> around has named.</summary>
/// <param name="Name">The name.</param>
/// <param name="Size">The size.</param>
public readonly record struct NamedAxis(string Name, int Size);
