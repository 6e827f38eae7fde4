using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Loads and stores: whole vectors, masked ones in tails, one element for all lanes, lanes that are apart, narrow elements.</summary>
internal sealed partial class LoopEmitter
{
    private void PushLoad(Load load, Pass pass, int part)
    {
        LaneType type = RegisterType(load.Value);
        int size = load.Stored.ByteSize, parts = _facts.Parts(load.Value);
        long first = part * _half * load.LaneStride * size;
        if (load.LaneStride == 0)
        {
            PushAddress(pass, load.At, size);
            if (size >= 4) _writer.Read(ScalarOf((Slot)type));
            else _writer.Call(MemoryMethods.Reader(load.Stored));
            _writer.Call(_vectors.Method(VectorOp.Create, type));
            return;
        }
        PushAddress(pass, load.At, size, first);
        if (size >= 4 && load.LaneStride == 1)
        {
            if (_tail is null)
            {
                _writer.Call(_vectors.Method(VectorOp.Load, type));
                return;
            }
            if (_vectors.MasksMemory)
            {
                PushTailMask(type, part);
                _writer.Call(_vectors.Method(VectorOp.MaskLoad, type));
                return;
            }
        }
        else if (size >= 4 && _tail is null)
        {
            _writer.Native(load.LaneStride * size);
            _writer.Call(_vectors.Method(VectorOp.LoadStrided, type));
            return;
        }
        else if (load.LaneStride == 1 && _vectors.HasNarrow(load.Stored, _tail is not null))
        {
            if (_tail is not null) PushTailMask(LaneType.I32, 0);
            _writer.Call(_vectors.LoadNarrow(load.Stored, _tail is not null));
            return;
        }
        _writer.Native(load.LaneStride * size);
        PushCount(parts, part);
        _writer.Call(_vectors.LoadSlow(load.Stored, type));
    }

    /// <summary>How many lanes of a register count.</summary>
    private void PushCount(int parts, int part)
    {
        if (_tail is null)
        {
            _writer.Native(_code.Lanes / parts);
            return;
        }
        _writer.Get(_tail.Count);
        if (part == 0) return;
        _writer.Native(_half);
        _writer.Subtract();
    }

    private void Emit(Store store, Pass pass)
    {
        LaneType type = store.Stored == DType.Bool ? LaneType.I32 : RegisterType(store.Value);
        int size = store.Stored.ByteSize, parts = store.Stored == DType.Bool ? 1 : _facts.Parts(store.Value);
        for (int part = 0; part < (store.LaneStride == 0 ? 1 : parts); part++)
        {
            long first = part * _half * store.LaneStride * size;
            if (store.LaneStride == 0 && size >= 4)
            {
                PushAddress(pass, store.At, size);
                PushValue(pass, store.Value, 0);
                _writer.Call(_vectors.Method(VectorOp.First, type));
                _writer.Write(ScalarOf((Slot)type));
            }
            else if (store.LaneStride == 1 && size >= 4 && _tail is not null && _vectors.MasksMemory)
            {
                PushAddress(pass, store.At, size, first);
                PushTailMask(type, part);
                PushValue(pass, store.Value, part);
                _writer.Call(_vectors.Method(VectorOp.MaskStore, type));
            }
            else
            {
                PushAs(pass, store.Value, store.Stored == DType.Bool ? LaneType.Mask : type, false, part);
                PushAddress(pass, store.At, size, first);
                if (store.LaneStride == 1 && size >= 4 && _tail is null)
                {
                    _writer.Call(_vectors.Method(store.NonTemporal ? VectorOp.StoreNonTemporal : VectorOp.Store, type));
                }
                else if (store.LaneStride == 1 && size < 4 && _vectors.HasNarrow(store.Stored, _tail is not null))
                {
                    if (_tail is not null) PushTailMask(LaneType.I32, 0);
                    _writer.Call(_vectors.StoreNarrow(store.Stored, _tail is not null));
                }
                else
                {
                    _writer.Native(store.LaneStride * size);
                    if (store.LaneStride == 0) _writer.Native(1);
                    else PushCount(parts, part);
                    _writer.Call(_vectors.StoreSlow(store.Stored, type));
                }
            }
        }
        Consume(pass, store.Value);
    }
}
