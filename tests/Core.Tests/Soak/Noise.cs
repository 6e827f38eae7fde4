using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Soak;

/// <summary>How much the results of a program change when inputs, constants and the results of all steps, those in loops and branches too, change in their last digits.</summary>
internal static class Noise
{
    private const int Trials = 6;

    // A loop that ends when two numbers are the same may not end where they have noise: no longer than so many times what it takes without.
    private const int Longer = 4, AtLeast = 1000;

    /// <summary>How far each number of each result goes; anywhere where a loop does not end.</summary>
    public static double[][] Spread(Jaxpr program, ArrayData[] inputs, ArrayData[] expected, Random random)
    {
        double[][] spread = [.. expected.Select(result => new double[result.Count])];
        long steps = 0;
        new Interpretation((op, operands) =>
        {
            steps++;
            return Evaluate.Apply(op, operands);
        }).Run(program, inputs);
        for (int trial = 0; trial < Trials; trial++)
        {
            if (Moved(program, inputs, Longer * steps + AtLeast, random) is not { } results) return [.. spread.Select(numbers => Enumerable.Repeat(double.PositiveInfinity, numbers.Length).ToArray())];
            for (int k = 0; k < results.Length; k++)
            {
                for (int i = 0; i < results[k].Count; i++)
                {
                    double distance = Numbers.Distance(Numbers.At(results[k], i), Numbers.At(expected[k], i));
                    spread[k][i] = Math.Max(spread[k][i], double.IsNaN(distance) ? double.PositiveInfinity : distance);
                }
            }
        }
        return spread;
    }

    /// <summary>The results of a program all of whose values change; null where it makes too many steps.</summary>
    private static ArrayData[]? Moved(Jaxpr program, ArrayData[] inputs, long most, Random random)
    {
        Interpretation moved = new((op, operands) => most-- > 0
            ? [.. Evaluate.Apply(op, operands).Select(result => IsReference(op) ? result : Move(result, random))]
            : throw new OperationCanceledException());
        try
        {
            return moved.Run(program.WithConstants([.. program.Constants.Select(constant => Move(constant, random))]), [.. inputs.Select((input, i) => program.Inputs[i].Type.IsRef ? input : Move(input, random))]);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // A reference is an array by identity.
    private static bool IsReference(Op op) => op is NewRef or EmptyRef;

    private static ArrayData Move(ArrayData value, Random random)
    {
        double step = Limits.Of(value.DType).Epsilon;
        return Numbers.Map(value, number => new(Part(number.Real), Part(number.Imaginary)));

        // Which sign a NaN has, nobody promises; orders of bits tell.
        double Part(double part) => double.IsNaN(part) ? random.Next(2) == 0 ? part : -part : part * (1 + (random.Next(2) == 0 ? step : -step) * random.Next(1, 3));
    }
}
