namespace Core.Ir.Text;

/// <summary>Finds the programs that are printed by themselves, before the one that uses them, and names them.</summary>
internal static class SharedJaxprs
{
    /// <summary>Programs that are longer than this are printed by themselves even where they are used once.</summary>
    private const int LongProgram = 10;

    /// <summary>The shared programs and their names, in the order in which they are printed (core.py: pp_toplevel_jaxpr).</summary>
    public static Dictionary<Jaxpr, string> Find(Jaxpr top)
    {
        List<Jaxpr> order = [];
        Dictionary<Jaxpr, int> uses = [];
        Dictionary<Jaxpr, string> names = [];
        Queue<Jaxpr> queue = new([top]);
        while (queue.TryDequeue(out Jaxpr? jaxpr))
        {
            int visits = uses[jaxpr] = uses.GetValueOrDefault(jaxpr) + 1;
            if (visits == 1) order.Add(jaxpr);
            if (visits > 2) continue; // its own programs are known to be shared by now: a third visit would tell nothing new
            foreach (Equation equation in jaxpr.Equations)
            {
                ValueArray<Jaxpr> inner = equation.Op.Jaxprs;
                if (inner.Count == 0) continue;
                string? name = equation.Op is Call call ? call.FunctionName.Trim('<', '>') : null;
                foreach (Jaxpr program in inner)
                {
                    queue.Enqueue(program);
                    if (name is not null) names.TryAdd(program, name);
                }
            }
        }

        Dictionary<Jaxpr, string> shared = [];
        Dictionary<string, int> taken = [];
        foreach (Jaxpr jaxpr in order)
        {
            bool isLong = jaxpr != top && jaxpr.Equations.Count > LongProgram;
            if (uses[jaxpr] == 1 && !isLong) continue;
            string name = names.GetValueOrDefault(jaxpr, "jaxpr");
            int clashes = taken.GetValueOrDefault(name);
            taken[name] = clashes + 1;
            if (clashes > 0)
            {
                name += PythonText.Of(clashes);
                taken[name] = taken.GetValueOrDefault(name) + 1;
            }
            shared[jaxpr] = name;
        }
        return shared;
    }
}
