using Core.Ir;

namespace Core.Tracing;

/// <summary>A program that is being traced: what its function computes is added to it as equations.</summary>
/// <remarks>Belongs to the thread that traces; frames nest where a traced function calls another.</remarks>
/// <param name="name">The name of the function that is traced, for messages.</param>
/// <param name="outer">The frame around.</param>
/// <param name="capturesArrays">Whether the program holds no constants: arrays are captured as values of the frames around are.</param>
/// <param name="split">Where the program is to hold only what depends on its arguments: how an op that holds programs is taken apart.</param>
internal sealed class TraceFrame(string name, TraceFrame? outer, bool capturesArrays = false, SplitOp? split = null)
{
    private readonly JaxprBuilder _builder = new();
    private readonly Dictionary<object, Var> _captured = new(ReferenceEqualityComparer.Instance);
    private readonly List<NdArray> _captures = [];
    private readonly List<Var> _captureVars = [], _arguments = [];

    /// <summary>The name of the function that is traced, for messages.</summary>
    public string Name => name;

    /// <summary>The frame around, on whose values this one may close.</summary>
    public TraceFrame? Outer => outer;

    /// <summary>How an op that holds programs is taken apart, where this program is to hold only what depends on its arguments; else null.</summary>
    public SplitOp? Split => split;

    /// <summary>The equations so far.</summary>
    public IReadOnlyList<Equation> Equations => _builder.Equations;

    /// <summary>Whether the function has returned.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether one of the arrays is a value of this program.</summary>
    public bool HoldsAny(ReadOnlySpan<NdArray> arrays)
    {
        foreach (NdArray array in arrays)
            if (array.Value is Tracer tracer && tracer.Frame == this) return true;
        return false;
    }

    /// <summary>A further argument of the program.</summary>
    public NdArray AddArgument(ArrayType type)
    {
        Var var = new(type);
        _arguments.Add(var);
        return new(this, var);
    }

    /// <summary>Adds an equation and gives its outputs.</summary>
    public NdArray[] Emit(Op op, ReadOnlySpan<NdArray> inputs, bool x64, SourceLocation? source)
    {
        Atom[] atoms = new Atom[inputs.Length];
        for (int i = 0; i < atoms.Length; i++) atoms[i] = Lift(inputs[i], x64);
        ValueArray<Atom> outputs = _builder.Emit(op, ValueArray.Adopt(atoms), source);
        NdArray[] arrays = new NdArray[outputs.Count];
        for (int i = 0; i < arrays.Length; i++) arrays[i] = new(this, outputs[i]);
        return arrays;
    }

    /// <summary>What stands for an array in this program: itself, a literal, a captured constant, or a captured value of a frame around.</summary>
    public Atom Lift(NdArray array, bool x64)
    {
        switch (array.Value)
        {
            case Literal { Type.Weak: true } literal when x64:
                return Widen(literal);
            case Literal literal:
                return literal;
            case ArrayData or Var when capturesArrays:
                return Capture(array.Value, array);
            case ArrayData data:
                return _builder.AddConstant(data, array.Type.Weak);
            case Var unknown:
                return _builder.AddConstant(unknown);
            case Tracer tracer when tracer.Frame == this:
                return tracer.Atom;
            case Tracer tracer:
                if (!_captured.ContainsKey(tracer.Atom)) tracer.CheckUsableIn(this);
                return Capture(tracer.Atom, array);
            default:
                throw array.HasNoValue("used in a traced function");
        }
    }

    /// <summary>What makes two arrays the same value of a program.</summary>
    public static object Identity(NdArray array) => array.Value is Tracer tracer ? tracer.Atom : array.Value ?? array;

    /// <summary>The program, whose first inputs are what it captures of the frames around.</summary>
    public (Jaxpr Jaxpr, NdArray[] Captures) Close(ReadOnlySpan<NdArray> outputs, bool x64)
    {
        Atom[] atoms = new Atom[outputs.Length];
        for (int i = 0; i < atoms.Length; i++) atoms[i] = Lift(outputs[i], x64);
        IsClosed = true;
        return (_builder.Build([.. _captureVars, .. _arguments], ValueArray.Adopt(atoms)), [.. _captures]);
    }

    /// <summary>Ends the trace without a program, after an error.</summary>
    public void Abandon() => IsClosed = true;

    private Var Capture(object identity, NdArray array)
    {
        if (_captured.TryGetValue(identity, out Var? known)) return known;
        Var var = new(array.Type);
        _captured[identity] = var;
        _captures.Add(array);
        _captureVars.Add(var);
        return var;
    }

    private static Literal Widen(Literal literal) => literal.Type.DType.Kind switch
    {
        DTypeKind.Signed => new(literal.Value, DType.I64, weak: true),
        DTypeKind.Float => new(literal.Value, DType.F64, weak: true),
        DTypeKind.Complex => new(literal.Value, DType.C128, weak: true),
        _ => literal,
    };
}

/// <summary>Takes an op apart, some of whose operands depend on the arguments of the innermost program: what does not depend on them is computed outside.</summary>
/// <returns>The results; or null where the op is to stay whole.</returns>
public delegate NdArray[]? SplitOp(Op op, NdArray[] operands);

/// <summary>A value of a program that is being traced.</summary>
internal sealed class Tracer(TraceFrame frame, Atom atom)
{
    public TraceFrame Frame => frame;

    public Atom Atom => atom;

    /// <summary>Checks that the value belongs to a frame around <paramref name="current"/>.</summary>
    /// <exception cref="TraceException">It escaped from its function, or belongs to another thread.</exception>
    public void CheckUsableIn(TraceFrame? current)
    {
        for (TraceFrame? f = current; f is not null; f = f.Outer)
            if (f == frame) return;
        throw frame.IsClosed
            ? new TraceException(
                $"a traced value of type {atom.Type} escaped from '{frame.Name}', which has returned. Do not keep arrays in fields or outer variables " +
                "while a function is traced: return them from it.")
            { EscapedFrom = frame.Name }
            : new TraceException(
                $"a traced value of type {atom.Type} of '{frame.Name}' is used on another thread, or in a function that is not traced inside it. Trace on " +
                "one thread, and pass the value as an argument.");
    }
}
