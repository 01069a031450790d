package lockstep.parity.bound;

/** The pass from the losses' derivatives back to every unit. */
final class BackwardPass {

    private final Passes passes;
    private final boolean lossPassesSoftmax;

    /** @param lossPassesSoftmax {@link LossBound#passesSoftmax} */
    BackwardPass(Passes passes, boolean lossPassesSoftmax) {
        this.passes = passes;
        this.lossPassesSoftmax = lossPassesSoftmax;
    }

    /**
     * From {@code s = dLoss/dy} to {@code delta = dLoss/dz = s f'}, and on to the layer before.
     *
     * <pre>
     *   e(delta) = |f'| e(s) + |s| (turn + rounding of f') + u |delta|     (turn: what f' changes within z +- e(z), |f''| e(z) or a kink's)
     *   e(s)     = rss over the units of |w| e(delta)  +  (lambda sqrt(n) + 2) u sum |w delta|       (n units)
     * </pre>
     */
    void run(int size) {
        LayerErrors[] layers = passes.layers;
        for (int l = layers.length - 1; l >= 0; l--) {
            LayerErrors layer = layers[l];
            for (int e = 0; e < size; e++) {
                differentiate(layer, e, layer == passes.last() && lossPassesSoftmax);
            }
            if (l == 0) {
                return;
            }
            LayerErrors before = layers[l - 1];
            layer.transpose();
            layer.backward.sums(layer.delta, layer.transposed, before.s, size);
            layer.backward.sizes(layer.delta, layer.transposed, before.sSize, size);
            Passes.squareErrors(layer.deltaError, layer.alike, layer.deltaErrorSquared, size);
            layer.backward.squares(layer.deltaErrorSquared, layer.transposed, before.sError, size);
            double roundings = Alike.roundings(layer.alike);
            for (int e = 0; e < size; e++) {
                if (passes.atKink[e]) {
                    layer.backward.plain(layer.deltaError[e], layer.transposed, before.sError[e]);
                }
                passes.addRounding(before.sError[e], false, passes.atKink[e], roundings, before.sSize[e]);
            }
        }
    }

    private void differentiate(LayerErrors layer, int e, boolean lossPasses) {
        double[] s = layer.s[e];
        double[] sError = layer.sError[e];
        if (lossPasses) {
            System.arraycopy(s, 0, layer.delta[e], 0, layer.units);
            System.arraycopy(sError, 0, layer.deltaError[e], 0, layer.units);
            return;
        }
        if (layer.curve == null) {
            SoftmaxBound.backward(layer, e, passes.u, passes.least, passes.atKink[e]);
        } else {
            for (int j = 0; j < layer.units; j++) {
                double delta = s[j] * layer.slope[e][j];
                layer.delta[e][j] = delta;
                layer.deltaError[e][j] = passes.orMore(
                        layer.steepest[e][j] * sError[j]
                                + Math.abs(s[j]) * layer.turn[e][j]
                                + passes.u * Math.abs(delta),
                        delta);
            }
        }
        if (layer.flatSpot > 0.0) {
            addFlatSpot(layer, s, sError, layer.delta[e], layer.deltaError[e]);
        }
    }

    /** {@code delta += c s}: with {@code c e(s)}, a rounding of the product, and one of the sum, or of the slope that c is added to. */
    private void addFlatSpot(LayerErrors layer, double[] s, double[] sError, double[] delta, double[] deltaError) {
        for (int j = 0; j < layer.units; j++) {
            double more = layer.flatSpot * s[j];
            double size = Math.abs(delta[j]) + Math.abs(more);
            delta[j] += more;
            deltaError[j] = passes.orMore(deltaError[j] + layer.flatSpot * sError[j] + 2.0 * passes.u * size, size);
        }
    }
}
