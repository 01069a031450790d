package lockstep.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/** What of a user's network there is no word for: all of it is found before it is said. */
final class Refusals {

    private final List<String> reasons = new ArrayList<>();
    private String where = "";

    /** From now on it is about this layer, counted from 1. */
    void at(int number, Layer layer) {
        String name = layer.getLayerName();
        where = "layer " + number + ", " + (name == null ? "" : "`" + name + "` ") + "("
                + layer.getClass().getSimpleName() + ")";
    }

    /** About the layer as a whole. */
    void add(String why) {
        reasons.add(where + ": " + why);
    }

    /** About something that a layer has. */
    void add(String key, Object found, String expected) {
        reasons.add(where + ", " + key + ": found " + found + ", expected " + expected);
    }

    /** About the whole network. */
    void ofNetwork(String key, Object found, String expected) {
        reasons.add(key + ": found " + found + ", expected " + expected);
    }

    void throwIfAny() {
        if (!reasons.isEmpty()) {
            throw new UnsupportedNetworkException(reasons);
        }
    }
}
