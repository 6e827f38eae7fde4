namespace Core.Compiler.Execution;

/// <summary>Which results can be made in the memory of arguments that the caller gives away.</summary>
internal static class Donations
{
    /// <summary>For each donated input that has one, the output that is made in its memory; each output at most once.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="buffers">The buffers.</param>
    /// <param name="donated">The numbers of the inputs.</param>
    /// <param name="inputs">The buffer of each input.</param>
    /// <param name="outputs">The buffer of each output.</param>
    public static (int Input, int Output)[] Find(IReadOnlyList<Step> steps, IReadOnlyList<PlannedBuffer> buffers, ValueArray<int> donated, int[] inputs, int[] outputs)
    {
        List<(int Input, int Output)> found = [];
        HashSet<int> taken = [];
        foreach (int input in donated)
        {
            for (int output = 0; output < outputs.Length; output++)
            {
                if (taken.Contains(output) || buffers[inputs[input]].Type.ByteSize != buffers[outputs[output]].Type.ByteSize || !MayShare(inputs[input], outputs[output])) continue;
                taken.Add(output);
                found.Add((input, output));
                break;
            }
        }
        return [.. found];

        // All reads of the input come before anything is written to the output, or in the step that writes it as it reads it.
        bool MayShare(int read, int written)
        {
            bool isWritten = false;
            foreach (Step step in steps)
            {
                foreach (int from in step.Reads)
                {
                    if (Root(from) != read) continue;
                    if (isWritten) return false;
                    foreach (int to in step.Writes)
                        if (Root(to) == written && !step.MayOverwrite(from, to)) return false;
                }
                foreach (int to in step.Writes)
                {
                    if (Root(to) == read) return false;
                    isWritten |= Root(to) == written;
                }
            }
            return true;
        }

        int Root(int buffer)
        {
            while (buffers[buffer].Kind is BufferKind.Same) buffer = (int)buffers[buffer].Number;
            return buffer;
        }
    }
}
