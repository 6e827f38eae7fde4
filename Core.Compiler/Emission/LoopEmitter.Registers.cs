using System.Reflection;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Registers: what loops change. Passes of an unrolled loop have accumulators of their own, which are combined after it.</summary>
internal sealed partial class LoopEmitter
{
    /// <summary>What the passes of a loop do with a register.</summary>
    private enum Role : byte
    {
        /// <summary>Read alone.</summary>
        Shared,

        /// <summary>Given a value in each pass before anything else.</summary>
        Private,

        /// <summary>Combined with a value of each pass, and nothing else.</summary>
        Accumulator,
    }

    /// <summary>The copies of a register that passes after the first accumulate into.</summary>
    private sealed class Accumulators(Pass pass, int register, Combine kind, int[] locals)
    {
        public Pass Pass => pass;
        public int Register => register;
        public Combine Kind => kind;
        public int[] Locals => locals;
    }

    private readonly Dictionary<For, Dictionary<int, (Role Role, Combine Kind)>?> _roles = new(ReferenceEqualityComparer.Instance);

    private int PartsOfRegister(int register) => LoopFacts.PartsOf(_code.Registers[register], false);

    private LaneType VectorTypeOfRegister(int register) => _code.Registers[register] is var type && type == LaneType.Mask ? LaneType.I32 : type;

    private void NewRegister(Pass pass, int register)
    {
        for (int part = 0; part < PartsOfRegister(register); part++)
            pass.Registers![register * 2 + part] = NewLocal((Slot)VectorTypeOfRegister(register), $"r{register}", false) + 1;
    }

    private static int RegisterLocal(Pass pass, int register, int part)
    {
        for (Pass? at = pass; at is not null; at = at.Parent)
        {
            if (at.Registers is { } locals && locals[register * 2 + part] > 0) return locals[register * 2 + part] - 1;
        }
        throw new InvalidOperationException($"There is no register {register}.");
    }

    /// <summary>What the passes of a loop do with the registers in it; <c>null</c> if a pass needs what the one before it left.</summary>
    private Dictionary<int, (Role Role, Combine Kind)>? Roles(For loop) => _roles.TryGetValue(loop, out var known) ? known : _roles[loop] = FindRoles(loop);

    private static Dictionary<int, (Role Role, Combine Kind)>? FindRoles(For loop)
    {
        var roles = new Dictionary<int, (Role Role, Combine Kind)>();
        bool carried = false;
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Set set) roles.TryAdd(set.Register, (Role.Private, default));
            else LoopFacts.Walk(new Block([statement]), Note);
        }
        return carried ? null : roles;

        void Note(Statement statement)
        {
            switch (statement)
            {
                case Set set: carried |= !roles.TryGetValue(set.Register, out var role) || role.Role != Role.Private; break;
                case Accumulate accumulate:
                    if (!roles.TryAdd(accumulate.Register, (Role.Accumulator, accumulate.Kind)))
                        carried |= roles[accumulate.Register] is var had && had.Role != Role.Private && had != (Role.Accumulator, accumulate.Kind);
                    break;
                case Across across: Read(across.Register); break;
                case Let { Instruction: { Opcode: Opcode.GetRegister } read }: Read((int)read.Bits); break;
            }
        }

        void Read(int register)
        {
            if (!roles.TryAdd(register, (Role.Shared, default))) carried |= roles[register].Role == Role.Accumulator;
        }
    }

    /// <summary>Before an unrolled loop: accumulators for the passes after the first.</summary>
    private void MakeAccumulators(For loop, Pass pass, int unroll, List<Accumulators> all)
    {
        foreach ((int register, (Role role, Combine kind)) in Roles(loop)!)
        {
            if (role != Role.Accumulator) continue;
            LaneType type = VectorTypeOfRegister(register);
            int parts = PartsOfRegister(register);
            int[] locals = new int[(unroll - 1) * parts];
            for (int i = 0; i < locals.Length; i++)
            {
                locals[i] = NewLocal((Slot)type, $"r{register}", false);
                PushConstant(_code.Registers[register], Neutral(kind, type));
                _writer.Set(locals[i]);
            }
            all.Add(new Accumulators(pass, register, kind, locals));
        }
    }

    /// <summary>The bits of the number that leaves any other as it is when combined with it.</summary>
    public static long Neutral(Combine kind, LaneType type) => (kind, type) switch
    {
        (Combine.Sum, LaneType.F32) => BitConverter.SingleToInt32Bits(-0f),
        (Combine.Sum, LaneType.F64) => BitConverter.DoubleToInt64Bits(-0.0),
        (Combine.Prod, LaneType.F32) => BitConverter.SingleToInt32Bits(1),
        (Combine.Prod, LaneType.F64) => BitConverter.DoubleToInt64Bits(1),
        (Combine.Min, LaneType.F32) => BitConverter.SingleToInt32Bits(float.PositiveInfinity),
        (Combine.Min, LaneType.F64) => BitConverter.DoubleToInt64Bits(double.PositiveInfinity),
        (Combine.Max, LaneType.F32) => BitConverter.SingleToInt32Bits(float.NegativeInfinity),
        (Combine.Max, LaneType.F64) => BitConverter.DoubleToInt64Bits(double.NegativeInfinity),
        (Combine.Prod, _) => 1,
        (Combine.Min, LaneType.I32) => int.MaxValue,
        (Combine.Min, _) => long.MaxValue,
        (Combine.Max, LaneType.I32) => int.MinValue,
        (Combine.Max, _) => long.MinValue,
        (Combine.And or Combine.MinUnsigned, _) => -1,
        _ => 0,
    };

    /// <summary>The registers that passes of a loop only accumulate into; <c>null</c> if its passes cannot go side by side.</summary>
    public static List<(int Register, Combine Kind)>? Accumulated(For loop)
    {
        if (FindRoles(loop) is not { } roles) return null;
        var result = new List<(int Register, Combine Kind)>();
        foreach ((int register, (Role role, Combine kind)) in roles)
        {
            if (role == Role.Accumulator) result.Add((register, kind));
        }
        return result;
    }

    /// <summary>The registers that a pass of an unrolled loop has for itself.</summary>
    private void TakeCopies(For loop, Pass pass, Pass around, int shift, int unroll, List<Accumulators> accumulators)
    {
        pass.Registers = new int[_code.Registers.Count * 2];
        foreach ((int register, (Role role, _)) in Roles(loop)!)
        {
            // The last pass works on the register itself, which then holds what the loop leaves.
            if (role == Role.Private && shift < unroll - 1) NewRegister(pass, register);
        }
        if (shift == 0) return;
        foreach (Accumulators copies in accumulators)
        {
            if (copies.Pass != around) continue;
            int parts = PartsOfRegister(copies.Register);
            for (int part = 0; part < parts; part++) pass.Registers[copies.Register * 2 + part] = copies.Locals[(shift - 1) * parts + part] + 1;
        }
    }

    /// <summary>Frees the private registers of passes.</summary>
    private void FreeRegisters(For loop, Pass pass)
    {
        if (pass.Registers is null) return;
        foreach ((int register, (Role role, _)) in Roles(loop)!)
        {
            if (role != Role.Private) continue;
            for (int part = 0; part < PartsOfRegister(register); part++)
            {
                if (pass.Registers[register * 2 + part] > 0) Free((Slot)VectorTypeOfRegister(register), pass.Registers[register * 2 + part] - 1);
            }
        }
    }

    /// <summary>After an unrolled loop: accumulators into one, pass k with pass k + 1, then pairs, then fours.</summary>
    private void Join(List<Accumulators> all, int unroll)
    {
        foreach (Accumulators copies in all)
        {
            LaneType type = VectorTypeOfRegister(copies.Register);
            int parts = PartsOfRegister(copies.Register);
            for (int apart = 1; apart < unroll; apart *= 2)
            {
                for (int k = 0; k + apart < unroll; k += 2 * apart)
                {
                    for (int part = 0; part < parts; part++)
                    {
                        _writer.Get(Local(k, part));
                        _writer.Get(Local(k + apart, part));
                        _writer.Call(Method(copies.Kind, type));
                        _writer.Set(Local(k, part));
                    }
                }
            }
            foreach (int local in copies.Locals) Free((Slot)type, local);

            int Local(int pass, int part) => pass == 0 ? RegisterLocal(copies.Pass, copies.Register, part) : copies.Locals[(pass - 1) * parts + part];
        }
    }

    private MethodInfo Method(Combine kind, LaneType type) => kind switch
    {
        Combine.Sum => _vectors.Method(Opcode.Add, type),
        Combine.Prod => _vectors.Method(Opcode.Mul, type),
        Combine.Min => _vectors.Method(VectorOp.Smaller, type),
        Combine.Max => _vectors.Method(VectorOp.Larger, type),
        Combine.MinUnsigned => _vectors.Method(Opcode.MinUnsigned, type),
        Combine.MaxUnsigned => _vectors.Method(Opcode.MaxUnsigned, type),
        Combine.And => _vectors.Method(Opcode.And, type),
        Combine.Or => _vectors.Method(Opcode.Or, type),
        Combine.Xor => _vectors.Method(Opcode.Xor, type),
    };

    private void Emit(Accumulate accumulate, Pass pass)
    {
        LaneType stored = _code.Registers[accumulate.Register], type = VectorTypeOfRegister(accumulate.Register);
        for (int part = 0; part < PartsOfRegister(accumulate.Register); part++)
        {
            int local = RegisterLocal(pass, accumulate.Register, part);
            if (_tail is not null) _writer.Get(local);
            _writer.Get(local);
            PushAs(pass, accumulate.Value, stored, false, part);
            _writer.Call(Method(accumulate.Kind, type));
            if (_tail is not null)
            {
                PushTailMask(type, part);
                _writer.Call(_vectors.Method(Opcode.Select, type));
            }
            _writer.Set(local);
        }
        Consume(pass, accumulate.Value);
    }

    private void Emit(Across across, Pass pass)
    {
        if (_facts.Uses[across.Value] == 0) return;
        LaneType type = VectorTypeOfRegister(across.Register);
        int parts = PartsOfRegister(across.Register), local = NewVector(type, across.Value);
        _writer.Get(RegisterLocal(pass, across.Register, 0));
        if (parts == 2)
        {
            _writer.Get(RegisterLocal(pass, across.Register, 1));
            _writer.Call(Method(across.Kind, type));
        }
        _writer.Set(local);
        for (int apart = _code.Lanes / parts / 2; apart >= 1; apart /= 2)
        {
            _writer.Get(local);
            _writer.Get(local);
            _writer.Call(_vectors.Method(apart switch { 8 => VectorOp.Swap8, 4 => VectorOp.Swap4, 2 => VectorOp.Swap2, _ => VectorOp.Swap1 }, type));
            _writer.Call(Method(across.Kind, type));
            int next = NewVector(type, across.Value);
            _writer.Set(next);
            Free((Slot)type, local);
            local = next;
        }
        int upper = local;
        if (parts == 2)
        {
            upper = NewVector(type, across.Value);
            _writer.Get(local);
            _writer.Set(upper);
        }
        pass.Values[across.Value] = new Binding(true, null, local, upper, _facts.Uses[across.Value], 0, false);
    }

    /// <summary>The lanes that count as a mask of the type of the register that it selects from.</summary>
    private void PushTailMask(LaneType type, int part)
    {
        bool wide = type is LaneType.F64 or LaneType.I64;
        _writer.Get(!wide ? _tail!.Mask : part == 0 ? _tail!.WideLower : _tail!.WideUpper);
        if (type == LaneType.F32) _writer.Call(_vectors.As(LaneType.I32, LaneType.F32));
        if (type == LaneType.F64) _writer.Call(_vectors.As(LaneType.I64, LaneType.F64));
    }
}
