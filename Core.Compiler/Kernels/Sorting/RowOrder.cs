namespace Core.Compiler.Kernels;

/// <summary>Finds the order of rows of elements by one or more keys, equal ones as they were.</summary>
internal static unsafe class RowOrder
{
    /// <summary>Below this many elements a general sort is faster than one by digits.</summary>
    private const int FewElements = 160;

    /// <summary>Bytes of scratch memory for rows of a length.</summary>
    public static long ScratchBytes(int length) => RadixSort.CountBytes + (length + 8L) * (2 * sizeof(ulong) + 2 * sizeof(int));

    /// <summary>About how long it takes to order a row by a key, in nanoseconds.</summary>
    public static double Nanoseconds(int length) => 50 + length * 8.0;

    /// <summary>The indices of a row's elements in order; they are somewhere in the scratch memory.</summary>
    /// <param name="keys">The rows of the keys, the one that counts most first.</param>
    /// <param name="dtypes">Their types.</param>
    /// <param name="order">The order of each.</param>
    /// <param name="length">How long the rows are.</param>
    /// <param name="scratch">Memory of <see cref="ScratchBytes"/>.</param>
    public static int* Find(ReadOnlySpan<nint> keys, ReadOnlySpan<DType> dtypes, KeyOrder order, int length, byte* scratch)
    {
        Memory memory = new(scratch, length);
        bool isFirst = true;
        for (int i = keys.Length - 1; i >= 0; i--)
        {
            int parts = dtypes[i].IsComplex ? 2 : 1, width = dtypes[i].ByteSize / parts;
            for (int part = parts - 1; part >= 0; part--, isFirst = false)
            {
                byte* row = (byte*)keys[i] + part * width;
                if (SortKeys.AreWide(dtypes[i])) memory.OrderByWide(row, dtypes[i], order, parts, isFirst);
                else memory.OrderByNarrow(row, dtypes[i], order, parts, isFirst);
            }
        }
        return memory.Items;
    }

    private ref struct Memory
    {
        private readonly int _length;
        private readonly int* _counts;
        private ulong* _keys, _otherKeys;
        private int* _items, _otherItems;

        public Memory(byte* scratch, int length)
        {
            _length = length;
            _counts = (int*)scratch;
            _keys = (ulong*)(scratch + RadixSort.CountBytes);
            _otherKeys = _keys + length + 4;
            _items = (int*)(_otherKeys + length + 4);
            _otherItems = _items + length + 4;
        }

        public readonly int* Items => _items;

        /// <summary>A key of up to 32 bits and the element's index make one number.</summary>
        public void OrderByNarrow(byte* row, DType dtype, KeyOrder order, int stride, bool isFirst)
        {
            uint* keys = (uint*)_otherKeys;
            SortKeys.Load(row, dtype, order, stride, _length, keys);
            if (isFirst)
            {
                for (int i = 0; i < _length; i++) _keys[i] = (ulong)keys[i] << 32 | (uint)i;
            }
            else
            {
                // Among equal keys the place so far decides; the item is found at it.
                for (int i = 0; i < _length; i++) _keys[i] = (ulong)keys[_items[i]] << 32 | (uint)i;
            }
            ulong* sorted = _keys;
            if (_length < FewElements) new Span<ulong>(_keys, _length).Sort();
            else sorted = RadixSort.Sort(_keys, _otherKeys, _length, 32, _counts);
            if (isFirst)
            {
                for (int i = 0; i < _length; i++) _items[i] = (int)(uint)sorted[i];
                return;
            }
            for (int i = 0; i < _length; i++) _otherItems[i] = _items[(uint)sorted[i]];
            SwapItems();
        }

        public void OrderByWide(byte* row, DType dtype, KeyOrder order, int stride, bool isFirst)
        {
            if (isFirst)
            {
                SortKeys.Load(row, dtype, order, stride, _length, _keys);
                for (int i = 0; i < _length; i++) _items[i] = i;
            }
            else
            {
                SortKeys.Load(row, dtype, order, stride, _length, _otherKeys);
                for (int i = 0; i < _length; i++) _keys[i] = _otherKeys[_items[i]];
            }
            if (_length <= 32)
            {
                for (int i = 1; i < _length; i++)
                {
                    (ulong key, int item) = (_keys[i], _items[i]);
                    int place = i;
                    for (; place > 0 && _keys[place - 1] > key; place--) (_keys[place], _items[place]) = (_keys[place - 1], _items[place - 1]);
                    (_keys[place], _items[place]) = (key, item);
                }
            }
            else if (RadixSort.Sort(_keys, _items, _otherKeys, _otherItems, _length, _counts))
            {
                ulong* keys = _keys;
                _keys = _otherKeys;
                _otherKeys = keys;
                SwapItems();
            }
        }

        private void SwapItems()
        {
            int* items = _items;
            _items = _otherItems;
            _otherItems = items;
        }
    }
}
