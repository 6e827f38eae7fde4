using System.Reflection;
using System.Runtime.CompilerServices;

namespace Core.Tests.House;

/// <summary>The public types and members of assemblies as lines of text, in an order that does not depend on anything else.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(IEnumerable<Assembly> libraries)
    {
        foreach (Assembly library in libraries)
        {
            yield return $"# {library.GetName().Name}";
            foreach (Type type in library.GetExportedTypes().Where(IsWritten).OrderBy(Name, StringComparer.Ordinal))
            {
                yield return $"{Kind(type)} {Name(type)}{Bases(type)}";
                foreach (string member in Members(type).Distinct().Order(StringComparer.Ordinal)) yield return $"  {member}";
            }
        }
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        List<string> bases = [];
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object)) bases.Add(Name(parent));
        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}");
        return type.GetMembers(Declared).Where(IsWritten).Select(member => member switch
        {
            ConstructorInfo constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
            MethodInfo method when IsVisible(method) && !method.IsSpecialName => $"{Static(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
            MethodInfo { IsSpecialName: true } method when IsVisible(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) =>
                $"static {Name(method.ReturnType)} {method.Name}({Parameters(method)})",
            PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) =>
                $"{Static(property.GetAccessors(true)[0])}{Name(property.PropertyType)} {property.Name}{Indices(property)} {{ {string.Join(' ', property.GetAccessors(true).Where(IsVisible).Select(Accessor))} }}",
            FieldInfo field when field.IsPublic || field.IsFamily => $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
            _ => "",
        }).Where(line => line.Length > 0);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What the compiler adds to records says nothing.
    private static bool IsWritten(MemberInfo member) =>
        !member.Name.Contains('<') && !member.IsDefined(typeof(CompilerGeneratedAttribute), false) && member.Name is not ("EqualityContract" or "PrintMembers");

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Accessor(MethodInfo method) =>
        method.Name.StartsWith("get_", StringComparison.Ordinal) ? "get;"
        : method.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;";

    private static string Indices(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(Parameter))}]" : "";

    private static string Generics(MethodInfo method) => method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string value = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "";
        bool isParams = parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(isParams ? "params " : "")}{Name(parameter.ParameterType)} {parameter.Name}{value}");
    }

    private static string Name(Type type)
    {
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return $"{Name(underlying)}?";
        if (type.IsGenericParameter) return type.Name;
        string name = type.Name.Split('`')[0];
        if (type.IsNested) name = $"{Name(type.DeclaringType!)}.{name}";
        else if (type.Namespace is { } space && !space.StartsWith("System", StringComparison.Ordinal)) name = $"{space}.{name}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
