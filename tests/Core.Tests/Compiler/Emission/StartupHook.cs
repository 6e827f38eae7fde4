using System.Diagnostics;
using System.Globalization;
using Core;
using Core.Compiler.Emission;
using Core.Tests.Compiler.Emission;
using Core.Tests.Compiler.Execution;
using Core.Tests.Laws;
using Core.Tests.Soak;

/// <summary>
/// What processes that tests start do before anything else: check kernels, random programs and products with the vectors that their processor seems to have, or, for
/// <see cref="NoDynamicCodeTests"/>, all ops and some random programs without code that is made at run time. Other processes it lets be.
/// </summary>
internal static class StartupHook
{
    /// <summary>The variable that says how many lanes the processor should seem to have.</summary>
    private const string Lanes = "VMAP_TEST_LANES";

    /// <summary>What a process with these variables says.</summary>
    public static string Run(int lanes, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        string assembly = typeof(KernelTests).Assembly.Location;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(assembly);
        start.Environment["DOTNET_STARTUP_HOOKS"] = assembly;
        start.Environment[Lanes] = lanes.ToString(CultureInfo.InvariantCulture);
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(NoDynamicCodeTests.Variable) is not null)
        {
            AppContext.SetSwitch("Vmap.DisableDynamicCode", true);
            Console.WriteLine(NoDynamicCodeTests.Differences());
            Environment.Exit(0);
        }
        if (Environment.GetEnvironmentVariable(Lanes) is not { } text) return;
        int lanes = int.Parse(text, CultureInfo.InvariantCulture);
        try
        {
            // A processor that has less to begin with, or other vectors altogether, is not asked.
            if (VectorSet.NativeLanes != lanes)
            {
                Console.WriteLine(VectorSet.NativeLanes < lanes ? "no such processor" : $"{VectorSet.NativeLanes} lanes, not {lanes}");
            }
            else
            {
                for (int seed = 0; seed < 60; seed++) KernelTests.Check(RandomLoops.Make(seed, lanes), KernelCompiler.CompileNew, seed);
                KernelCompiler.CompileNew(KernelShapeTests.Segments(30, 60, lanes));
                KernelCompiler.CompileNew(KernelShapeTests.Segments(2, 300, lanes));
                for (int seed = 0; seed < 40; seed++)
                    if (SoakCase.Of(seed) is { } program && Agreement.Of(program.Jaxpr, program.Inputs(), new Random(1)) is (Outcome.Different, var message)) throw new InvalidOperationException($"seed {seed}: {message}");
                Multiply("{ lambda ; a:f32[70,90] b:f32[90,80]. let c:f32[70,80] = dot_general[dimension_numbers=(([1], [0]), ([], []))] a b in (c,) }");
                Multiply("{ lambda ; a:f32[700] b:f32[411,700]. let c:f32[411] = dot_general[dimension_numbers=(([0], [1]), ([], []))] a b in (c,) }");
                Console.WriteLine($"right on {lanes} lanes");
            }
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
        }
        Environment.Exit(0);

        static void Multiply(string program)
        {
            Jaxpr product = Jaxpr.Parse(program);
            CompiledProgram.Compile(product).Run([.. product.Inputs.Select(input => Operand.Ordinary(input.Type).Draw(new Random(1)))]);
        }
    }
}
