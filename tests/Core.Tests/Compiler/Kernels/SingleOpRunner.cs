using System.Runtime.InteropServices;
using Core.Compiler.Execution;
using Core.Compiler.Kernels;
using Core.Interpreter;
using Core.Ir;
using Core.Tests.Laws;

namespace Core.Tests.Compiler.Kernels;

/// <summary>Runs the steps of one op on arrays: each buffer in memory of its own, with pieces in any order.</summary>
internal static unsafe class SingleOpRunner
{
    /// <summary>The results of an op.</summary>
    /// <param name="op">The op.</param>
    /// <param name="inputs">Its operands.</param>
    /// <param name="random">Gives the order of the pieces.</param>
    /// <param name="share">Whether buffers that may be the same memory are; their operands are lost then.</param>
    /// <param name="emit">Whether code may be made while the program runs.</param>
    public static ArrayData[] Run(Op op, IReadOnlyList<ArrayData> inputs, Random random, bool share = false, bool emit = true)
    {
        Context context = new(op, [.. inputs.Select(Mapping.TypeOf)]);
        Step[] steps = op.Accept(new KernelRules { EmitCode = emit }, (StepContext)context);
        int count = context.Types.Count;
        int[] place = [.. Enumerable.Range(0, count)];
        foreach (Step step in steps)
            if (share && step.MayShare is (int read, int written)) place[written] = read;
        byte** buffers = stackalloc byte*[count];
        try
        {
            for (int i = 0; i < count; i++)
            {
                nuint bytes = (nuint)Math.Max(64, context.Types[i].ByteSize);
                buffers[i] = (byte*)NativeMemory.AlignedAlloc(bytes, 64);
                new Span<byte>(buffers[i], (int)bytes).Fill(0xA5);
            }
            for (int i = 0; i < inputs.Count; i++) inputs[i].Bytes.CopyTo(new(buffers[i], inputs[i].Bytes.Length));
            byte** places = stackalloc byte*[count];
            for (int i = 0; i < count; i++) places[i] = buffers[place[i]];
            foreach (Step step in steps) Run(step, places, random);
            return [.. context.Outputs.Select((buffer, i) => ToArray(context.OutputType(i), (nint)buffers, place[buffer]))];
        }
        finally
        {
            for (int i = 0; i < count; i++) NativeMemory.AlignedFree(buffers[i]);
        }
    }

    /// <summary>All pieces of a step.</summary>
    private static void Run(Step step, byte** buffers, Random random)
    {
        byte* scratch = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(64, step.ScratchBytes), 64);
        try
        {
            int[] pieces = [.. Enumerable.Range(0, step.Pieces)];
            random.Shuffle(pieces);
            foreach (int piece in pieces) step.Run(buffers, piece, scratch);
        }
        finally
        {
            NativeMemory.AlignedFree(scratch);
        }
    }

    private static ArrayData ToArray(ArrayType type, nint buffers, int buffer)
    {
        ArrayStorage storage = ArrayData.Allocate(type.DType, type.Shape);
        new ReadOnlySpan<byte>(((byte**)buffers)[buffer], (int)type.ByteSize).CopyTo(storage.AsSpan<byte>());
        return new(type.DType, type.Shape, storage);
    }

    /// <summary>One equation among others: all put their buffers on one list.</summary>
    private sealed class Context : StepContext
    {
        public Context(Op op, ValueArray<ArrayType> types)
        {
            ValueArray<ArrayType> results = op.Infer(types.Span);
            Equation = new(op, [.. types.Select(type => new Var(type))], [.. results.Select(type => new Var(type))]);
            Types = [.. types, .. results];
            Inputs = [.. Enumerable.Range(0, types.Count)];
            Outputs = [.. Enumerable.Range(types.Count, results.Count)];
        }

        private Context(Equation equation, List<ArrayType> types, ValueArray<int> inputs, ValueArray<int> outputs) =>
            (Equation, Types, Inputs, Outputs) = (equation, types, inputs, outputs);

        /// <summary>The types of all buffers.</summary>
        public List<ArrayType> Types { get; }

        public override Equation Equation { get; }

        public override ValueArray<int> Inputs { get; }

        public override ValueArray<int> Outputs { get; }

        public override int Threads => 2;

        public override int Workspace(ArrayType type)
        {
            Types.Add(type.Content);
            return Types.Count - 1;
        }

        public override int Pointer(ArrayType type) => Workspace(type);

        public override bool Updates(Jaxpr jaxpr, int input, int output) => false;

        /// <summary>Equation by equation, with kernels where there are any; what is fused elsewhere is interpreted.</summary>
        public override Step[] Inner(Jaxpr jaxpr, ValueArray<int> inputs, ValueArray<int> outputs)
        {
            List<Step> steps = [];
            Dictionary<Var, int> places = [];
            for (int i = 0; i < inputs.Count; i++) places[jaxpr.Inputs[i]] = inputs[i];
            for (int i = 0; i < jaxpr.ConstVars.Count; i++) places[jaxpr.ConstVars[i]] = Constant(jaxpr.Constants[i]);
            foreach (Equation equation in jaxpr.Equations)
            {
                foreach (Var output in equation.Outputs) places[output] = Workspace(output.Type);
                Context context = new(equation, Types, [.. equation.Inputs.Select(PlaceOf)], [.. equation.Outputs.Select(output => places[output])]);
                try
                {
                    steps.AddRange(equation.Op.Accept(new KernelRules(), (StepContext)context));
                }
                catch (UnsupportedException)
                {
                    steps.Add(new Evaluated(equation, context.Inputs, context.Outputs));
                }
            }
            for (int i = 0; i < outputs.Count; i++) steps.Add(new CopyStep(PlaceOf(jaxpr.Outputs[i]), outputs[i], jaxpr.Outputs[i].Type.ByteSize));
            return [.. steps];

            int PlaceOf(Atom atom) => atom is Literal literal ? Constant(literal.ToArray()) : places[(Var)atom];

            int Constant(ArrayData value)
            {
                int buffer = Workspace(Mapping.TypeOf(value));
                steps.Add(new ConstantStep(value, buffer));
                return buffer;
            }
        }
    }

    /// <summary>Writes a constant.</summary>
    private sealed class ConstantStep(ArrayData value, int target) : Step
    {
        public override int Pieces => 1;

        public override double Nanoseconds => 1;

        public override ValueArray<int> Reads => [];

        public override ValueArray<int> Writes => [target];

        public override void Run(byte** buffers, int piece, byte* scratch) => value.Bytes.CopyTo(new(buffers[target], value.Bytes.Length));

        public override string Describe() => "constant";
    }

    /// <summary>An op that is another's part to compile: its results are those of the interpreter.</summary>
    private sealed class Evaluated(Equation equation, ValueArray<int> inputs, ValueArray<int> outputs) : Step
    {
        public override int Pieces => 1;

        public override double Nanoseconds => 1;

        public override ValueArray<int> Reads => inputs;

        public override ValueArray<int> Writes => outputs;

        public override void Run(byte** buffers, int piece, byte* scratch)
        {
            ArrayData[] values = new ArrayData[inputs.Count];
            for (int i = 0; i < values.Length; i++) values[i] = ToArray(equation.Inputs[i].Type.Content, (nint)buffers, inputs[i]);
            ArrayData[] results = Evaluate.Apply(equation.Op, values);
            for (int i = 0; i < results.Length; i++) results[i].Bytes.CopyTo(new(buffers[outputs[i]], results[i].Bytes.Length));
        }

        public override string Describe() => "interpreted";
    }
}
