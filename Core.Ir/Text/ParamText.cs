namespace Core.Ir.Text;

/// <summary>
/// The text of the ops' parameters: how each op's are written, as JAX prints them, and beside it how they are read. One file a family.
/// </summary>
internal sealed partial class ParamText : IOpRules<ParamWriter, ParamWriter>
{
    /// <summary>Makes an op out of the parameters that were read.</summary>
    public delegate Op OpReader(ParamReader p);

    /// <summary>How to read the parameters of each op, by the op's name.</summary>
    public static Dictionary<string, OpReader> Readers { get; } = CreateReaders();

    private static Dictionary<string, OpReader> CreateReaders()
    {
        Dictionary<string, OpReader> readers = [];
        AddElementwise(readers);
        AddComparison(readers);
        AddConversion(readers);
        AddLayout(readers);
        AddIndexing(readers);
        AddReduction(readers);
        AddWindow(readers);
        AddContraction(readers);
        AddConvolution(readers);
        AddSorting(readers);
        AddLinalg(readers);
        AddFft(readers);
        AddRandom(readers);
        AddControlFlow(readers);
        AddCollectives(readers);
        AddCalls(readers);
        AddState(readers);
        return readers;
    }
}
