using System.Numerics;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

internal sealed unsafe partial class BlockRunner
{
    /// <summary>A statement, with the places of its blocks in the scratch memory.</summary>
    private abstract class Node
    {
        public abstract void Do(ref State state);

        protected static long Number(Bound bound, ref State state) => bound.Kind switch
        {
            BoundKind.Number => bound.Number,
            BoundKind.Begin => state.Begin,
            BoundKind.End => state.End,
            BoundKind.Affine => Math.Min(state.Indices[bound.Index] * bound.Scale + bound.Number, bound.Limit),
        };

        protected static byte* Place(Address address, int size, ref State state)
        {
            long place = address.Buffer == Address.Scratch ? address.Offset : address.Offset * size;
            foreach (IndexTerm term in address.Terms) place += state.Indices[term.Index] * term.Stride * size;
            return (address.Buffer == Address.Scratch ? state.Scratch : state.Buffers[address.Buffer]) + place;
        }
    }

    /// <summary>One of <see cref="BlockLoops"/>.</summary>
    private readonly struct InstructionLoop(delegate*<byte*, byte*, byte*, byte*, long, nint, void> loop)
    {
        private readonly delegate*<byte*, byte*, byte*, byte*, long, nint, void> _loop = loop;

        public void Do(byte* r, byte* a, byte* b, byte* c, long bits, nint lanes) => _loop(r, a, b, c, bits, lanes);
    }

    // All lanes of blocks are done, or as many whole vectors as hold those that count: at least two vectors of 64-bit lanes.
    private static nint Whole(int lanes) => (lanes + 15) & ~15;

    private sealed class InstructionNode(delegate*<byte*, byte*, byte*, byte*, long, nint, void> loop, int r, int a, int b, int c, long bits, int lanes) : Node
    {
        private readonly InstructionLoop _loop = new(loop);

        public override void Do(ref State state)
        {
            byte* s = state.Scratch;
            _loop.Do(s + r, s + a, s + b, s + c, bits, Math.Min(Whole(state.Lanes), lanes));
        }
    }

    private sealed class LoadNode(Load load, int r) : Node
    {
        public override void Do(ref State state)
        {
            int size = load.Stored.ByteSize;
            byte* from = Place(load.At, size, ref state), to = state.Scratch + r;
            nint lanes = load.LaneStride == 0 ? Whole(state.Lanes) : state.Lanes, stride = (nint)load.LaneStride * size;
            switch (load.Stored)
            {
                case DType.Bool:
                    for (nint i = 0; i < lanes; i++) ((int*)to)[i] = from[i * stride] != 0 ? -1 : 0;
                    break;
                case DType.I8: Widen<sbyte>(from, to, stride, lanes); break;
                case DType.U8: Widen<byte>(from, to, stride, lanes); break;
                case DType.I16: Widen<short>(from, to, stride, lanes); break;
                case DType.U16: Widen<ushort>(from, to, stride, lanes); break;
                case DType.BF16:
                    for (nint i = 0; i < lanes; i++) ((float*)to)[i] = *(BFloat16*)(from + i * stride);
                    break;
                case DType.F16:
                    for (nint i = 0; i < lanes; i++) ((float*)to)[i] = (float)*(Half*)(from + i * stride);
                    break;
                default:
                    if (load.LaneStride == 1) Buffer.MemoryCopy(from, to, lanes * size, lanes * size);
                    else if (load.LaneStride == 0 && size == 4) new Span<int>(to, (int)lanes).Fill(*(int*)from);
                    else if (load.LaneStride == 0) new Span<long>(to, (int)lanes).Fill(*(long*)from);
                    else if (size == 4) for (nint i = 0; i < lanes; i++) ((int*)to)[i] = *(int*)(from + i * stride);
                    else for (nint i = 0; i < lanes; i++) ((long*)to)[i] = *(long*)(from + i * stride);
                    break;
            }
        }

        private static void Widen<T>(byte* from, byte* to, nint stride, nint lanes) where T : unmanaged, IBinaryInteger<T>
        {
            for (nint i = 0; i < lanes; i++) ((int*)to)[i] = int.CreateTruncating(*(T*)(from + i * stride));
        }
    }

    private sealed class StoreNode(Store store, int value) : Node
    {
        public override void Do(ref State state)
        {
            int size = store.Stored.ByteSize;
            byte* to = Place(store.At, size, ref state), from = state.Scratch + value;
            nint lanes = store.LaneStride == 0 ? 1 : state.Lanes, stride = (nint)store.LaneStride * size;
            switch (store.Stored)
            {
                case DType.Bool:
                    for (nint i = 0; i < lanes; i++) to[i * stride] = (byte)-((int*)from)[i];
                    break;
                case DType.I8 or DType.U8:
                    for (nint i = 0; i < lanes; i++) to[i * stride] = (byte)((int*)from)[i];
                    break;
                case DType.I16 or DType.U16:
                    for (nint i = 0; i < lanes; i++) *(short*)(to + i * stride) = (short)((int*)from)[i];
                    break;
                case DType.BF16:
                    for (nint i = 0; i < lanes; i++) *(BFloat16*)(to + i * stride) = (BFloat16)((float*)from)[i];
                    break;
                case DType.F16:
                    for (nint i = 0; i < lanes; i++) *(Half*)(to + i * stride) = (Half)((float*)from)[i];
                    break;
                default:
                    if (store.LaneStride == 1) Buffer.MemoryCopy(from, to, lanes * size, lanes * size);
                    else if (size == 4) for (nint i = 0; i < lanes; i++) *(int*)(to + i * stride) = ((int*)from)[i];
                    else for (nint i = 0; i < lanes; i++) *(long*)(to + i * stride) = ((long*)from)[i];
                    break;
            }
        }
    }

    private sealed class IndexNode(int index, int r, bool wide, int lanes) : Node
    {
        public override void Do(ref State state)
        {
            long first = state.Indices[index], step = state.Vector == index ? 1 : 0;
            byte* to = state.Scratch + r;
            if (wide) for (int i = 0; i < lanes; i++) ((long*)to)[i] = first + i * step;
            else for (int i = 0; i < lanes; i++) ((int*)to)[i] = (int)(first + i * step);
        }
    }

    private sealed class GatherNode(int buffer, DType stored, int r, int a, bool wide) : Node
    {
        public override void Do(ref State state)
        {
            byte* from = state.Buffers[buffer], to = state.Scratch + r, index = state.Scratch + a;
            int size = stored.ByteSize;
            for (int i = 0; i < state.Lanes; i++)
            {
                byte* element = from + (wide ? ((long*)index)[i] : ((int*)index)[i]) * size;
                switch (stored)
                {
                    case DType.Bool: ((int*)to)[i] = *element != 0 ? -1 : 0; break;
                    case DType.I8: ((int*)to)[i] = *(sbyte*)element; break;
                    case DType.U8: ((int*)to)[i] = *element; break;
                    case DType.I16: ((int*)to)[i] = *(short*)element; break;
                    case DType.U16: ((int*)to)[i] = *(ushort*)element; break;
                    case DType.BF16: ((float*)to)[i] = *(BFloat16*)element; break;
                    case DType.F16: ((float*)to)[i] = (float)*(Half*)element; break;
                    default:
                        if (size == 4) ((int*)to)[i] = *(int*)element;
                        else ((long*)to)[i] = *(long*)element;
                        break;
                }
            }
        }
    }

    private sealed class CallNode<T>(
        int r, int a, int b, int c, int d = 0, Func<T, T>? one = null, Func<T, T, T>? two = null, Func<T, T, T, T>? three = null, Func<T, T, T, T, T>? four = null) : Node
        where T : unmanaged
    {
        public override void Do(ref State state)
        {
            T* to = (T*)(state.Scratch + r), x = (T*)(state.Scratch + a), y = (T*)(state.Scratch + b), z = (T*)(state.Scratch + c), w = (T*)(state.Scratch + d);
            for (int i = 0; i < state.Lanes; i++)
                to[i] = one is not null ? one(x[i]) : two is not null ? two(x[i], y[i]) : three is not null ? three(x[i], y[i], z[i]) : four!(x[i], y[i], z[i], w[i]);
        }
    }

    private sealed class AccumulateNode(InstructionLoop combine, int register, int value, int spare, int lanes, int size) : Node
    {
        public override void Do(ref State state)
        {
            byte* r = state.Scratch + register, v = state.Scratch + value, s = state.Scratch + spare;
            int whole = state.Lanes & ~15;
            combine.Do(r, r, v, r, 0, whole);
            if (whole == Math.Min(state.Lanes, lanes)) return;
            int offset = whole * size, left = (state.Lanes - whole) * size;
            combine.Do(s, r + offset, v + offset, r, 0, 16);
            Buffer.MemoryCopy(s, r + offset, left, left);
        }
    }

    // Halves onto each other; below a vector in the spare block, where both halves are the beginning of vectors.
    private sealed class AcrossNode(InstructionLoop combine, int r, int register, int spare, int lanes, int size) : Node
    {
        public override void Do(ref State state)
        {
            byte* to = state.Scratch + r, s = state.Scratch + spare;
            Buffer.MemoryCopy(state.Scratch + register, to, lanes * size, lanes * size);
            for (int apart = lanes / 2; apart >= 1; apart /= 2)
            {
                Buffer.MemoryCopy(to + apart * size, s, apart * size, apart * size);
                combine.Do(to, to, s, to, 0, Whole(apart));
            }
            if (size == 4) new Span<int>(to, lanes).Fill(*(int*)to);
            else new Span<long>(to, lanes).Fill(*(long*)to);
        }
    }

    private sealed class SplitNode(Split split) : Node
    {
        public override void Do(ref State state) => state.Indices[split.Index] = state.Indices[split.Of] / split.Divisor % split.Modulus;
    }

    private static bool Any(int mask, ref State state) => new ReadOnlySpan<int>(state.Scratch + mask, state.Lanes).ContainsAnyExcept(0);

    private sealed class WhileNode(Node[] condition, int mask, Node[] body) : Node
    {
        public override void Do(ref State state)
        {
            for (BlockRunner.Do(condition, ref state); Any(mask, ref state); BlockRunner.Do(condition, ref state)) BlockRunner.Do(body, ref state);
        }
    }

    private sealed class IfNode(int mask, Node[] then, Node[] otherwise) : Node
    {
        public override void Do(ref State state) => BlockRunner.Do(Any(mask, ref state) ? then : otherwise, ref state);
    }

    /// <summary>A register that passes of an unrolled loop accumulate into by turns, and the copies of those after the first.</summary>
    private sealed class Accumulator(InstructionLoop combine, int register, int[] copies, long neutral, LaneType type, int lanes)
    {
        private readonly int _bytes = lanes * SizeOf(type);

        public void Start(ref State state, long unroll)
        {
            for (int k = 0; k < unroll - 1; k++) BlockLoops.Of(Opcode.Constant, type)(state.Scratch + copies[k], null, null, null, neutral, lanes);
        }

        /// <summary>Makes the copy of a pass the register, and puts it back.</summary>
        public void Swap(ref State state, long pass)
        {
            if (pass == 0) return;
            var mine = new Span<long>(state.Scratch + copies[pass - 1], _bytes / 8);
            var register1 = new Span<long>(state.Scratch + register, _bytes / 8);
            for (int i = 0; i < mine.Length; i++) (mine[i], register1[i]) = (register1[i], mine[i]);
        }

        public void Join(ref State state, long unroll)
        {
            byte* s = state.Scratch;
            for (int apart = 1; apart < unroll; apart *= 2)
            {
                for (int k = 0; k + apart < unroll; k += 2 * apart)
                {
                    byte* into = s + (k == 0 ? register : copies[k - 1]);
                    combine.Do(into, into, s + copies[k + apart - 1], into, 0, lanes);
                }
            }
        }
    }

    private sealed class ForNode(For loop, long step, Accumulator[] accumulators, Node[] body) : Node
    {
        public override void Do(ref State state)
        {
            long from = Number(loop.From, ref state), to = Number(loop.To, ref state);
            if (loop.Vector) state.Vector = loop.Index;
            if (accumulators.Length == 0)
            {
                for (long at = from; at < to; at += step) Pass(ref state, at, to);
            }
            else
            {
                bool known = loop.From.Kind == BoundKind.Number && loop.To.Kind == BoundKind.Number;
                long unroll = known ? Math.Max(1, Math.Min(loop.Unroll, (to - from) / step)) : loop.Unroll;
                long together = to > from ? (to - from) / (step * unroll) * unroll : 0;
                foreach (Accumulator accumulator in accumulators) accumulator.Start(ref state, unroll);
                long pass = 0;
                for (long at = from; at < to; at += step, pass++)
                {
                    long copy = pass < together ? pass % unroll : 0;
                    foreach (Accumulator accumulator in accumulators) accumulator.Swap(ref state, copy);
                    Pass(ref state, at, to);
                    foreach (Accumulator accumulator in accumulators) accumulator.Swap(ref state, copy);
                }
                foreach (Accumulator accumulator in accumulators) accumulator.Join(ref state, unroll);
            }
            if (!loop.Vector) return;
            state.Vector = -1;
            state.Lanes = (int)step;
        }

        private void Pass(ref State state, long at, long to)
        {
            state.Indices[loop.Index] = at;
            if (loop.Vector) state.Lanes = (int)Math.Min(step, to - at);
            BlockRunner.Do(body, ref state);
        }
    }
}
