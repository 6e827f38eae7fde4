using System.Runtime.CompilerServices;

namespace Core.Tests.Arrays;

[TestFixture]
public sealed unsafe class NativePoolTests
{
    private const int Bytes = 4 << 20;

    [Test]
    public void A_result_that_is_held_keeps_its_values_while_others_come_and_go()
    {
        ArrayStorage held = Filled(7);

        for (int i = 0; i < 200; i++) Filled(1);

        fixed (byte* bytes = held) Assert.That(new Span<byte>(bytes, Bytes).IndexOfAnyExcept((byte)7), Is.EqualTo(-1));
        GC.KeepAlive(held);
    }

    [Test]
    public void Results_that_nobody_holds_are_used_again()
    {
        long before = NativePool.BytesInUse;

        for (int i = 0; i < 2_000; i++) Filled(1);

        Assert.That(NativePool.BytesInUse - before, Is.LessThan(2_000L * Bytes / 4));
    }

    [Test]
    public void A_block_that_was_given_back_is_the_next_one_of_its_size()
    {
        const long odd = (3L << 30) + 12_345; // a size of this test alone
        nint first = NativePool.Rent(odd);
        NativePool.Return(first, odd);

        nint second = NativePool.Rent(odd - 1);
        NativePool.Return(second, odd - 1);
        NativePool.Trim();

        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void Much_memory_that_was_needed_once_is_given_back()
    {
        const long odd = (3L << 30) + 999_999_999; // a size of this test alone
        NativePool.Return(NativePool.Rent(odd), odd);
        long kept = NativePool.BytesKept;

        for (int i = 1; i <= 40; i++)
        {
            GC.Collect(0);
            ArrayStorage.AllocateResult(NativePool.SmallestBlock * (long)i);
        }

        Assert.That(kept - NativePool.BytesKept, Is.GreaterThan(3L << 30));
    }

    [TestCase(1, ExpectedResult = 1 << 16)]
    [TestCase(100_000, ExpectedResult = 114_688)]
    [TestCase(1 << 20, ExpectedResult = 1 << 20)]
    [TestCase((1 << 20) + 1, ExpectedResult = 1_310_720)]
    public long Sizes_are_rounded_up_by_a_quarter_at_most(long bytes) => NativePool.BlockSize(bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArrayStorage Filled(byte value)
    {
        ArrayStorage storage = ArrayStorage.AllocateResult(Bytes);
        fixed (byte* bytes = storage) new Span<byte>(bytes, Bytes).Fill(value);
        GC.KeepAlive(storage);
        return storage;
    }
}
