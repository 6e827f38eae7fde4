using System.Globalization;
using System.Text;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Loop code as text, for people.</summary>
internal sealed class LoopPrinter
{
    private readonly LoopCode _code;
    private readonly StringBuilder _text = new();

    private LoopPrinter(LoopCode code) => _code = code;

    /// <summary>The nest: values <c>v0</c>, registers <c>r0</c>, indices <c>i</c>, <c>j</c>, …, memory <c>b0[i*1024 + j]</c>, scratch memory <c>s[j @ 2048]</c> (from a byte on).</summary>
    public static string Print(LoopCode code)
    {
        var printer = new LoopPrinter(code);
        printer._text.Append(CultureInfo.InvariantCulture, $"lanes {code.Lanes}");
        for (int b = 0; b < code.Buffers.Count; b++) printer._text.Append(CultureInfo.InvariantCulture, $", b{b}: {code.Buffers[b].Name}");
        for (int r = 0; r < code.Registers.Count; r++) printer._text.Append(CultureInfo.InvariantCulture, $", r{r}: {Name(code.Registers[r])}");
        if (code.ScratchBytes > 0) printer._text.Append(CultureInfo.InvariantCulture, $", scratch {code.ScratchBytes} bytes");
        printer._text.Append('\n');
        printer.Print(code.Body, 0);
        return printer._text.ToString();
    }

    private static string Name(LaneType type) => type switch
    {
        LaneType.F32 => "f32",
        LaneType.F64 => "f64",
        LaneType.I32 => "i32",
        LaneType.I64 => "i64",
        LaneType.Mask => "mask",
    };

    private static string Index(int index) => index < 14 ? ((char)('i' + index)).ToString() : string.Create(CultureInfo.InvariantCulture, $"i{index}");

    private void Line(int depth, string text) => _text.Append(' ', depth * 2).Append(text).Append('\n');

    private void Print(Block block, int depth)
    {
        foreach (Statement statement in block.Statements) Print(statement, depth);
    }

    private void Print(Statement statement, int depth)
    {
        switch (statement)
        {
            case Let let: Line(depth, $"v{let.Value} = {Text(let)}"); break;
            case Load load: Line(depth, $"v{load.Value} = {Text(load.At)}{Kind(load.At, load.Stored)}{Lanes(load.LaneStride)}"); break;
            case Store store: Line(depth, $"{Text(store.At)}{Kind(store.At, store.Stored)}{Lanes(store.LaneStride)} = v{store.Value}{(store.NonTemporal ? " past the caches" : "")}"); break;
            case Set set: Line(depth, $"r{set.Register} = v{set.Value}"); break;
            case Accumulate accumulate: Line(depth, $"r{accumulate.Register} = {Lower(accumulate.Kind)} r{accumulate.Register} v{accumulate.Value}"); break;
            case Across across: Line(depth, $"v{across.Value} = {Lower(across.Kind)} across r{across.Register}"); break;
            case Split split: Line(depth, $"{Index(split.Index)} = {Index(split.Of)} / {split.Divisor} % {split.Modulus}"); break;
            case For loop:
                Line(depth, $"for {Index(loop.Index)} in {Text(loop.From)} .. {Text(loop.To)}{(loop.Vector ? " by vectors" : "")}{(loop.Unroll > 1 ? $", {loop.Unroll} at a time" : "")}");
                Print(loop.Body, depth + 1);
                break;
            case WhileAny loop:
                Line(depth, "while");
                Print(loop.Condition, depth + 2);
                Line(depth + 1, $"any v{loop.Mask} do");
                Print(loop.Body, depth + 2);
                break;
            case IfAny branch:
                Line(depth, $"if any v{branch.Mask}");
                Print(branch.Then, depth + 1);
                if (branch.Else.Statements.Count == 0) break;
                Line(depth, "else");
                Print(branch.Else, depth + 1);
                break;
        }
    }

    private static string Lower(Combine kind) => kind.ToString().ToLowerInvariant();

    private string Kind(Address address, DType stored) => address.Buffer == Address.Scratch || _code.Buffers[address.Buffer] != stored ? $":{stored.Name}" : "";

    private static string Lanes(long stride) => stride switch { 1 => "", 0 => " one for all lanes", _ => $" every {stride}" };

    private static string Text(Bound bound) => bound.Kind switch
    {
        BoundKind.Number => bound.Number.ToString(CultureInfo.InvariantCulture),
        BoundKind.Begin => "begin",
        BoundKind.End => "end",
        BoundKind.Affine => $"{(bound.Limit == long.MaxValue ? "" : "min(")}{Index(bound.Index)}*{bound.Scale}{(bound.Number == 0 ? "" : $" + {bound.Number}")}{(bound.Limit == long.MaxValue ? "" : $", {bound.Limit})")}",
    };

    private static string Text(Address address)
    {
        var terms = new List<string>();
        foreach (IndexTerm term in address.Terms)
        {
            if (term.Stride != 0) terms.Add(term.Stride == 1 ? Index(term.Index) : $"{Index(term.Index)}*{term.Stride}");
        }
        bool scratch = address.Buffer == Address.Scratch;
        if (!scratch && (address.Offset != 0 || terms.Count == 0)) terms.Add(address.Offset.ToString(CultureInfo.InvariantCulture));
        return scratch ? $"s[{string.Join(" + ", terms)} @ {address.Offset}]" : $"b{address.Buffer}[{string.Join(" + ", terms)}]";
    }

    private string Text(Let let)
    {
        Instruction i = let.Instruction;
        string operands = (i.A >= 0 ? $" v{i.A}" : "") + (i.B >= 0 ? $" v{i.B}" : "") + (i.C >= 0 ? $" v{i.C}" : "") + (i.D >= 0 ? $" v{i.D}" : "");
        string type = Name(_code.Values[let.Value]);
        return i.Opcode switch
        {
            Opcode.Constant => i.Type switch
            {
                LaneType.F32 => $"{BitConverter.Int32BitsToSingle((int)i.Bits).ToString("R", CultureInfo.InvariantCulture)}:{type}",
                LaneType.F64 => $"{BitConverter.Int64BitsToDouble(i.Bits).ToString("R", CultureInfo.InvariantCulture)}:{type}",
                LaneType.Mask => i.Bits != 0 ? "true" : "false",
                _ => $"{i.Bits}:{type}",
            },
            Opcode.IndexValue => $"{Index((int)i.Bits)}:{type}",
            Opcode.GetRegister => $"r{i.Bits}",
            Opcode.CallPerLane => $"{_code.Methods[(int)i.Bits].DeclaringType?.Name}.{_code.Methods[(int)i.Bits].Name}{operands}",
            Opcode.Gather => $"b{i.Bits}[v{i.A}]",
            Opcode.Convert or Opcode.ConvertUnsigned or Opcode.ConvertTruncate or Opcode.Bitcast => $"{i.Opcode.ToString().ToLowerInvariant()} {type}{operands}",
            Opcode.ShiftLeft or Opcode.ShiftRightLogical or Opcode.ShiftRightArithmetic => $"{i.Opcode.ToString().ToLowerInvariant()}{operands} by {i.Bits}",
            _ => $"{i.Opcode.ToString().ToLowerInvariant()}{operands}",
        };
    }
}
