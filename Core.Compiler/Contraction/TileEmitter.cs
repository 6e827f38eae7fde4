using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics.X86;
using Core.Compiler.Emission;
using Core.Compiler.Loops;
using static System.Reflection.Emit.OpCodes;

namespace Core.Compiler.Contraction;

/// <summary>
/// Makes the code of a <see cref="TileKernel"/>: all sums of the tile are in registers; for each step of k a few vectors of B are loaded and each row's element
/// of A, copied to all lanes, is multiplied with them.
/// </summary>
internal sealed class TileEmitter
{
    private static readonly MethodInfo Prefetch = typeof(Sse).GetMethod(nameof(Sse.Prefetch0))!;

    private readonly TileKey _key;
    private readonly ILGenerator _il;
    private readonly VectorMethods[] _methods; // of each vector in a row
    private readonly VectorMethods _full;
    private readonly LocalBuilder[] _b;
    private readonly LocalBuilder[,] _sums;
    private readonly LocalBuilder _copies, _pa, _pb, _pc, _k, _aColumn, _bRow, _cRow, _count;
    private readonly LocalBuilder? _mask, _steps;

    private TileEmitter(TileKey key, ILGenerator il)
    {
        (_key, _il) = (key, il);
        _full = VectorMethods.Of(key.Type, key.Vectors == 1 ? key.TailWidth : key.Width);
        _methods = new VectorMethods[key.Vectors];
        Array.Fill(_methods, _full);
        _methods[^1] = VectorMethods.Of(key.Type, key.TailWidth);
        _b = new LocalBuilder[key.Vectors];
        _sums = new LocalBuilder[key.Rows, key.Vectors];
        for (int j = 0; j < key.Vectors; j++)
        {
            _b[j] = il.DeclareLocal(_methods[j].Vector);
            for (int i = 0; i < key.Rows; i++) _sums[i, j] = il.DeclareLocal(_methods[j].Vector);
        }
        _copies = il.DeclareLocal(_full.Vector);
        (_pa, _pb, _pc) = (Pointer(), Pointer(), Pointer());
        (_k, _aColumn, _bRow, _cRow, _count) = (Integer(), Integer(), Integer(), Integer(), Integer());
        if (key.Masked) _mask = il.DeclareLocal(_methods[^1].Vector);
        if (key.Gathers) _steps = Pointer();

        LocalBuilder Pointer() => il.DeclareLocal(typeof(byte*));
        LocalBuilder Integer() => il.DeclareLocal(typeof(nint));
    }

    /// <summary>The kernel.</summary>
    public static unsafe TileKernel Emit(TileKey key)
    {
        DynamicMethod method = KernelMethods.New($"tile_{key.Type}_{key.Rows}x{key.Vectors}", [typeof(byte*), typeof(byte*), typeof(byte*), typeof(TileCall*)]);
        new TileEmitter(key, method.GetILGenerator(4096)).Body();
        TileKernel kernel = method.CreateDelegate<TileKernel>();
        KernelJit.Prepare(kernel);
        return kernel;
    }

    private void Body()
    {
        Field(nameof(TileCall.AColumn), _aColumn);
        Field(nameof(TileCall.BRow), _bRow);
        Field(nameof(TileCall.CRow), _cRow);
        Field(nameof(TileCall.Count), _count);
        if (_mask is not null)
        {
            Field(nameof(TileCall.Mask));
            _il.Emit(Call, _methods[^1].Load);
            _il.Emit(Stloc, _mask);
        }
        Label tile = _il.DefineLabel();
        _il.MarkLabel(tile);
        foreach ((OpCode from, LocalBuilder to) in new[] { (Ldarg_0, _pa), (Ldarg_1, _pb), (Ldarg_2, _pc) })
        {
            _il.Emit(from);
            _il.Emit(Stloc, to);
        }
        ForEachSum((i, j) =>
        {
            _il.Emit(Call, _methods[j].Zero);
            _il.Emit(Stloc, _sums[i, j]);
        });
        if (_steps is not null) Field(nameof(TileCall.Steps), _steps);
        if (_key.Prefetch && Sse.IsSupported) PrefetchC();

        // Where a step has much to do, its loop costs little; less code is compiled sooner.
        int unroll = (_key.Rows * _key.Vectors) switch { <= 6 => 4, <= 12 => 2, _ => 1 };
        Loop(unroll, () =>
        {
            Field(nameof(TileCall.K));
            Integer(unroll / 2);
            _il.Emit(Shr);
        });
        if (unroll > 1) Loop(1, () =>
        {
            Field(nameof(TileCall.K));
            Integer(unroll - 1);
            _il.Emit(And);
        });

        if (_key.Accumulates)
        {
            Label overwrite = _il.DefineLabel();
            Field(nameof(TileCall.Accumulate));
            _il.Emit(Brfalse, overwrite);
            AddC();
            _il.MarkLabel(overwrite);
        }
        StoreC();

        Advance(Ldarg_0, 0, nameof(TileCall.NextA));
        Advance(Ldarg_1, 1, nameof(TileCall.NextB));
        Advance(Ldarg_2, 2, nameof(TileCall.NextC));
        Decrement(_count);
        _il.Emit(Ldloc, _count);
        _il.Emit(Brtrue, tile);
        _il.Emit(Ret);
    }

    /// <summary>A loop over steps of k, some of them in a row.</summary>
    private void Loop(int steps, Action count)
    {
        Label top = _il.DefineLabel(), end = _il.DefineLabel();
        count();
        _il.Emit(Stloc, _k);
        _il.Emit(Ldloc, _k);
        _il.Emit(Brfalse, end);
        _il.MarkLabel(top);
        for (int step = 0; step < steps; step++)
        {
            if (_steps is not null) Gather();
            Step();
            AddTo(_pa, _aColumn);
            if (_steps is null) AddTo(_pb, _bRow);
        }
        Decrement(_k);
        _il.Emit(Ldloc, _k);
        _il.Emit(Brtrue, top);
        _il.MarkLabel(end);
    }

    /// <summary>Looks up where the next row of B lies.</summary>
    private void Gather()
    {
        _il.Emit(Ldarg_1);
        _il.Emit(Ldloc, _steps!);
        _il.Emit(Ldind_I);
        _il.Emit(Add);
        _il.Emit(Stloc, _pb);
        _il.Emit(Ldloc, _steps!);
        _il.Emit(Ldc_I4_8);
        _il.Emit(Conv_I);
        _il.Emit(Add);
        _il.Emit(Stloc, _steps!);
    }

    /// <summary>One step of k: a row of B, a column of A.</summary>
    private void Step()
    {
        for (int j = 0; j < _key.Vectors; j++)
        {
            Load(_pb, j);
            _il.Emit(Stloc, _b[j]);
        }
        for (int i = 0; i < _key.Rows; i++)
        {
            Address(_pa, i * _key.ARow);
            _il.Emit(_key.Type switch { LaneType.F32 => Ldind_R4, LaneType.F64 => Ldind_R8, LaneType.I32 => Ldind_I4, LaneType.I64 or LaneType.Mask => Ldind_I8 });
            _il.Emit(Call, _full.Create);
            _il.Emit(Stloc, _copies);
            for (int j = 0; j < _key.Vectors; j++)
            {
                VectorMethods methods = _methods[j];
                LoadCopies(methods);
                _il.Emit(Ldloc, _b[j]);
                if (methods.MultiplyAdd is { } multiplyAdd)
                {
                    _il.Emit(Ldloc, _sums[i, j]);
                    _il.Emit(Call, multiplyAdd);
                }
                else
                {
                    _il.Emit(Call, methods.Multiply);
                    _il.Emit(Ldloc, _sums[i, j]);
                    _il.Emit(Call, methods.Add);
                }
                _il.Emit(Stloc, _sums[i, j]);
            }
        }
    }

    /// <summary>The copies of an element of A, as wide as the vector they are multiplied with.</summary>
    private void LoadCopies(VectorMethods methods)
    {
        _il.Emit(Ldloc, _copies);
        VectorMethods have = _full;
        while (have != methods)
        {
            _il.Emit(Call, have.Lower!);
            have = VectorMethods.Of(_key.Type, have.Vector.Name == "Vector512`1" ? 256 : 128);
        }
    }

    private void AddC()
    {
        for (int i = 0; i < _key.Rows; i++)
        {
            for (int j = 0; j < _key.Vectors; j++)
            {
                Load(_pc, j);
                _il.Emit(Ldloc, _sums[i, j]);
                _il.Emit(Call, _methods[j].Add);
                _il.Emit(Stloc, _sums[i, j]);
            }
            AddTo(_pc, _cRow);
        }
        _il.Emit(Ldarg_2);
        _il.Emit(Stloc, _pc);
    }

    private void StoreC()
    {
        for (int i = 0; i < _key.Rows; i++)
        {
            for (int j = 0; j < _key.Vectors; j++)
            {
                if (IsMasked(j))
                {
                    Address(_pc, Offset(j));
                    _il.Emit(Ldloc, _mask!);
                    _il.Emit(Ldloc, _sums[i, j]);
                    _il.Emit(Call, _methods[j].MaskStore);
                }
                else
                {
                    _il.Emit(Ldloc, _sums[i, j]);
                    Address(_pc, Offset(j));
                    _il.Emit(Call, _methods[j].Store);
                }
            }
            AddTo(_pc, _cRow);
        }
    }

    private void PrefetchC()
    {
        int bytes = (_key.Vectors - 1) * _key.Width / 8 + _key.TailWidth / 8;
        for (int i = 0; i < _key.Rows; i++)
        {
            for (int offset = 0; offset < bytes; offset += 64)
            {
                Address(_pc, offset);
                _il.Emit(Call, Prefetch);
            }
            AddTo(_pc, _cRow);
        }
        _il.Emit(Ldarg_2);
        _il.Emit(Stloc, _pc);
    }

    private void Load(LocalBuilder pointer, int j)
    {
        Address(pointer, Offset(j));
        if (!IsMasked(j))
        {
            _il.Emit(Call, _methods[j].Load);
            return;
        }
        _il.Emit(Ldloc, _mask!);
        if (_methods[j].MergeLoad) _il.Emit(Call, _methods[j].Zero);
        _il.Emit(Call, _methods[j].MaskLoad);
    }

    private bool IsMasked(int j) => _key.Masked && j == _key.Vectors - 1;

    private int Offset(int j) => j * _key.Width / 8;

    private void ForEachSum(Action<int, int> action)
    {
        for (int i = 0; i < _key.Rows; i++)
            for (int j = 0; j < _key.Vectors; j++) action(i, j);
    }

    private void Address(LocalBuilder pointer, long offset)
    {
        _il.Emit(Ldloc, pointer);
        if (offset == 0) return;
        _il.Emit(Ldc_I8, offset);
        _il.Emit(Conv_I);
        _il.Emit(Add);
    }

    private void Integer(int value)
    {
        _il.Emit(Ldc_I4, value);
    }

    private void Field(string name, LocalBuilder? to = null)
    {
        int offset = (int)System.Runtime.InteropServices.Marshal.OffsetOf<TileCall>(name);
        _il.Emit(Ldarg_3);
        _il.Emit(Ldc_I4, offset);
        _il.Emit(Conv_I);
        _il.Emit(Add);
        _il.Emit(Ldind_I);
        if (to is not null) _il.Emit(Stloc, to);
    }

    private void Advance(OpCode load, byte argument, string field)
    {
        _il.Emit(load);
        Field(field);
        _il.Emit(Add);
        _il.Emit(Starg_S, argument);
    }

    private void AddTo(LocalBuilder pointer, LocalBuilder distance)
    {
        _il.Emit(Ldloc, pointer);
        _il.Emit(Ldloc, distance);
        _il.Emit(Add);
        _il.Emit(Stloc, pointer);
    }

    private void Decrement(LocalBuilder counter)
    {
        _il.Emit(Ldloc, counter);
        _il.Emit(Ldc_I4_1);
        _il.Emit(Conv_I);
        _il.Emit(Sub);
        _il.Emit(Stloc, counter);
    }
}
