using System.Reflection;

namespace Core.Compiler.Emission;

/// <summary>What a local variable of a kernel holds: a vector of one of the first four, or an address or count.</summary>
internal enum Slot : byte
{
    F32,
    F64,
    I32,
    I64,

    /// <summary>A signed number as wide as an address.</summary>
    Native,

    /// <summary>An address.</summary>
    Pointer,
}

/// <summary>How two numbers are compared.</summary>
internal enum Test : byte
{
    Less,
    Equal,
    NotEqual,
}

/// <summary>A scalar in memory or on the stack.</summary>
internal enum Scalar : byte
{
    U8,
    I32,
    I64,
    F32,
    F64,
}

/// <summary>Where <see cref="LoopEmitter"/> writes a kernel: a stack machine with structured control flow, so that IL and C# come from the same calls.</summary>
internal abstract class CodeWriter
{
    /// <summary>The parameters of a kernel.</summary>
    public const int Buffers = 0, Scratch = 1, Begin = 2, End = 3;

    /// <summary>Bytes of code so far, where that is limited.</summary>
    public virtual int Size => 0;

    /// <summary>A new local variable. The name is for readers; <paramref name="once"/>: it is set once, in one place.</summary>
    public abstract int NewLocal(Slot slot, string name, bool once);

    /// <summary>Whether locals that are no longer needed are better used again for others.</summary>
    public virtual bool ReuseLocals => true;

    public abstract void Get(int local);

    public abstract void Set(int local);

    /// <summary>A parameter: the table of buffers and the scratch memory as addresses, the range as <see cref="Slot.Native"/>.</summary>
    public abstract void Argument(int number);

    /// <summary>A parameter as it is, to hand on.</summary>
    public abstract void RawArgument(int number);

    /// <summary>A number of <see cref="Slot.Native"/>.</summary>
    public abstract void Native(long number);

    public abstract void Int32(int number);

    public abstract void Int64(long number);

    public abstract void Single(float number);

    public abstract void Double(double number);

    /// <summary>Adds two numbers, or a number to an address below it.</summary>
    public abstract void Add();

    public abstract void Subtract();

    public abstract void Multiply();

    /// <summary>The quotient and the remainder of non-negative numbers.</summary>
    public abstract void Divide();

    public abstract void Remainder();

    /// <summary>The smaller of two numbers.</summary>
    public abstract void Minimum();

    /// <summary>Reads the address at an address.</summary>
    public abstract void ReadPointer();

    public abstract void Read(Scalar scalar);

    /// <summary>Writes the scalar on the stack to the address below it.</summary>
    public abstract void Write(Scalar scalar);

    /// <summary>A <see cref="Slot.Native"/> as a scalar.</summary>
    public abstract void FromNative(Scalar scalar);

    /// <summary>An integer as a <see cref="Slot.Native"/>, by its sign.</summary>
    public abstract void ToNative();

    /// <summary>Calls a static method. One that gives nothing is a statement.</summary>
    public abstract void Call(MethodInfo method);

    /// <summary>Repeats <paramref name="body"/> while the two numbers that <paramref name="operands"/> puts on the stack compare so.</summary>
    public abstract void While(Action operands, Test test, Action body);

    /// <summary>Does <paramref name="then"/> if the two numbers compare so, else <paramref name="otherwise"/>.</summary>
    public abstract void If(Action operands, Test test, Action then, Action? otherwise);

    /// <summary>Repeats until <see cref="BreakIf"/> leaves.</summary>
    public abstract void Loop(Action body);

    /// <summary>Leaves the innermost <see cref="Loop"/> if the two scalars on the stack compare so.</summary>
    public abstract void BreakIf(Test test);
}
