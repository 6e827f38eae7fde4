namespace Core;

/// <summary>Opens files, and turns what the operating system says into errors that name the file.</summary>
public static class ArrayFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ArrayFileException">It cannot be read.</exception>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return read(stream);
        }
        catch (Exception e) when (IsAboutTheFile(e))
        {
            throw new ArrayFileException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes a file that replaces the one at <paramref name="path"/> when it is complete, and not before.</summary>
    /// <exception cref="ArrayFileException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string? temporary = null;
        try
        {
            FileInfo info = new(path);
            string target = info.LinkTarget is null ? info.FullName : info.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            temporary = $"{target}.{Guid.NewGuid():N}.tmp"; // beside it: moving between file systems would copy
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true); // the name must not reach the disk before the data
            }
            File.Move(temporary, target, overwrite: true);
            temporary = null;
        }
        catch (Exception e) when (IsAboutTheFile(e))
        {
            throw new ArrayFileException($"{path} cannot be written: {e.Message}", e);
        }
        finally
        {
            if (temporary is not null) TryDelete(temporary);
        }
    }

    /// <summary>Missing, forbidden, a full disk; or a path that no file can have.</summary>
    private static bool IsAboutTheFile(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException;

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that is under way says more than this one.
        }
    }
}
