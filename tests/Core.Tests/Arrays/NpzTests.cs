using System.IO.Compression;

namespace Core.Tests.Arrays;

/// <summary>The archives under Data were written by <c>numpy.savez</c> and <c>numpy.savez_compressed</c>.</summary>
public class NpzTests
{
    private string _folder = "";

    private string Saved => Path.Combine(_folder, "x.npz");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("npz").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Arrays_are_read_by_name_in_the_files_order() => Assert.That(Describe(Npz.Load(DataFile("arrays"))), Is.EqualTo("""
        w f32[2,3]
        [[0.  0.1 0.2]
         [0.3 0.4 0.5]]
        b i64[3]
        [0 1 2]
        layer/scale f64[]
        2.5
        """));

    [Test]
    public void Compressed_archives_are_read() =>
        Assert.That(Npz.Load(DataFile("arrays_compressed")).Select(pair => $"{pair.Key}{pair.Value.Shape}"),
            Is.EqualTo(new[] { "zeros(40, 40)", "w(2, 3)" }));

    [TestCase(false)]
    [TestCase(true)]
    public void What_is_saved_is_read_back(bool compress)
    {
        OrderedDictionary<string, ArrayData> arrays = Npz.Load(DataFile("arrays"));
        Npz.Save(Saved, arrays, compress);
        Assert.That(Describe(Npz.Load(Saved)), Is.EqualTo(Describe(arrays)));
    }

    [Test]
    public void Entries_are_npy_files_stored_as_they_are()
    {
        Npz.Save(Saved, [new("a", ArrayData.Create<int>([2], [1, 2]))]);
        using ZipArchive archive = ZipFile.OpenRead(Saved);
        ZipArchiveEntry entry = archive.Entries.Single();
        Assert.That((entry.FullName, entry.Length, entry.CompressedLength), Is.EqualTo(("a.npy", 136L, 136L)));
    }

    [Test]
    public void Compression_makes_zeros_small()
    {
        Npz.Save(Saved, [new("a", ArrayData.Create<double>([1000], new double[1000]))], compress: true);
        Assert.That(new FileInfo(Saved).Length, Is.LessThan(500));
    }

    [Test]
    public void The_time_of_writing_is_not_recorded_so_that_equal_arrays_make_equal_files()
    {
        Npz.Save(Saved, [new("a", ArrayData.Create<int>([], [1]))]);
        using ZipArchive archive = ZipFile.OpenRead(Saved);
        Assert.That(archive.Entries.Single().LastWriteTime.DateTime, Is.EqualTo(new DateTime(1980, 1, 1)));
    }

    [Test]
    public void An_archive_of_nothing_holds_nothing()
    {
        Npz.Save(Saved, []);
        Assert.That(Npz.Load(Saved), Is.Empty);
    }

    [Test]
    public void An_entry_without_the_extension_keeps_its_name()
    {
        Zip(("plain", Bytes(1)));
        Assert.That(Npz.Load(Saved).Keys, Is.EqualTo(new[] { "plain" }));
    }

    [Test]
    public void Saving_a_name_twice_is_refused_and_keeps_the_previous_file()
    {
        ArrayData one = ArrayData.Create<int>([], [1]);
        Npz.Save(Saved, [new("a", one)]);
        Assert.That(() => Npz.Save(Saved, [new("b", one), new("b", one)]),
            Throws.TypeOf<ArrayFileException>().With.Message.EqualTo("two arrays are named b: the names in a .npz file must differ."));
        Assert.That((Npz.Load(Saved).Keys.Single(), Directory.GetFiles(_folder).Length), Is.EqualTo(("a", 1)));
    }

    [Test]
    public void Reading_a_name_twice_is_refused()
    {
        Zip(("a.npy", Bytes(1)), ("a.npy", Bytes(2)));
        AssertError($"{Saved} holds two arrays named a: the names must differ, save it again.");
    }

    [Test]
    public void A_damaged_array_is_named_with_its_archive()
    {
        Zip(("a.npy", Bytes(1)[..^1]));
        AssertError($"{Saved}/a.npy ends early: i32[] needs 4 bytes of data, found 3; save it again.");
    }

    [Test]
    public void Something_else_than_an_array_is_named_with_its_archive()
    {
        Zip(("readme.txt", "hello, world"u8.ToArray()));
        AssertError($"{Saved}/readme.txt is no .npy file: it starts with the bytes 68656C6C6F2C, expected 934E554D5059.");
    }

    [Test]
    public void A_changed_byte_is_found_by_its_checksum()
    {
        Npz.Save(Saved, [new("a", ArrayData.Create<int>([1], [0x55555555]))]);
        byte[] file = File.ReadAllBytes(Saved);
        file[file.AsSpan().IndexOf("UUUU"u8)]++; // the element's bytes
        File.WriteAllBytes(Saved, file);
        AssertError($"{Saved}/a.npy is damaged: its checksum is af72cf8b, the archive says bdc76065; save it again.");
    }

    [Test]
    public void A_file_of_another_kind_is_refused()
    {
        File.WriteAllText(Saved, "hello, world");
        Assert.That(() => Npz.Load(Saved),
            Throws.TypeOf<ArrayFileException>().With.Message.StartsWith($"{Saved} is no .npz file, or a damaged one: "));
    }

    [Test]
    public void A_truncated_archive_is_refused()
    {
        byte[] file = File.ReadAllBytes(DataFile("arrays"));
        File.WriteAllBytes(Saved, file[..^30]);
        Assert.That(() => Npz.Load(Saved),
            Throws.TypeOf<ArrayFileException>().With.Message.StartsWith($"{Saved} is no .npz file, or a damaged one: "));
    }

    [Test]
    public void A_missing_file_is_named() =>
        Assert.That(() => Npz.Load(Saved),
            Throws.TypeOf<ArrayFileException>().With.Message.EqualTo($"{Saved} cannot be read: Could not find file '{Saved}'."));

    private static string DataFile(string name) => Path.Combine(TestContext.CurrentContext.TestDirectory, "Data", name + ".npz");

    private static string Describe(OrderedDictionary<string, ArrayData> arrays) => string.Join('\n', arrays.Select(
        pair => $"{pair.Key} {pair.Value.DType.Name}{pair.Value.Shape.ToBrackets()}\n{pair.Value}"));

    private static byte[] Bytes(int value)
    {
        MemoryStream stream = new();
        Npy.Write(stream, ArrayData.Create<int>([], [value]));
        return stream.ToArray();
    }

    private void AssertError(string message) =>
        Assert.That(() => Npz.Load(Saved), Throws.TypeOf<ArrayFileException>().With.Message.EqualTo(message));

    private void Zip(params (string Name, byte[] Content)[] entries)
    {
        using ZipArchive archive = ZipFile.Open(Saved, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in entries)
        {
            using Stream stream = archive.CreateEntry(name).Open();
            stream.Write(content);
        }
    }
}
