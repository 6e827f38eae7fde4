using System.ComponentModel;
using Core.Tracing;

namespace Core;

// What generated code calls when a program starts, so that no function has to be taken apart by reflection.
public static partial class TracedFunctions
{
    /// <summary>Makes known how to call functions of no parameters. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Register<R>() => FlatFunction.Register<Func<R>>(FlatFunction.Adapt);

    /// <summary>Makes known how to call functions of one parameter. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Register<A, R>() => FlatFunction.Register<Func<A, R>>(FlatFunction.Adapt);

    /// <summary>Makes known how to call functions of two parameters. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Register<A, B, R>() => FlatFunction.Register<Func<A, B, R>>(FlatFunction.Adapt);

    /// <summary>Makes known how to call functions of three parameters. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Register<A, B, C, R>() => FlatFunction.Register<Func<A, B, C, R>>(FlatFunction.Adapt);

    /// <summary>Makes known how to call functions of four parameters. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Register<A, B, C, D, R>() => FlatFunction.Register<Func<A, B, C, D, R>>(FlatFunction.Adapt);

    /// <summary>Makes known how to call functions of five parameters. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Register<A, B, C, D, E, R>() => FlatFunction.Register<Func<A, B, C, D, E, R>>(FlatFunction.Adapt);

    /// <summary>Makes known how to call functions of six parameters. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Register<A, B, C, D, E, F, R>() => FlatFunction.Register<Func<A, B, C, D, E, F, R>>(FlatFunction.Adapt);

    /// <summary>Makes known how to call functions of seven parameters. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Register<A, B, C, D, E, F, G, R>() => FlatFunction.Register<Func<A, B, C, D, E, F, G, R>>(FlatFunction.Adapt);

    /// <summary>Makes known how to call functions of eight parameters. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Register<A, B, C, D, E, F, G, H, R>() => FlatFunction.Register<Func<A, B, C, D, E, F, G, H, R>>(FlatFunction.Adapt);
}
