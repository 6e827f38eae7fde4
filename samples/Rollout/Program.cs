// A thrown ball with air resistance, simulated by Scan and differentiated through all its steps: how to throw it to hit a target.
using Core;
using static Core.Np;
using static Core.Transforms;

const double Dt = 0.02;

Ball Step(Ball b)
{
    NdArray speed = Linalg.Norm(b.Velocity);
    NdArray acceleration = Stack([0.0, -9.81]) - 0.02 * speed * b.Velocity;
    NdArray velocity = b.Velocity + Dt * acceleration;
    return new(b.Position + Dt * velocity, velocity);
}

NdArray Path(NdArray velocity) => Scan(new Ball(Zeros([2]), velocity), Arange(100), (ball, _) => { var next = Step(ball); return (next, next.Position); }).Stacked;

// How far the ball is from the target after two seconds, and a little for the effort.
NdArray Miss(NdArray velocity, NdArray target) => Sum(Square(Path(velocity)[-1] - target)) + 1e-3 * Sum(Square(velocity));

var aim = Trace((NdArray velocity, NdArray target) => Scan((velocity, Optim.AdamInit(velocity)), Arange(150), (state, step) =>
{
    var (loss, gradient) = Trace(Miss).ValueAndGrad().Invoke(state.velocity, target);
    return (Optim.Adam(state.velocity, gradient, state.Item2, Schedule.Cosine(step, 1.0, steps: 150)), loss);
}));

// Three targets at once.
NdArray targets = [[10.0, 5.0], [20.0, 0.0], [-15.0, 10.0]];
var ((velocities, _), losses) = aim.Vmap(inAxes: [null, 0]).Jit().Invoke([5.0, 5.0], targets);
foreach (var (target, velocity) in targets.Rows().Zip(velocities.Rows()))
{
    NdArray end = Path(velocity)[-1];
    Console.WriteLine($"to hit {target} throw with ({(double)velocity[0]:F2}, {(double)velocity[1]:F2}): it comes to ({(double)end[0]:F2}, {(double)end[1]:F2})");
}

// How the end moves with the throw: forwards, as there are but two numbers.
Console.WriteLine(Round(Trace((NdArray v) => Path(v)[-1]).Jacfwd().Jit().Invoke(velocities[0]), 3));

[PyTree] public partial record Ball(NdArray Position, NdArray Velocity);
