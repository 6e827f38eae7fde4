using System.Buffers.Binary;
using System.Text;

namespace Core.Tests.Arrays;

/// <summary>The files under Data/npy were written by NumPy 2.4, and the texts are what it prints for them.</summary>
public class NpyTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("npy").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("bool", DType.Bool, "[[ True False  True]\n [False  True False]]")]
    [TestCase("i8", DType.I8, "[[-3 -2 -1]\n [ 0  1  2]]")]
    [TestCase("i16", DType.I16, "[[    0 -1000 -2000]\n [-3000 -4000 -5000]]")]
    [TestCase("i32", DType.I32, "[[      0 -100000 -200000]\n [-300000 -400000 -500000]]")]
    [TestCase("i64", DType.I64,
        "[[                0 -1000000000000000 -2000000000000000]\n [-3000000000000000 -4000000000000000 -5000000000000000]]")]
    [TestCase("u8", DType.U8, "[[  0  50 100]\n [150 200 250]]")]
    [TestCase("u16", DType.U16, "[[    0 13000 26000]\n [39000 52000 65000]]")]
    [TestCase("u32", DType.U32, "[[         0  800000000 1600000000]\n [2400000000 3200000000 4000000000]]")]
    [TestCase("u64", DType.U64,
        "[[                   0  3000000000000000000  6000000000000000000]\n [ 9000000000000000000 12000000000000000000 15000000000000000000]]")]
    [TestCase("bf16", DType.BF16, "[[0 0.25 0.5]\n [0.75 1 1.25]]")]
    [TestCase("f16", DType.F16, "[[0.   0.25 0.5 ]\n [0.75 1.   1.25]]")]
    [TestCase("f32", DType.F32, "[[0.  0.1 0.2]\n [0.3 0.4 0.5]]")]
    [TestCase("f64", DType.F64, "[[0.  0.1 0.2]\n [0.3 0.4 0.5]]")]
    [TestCase("c64", DType.C64, "[[0. +0.j 0.1-1.j 0.2-2.j]\n [0.3-3.j 0.4-4.j 0.5-5.j]]")]
    [TestCase("c128", DType.C128, "[[0. +0.j 0.1-1.j 0.2-2.j]\n [0.3-3.j 0.4-4.j 0.5-5.j]]")]
    public void Every_element_type_is_read_from_numpys_files(string name, DType dtype, string expected)
    {
        ArrayData array = Npy.Load(DataFile(name));
        Assert.That((array.DType, array.ToString()), Is.EqualTo((dtype, expected)));
    }

    [TestCase("vector", "i16[12]")]
    [TestCase("rank5", "u8[1,2,3,1,4]")]
    [TestCase("scalar", "f64[]")]
    [TestCase("empty", "f32[0,3]")]
    [TestCase("aligned", "f32[1,1,1,1,1,1,1,1,1,1,1,1,100,0]")]
    public void Shapes_are_the_files(string name, string type) => Assert.That(TypeOf(Npy.Load(DataFile(name))), Is.EqualTo(type));

    [TestCase("bool")]
    [TestCase("i8")]
    [TestCase("i16")]
    [TestCase("i32")]
    [TestCase("i64")]
    [TestCase("u8")]
    [TestCase("u16")]
    [TestCase("u32")]
    [TestCase("u64")]
    [TestCase("bf16")]
    [TestCase("f16")]
    [TestCase("f32")]
    [TestCase("f64")]
    [TestCase("c64")]
    [TestCase("c128")]
    [TestCase("scalar")]
    [TestCase("empty")]
    [TestCase("vector")]
    [TestCase("rank5")]
    [TestCase("aligned")]
    public void Saving_writes_the_bytes_that_numpy_writes(string name)
    {
        string path = Path.Combine(_folder, "saved.npy");
        Npy.Save(path, Npy.Load(DataFile(name)));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(File.ReadAllBytes(DataFile(name))));
    }

    [TestCase(2)]
    [TestCase(3)]
    public void Later_versions_of_the_format_are_read(int version) =>
        Assert.That(Npy.Load(DataFile($"version{version}")).Bytes.ToArray(), Is.EqualTo(Npy.Load(DataFile("f32")).Bytes.ToArray()));

    [TestCase("big_endian_i16", "i16")]
    [TestCase("big_endian_f64", "f64")]
    [TestCase("big_endian_c64", "c64")]
    [TestCase("fortran_big_endian", "c128")]
    public void Big_endian_files_hold_the_same_numbers(string name, string same)
    {
        ArrayData array = Npy.Load(DataFile(name)), expected = Npy.Load(DataFile(same));
        Assert.That((array.DType, array.Shape, array.ToString()), Is.EqualTo((expected.DType, expected.Shape, expected.ToString())));
    }

    [Test]
    public void Column_major_files_become_row_major() =>
        Assert.That(Npy.Load(DataFile("fortran")).AsSpan<int>().ToArray(), Is.EqualTo(Enumerable.Range(0, 24)));

    [TestCase("|b1", 1)]
    [TestCase("<i2", 2)]
    [TestCase("<f4", 4)]
    [TestCase("<f8", 8)]
    [TestCase("<c16", 16)]
    public void Column_major_elements_of_every_width_are_moved_whole(string description, int width)
    {
        byte[] columns = [.. Enumerable.Range(0, 6 * width).Select(i => (byte)(description == "|b1" ? i % 2 : i))];
        ArrayData array = Read(FileOf($"{{'descr': '{description}', 'fortran_order': True, 'shape': (2, 3), }}", columns));
        byte[] expected = [.. new[] { 0, 2, 4, 1, 3, 5 }.SelectMany(i => columns[(i * width)..((i + 1) * width)])];
        Assert.That(array.Bytes.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void A_column_major_array_without_elements_is_empty() =>
        Assert.That(TypeOf(Read(FileOf("{'descr': '<f4', 'fortran_order': True, 'shape': (0, 70000, 70000), }", []))),
            Is.EqualTo("f32[0,70000,70000]"));

    [TestCase("'f4'")]
    [TestCase("'=f4'")]
    [TestCase("'|f4'")]
    [TestCase("\"<f4\"")]
    public void The_machines_byte_order_has_several_names(string description) =>
        Assert.That(TypeOf(Read(FileOf($"{{'descr': {description}, 'fortran_order': False, 'shape': (1,), }}", new byte[4]))),
            Is.EqualTo("f32[1]"));

    [TestCase("{'shape': (1L, 2L), 'fortran_order': False, 'descr': '<i2'}")]
    [TestCase("  {\"shape\":(1,2),\"descr\":\"<i2\",\"fortran_order\":False}")]
    [TestCase("{'descr': '<i2' , 'fortran_order' : False, 'shape': ( 1 , 2 , ) , }")]
    public void Headers_of_other_writers_are_read(string header) =>
        Assert.That(TypeOf(Read(FileOf(header, new byte[4]))), Is.EqualTo("i16[1,2]"));

    [Test]
    public void Raw_elements_of_two_bytes_are_bfloat16() =>
        Assert.That(TypeOf(Read(FileOf("{'descr': '|V2', 'fortran_order': False, 'shape': (3,), }", new byte[6]))), Is.EqualTo("bf16[3]"));

    [Test]
    public void Any_byte_but_zero_is_true() =>
        Assert.That(Read(FileOf("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", [0, 1, 255])).Bytes.ToArray(),
            Is.EqualTo(new byte[] { 0, 1, 1 }));

    [Test]
    public void Random_keys_are_saved_as_their_words()
    {
        string path = Path.Combine(_folder, "keys.npy");
        ArrayData keys = ArrayData.Create<uint>(DType.KeyFry, [2], [1, 2, 3, 4]);
        Npy.Save(path, keys);
        ArrayData words = Npy.Load(path);
        Assert.That((TypeOf(words), words.Reinterpret(DType.KeyFry, [2]).ToString()), Is.EqualTo(("u32[2,2]", keys.ToString())));
    }

    [Test]
    public void Not_a_number_keeps_its_bits()
    {
        MemoryStream stream = new();
        Npy.Write(stream, ArrayData.Create<uint>(DType.F32, [2], [0x7F800001, 0xFFC12345]));
        Assert.That(Read(stream.ToArray()).Reinterpret<uint>().ToArray(), Is.EqualTo(new uint[] { 0x7F800001, 0xFFC12345 }));
    }

    [Test]
    public void Arrays_can_follow_each_other_in_a_stream()
    {
        MemoryStream stream = new();
        Npy.Write(stream, ArrayData.Create<int>([2], [1, 2]));
        Npy.Write(stream, ArrayData.Create<float>([], [0.5f]));
        stream.Position = 0;
        Assert.That($"{Npy.Read(stream, "first")} {Npy.Read(stream, "second")}", Is.EqualTo("[1 2] 0.5"));
    }

    [Test]
    public void What_follows_the_array_is_ignored() =>
        Assert.That(Read([.. File.ReadAllBytes(DataFile("f32")), 1, 2, 3]).ToString(), Is.EqualTo(Npy.Load(DataFile("f32")).ToString()));

    [Test]
    public void Streams_that_cannot_seek_are_read()
    {
        int[] values = [.. Enumerable.Range(0, 5_000_000)]; // more than one block
        MemoryStream stream = new();
        Npy.Write(stream, ArrayData.Create<int>([5, 1_000_000], values));
        ArrayData array = Npy.Read(new Pipe(stream.ToArray()), "pipe");
        Assert.That((TypeOf(array), array.AsSpan<int>().SequenceEqual(values)), Is.EqualTo(("i32[5,1000000]", true)));
    }

    [Test]
    public void Saving_replaces_a_file_and_leaves_nothing_beside_it()
    {
        string path = Path.Combine(_folder, "x.npy");
        Npy.Save(path, ArrayData.Create<int>([3], [1, 2, 3]));
        Npy.Save(path, ArrayData.Create<int>([1], [4]));
        Assert.That($"{Npy.Load(path)} {Directory.GetFiles(_folder).Length}", Is.EqualTo("[4] 1"));
    }

    [Test]
    public void A_save_that_fails_leaves_the_previous_file_and_nothing_else()
    {
        string path = Path.Combine(_folder, "x.npy");
        Npy.Save(path, ArrayData.Create<int>([1], [4]));
        Assert.That(() => Npy.Save(path, ArrayData.Create<int>([.. Enumerable.Repeat(1, 65)], [5])), Throws.TypeOf<ShapeException>());
        Assert.That($"{Npy.Load(path)} {Directory.GetFiles(_folder).Length}", Is.EqualTo("[4] 1"));
    }

    [Test]
    public void Saving_through_a_link_replaces_what_it_points_to()
    {
        string path = Path.Combine(_folder, "x.npy"), link = Path.Combine(_folder, "link.npy");
        Npy.Save(path, ArrayData.Create<int>([1], [4]));
        try
        {
            File.CreateSymbolicLink(link, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Assert.Ignore("links need a privilege on this machine");
        }
        Npy.Save(link, ArrayData.Create<int>([1], [5]));
        Assert.That($"{Npy.Load(path)} {new FileInfo(link).LinkTarget == path}", Is.EqualTo("[5] True"));
    }

    [Test]
    public void More_axes_than_numpy_allows_are_refused() => Assert.That(
        () => Npy.Write(Stream.Null, ArrayData.Create<int>([.. Enumerable.Repeat(1, 65)], [0])),
        Throws.TypeOf<ShapeException>().With.Message.EqualTo(".npy files hold arrays of at most 64 axes, got 65: reshape the array first."));

    [Test]
    public void A_missing_file_is_named()
    {
        string path = Path.Combine(_folder, "missing.npy");
        Assert.That(() => Npy.Load(path),
            Throws.TypeOf<ArrayFileException>().With.Message.EqualTo($"{path} cannot be read: Could not find file '{path}'."));
    }

    [Test]
    public void A_path_that_no_file_can_have_is_named() => Assert.That(() => Npy.Load("a\0b"),
        Throws.TypeOf<ArrayFileException>().With.Message.EqualTo("a\0b cannot be read: Null character in path. (Parameter 'path')"));

    [Test]
    public void A_missing_folder_is_named()
    {
        string path = Path.Combine(_folder, "missing", "x.npy");
        Assert.That(() => Npy.Save(path, ArrayData.Create<int>([], [0])),
            Throws.TypeOf<ArrayFileException>().With.Message.StartsWith($"{path} cannot be written: Could not find a part of the path '{path}."));
    }

    [TestCase("structured", "[('a', '<f4'), ('b', '<i4')]")]
    [TestCase("strings", "'<U2'")]
    [TestCase("dates", "'<M8[D]'")]
    [TestCase("objects", "'|O'")]
    [TestCase("longdouble", "'<f16'")]
    public void Elements_that_arrays_do_not_have_are_refused_by_their_description(string name, string description)
    {
        string path = DataFile(name);
        Assert.That(() => Npy.Load(path), Throws.TypeOf<ArrayFileException>().With.Message.EqualTo(
            $"{path} holds elements of the type {description}, which is not supported; expected booleans (b1), integers (i1 to i8, u1 to u8), " +
            "floats (f2, f4, f8), bfloat16 (V2) or complex numbers (c8, c16): convert the array with astype, or a structured one field by field, " +
            "before saving it."));
    }

    [Test]
    public void A_file_of_another_kind_is_refused() =>
        AssertError("hello, world"u8.ToArray(), "x.npy is no .npy file: it starts with the bytes 68656C6C6F2C, expected 934E554D5059.");

    [Test]
    public void An_archive_is_sent_to_npz() => AssertError(File.ReadAllBytes(Path.Combine(Data, "arrays.npz")),
        "x.npy is no .npy file: it starts with the bytes 504B03042D00, expected 934E554D5059; it looks like a .npz archive, which Npz.Load reads.");

    [Test]
    public void An_unknown_version_is_refused()
    {
        byte[] file = File.ReadAllBytes(DataFile("f32"));
        file[6] = 4;
        AssertError(file, "x.npy has version 4.0 of the .npy format, expected 1.0, 2.0 or 3.0: save it with a NumPy of today.");
    }

    [TestCase(0, "x.npy ends early: expected 8 bytes of magic number and version, found 0; save it again.")]
    [TestCase(7, "x.npy ends early: expected 8 bytes of magic number and version, found 7; save it again.")]
    [TestCase(9, "x.npy ends early: expected 2 bytes of header length, found 1; save it again.")]
    [TestCase(100, "x.npy ends early: expected 118 bytes of header, found 90; save it again.")]
    [TestCase(128, "x.npy ends early: f32[2,3] needs 24 bytes of data, found 0; save it again.")]
    [TestCase(151, "x.npy ends early: f32[2,3] needs 24 bytes of data, found 23; save it again.")]
    public void A_truncated_file_is_refused(int length, string message)
    {
        byte[] file = File.ReadAllBytes(DataFile("f32"))[..length];
        AssertError(file, message);
        Assert.That(() => Npy.Read(new Pipe(file), "x.npy"), Throws.TypeOf<ArrayFileException>().With.Message.EqualTo(message));
    }

    [Test]
    public void A_header_of_absurd_length_is_refused()
    {
        byte[] file = File.ReadAllBytes(DataFile("version2"));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), uint.MaxValue);
        AssertError(file, "x.npy claims a header of 4294967295 bytes, expected at most 10000: the file is damaged, save it again.");
    }

    [TestCase("")]
    [TestCase("[1, 2]")]
    [TestCase("{'descr'}")]
    [TestCase("{'descr': }")]
    [TestCase("{'descr': '<f4}")]
    [TestCase("{descr: '<f4'}")]
    [TestCase("{'shape': (1, 2]}")]
    [TestCase("{'shape': (1, 2}")]
    [TestCase("{,}")]
    [TestCase("{'")]
    [TestCase("{'descr': '<f4\\")]
    public void A_header_that_is_no_dictionary_is_refused(string header) =>
        AssertError(FileOf(header, []), $"x.npy has a header that is no Python dictionary: {header}; the file is damaged, save it again.");

    [Test]
    public void Long_and_binary_headers_are_shortened_in_messages() => AssertError(FileOf("\0\x01" + new string('x', 200), []),
        $"x.npy has a header that is no Python dictionary: ??{new string('x', 98)}…; the file is damaged, save it again.");

    [TestCase("{}", "")]
    [TestCase("{'descr': '<f4', 'shape': ()}", "descr, shape")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (), 'more': 1}", "descr, fortran_order, more, shape")]
    public void Missing_and_unknown_keys_are_refused(string header, string keys) => AssertError(FileOf(header, []),
        $"x.npy has a header with the keys {keys}, expected descr, fortran_order, shape: the file is damaged, save it again.");

    [Test]
    public void An_order_that_is_no_truth_value_is_refused() => AssertError(FileOf("{'descr': '<f4', 'fortran_order': 1, 'shape': ()}", []),
        "x.npy has the fortran_order 1, expected True or False: the file is damaged, save it again.");

    [TestCase("3", "expected a tuple of sizes")]
    [TestCase("(3)", "expected a tuple of sizes")]
    [TestCase("[3]", "expected a tuple of sizes")]
    [TestCase("(,)", "expected a tuple of sizes")]
    [TestCase("(3,,)", "expected a tuple of sizes")]
    [TestCase("(3.0,)", "expected a tuple of sizes")]
    [TestCase("(True,)", "expected a tuple of sizes")]
    [TestCase("(+3,)", "expected a tuple of sizes")]
    [TestCase("((3,),)", "expected a tuple of sizes")]
    [TestCase("(-1, 2)", "sizes must not be negative")]
    [TestCase("(-99999999999999999999,)", "sizes must not be negative")]
    public void A_shape_of_anything_but_sizes_is_refused(string shape, string expected) => AssertError(FileOfShape(shape),
        $"x.npy has the shape {shape}, {expected}: the file is damaged, save it again.");

    [TestCase("(2147483648,)")]
    [TestCase("(65536, 65536)")]
    [TestCase("(65536, 65536, 65536, 65536)")]
    [TestCase("(2147483647, 2147483647, 2147483647)")]
    [TestCase("(99999999999999999999,)")]
    [TestCase("(0, 4294967296)")]
    public void A_shape_of_too_many_elements_is_refused(string shape) => AssertError(FileOfShape(shape),
        $"x.npy has the shape {shape} of f64, expected fewer than 2^31 elements: save the array in parts.");

    [TestCase(true)]
    [TestCase(false)]
    public void A_large_shape_without_the_data_is_refused_before_memory_is_needed(bool seekable)
    {
        byte[] file = FileOfShape("(2147483647,)");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => Npy.Read(seekable ? new MemoryStream(file) : new Pipe(file), "x.npy"), Throws.TypeOf<ArrayFileException>().With.Message
            .EqualTo("x.npy ends early: f64[2147483647] needs 17179869176 bytes of data, found 0; save it again."));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 << 20));
    }

    private static string Data => Path.Combine(TestContext.CurrentContext.TestDirectory, "Data");

    private static string DataFile(string name) => Path.Combine(Data, "npy", name + ".npy");

    private static string TypeOf(ArrayData array) => array.DType.Name + array.Shape.ToBrackets();

    private static ArrayData Read(byte[] file) => Npy.Read(new MemoryStream(file), "x.npy");

    private static byte[] FileOf(string header, byte[] data) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.Latin1.GetBytes(header), .. data];

    private static byte[] FileOfShape(string shape) => FileOf($"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}", []);

    private static void AssertError(byte[] file, string message) =>
        Assert.That(() => Read(file), Throws.TypeOf<ArrayFileException>().With.Message.EqualTo(message));

    /// <summary>Bytes that come piecemeal and cannot be sought in.</summary>
    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1 + buffer.Length / 3)]);
    }
}
