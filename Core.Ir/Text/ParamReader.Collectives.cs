namespace Core.Ir.Text;

// Names of axes and groups of their members.
internal sealed partial class ParamReader
{
    /// <summary>Names of axes, <c>('i', 'j')</c>, or a bare one, <c>i</c>.</summary>
    public ValueArray<string> Names(string name, out bool bare)
    {
        Param param = Required(name);
        bare = Span(param) is not ['(', ..];
        if (bare) return [Span(param).ToString()];
        List<string> names = [];
        Items(param, '(', ')', "names of axes, ('i', 'j')", cursor =>
        {
            if (!cursor.TryString(out string axis)) return false;
            names.Add(axis);
            return true;
        });
        return names.Count > 0 ? [.. names] : throw Wrong(param, "names of axes, ('i', 'j')");
    }

    /// <summary>Groups of members of an axis, <c>((0, 1), (2, 3))</c>, or None.</summary>
    public ValueArray<ValueArray<int>>? Groups(string name)
    {
        Param param = Required(name);
        if (IsNone(param)) return null;
        const string Expected = "groups of members of the axis, ((0, 1), (2, 3)), or None";
        List<ValueArray<int>> groups = [];
        Items(param, '(', ')', Expected, cursor =>
        {
            List<int> group = [];
            if (cursor.Next != '(' || !Items(cursor, '(', ')', inner => inner.TryInt(out int value) && Push(group, value))) return false;
            groups.Add([.. group]);
            return true;
        });
        return groups.Count > 0 ? [.. groups] : throw Wrong(param, Expected);
    }
}
