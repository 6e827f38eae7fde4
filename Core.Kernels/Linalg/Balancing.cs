using System.Numerics;

namespace Core.Kernels;

/// <summary>Permutes and scales a general matrix before its eigenvalues are sought (LAPACK: gebal, gebak).</summary>
internal sealed class Balancing
{
    private readonly double[] _scale;

    private Balancing(int size) => _scale = new double[size];

    /// <summary>The first row that is not triangular.</summary>
    public int Low { get; private set; }

    /// <summary>The row after the last that is not triangular.</summary>
    public int High { get; private set; }

    /// <summary>Permutes a matrix so that rows that isolate an eigenvalue are last and such columns first; scales the rest, where asked for, by powers of 2.</summary>
    public static Balancing Apply<T>(MatrixSpan<T> a, bool scale) where T : unmanaged, INumberBase<T>
    {
        Balancing balancing = new(a.Rows);
        balancing.Permute(a);
        if (scale) balancing.Scale(a);
        return balancing;
    }

    /// <summary>Turns eigenvectors of the balanced matrix into those of the original one.</summary>
    public void Undo<T>(MatrixSpan<T> vectors, bool left) where T : unmanaged, INumberBase<T>
    {
        for (int i = Low; i < High; i++)
        {
            T factor = Field.Of<T>(left ? 1 / _scale[i] : _scale[i]);
            foreach (ref T x in vectors.Row(i)) x *= factor;
        }
        for (int i = Low - 1; i >= 0; i--) Swap(vectors, i);
        for (int i = High; i < vectors.Rows; i++) Swap(vectors, i);
    }

    private void Swap<T>(MatrixSpan<T> vectors, int i) where T : unmanaged
    {
        if ((int)_scale[i] != i) vectors.SwapRows(i, (int)_scale[i]);
    }

    private void Permute<T>(MatrixSpan<T> a) where T : unmanaged, INumberBase<T>
    {
        int low = 0, high = a.Rows;
        for (bool again = true; again;)
        {
            again = false;
            for (int i = high - 1; i >= 0; i--)
            {
                bool isolated = true;
                for (int j = 0; j < high && isolated; j++) isolated = j == i || a[i, j] == T.Zero;
                if (!isolated) continue;
                Exchange(a, i, high - 1, low, high);
                if (high == 1)
                {
                    (Low, High) = (0, 1);
                    _scale[0] = 1;
                    return;
                }
                high--;
                again = true;
            }
        }
        for (bool again = true; again;)
        {
            again = false;
            for (int j = low; j < high; j++)
            {
                bool isolated = true;
                for (int i = low; i < high && isolated; i++) isolated = i == j || a[i, j] == T.Zero;
                if (!isolated) continue;
                Exchange(a, j, low, low, high);
                low++;
                again = true;
            }
        }
        (Low, High) = (low, high);
        for (int i = low; i < high; i++) _scale[i] = 1;
    }

    private void Exchange<T>(MatrixSpan<T> a, int from, int to, int low, int high) where T : unmanaged
    {
        _scale[to] = from;
        if (from == to) return;
        a.Block(0, 0, high, a.Columns).SwapColumns(from, to);
        a.Block(0, low, a.Rows, a.Columns - low).SwapRows(from, to);
    }

    private void Scale<T>(MatrixSpan<T> a) where T : unmanaged, INumberBase<T>
    {
        const double Least = Field.SafeMinimum / Field.Precision, Most = 1 / Least, Radix = 2;
        T[] column = new T[a.Rows];
        for (bool again = true; again;)
        {
            again = false;
            for (int i = Low; i < High; i++)
            {
                a.ReadColumn(i, column);
                double c = Field.Norm<T>(column.AsSpan(Low, High - Low)), r = Field.Norm<T>(a.Row(i)[Low..High]);
                double ca = Largest<T>(column.AsSpan(0, High)), ra = Largest<T>(a.Row(i)[Low..]);
                if (c == 0 || r == 0) continue;
                double g = r / Radix, f = 1, before = c + r;
                while (c < g && Math.Max(f, Math.Max(c, ca)) < Most / Radix && Math.Min(r, Math.Min(g, ra)) > Least * Radix)
                    (f, c, ca, r, g, ra) = (f * Radix, c * Radix, ca * Radix, r / Radix, g / Radix, ra / Radix);
                g = c / Radix;
                while (g >= r && Math.Max(r, ra) < Most / Radix && Math.Min(Math.Min(f, c), Math.Min(g, ca)) > Least * Radix)
                    (f, c, g, ca, r, ra) = (f / Radix, c / Radix, g / Radix, ca / Radix, r * Radix, ra * Radix);
                if (c + r >= 0.95 * before || (f < 1 && _scale[i] < 1 && f * _scale[i] <= Least) || (f > 1 && _scale[i] > 1 && _scale[i] >= Most / f)) continue;
                again = true;
                _scale[i] *= f;
                T row = Field.Of<T>(1 / f), col = Field.Of<T>(f);
                foreach (ref T x in a.Row(i)[Low..]) x *= row;
                for (int k = 0; k < High; k++) a[k, i] *= col;
            }
        }
    }

    private static double Largest<T>(ReadOnlySpan<T> x) where T : unmanaged
    {
        double largest = 0;
        foreach (T value in x) largest = Math.Max(largest, Field.Abs(value));
        return largest;
    }
}
