using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Instructions: one register of a value at a time, left on the stack.</summary>
internal sealed partial class LoopEmitter
{
    /// <summary>Puts a register of a value on the stack.</summary>
    private void PushValue(Pass pass, int value, int part)
    {
        Pass holder = pass.Holding(value);
        Binding binding = holder.Values[value];
        if (binding.Lazy is { } statement) Push(statement, holder, part);
        else _writer.Get(part == 0 ? binding.Lower : binding.Upper);
    }

    /// <summary>Puts what gives a value on the stack.</summary>
    private void Push(Statement statement, Pass pass, int part)
    {
        switch (statement)
        {
            case Let let: Push(let, pass, part); break;
            case Load load: PushLoad(load, pass, part); break;
            default: throw new InvalidOperationException($"{statement.GetType().Name} is not written out in place.");
        }
    }

    private void Push(Let let, Pass pass, int part)
    {
        Instruction instruction = let.Instruction;
        LaneType type = instruction.Type, result = RegisterType(let.Value);
        bool wide = _facts.Wide[let.Value];
        switch (instruction.Opcode)
        {
            case Opcode.Constant: PushConstant(_code.Values[let.Value], instruction.Bits); return;
            case Opcode.IndexValue: PushIndexValue(pass, (int)instruction.Bits, result, part); return;
            case Opcode.GetRegister: _writer.Get(RegisterLocal(pass, (int)instruction.Bits, part)); return;
            case Opcode.Equal or Opcode.NotEqual or Opcode.Less or Opcode.LessEqual or Opcode.LessUnsigned or Opcode.LessEqualUnsigned:
                if (type == LaneType.Mask) throw new NotSupportedException($"{instruction.Opcode} of masks is not an instruction: write Xor, and Not of it.");
                PushValue(pass, instruction.A, part);
                PushValue(pass, instruction.B, part);
                _writer.Call(_vectors.Method(instruction.Opcode, type));
                if (type != result) _writer.Call(_vectors.As(type, result));
                break;
            case Opcode.Select:
                bool mask = _code.Values[let.Value] == LaneType.Mask;
                if (mask) type = result;
                PushOperand(instruction.C);
                PushOperand(instruction.B);
                PushMask(pass, instruction.A, type is LaneType.F64 or LaneType.I64, part);
                if (type == LaneType.F32) _writer.Call(_vectors.As(LaneType.I32, LaneType.F32));
                if (type == LaneType.F64) _writer.Call(_vectors.As(LaneType.I64, LaneType.F64));
                _writer.Call(_vectors.Method(Opcode.Select, type));
                break;

                void PushOperand(int value)
                {
                    if (mask) PushMask(pass, value, wide, part);
                    else PushValue(pass, value, part);
                }
            case Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not when _code.Values[let.Value] == LaneType.Mask:
                PushMask(pass, instruction.A, wide, part);
                if (instruction.B >= 0) PushMask(pass, instruction.B, wide, part);
                _writer.Call(_vectors.Method(instruction.Opcode, result));
                break;
            case Opcode.ShiftLeft or Opcode.ShiftRightLogical or Opcode.ShiftRightArithmetic:
                PushValue(pass, instruction.A, part);
                _writer.Int32((int)instruction.Bits);
                _writer.Call(_vectors.Method(instruction.Opcode, type));
                break;
            case Opcode.Convert or Opcode.ConvertUnsigned or Opcode.ConvertTruncate: PushConverted(pass, instruction, result, part); break;
            case Opcode.Bitcast:
                PushValue(pass, instruction.A, part);
                if (_code.Values[instruction.A] is var from && from != result) _writer.Call(_vectors.As(from, result));
                break;
            default:
                PushValue(pass, instruction.A, part);
                if (instruction.B >= 0) PushValue(pass, instruction.B, part);
                if (instruction.C >= 0) PushValue(pass, instruction.C, part);
                _writer.Call(_vectors.Method(instruction.Opcode, type));
                break;
        }
        if (part < _facts.Parts(let.Value) - 1) return;
        if (instruction.A >= 0) Consume(pass, instruction.A);
        if (instruction.B >= 0) Consume(pass, instruction.B);
        if (instruction.C >= 0) Consume(pass, instruction.C);
    }

    private void PushConverted(Pass pass, Instruction instruction, LaneType result, int part)
    {
        LaneType from = _code.Values[instruction.A];
        if (from == result)
        {
            PushValue(pass, instruction.A, part);
            return;
        }
        Conversion conversion = _vectors.Convert(instruction.Opcode, from, result, part == 1);
        if (conversion.BothParts)
        {
            PushValue(pass, instruction.A, 0);
            PushValue(pass, instruction.A, 1);
        }
        else
        {
            PushValue(pass, instruction.A, LoopFacts.PartsOf(from, false) == 2 ? part : 0);
        }
        _writer.Call(conversion.Method);
    }

    private void PushConstant(LaneType type, long bits)
    {
        switch (type)
        {
            // A constant that is not a number keeps its bits only as an integer.
            case LaneType.F32 when float.IsNaN(BitConverter.Int32BitsToSingle((int)bits)):
                _writer.Int32((int)bits);
                _writer.Call(_vectors.Method(VectorOp.Create, LaneType.I32));
                _writer.Call(_vectors.As(LaneType.I32, LaneType.F32));
                break;
            case LaneType.F64 when double.IsNaN(BitConverter.Int64BitsToDouble(bits)):
                _writer.Int64(bits);
                _writer.Call(_vectors.Method(VectorOp.Create, LaneType.I64));
                _writer.Call(_vectors.As(LaneType.I64, LaneType.F64));
                break;
            case LaneType.F32:
                _writer.Single(BitConverter.Int32BitsToSingle((int)bits));
                _writer.Call(_vectors.Method(VectorOp.Create, type));
                break;
            case LaneType.F64:
                _writer.Double(BitConverter.Int64BitsToDouble(bits));
                _writer.Call(_vectors.Method(VectorOp.Create, type));
                break;
            case LaneType.I64:
                _writer.Int64(bits);
                _writer.Call(_vectors.Method(VectorOp.Create, type));
                break;
            case LaneType.I32:
                _writer.Int32((int)bits);
                _writer.Call(_vectors.Method(VectorOp.Create, type));
                break;
            case LaneType.Mask:
                _writer.Int32(bits != 0 ? -1 : 0);
                _writer.Call(_vectors.Method(VectorOp.Create, LaneType.I32));
                break;
        }
    }

    private void PushIndexValue(Pass pass, int index, LaneType type, int part)
    {
        bool lanes = VectorLoop?.Index == index;
        PushIndex(pass, index);
        if (lanes && part == 1)
        {
            _writer.Native(_half);
            _writer.Add();
        }
        _writer.FromNative(type == LaneType.I32 ? Scalar.I32 : Scalar.I64);
        _writer.Call(_vectors.Method(VectorOp.Create, type));
        if (!lanes) return;
        _writer.Call(_vectors.Method(VectorOp.Count, type));
        _writer.Call(_vectors.Method(Opcode.Add, type));
    }

    /// <summary>Puts a mask on the stack, as wide as the lanes that it selects.</summary>
    private void PushMask(Pass pass, int value, bool wide, int part)
    {
        if (_facts.Wide[value] == wide)
        {
            PushValue(pass, value, part);
            return;
        }
        PushValue(pass, value, 0);
        if (wide)
        {
            _writer.Call(_vectors.Method(part == 0 ? VectorOp.WidenLower : VectorOp.WidenUpper, LaneType.I64));
            return;
        }
        PushValue(pass, value, 1);
        _writer.Call(_vectors.Method(VectorOp.Narrow, LaneType.I32));
    }

    /// <summary>Puts a register of a value on the stack as <paramref name="type"/>: a mask as wide as asked for, any other value as it is.</summary>
    private void PushAs(Pass pass, int value, LaneType type, bool wide, int part)
    {
        if (type == LaneType.Mask) PushMask(pass, value, wide, part);
        else PushValue(pass, value, part);
    }

    /// <summary>Puts a number that is not 0 if the mask is true in some lane that counts.</summary>
    private void PushAny(Pass pass, int mask)
    {
        bool wide = _facts.Wide[mask];
        LaneType type = wide ? LaneType.I64 : LaneType.I32;
        PushPart(0);
        if (wide)
        {
            PushPart(1);
            _writer.Call(_vectors.Method(Opcode.Or, type));
        }
        _writer.Call(_vectors.Method(VectorOp.Any, type));

        void PushPart(int part)
        {
            PushValue(pass, mask, part);
            if (_tail is null) return;
            PushTailMask(type, part);
            _writer.Call(_vectors.Method(Opcode.And, type));
        }
    }

    private const int MostOperands = 4; // of a method

    /// <summary>Calls a method for each lane, or reads each lane's element: through memory.</summary>
    private void EmitLanes(Let let, Pass pass, int remaining)
    {
        Instruction instruction = let.Instruction;
        int[] operands = instruction.D >= 0 ? [instruction.A, instruction.B, instruction.C, instruction.D]
            : instruction.C >= 0 ? [instruction.A, instruction.B, instruction.C] : instruction.B >= 0 ? [instruction.A, instruction.B] : [instruction.A];
        LaneType result = RegisterType(let.Value);
        int block = _code.Lanes * sizeof(long), frame = NewLocal(Slot.Pointer, "frame", false), lane = NewLocal(Slot.Native, "lane", false);
        FrameBytes = Math.Max(FrameBytes, FrameEnd);
        _writer.Argument(CodeWriter.Scratch);
        _writer.Native(FrameStart);
        _writer.Add();
        _writer.Set(frame);
        bool gathers = instruction.Opcode == Opcode.Gather;
        for (int k = 0; k < operands.Length; k++)
        {
            LaneType type = RegisterType(operands[k]);
            int parts = LoopFacts.PartsOf(type, false);
            for (int part = 0; part < parts; part++)
            {
                PushValue(pass, operands[k], part);
                if (gathers && _tail is not null)
                {
                    // Lanes that do not count may point anywhere.
                    PushTailMask(type, part);
                    _writer.Call(_vectors.Method(Opcode.And, type));
                }
                PushFrame(k * block + part * (block / 2));
                _writer.Call(_vectors.Method(VectorOp.Store, type));
            }
            Consume(pass, operands[k]);
        }
        Slot index = (Slot)RegisterType(operands[0]);
        _writer.Native(0);
        _writer.Set(lane);
        _writer.While(
            () =>
            {
                _writer.Get(lane);
                _writer.Native(_code.Lanes);
            },
            Test.Less,
            () =>
            {
                PushLane(MostOperands, (Slot)result);
                if (gathers) PushElement();
                else
                {
                    for (int k = 0; k < operands.Length; k++)
                    {
                        PushLane(k, (Slot)RegisterType(operands[k]));
                        _writer.Read(ScalarOf((Slot)RegisterType(operands[k])));
                    }
                    _writer.Call(_code.Methods[(int)instruction.Bits]);
                }
                _writer.Write(ScalarOf((Slot)result));
                Increase(lane, 1);
            });
        int lower = NewVector(result, let.Value), upper = -1;
        PushFrame(MostOperands * block);
        _writer.Call(_vectors.Method(VectorOp.Load, result));
        _writer.Set(lower);
        if (_facts.Parts(let.Value) == 2)
        {
            upper = NewVector(result, let.Value);
            PushFrame(MostOperands * block + block / 2);
            _writer.Call(_vectors.Method(VectorOp.Load, result));
            _writer.Set(upper);
        }
        Free(Slot.Pointer, frame);
        Free(Slot.Native, lane);
        pass.Values[let.Value] = new Binding(true, null, lower, upper, remaining, 0, false);

        void PushFrame(int bytes)
        {
            _writer.Get(frame);
            if (bytes == 0) return;
            _writer.Native(bytes);
            _writer.Add();
        }

        void PushLane(int operand, Slot slot)
        {
            PushFrame(operand * block);
            _writer.Get(lane);
            _writer.Native(SizeOf(slot));
            _writer.Multiply();
            _writer.Add();
        }

        void PushElement()
        {
            int buffer = (int)instruction.Bits;
            DType stored = _code.Buffers[buffer];
            _writer.Get(_scopes[0].Find(new Base(buffer, [])));
            PushLane(0, index);
            _writer.Read(ScalarOf(index));
            _writer.ToNative();
            if (stored.ByteSize > 1)
            {
                _writer.Native(stored.ByteSize);
                _writer.Multiply();
            }
            _writer.Add();
            if (stored.ByteSize >= 4) _writer.Read(ScalarOf((Slot)result));
            else _writer.Call(MemoryMethods.Reader(stored));
        }
    }

    private static int SizeOf(Slot slot) => slot is Slot.F32 or Slot.I32 ? 4 : 8;

    private static Scalar ScalarOf(Slot slot) => slot switch
    {
        Slot.F32 => Scalar.F32,
        Slot.F64 => Scalar.F64,
        Slot.I32 => Scalar.I32,
        _ => Scalar.I64,
    };
}
