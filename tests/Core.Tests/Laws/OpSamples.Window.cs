using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Windows()
    {
        Window pairs = new([2, 2], [1, 1], [(0, 0), (0, 0)]), three = new([3], [2], [(1, 1)]);
        Window dilated = new([2, 1], [1, 2], [(2, -1), (0, 3)], [2, 3], [2, 1]);
        foreach (ReduceWindowKind kind in Enum.GetValues<ReduceWindowKind>())
        {
            yield return Of(new ReduceWindow(kind, pairs), "f32[3,4]");
            yield return Of(new ReduceWindow(kind, dilated), "f32[3,4]");
            yield return Of(new ReduceWindow(kind, three), "i8[5] any");
            yield return Of(new ReduceWindow(kind, three), "u8[5] any");
            yield return Of(new ReduceWindow(kind, three), "f32[0]");
        }
        yield return Of(new ReduceWindow(ReduceWindowKind.Max, three), "bool[5]");
        yield return Of(new ReduceWindow(ReduceWindowKind.Max, three), "bf16[5] any");
        yield return Of(new ReduceWindow(ReduceWindowKind.Sum, three), "c64[5]");

        Jaxpr multiply = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:f32[] = mul a b in (c,) }");
        Jaxpr best = Jaxpr.Parse("""
            { lambda ; a:f32[] b:i32[] c:f32[] d:i32[]. let
                e:bool[] = ge a c
                f:f32[] = select_n e c a
                g:i32[] = select_n e d b
              in (f, g) }
            """);
        yield return Of(new ReduceWindowWith(multiply, dilated), "f32[3,4]", "f32[]");
        yield return Of(new ReduceWindowWith(best, three), "f32[5]", "i32[5]", "f32[]", "i32[]");
        yield return Of(new ReduceWith(ReduceWith.Text("multiply"), multiply, [1]), "f32[3,4]", "f32[]");
        yield return Of(new ReduceWith(ReduceWith.Text("best"), best, [0]), "f32[5]", "i32[5]", "f32[]", "i32[]");

        Jaxpr ge = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:bool[] = ge a b in (c,) }");
        Jaxpr add = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:f32[] = add a b in (c,) }");
        yield return Of(new SelectAndScatter(ge, add, pairs), "f32[3,4]", "f32[2,3]", "f32[]");
        foreach (WindowSelect select in Enum.GetValues<WindowSelect>())
        {
            yield return Of(new SelectAndScatterAdd(select, pairs), "f32[2,3]", "f32[3,4]");
            yield return Of(new SelectAndScatterAdd(select, three), "i32[3]", "i32[5]");
            yield return Of(new SelectAndGatherAdd(select, pairs), "f32[3,4]", "f32[3,4]");
            yield return Of(new SelectAndGatherAdd(select, dilated), "f32[3,4]", "f32[3,4] any");
        }
    }
}
