using System.Reflection;
using System.Reflection.Emit;

namespace Core.Compiler.Emission;

/// <summary>Writes a kernel as the IL of a <see cref="DynamicMethod"/>.</summary>
internal sealed unsafe class IlWriter : CodeWriter
{
    private static readonly Type[] Parameters = [typeof(byte**), typeof(byte*), typeof(long), typeof(long)];
    private static readonly MethodInfo NativeMinimum = ((Func<nint, nint, nint>)Math.Min).Method;

    private readonly DynamicMethod _method;
    private readonly ILGenerator _il;
    private readonly VectorSet _vectors;
    private readonly Stack<Label> _exits = new();

    public IlWriter(string name, VectorSet vectors)
    {
        _method = KernelMethods.New(name, Parameters);
        _il = _method.GetILGenerator(4096);
        _vectors = vectors;
    }

    public override int Size => _il.ILOffset;

    /// <summary>How many local variables there are.</summary>
    public int Locals { get; private set; }

    /// <summary>Ends the method and compiles it.</summary>
    public KernelMethod Compile()
    {
        _il.Emit(OpCodes.Ret);
        return Delegate();
    }

    /// <summary>The method, which has ended.</summary>
    public KernelMethod Delegate() => (KernelMethod)_method.CreateDelegate(typeof(KernelMethod));

    /// <summary>Ends the method, which others call.</summary>
    public DynamicMethod Finish()
    {
        _il.Emit(OpCodes.Ret);
        return _method;
    }

    public override int NewLocal(Slot slot, string name, bool once)
    {
        Locals++;
        return _il.DeclareLocal(slot switch
        {
            Slot.Native => typeof(nint),
            Slot.Pointer => typeof(byte*),
            Slot.F32 or Slot.F64 or Slot.I32 or Slot.I64 => _vectors.VectorType((Loops.LaneType)slot),
        }).LocalIndex;
    }

    public override void Get(int local)
    {
        switch (local)
        {
            case 0: _il.Emit(OpCodes.Ldloc_0); break;
            case 1: _il.Emit(OpCodes.Ldloc_1); break;
            case 2: _il.Emit(OpCodes.Ldloc_2); break;
            case 3: _il.Emit(OpCodes.Ldloc_3); break;
            case < 256: _il.Emit(OpCodes.Ldloc_S, (byte)local); break;
            default: _il.Emit(OpCodes.Ldloc, (short)local); break;
        }
    }

    public override void Set(int local)
    {
        switch (local)
        {
            case 0: _il.Emit(OpCodes.Stloc_0); break;
            case 1: _il.Emit(OpCodes.Stloc_1); break;
            case 2: _il.Emit(OpCodes.Stloc_2); break;
            case 3: _il.Emit(OpCodes.Stloc_3); break;
            case < 256: _il.Emit(OpCodes.Stloc_S, (byte)local); break;
            default: _il.Emit(OpCodes.Stloc, (short)local); break;
        }
    }

    public override void RawArgument(int number) => _il.Emit(number switch { 0 => OpCodes.Ldarg_0, 1 => OpCodes.Ldarg_1, 2 => OpCodes.Ldarg_2, _ => OpCodes.Ldarg_3 });

    public override void Argument(int number)
    {
        RawArgument(number);
        if (number >= Begin) _il.Emit(OpCodes.Conv_I);
    }

    public override void Native(long number)
    {
        if (number is >= int.MinValue and <= int.MaxValue) Int32((int)number);
        else _il.Emit(OpCodes.Ldc_I8, number);
        _il.Emit(OpCodes.Conv_I);
    }

    public override void Int32(int number)
    {
        switch (number)
        {
            case 0: _il.Emit(OpCodes.Ldc_I4_0); break;
            case 1: _il.Emit(OpCodes.Ldc_I4_1); break;
            case >= -128 and < 128: _il.Emit(OpCodes.Ldc_I4_S, (sbyte)number); break;
            default: _il.Emit(OpCodes.Ldc_I4, number); break;
        }
    }

    public override void Int64(long number) => _il.Emit(OpCodes.Ldc_I8, number);

    public override void Single(float number) => _il.Emit(OpCodes.Ldc_R4, number);

    public override void Double(double number) => _il.Emit(OpCodes.Ldc_R8, number);

    public override void Add() => _il.Emit(OpCodes.Add);

    public override void Subtract() => _il.Emit(OpCodes.Sub);

    public override void Multiply() => _il.Emit(OpCodes.Mul);

    public override void Divide() => _il.Emit(OpCodes.Div_Un);

    public override void Remainder() => _il.Emit(OpCodes.Rem_Un);

    public override void Minimum() => _il.Emit(OpCodes.Call, NativeMinimum);

    public override void ReadPointer() => _il.Emit(OpCodes.Ldind_I);

    public override void Read(Scalar scalar) => _il.Emit(scalar switch
    {
        Scalar.U8 => OpCodes.Ldind_U1,
        Scalar.I32 => OpCodes.Ldind_I4,
        Scalar.I64 => OpCodes.Ldind_I8,
        Scalar.F32 => OpCodes.Ldind_R4,
        Scalar.F64 => OpCodes.Ldind_R8,
    });

    public override void Write(Scalar scalar) => _il.Emit(scalar switch
    {
        Scalar.U8 => OpCodes.Stind_I1,
        Scalar.I32 => OpCodes.Stind_I4,
        Scalar.I64 => OpCodes.Stind_I8,
        Scalar.F32 => OpCodes.Stind_R4,
        Scalar.F64 => OpCodes.Stind_R8,
    });

    public override void FromNative(Scalar scalar) => _il.Emit(scalar switch
    {
        Scalar.U8 => OpCodes.Conv_U1,
        Scalar.I32 => OpCodes.Conv_I4,
        Scalar.I64 => OpCodes.Conv_I8,
        Scalar.F32 => OpCodes.Conv_R4,
        Scalar.F64 => OpCodes.Conv_R8,
    });

    public override void ToNative() => _il.Emit(OpCodes.Conv_I);

    public override void Call(MethodInfo method) => _il.Emit(OpCodes.Call, method);

    public override void While(Action operands, Test test, Action body)
    {
        Label top = _il.DefineLabel(), check = _il.DefineLabel();
        _il.Emit(OpCodes.Br, check);
        _il.MarkLabel(top);
        body();
        _il.MarkLabel(check);
        operands();
        _il.Emit(Jump(test), top);
    }

    public override void If(Action operands, Test test, Action then, Action? otherwise)
    {
        Label yes = _il.DefineLabel(), end = _il.DefineLabel();
        operands();
        _il.Emit(Jump(test), yes);
        otherwise?.Invoke();
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(yes);
        then();
        _il.MarkLabel(end);
    }

    public override void Loop(Action body)
    {
        Label top = _il.DefineLabel();
        _exits.Push(_il.DefineLabel());
        _il.MarkLabel(top);
        body();
        _il.Emit(OpCodes.Br, top);
        _il.MarkLabel(_exits.Pop());
    }

    public override void BreakIf(Test test) => _il.Emit(Jump(test), _exits.Peek());

    private static OpCode Jump(Test test) => test switch
    {
        Test.Less => OpCodes.Blt,
        Test.Equal => OpCodes.Beq,
        Test.NotEqual => OpCodes.Bne_Un,
    };
}
