namespace Core.Tests.Arrays;

public class PromotionTests
{
    [TestCase(DType.I32, false, DType.F32, true, false, DType.F32, true)]
    [TestCase(DType.I8, false, DType.U8, false, false, DType.I16, false)]
    [TestCase(DType.U32, false, DType.I32, false, false, DType.I32, false)]
    [TestCase(DType.U32, false, DType.I32, false, true, DType.I64, false)]
    [TestCase(DType.I64, false, DType.F16, false, false, DType.F16, false)]
    [TestCase(DType.BF16, false, DType.F16, false, false, DType.F32, false)]
    [TestCase(DType.F16, false, DType.C64, true, false, DType.C64, false)]
    [TestCase(DType.Bool, false, DType.I32, true, false, DType.I32, true)]
    [TestCase(DType.I32, true, DType.F32, true, false, DType.F32, true)]
    [TestCase(DType.F64, false, DType.C64, false, false, DType.C128, false)]
    [TestCase(DType.Bool, false, DType.Bool, false, false, DType.Bool, false)]
    public void The_common_type_is_jaxs(DType left, bool leftWeak, DType right, bool rightWeak, bool x64, DType expected, bool weak) =>
        Assert.That(Promotion.Join([(left, leftWeak), (right, rightWeak)], x64), Is.EqualTo((expected, weak)));
}
