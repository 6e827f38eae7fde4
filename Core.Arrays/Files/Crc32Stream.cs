namespace Core;

/// <summary>Computes the checksum of what is read; .NET's zip archives record checksums and do not look at them.</summary>
/// <param name="inner">What is read; disposed with this.</param>
internal sealed class Crc32Stream(Stream inner) : Stream
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Remainder((uint)value))];

    private uint _register = uint.MaxValue;

    /// <summary>The CRC-32 of the bytes so far.</summary>
    public uint Crc => ~_register;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        uint register = _register;
        foreach (byte value in buffer[..count]) register = Table[(byte)register ^ value] ^ (register >> 8);
        _register = register;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>One byte divided by the polynomial of zip and zlib, bits reversed.</summary>
    private static uint Remainder(uint value)
    {
        for (int bit = 0; bit < 8; bit++) value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320 : 0);
        return value;
    }
}
