package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.shape.TadPack;
import org.nd4j.linalg.cpu.nativecpu.ops.CpuOpContext;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Without it an operation could find arguments that the one before it was given, or an array be cut into the rows of another, and
 * DL4J's side of every comparison be wrong.
 */
class ReusingExecutionerTest {

    static {
        Backend.useOneThread(); // and with it the executioner is ours
    }

    private final ReusingExecutioner executioner = (ReusingExecutioner) Nd4j.getExecutioner();

    // By hand: A B = [[19, 22], [43, 50]], and A' B = [[26, 30], [38, 44]].
    private final INDArray a = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}});
    private final INDArray b = Nd4j.createFromArray(new double[][] {{5, 6}, {7, 8}});

    @Test
    void anOperationDoesNotFindTheWholeNumbersOfTheOneBefore() {
        assertThat(product(op -> op.addIntegerArguments(1, 0, 0))).containsExactly(26, 30, 38, 44);
        assertThat(product(op -> op)).containsExactly(19, 22, 43, 50);
    }

    @Test
    void anOperationDoesNotFindTheRealNumbersOfTheOneBefore() {
        assertThat(product(op -> op.addFloatingPointArguments(2.0))).containsExactly(38, 44, 86, 100);
        assertThat(product(op -> op)).containsExactly(19, 22, 43, 50);
    }

    @Test
    void anOperationDoesNotFindTheFlagsOfTheOneBefore() {
        INDArray kept = Nd4j.create(DataType.DOUBLE, 2, 1);
        Nd4j.exec(DynamicCustomOp.builder("reduce_sum")
                .addInputs(a)
                .addOutputs(kept)
                .addIntegerArguments(1)
                .addBooleanArguments(true) // to keep the dimension that is summed up
                .build());
        INDArray dropped = Nd4j.create(DataType.DOUBLE, 2);
        Nd4j.exec(DynamicCustomOp.builder("reduce_sum")
                .addInputs(a)
                .addOutputs(dropped)
                .addIntegerArguments(1)
                .build());
        assertThat(kept.toDoubleVector()).containsExactly(3, 7);
        assertThat(dropped.toDoubleVector()).containsExactly(3, 7);
    }

    /** More than there is room for, one beyond it, and all of it. */
    @ParameterizedTest
    @ValueSource(ints = {16, 17, 40})
    void manyArgumentsAreForgottenToo(int count) {
        try (CpuOpContext context = executioner.buildContext()) {
            context.setIArguments(LongStream.generate(() -> 1).limit(count).toArray());
            double[] ones = new double[count];
            Arrays.fill(ones, 1.0);
            context.setTArguments(ones);
            boolean[] flags = new boolean[count];
            Arrays.fill(flags, true);
            context.setBArguments(flags);
            assertThat(context.numIArguments()).isEqualTo(count);
            assertThat(context.numTArguments()).isEqualTo(count);
            assertThat(context.numBArguments()).isEqualTo(count);
        }
        try (CpuOpContext context = executioner.buildContext()) {
            assertThat(context.numIArguments()).isZero();
            assertThat(context.numTArguments()).isZero();
            assertThat(context.numBArguments()).isZero();
        }
        assertThat(product(op -> op)).containsExactly(19, 22, 43, 50);
    }

    @Test
    void aContextIsLentAgainWithoutItsArrays() {
        CpuOpContext first = executioner.buildContext();
        first.setInputArrays(List.of(a, b));
        first.setOutputArrays(List.of(Nd4j.create(DataType.DOUBLE, 2, 2)));
        first.close();
        try (CpuOpContext second = executioner.buildContext()) {
            assertThat(second).isSameAs(first);
            assertThat(second.numInputArguments()).isZero();
            assertThat(second.numOutputArguments()).isZero();
        }
    }

    @Test
    void whoeverComesWhileItIsLentHasOneOfTheirOwn() {
        try (CpuOpContext outer = executioner.buildContext()) {
            outer.setIArguments(1, 0, 0);
            assertThat(product(op -> op)).containsExactly(19, 22, 43, 50);
            try (CpuOpContext inner = executioner.buildContext()) {
                assertThat(inner).isNotSameAs(outer);
            }
            CpuOpContext elsewhere =
                    CompletableFuture.supplyAsync(executioner::buildContext).join();
            assertThat(elsewhere).isNotSameAs(outer);
        }
    }

    @Test
    void whatCannotBeTakenBackIsNotLentAgain() {
        CpuOpContext context = executioner.buildContext();
        context.shapeFunctionOverride(true);
        context.close();
        try (CpuOpContext next = executioner.buildContext()) {
            assertThat(next).isNotSameAs(context);
            next.setDArguments(DataType.FLOAT);
        }
        try (CpuOpContext next = executioner.buildContext()) {
            assertThat(next.numDArguments()).isZero();
        }
    }

    @Test
    void anArrayIsCutUpAsNd4jCutsIt() {
        NativeOpExecutioner theirs = new NativeOpExecutioner();
        INDArray wide = Nd4j.create(DataType.DOUBLE, new long[] {3, 4}, 'c');
        List<INDArray> arrays = List.of(
                wide,
                Nd4j.create(DataType.DOUBLE, new long[] {3, 4}, 'f'),
                Nd4j.create(DataType.FLOAT, new long[] {3, 4}, 'c'),
                wide.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3)),
                wide.transpose(),
                Nd4j.create(DataType.DOUBLE, new long[] {3, 2}, 'c'));
        for (int round = 0; round < 2; round++) {
            for (INDArray array : arrays) {
                for (int dimension : new int[] {0, 1}) {
                    TadPack pack = executioner.tadShapeInfoAndOffsets(array, new int[] {dimension});
                    TadPack expected = theirs.tadShapeInfoAndOffsets(array, new int[] {dimension});
                    assertThat(pack.getTadShapeInfo().asLong())
                            .as("%s along %d", array.shapeInfoToString(), dimension)
                            .isEqualTo(expected.getTadShapeInfo().asLong());
                    assertThat(pack.getTadOffsets().asLong())
                            .isEqualTo(expected.getTadOffsets().asLong());
                }
            }
        }
    }

    @Test
    void anArrayIsCutUpOnce() {
        int[] rows = {1};
        TadPack pack = executioner.tadShapeInfoAndOffsets(a, rows);
        rows[0] = 0; // the caller's own
        assertThat(executioner.tadShapeInfoAndOffsets(b, new int[] {1})).isSameAs(pack);
    }

    /** The matrix product of a and b, row after row. */
    private double[] product(UnaryOperator<DynamicCustomOp.DynamicCustomOpsBuilder> arguments) {
        INDArray product = Nd4j.create(DataType.DOUBLE, 2, 2);
        Nd4j.exec(arguments
                .apply(DynamicCustomOp.builder("matmul").addInputs(a, b).addOutputs(product))
                .build());
        return product.reshape(4).toDoubleVector();
    }
}
