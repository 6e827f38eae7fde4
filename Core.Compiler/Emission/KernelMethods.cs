using System.Reflection.Emit;

namespace Core.Compiler.Emission;

/// <summary>Makes the methods that kernels are written into.</summary>
internal static class KernelMethods
{
    /// <summary>A method without result. It belongs to a module that is always optimised: in that of a debug build kernels would not be.</summary>
    public static DynamicMethod New(string name, Type[] parameters) =>
        new(name, typeof(void), parameters, typeof(object).Module, skipVisibility: true) { InitLocals = false };
}
