using System.IO.Compression;

namespace Core;

/// <summary>NumPy's <c>.npz</c> files: named arrays, each a <see cref="Npy"/> file in a zip archive.</summary>
public static class Npz
{
    private const string Extension = ".npy";

    /// <summary>zip knows no earlier time; NumPy writes it too, so that equal arrays make equal files.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a file's arrays by name, in the file's order.</summary>
    /// <param name="path">The file, stored (<c>numpy.savez</c>) or deflated (<c>numpy.savez_compressed</c>).</param>
    /// <exception cref="ArrayFileException">The file cannot be opened, is damaged, or holds elements that arrays do not have.</exception>
    public static OrderedDictionary<string, ArrayData> Load(string path) => ArrayFile.Read(path, stream => Read(stream, path));

    /// <summary>Reads an archive's arrays by name, in the archive's order.</summary>
    /// <param name="stream">The archive.</param>
    /// <param name="name">What the stream is called in error messages.</param>
    /// <exception cref="ArrayFileException">The data is damaged, or holds elements that arrays do not have.</exception>
    public static OrderedDictionary<string, ArrayData> Read(Stream stream, string name)
    {
        OrderedDictionary<string, ArrayData> arrays = [];
        try
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                string file = entry.FullName;
                string key = file.EndsWith(Extension, StringComparison.Ordinal) ? file[..^Extension.Length] : file;
                if (!arrays.TryAdd(key, Read(entry, $"{name}/{file}")))
                    throw new ArrayFileException($"{name} holds two arrays named {key}: the names must differ, save it again.");
            }
        }
        catch (InvalidDataException e)
        {
            throw new ArrayFileException($"{name} is no .npz file, or a damaged one: {e.Message}", e);
        }
        return arrays;
    }

    /// <summary>Writes a file: afterwards the whole file is there or the previous one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name, in the order in which they are written.</param>
    /// <param name="compress">Whether to deflate them; NumPy reads both.</param>
    /// <exception cref="ArrayFileException">The file cannot be written, or two arrays have the same name.</exception>
    public static void Save(string path, IEnumerable<KeyValuePair<string, ArrayData>> arrays, bool compress = false) =>
        ArrayFile.Write(path, stream => Write(stream, arrays, compress));

    /// <summary>Writes an archive to a stream.</summary>
    /// <inheritdoc cref="Save"/>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, ArrayData>> arrays, bool compress = false)
    {
        HashSet<string> keys = [];
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string key, ArrayData array) in arrays)
        {
            if (!keys.Add(key)) throw new ArrayFileException($"two arrays are named {key}: the names in a .npz file must differ.");
            CompressionLevel level = compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
            ZipArchiveEntry entry = archive.CreateEntry(key + Extension, level);
            entry.LastWriteTime = NoTime;
            using Stream content = entry.Open();
            Npy.Write(content, array);
        }
    }

    private static ArrayData Read(ZipArchiveEntry entry, string name)
    {
        using Crc32Stream content = new(entry.Open());
        ArrayData array = Npy.Read(content, name);
        content.CopyTo(Stream.Null); // the checksum is that of everything
        if (content.Crc != entry.Crc32)
        {
            throw new ArrayFileException(
                $"{name} is damaged: its checksum is {content.Crc:x8}, the archive says {entry.Crc32:x8}; save it again.");
        }
        return array;
    }
}
