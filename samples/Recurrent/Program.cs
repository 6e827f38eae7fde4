// A recurrent cell scanned over time, mapped over sequences.
using Core;
using static Core.Np;
using static Core.Transforms;

NdArray Run(Cell cell, NdArray xs) =>
    Scan(Zeros([64]), xs, (h, x) => { var next = Tanh(Dot(x, cell.Wx) + Dot(h, cell.Wh) + cell.B); return (next, next); }).Stacked;

var cell = new Cell(Normal(seed: 0, [32, 64]) * 0.2, Normal(seed: 1, [64, 64]) * 0.1, Zeros([64]));
NdArray batch = Normal(seed: 2, [16, 128, 32]);

Console.WriteLine(Trace(Run).Vmap(inAxes: [null, 0]).Jit().Invoke(cell, batch).Shape);      // (16, 128, 64)
Console.WriteLine(Trace(Run).Vmap(inAxes: [null, 0], chunkSize: 4).Invoke(cell, batch).Shape); // four sequences at a time

[PyTree] public partial record Cell(NdArray Wx, NdArray Wh, NdArray B);
