using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>Programs of the library's own functions, which calls share.</summary>
public class CalledProgramTests
{
    // Both call a program named _roll_static, for other axes and amounts.
    [Test]
    public void Functions_that_call_programs_of_one_name_do_not_take_each_others()
    {
        NdArray x = Arange(6.0).Reshape(6, 1);
        NdArray shifted = Trace((NdArray x) => Fftshift(x, axes: [0, 1])).Invoke(x), rolled = Trace((NdArray x) => Roll(x, [0, 1], [0, 0])).Invoke(x);
        NdArray other = Trace((NdArray x) => Roll(x, [1], [0])).Invoke(x), along = Trace((NdArray x) => Fftshift(x, axes: 1)).Invoke(x);

        Assert.Multiple(() =>
        {
            Assert.That(shifted.Reshape(6).ToArray<float>(), Is.EqualTo(new float[] { 3, 4, 5, 0, 1, 2 }));
            Assert.That(rolled.Reshape(6).ToArray<float>(), Is.EqualTo(new float[] { 5, 0, 1, 2, 3, 4 }));
            Assert.That(other.Reshape(6).ToArray<float>(), Is.EqualTo(new float[] { 5, 0, 1, 2, 3, 4 }));
            Assert.That(along.Reshape(6).ToArray<float>(), Is.EqualTo(new float[] { 0, 1, 2, 3, 4, 5 }));
        });
    }
}
