namespace Core.Ir.Text;

// state/primitives.py: _get_pp_rule, _swap_pp_rule, _addupdate_pp_rule.
internal sealed partial class JaxprPrinter
{
    private Doc RefAccessDoc(RefAccess op, Equation equation)
    {
        switch (op)
        {
            case RefGet:
                return Doc.Concat(Binders(equation.Outputs), " <- ", Part(op, equation));
            case RefSwap when _names.GetValueOrDefault(equation.Outputs[0]) == "_":
                return Doc.Concat(Part(op, equation), " <- ", NameOf(equation.Inputs[1]));
            case RefSwap:
                string part = Part(op, equation);
                return Doc.Concat(Binders(equation.Outputs), ", ", part, " <- ", part, ", ", NameOf(equation.Inputs[1]));
            default:
                return Doc.Concat(Part(op, equation), " += ", NameOf(equation.Inputs[1]));
        }
    }

    /// <summary><c>x[i,1:3,:]</c>.</summary>
    private string Part(RefAccess op, Equation equation)
    {
        string text = NameOf(equation.Inputs[0]);
        if (op.Indexers.Count == 0) return text + "[...]";
        Shape shape = equation.Inputs[0].Type.Shape;
        int next = op.FirstIndex;
        foreach (RefIndexer indexer in op.Indexers)
        {
            string[] indices = new string[shape.Rank];
            Shape places = [];
            for (int axis = 0; axis < indices.Length; axis++)
            {
                RefIndex index = indexer.Indices[axis];
                Atom? operand = index.TakesOperand ? equation.Inputs[next++] : null;
                if (index.IsElement && operand!.Type.Rank > 0) places = operand.Type.Shape;
                indices[axis] = Index(index, operand, shape[axis]);
            }
            text += $"[{string.Join(",", indices)}]";
            shape = indexer.PartShape(places);
        }
        return text;
    }

    private string Index(RefIndex index, Atom? operand, int size)
    {
        if (operand is not null)
        {
            string place = operand is Literal literal ? literal.Value.ToString() : NameOf(operand);
            return index.IsElement ? place : $"{place}:{place}+{PythonText.Of(index.Size)}";
        }
        (int start, int end) = (index.Start!.Value, index.Start.Value + index.Size);
        return $"{(start == 0 ? "" : PythonText.Of(start))}:{(end == size ? "" : PythonText.Of(end))}";
    }
}
