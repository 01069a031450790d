package lockstep.loops;

/**
 * The loops over the weights of a layer, in which all its time goes: of plain Java ({@link PlainLoops}), or of the processor's
 * vectors. Each computes what the nested loops above it compute, bit for bit: a sum adds up its terms from the first to the last,
 * each rounded before it is added. What is turned for speed is which sums are computed side by side. {@code b[k, j]} is {@code
 * b[k * columns + j]}. They may have room of their own, and so belong to one thread.
 */
public interface Loops {

    /**
     * A product of matrices.
     *
     * <pre>
     *   for r: for j:   c[r][j] = 0;   for k:   c[r][j] += a[r][k] * b[k, j]
     * </pre>
     *
     * @param rows how many rows of a there are, and of c
     * @param terms how many numbers of each row of a are multiplied
     * @param columns how many numbers a row of b has, and of c
     */
    void multiply(double[][] a, int rows, int terms, double[] b, int columns, double[][] c);

    /**
     * The gradient of a batch.
     *
     * <pre>
     *   for i: for j:   g[i, j] = share * sum over e of deltas[e, j] * x[e][i]        (the sum begins with the first e)
     * </pre>
     *
     * @param x a row per example, of {@link Sums#SEVERAL} inputs or more
     * @param examples how many: two or more
     */
    void gradient(double[][] x, int examples, double[] deltas, int units, double share, double[] g);

    /**
     * The gradient of one example.
     *
     * <pre>
     *   for i: for j:   g[i, j] = delta[j] * x[i]
     * </pre>
     */
    void outer(double[] x, double[] delta, double[] g);

    /**
     * Plain descent by one example, its gradient never written down.
     *
     * <pre>
     *   for i: for j:   w[i, j] -= rate * (delta[j] * x[i])
     * </pre>
     */
    void descend(double[] x, double[] delta, double rate, double[] w);

    /** The fastest there are in this JVM for a layer; a small one does not wait for the vectors' classes. */
    static Loops of(int inputs, int units) {
        return Sums.narrow(Sums.SEVERAL, Math.max(inputs, units)) ? new PlainLoops() : Vectors.LOOPS.get();
    }
}
