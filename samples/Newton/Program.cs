// Newton's method for equations in several unknowns: Jacfwd gives all derivatives, Vmap follows many starting points at once.
using Core;
using static Core.Np;
using static Core.Transforms;

// Where the circle of radius two meets y = eˣ - 1: two points.
NdArray Equations(NdArray p) => Stack([p[0] * p[0] + p[1] * p[1] - 4.0, Exp(p[0]) - 1.0 - p[1]]);

var jacobian = Trace((NdArray p) => Equations(p)).Jacfwd();

// Each point makes steps until it is there; in a map those that are wait for the others.
var solve = Trace((NdArray start) => While((p: start, steps: Int(0)),
    s => (Max(Abs(Equations(s.p))) > 1e-5) & (s.steps < 20),
    s => (s.p - Linalg.Solve(jacobian.Invoke(s.p), Equations(s.p)), s.steps + 1)));

NdArray starts = [[1.0, 1.0], [3.0, 0.5], [-1.0, -1.0], [-2.0, 0.5]];
var (points, steps) = solve.Vmap().Jit().Invoke(starts);
foreach (var (point, count) in points.Rows().Zip(steps.Rows()))
    Console.WriteLine($"({(double)point[0]:F4}, {(double)point[1]:F4}) after {(int)count} steps");
