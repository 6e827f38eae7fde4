using System.Globalization;
using System.Reflection;
using System.Text;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Writes a kernel as C#: the same operations in the same order as the IL.</summary>
internal sealed class CSharpWriter(VectorSet vectors) : CodeWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _stack = new();
    private readonly List<(string Name, string Type, bool Declared)> _locals = [];
    private int _depth = 2;

    /// <summary>The statements so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Names of the helper classes that are called.</summary>
    public SortedSet<string> Helpers { get; } = [];

    public override bool ReuseLocals => false;

    public override int NewLocal(Slot slot, string name, bool once)
    {
        string type = slot switch
        {
            Slot.Native => "nint",
            Slot.Pointer => "byte*",
            Slot.F32 or Slot.F64 or Slot.I32 or Slot.I64 => Name(vectors.VectorType((LaneType)slot)),
        };
        if (!once) Line($"{type} {name} = default;");
        _locals.Add((name, type, !once));
        return _locals.Count - 1;
    }

    public override void Get(int local) => _stack.Push(_locals[local].Name);

    public override void Set(int local)
    {
        (string name, string type, bool declared) = _locals[local];
        Line($"{(declared ? "" : type + " ")}{name} = {Bare(_stack.Pop())};");
        _locals[local] = (name, type, true);
    }

    public override void Argument(int number) => _stack.Push(number switch { Buffers => "((byte*)buffers)", Scratch => "scratch", Begin => "((nint)begin)", _ => "((nint)end)" });

    public override void RawArgument(int number) => throw new NotSupportedException("C# is one method.");

    public override void Native(long number) => _stack.Push(number is >= int.MinValue and <= int.MaxValue ? Whole(number) : $"((nint){Whole(number, "L")})");

    public override void Int32(int number) => _stack.Push(Whole(number));

    public override void Int64(long number) => _stack.Push(number == long.MinValue ? "long.MinValue" : Whole(number, "L"));

    public override void Single(float number) =>
        _stack.Push(float.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) + "f" : number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity");

    public override void Double(double number) =>
        _stack.Push(double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) + "d" : number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity");

    public override void Add() => Binary("+");

    public override void Subtract() => Binary("-");

    public override void Multiply() => Binary("*");

    public override void Divide() => Binary("/");

    public override void Remainder() => Binary("%");

    public override void Minimum()
    {
        string b = _stack.Pop(), a = _stack.Pop();
        _stack.Push($"Math.Min({Bare(a)}, {Bare(b)})");
    }

    public override void ReadPointer() => _stack.Push($"*(byte**){_stack.Pop()}");

    public override void Read(Scalar scalar) => _stack.Push($"*({Name(scalar)}*){_stack.Pop()}");

    public override void Write(Scalar scalar)
    {
        string value = _stack.Pop(), address = _stack.Pop();
        Line($"*({Name(scalar)}*){address} = {Bare(value)};");
    }

    public override void FromNative(Scalar scalar) => _stack.Push($"(({Name(scalar)})({Bare(_stack.Pop())}))");

    public override void ToNative() => _stack.Push($"((nint)({Bare(_stack.Pop())}))");

    public override void Call(MethodInfo method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        string[] arguments = new string[parameters.Length];
        for (int i = parameters.Length - 1; i >= 0; i--)
        {
            Type type = parameters[i].ParameterType;
            string argument = Bare(_stack.Pop());
            arguments[i] = type.IsPointer && type != typeof(byte*) ? $"({Name(type.GetElementType()!)}*)({argument})" : type == typeof(byte) ? $"(byte){argument}" : argument;
        }
        if (method.DeclaringType!.Assembly == typeof(CSharpWriter).Assembly) Helpers.Add(method.DeclaringType.Name);
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        string call = $"{Name(method.DeclaringType!)}.{method.Name}{generic}({string.Join(", ", arguments)})";
        if (method.ReturnType == typeof(void)) Line(call + ";");
        else _stack.Push(call);
    }

    public override void While(Action operands, Test test, Action body)
    {
        operands();
        Braces($"while ({Compare(test)})", body);
    }

    public override void If(Action operands, Test test, Action then, Action? otherwise)
    {
        operands();
        Braces($"if ({Compare(test)})", then);
        if (otherwise is not null) Braces("else", otherwise);
    }

    public override void Loop(Action body) => Braces("while (true)", body);

    public override void BreakIf(Test test) => Line($"if ({Compare(test)}) break;");

    private void Braces(string head, Action body)
    {
        Line(head);
        Line("{");
        _depth++;
        body();
        _depth--;
        Line("}");
    }

    private string Compare(Test test)
    {
        string b = _stack.Pop(), a = _stack.Pop();
        return $"{Bare(a)} {test switch { Test.Less => "<", Test.Equal => "==", Test.NotEqual => "!=" }} {Bare(b)}";
    }

    private void Binary(string sign)
    {
        string b = _stack.Pop(), a = _stack.Pop();
        _stack.Push($"({a} {sign} {b})");
    }

    private void Line(string line) => _text.Append(' ', _depth * 4).Append(line).Append('\n');

    // Without the parentheses that a sum or product was given.
    private static string Bare(string expression)
    {
        if (expression[0] != '(' || expression[^1] != ')') return expression;
        int open = 0;
        for (int i = 0; i < expression.Length - 1; i++)
        {
            open += expression[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (open == 0) return expression;
        }
        return expression[1..^1];
    }

    private static string Whole(long number, string suffix = "") => number < 0 ? $"({number.ToString(CultureInfo.InvariantCulture)}{suffix})" : number.ToString(CultureInfo.InvariantCulture) + suffix;

    private static string Name(Scalar scalar) => scalar switch { Scalar.U8 => "byte", Scalar.I32 => "int", Scalar.I64 => "long", Scalar.F32 => "float", Scalar.F64 => "double" };

    private static string Name(Type type) => type switch
    {
        _ when type == typeof(float) => "float",
        _ when type == typeof(double) => "double",
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(byte) => "byte",
        _ when type == typeof(sbyte) => "sbyte",
        _ when type == typeof(short) => "short",
        _ when type == typeof(ushort) => "ushort",
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        { IsNested: true } => $"{Name(type.DeclaringType!)}.{type.Name}",
        _ => type.Name,
    };
}
