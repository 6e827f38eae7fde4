using System.Reflection.Emit;
using System.Runtime.InteropServices;
using Core.Compiler.Emission;
using static System.Reflection.Emit.OpCodes;

namespace Core.Compiler.Contraction;

/// <summary>Makes the code of a <see cref="DotKernel"/>: a vector of sums for each pair of rows, added up across its lanes at the end.</summary>
internal sealed class DotEmitter
{
    private readonly DotKey _key;
    private readonly ILGenerator _il;
    private readonly VectorMethods _methods;
    private readonly LocalBuilder[] _left, _right;
    private readonly LocalBuilder[,] _sums;
    private readonly LocalBuilder _loaded, _at, _end, _count;
    private readonly LocalBuilder[] _loadedRight;

    private DotEmitter(DotKey key, ILGenerator il)
    {
        (_key, _il, _methods) = (key, il, VectorMethods.Of(key.Type, key.Width));
        _left = [.. Enumerable.Range(0, key.Rows).Select(_ => il.DeclareLocal(typeof(byte*)))];
        _right = [.. Enumerable.Range(0, key.Columns).Select(_ => il.DeclareLocal(typeof(byte*)))];
        _sums = new LocalBuilder[key.Rows, key.Columns];
        for (int i = 0; i < key.Rows; i++)
            for (int j = 0; j < key.Columns; j++) _sums[i, j] = il.DeclareLocal(_methods.Vector);
        _loaded = il.DeclareLocal(_methods.Vector);
        _loadedRight = [.. Enumerable.Range(0, key.Rows > 1 ? key.Columns : 0).Select(_ => il.DeclareLocal(_methods.Vector))];
        (_at, _end, _count) = (il.DeclareLocal(typeof(nint)), il.DeclareLocal(typeof(nint)), il.DeclareLocal(typeof(nint)));
    }

    /// <summary>The kernel.</summary>
    public static unsafe DotKernel Emit(DotKey key)
    {
        DynamicMethod method = KernelMethods.New($"dot_{key.Type}_{key.Rows}x{key.Columns}", [typeof(byte*), typeof(byte*), typeof(byte*), typeof(DotCall*)]);
        new DotEmitter(key, method.GetILGenerator(2048)).Body();
        DotKernel kernel = method.CreateDelegate<DotKernel>();
        KernelJit.Prepare(kernel);
        return kernel;
    }

    private void Body()
    {
        Store(nameof(DotCall.Count), _count);
        Label block = _il.DefineLabel(), top = _il.DefineLabel(), whole = _il.DefineLabel(), done = _il.DefineLabel();
        _il.MarkLabel(block);
        Pointers(Ldarg_0, _left, nameof(DotCall.ARow));
        Pointers(Ldarg_1, _right, nameof(DotCall.BRow));
        foreach (LocalBuilder sum in _sums)
        {
            _il.Emit(Call, _methods.Zero);
            _il.Emit(Stloc, sum);
        }
        _il.Emit(Ldc_I4_0);
        _il.Emit(Conv_I);
        _il.Emit(Stloc, _at);
        Store(nameof(DotCall.Whole), _end);
        _il.Emit(Br, whole);
        _il.MarkLabel(top);
        Step(masked: false);
        _il.Emit(Ldloc, _at);
        _il.Emit(Ldc_I4, _key.Width / 8);
        _il.Emit(Conv_I);
        _il.Emit(Add);
        _il.Emit(Stloc, _at);
        _il.MarkLabel(whole);
        _il.Emit(Ldloc, _at);
        _il.Emit(Ldloc, _end);
        _il.Emit(Blt, top);
        Field(nameof(DotCall.Mask));
        _il.Emit(Brfalse, done);
        Step(masked: true);
        _il.MarkLabel(done);
        for (int i = 0; i < _key.Rows; i++)
            for (int j = 0; j < _key.Columns; j += 4) Finish(i, j);

        Advance(Ldarg_0, 0, nameof(DotCall.NextA));
        Advance(Ldarg_1, 1, nameof(DotCall.NextB));
        Advance(Ldarg_2, 2, nameof(DotCall.NextC));
        _il.Emit(Ldloc, _count);
        _il.Emit(Ldc_I4_1);
        _il.Emit(Conv_I);
        _il.Emit(Sub);
        _il.Emit(Stloc, _count);
        _il.Emit(Ldloc, _count);
        _il.Emit(Brtrue, block);
        _il.Emit(Ret);
    }

    private void Step(bool masked)
    {
        for (int j = 0; j < _loadedRight.Length; j++)
        {
            Load(_right[j], masked);
            _il.Emit(Stloc, _loadedRight[j]);
        }
        for (int i = 0; i < _key.Rows; i++)
        {
            Load(_left[i], masked);
            _il.Emit(Stloc, _loaded);
            for (int j = 0; j < _key.Columns; j++)
            {
                _il.Emit(Ldloc, _loaded);
                if (_loadedRight.Length > 0) _il.Emit(Ldloc, _loadedRight[j]);
                else Load(_right[j], masked);
                if (_methods.MultiplyAdd is { } multiplyAdd)
                {
                    _il.Emit(Ldloc, _sums[i, j]);
                    _il.Emit(Call, multiplyAdd);
                }
                else
                {
                    _il.Emit(Call, _methods.Multiply);
                    _il.Emit(Ldloc, _sums[i, j]);
                    _il.Emit(Call, _methods.Add);
                }
                _il.Emit(Stloc, _sums[i, j]);
            }
        }
    }

    /// <summary>Adds up to four vectors of sums across their lanes and writes the results.</summary>
    private void Finish(int row, int column)
    {
        int count = Math.Min(4, _key.Columns - column);
        VectorMethods narrow = VectorMethods.Of(_key.Type, 128);
        for (int j = 0; j < 4; j++)
        {
            // What is missing is a copy that is not written.
            _il.Emit(Ldloc, _sums[row, column + Math.Min(j, count - 1)]);
            VectorMethods methods = _methods;
            for (int width = _key.Width; width > 128; width /= 2)
            {
                _il.Emit(Call, methods.Halve!);
                methods = VectorMethods.Of(_key.Type, width / 2);
            }
        }
        _il.Emit(Ldarg_2);
        Scaled(nameof(DotCall.CRow), row);
        Scaled(nameof(DotCall.CColumn), column);
        Field(nameof(DotCall.CColumn));
        _il.Emit(Ldc_I4, count);
        _il.Emit(Call, typeof(DotSums).GetMethod(nameof(DotSums.Write))!.MakeGenericMethod(narrow.Scalar));
    }

    private void Scaled(string field, int times)
    {
        if (times == 0) return;
        Field(field);
        _il.Emit(Ldc_I4, times);
        _il.Emit(Conv_I);
        _il.Emit(Mul);
        _il.Emit(Add);
    }

    private void Load(LocalBuilder pointer, bool masked)
    {
        _il.Emit(Ldloc, pointer);
        _il.Emit(Ldloc, _at);
        _il.Emit(Add);
        if (!masked)
        {
            _il.Emit(Call, _methods.Load);
            return;
        }
        Field(nameof(DotCall.Mask));
        _il.Emit(Call, _methods.Load);
        if (_methods.MergeLoad) _il.Emit(Call, _methods.Zero);
        _il.Emit(Call, _methods.MaskLoad);
    }

    private void Pointers(OpCode first, LocalBuilder[] rows, string distance)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (i == 0) _il.Emit(first);
            else
            {
                _il.Emit(Ldloc, rows[i - 1]);
                Field(distance);
                _il.Emit(Add);
            }
            _il.Emit(Stloc, rows[i]);
        }
    }

    private void Advance(OpCode load, byte argument, string field)
    {
        _il.Emit(load);
        Field(field);
        _il.Emit(Add);
        _il.Emit(Starg_S, argument);
    }

    private void Store(string field, LocalBuilder to)
    {
        Field(field);
        _il.Emit(Stloc, to);
    }

    private void Field(string name)
    {
        _il.Emit(Ldarg_3);
        _il.Emit(Ldc_I4, (int)Marshal.OffsetOf<DotCall>(name));
        _il.Emit(Conv_I);
        _il.Emit(Add);
        _il.Emit(Ldind_I);
    }
}
