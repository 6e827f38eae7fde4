namespace Core;

/// <summary>Learning rates that depend on the number of the step, from 0; the formulas are those of optax's schedules.</summary>
/// <remarks>For the optimizers in <see cref="Optim"/>: <c>learningRate: Schedule.Cosine(state.Count, 0.01, steps: 1000)</c>. A constant rate is that number.</remarks>
public static class Schedule
{
    /// <summary>From one rate to another along a line, and then that.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="from">The rate of step 0.</param>
    /// <param name="to">The rate from step <paramref name="steps"/> on.</param>
    /// <param name="steps">How many steps it takes, at least one.</param>
    /// <exception cref="ShapeException">There are no steps.</exception>
    // optax: linear_schedule.
    public static NdArray Linear(NdArray step, NdArray from, NdArray to, int steps)
    {
        CheckSteps("Linear", nameof(steps), steps);
        return (from - to) * (1.0 - Np.Clip(step, 0, steps) / (double)steps) + to;
    }

    /// <summary>A rate that is multiplied by a factor each so many steps, smoothly: rate · factor^(step / steps).</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="rate">The rate of step 0.</param>
    /// <param name="factor">The factor, above 0.</param>
    /// <param name="steps">After how many steps it has applied once, at least one.</param>
    /// <param name="begin">The step from which on it applies.</param>
    /// <param name="staircase">Whether it applies at once each <paramref name="steps"/> steps.</param>
    /// <param name="end">The rate that is not gone past.</param>
    /// <exception cref="ShapeException">There are no steps.</exception>
    // optax: exponential_decay.
    public static NdArray Exponential(NdArray step, NdArray rate, double factor, int steps, int begin = 0, bool staircase = false, NdArray? end = null)
    {
        CheckSteps("Exponential", nameof(steps), steps);
        NdArray done = step - begin;
        NdArray times = done / (double)steps;
        NdArray decayed = Np.Where(done <= 0, rate, rate * Np.Power(factor, staircase ? Np.Floor(times) : times));
        if (end is null) return decayed;
        return factor < 1 ? Np.Maximum(decayed, end) : Np.Minimum(decayed, end);
    }

    /// <summary>A rate that falls to <paramref name="end"/> along half a cosine, and stays there.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="rate">The rate of step 0.</param>
    /// <param name="steps">How many steps it takes, at least one.</param>
    /// <param name="end">The rate at the end.</param>
    /// <exception cref="ShapeException">There are no steps.</exception>
    // Loshchilov and Hutter 2017, equation 5; optax: cosine_decay_schedule with alpha = end / rate.
    public static NdArray Cosine(NdArray step, NdArray rate, int steps, NdArray? end = null)
    {
        CheckSteps("Cosine", nameof(steps), steps);
        NdArray falling = 0.5 * (1.0 + Np.Cos(Np.Minimum(step, steps) * (Math.PI / steps)));
        return end is null ? rate * falling : (rate - end) * falling + end;
    }

    /// <summary>A rate that rises along a line, and then falls along half a cosine.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="peak">The rate at step <paramref name="warmup"/>, the largest.</param>
    /// <param name="warmup">How many steps it rises.</param>
    /// <param name="steps">How many steps there are in all, more than <paramref name="warmup"/>.</param>
    /// <param name="begin">The rate of step 0; 0 by default.</param>
    /// <param name="end">The rate from step <paramref name="steps"/> on; 0 by default.</param>
    /// <exception cref="ShapeException">There are no steps after the warm-up, or it has none.</exception>
    // optax: warmup_cosine_decay_schedule.
    public static NdArray WarmupCosine(NdArray step, NdArray peak, int warmup, int steps, NdArray? begin = null, NdArray? end = null)
    {
        CheckSteps("WarmupCosine", nameof(warmup), warmup);
        if (steps <= warmup) throw new ShapeException($"Schedule.WarmupCosine: steps counts those of the warm-up too, so it must be more than warmup, {warmup}; got {steps}.");
        return Np.Where(step < warmup, Linear(step, begin ?? 0.0, peak, warmup), Cosine(step - warmup, peak, steps - warmup, end));
    }

    /// <summary>A rate that is multiplied by a factor at certain steps.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="rate">The rate of step 0.</param>
    /// <param name="changes">The steps, and the factors that apply from them on: <c>[(1000, 0.1), (2000, 0.1)]</c>.</param>
    // optax: piecewise_constant_schedule.
    public static NdArray Piecewise(NdArray step, NdArray rate, params ReadOnlySpan<(int From, double Factor)> changes)
    {
        foreach ((int from, double factor) in changes) rate = Np.Where(step < from, rate, rate * factor);
        return rate;
    }

    private static void CheckSteps(string function, string parameter, int steps)
    {
        if (steps <= 0) throw new ShapeException($"Schedule.{function}: {parameter} must be at least 1, got {steps}.");
    }
}
