package lockstep.dl4j;

import java.util.List;

/** A network that Lockstep has no words for. The message says everything that stands in the way, one line each. */
public final class UnsupportedNetworkException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnsupportedNetworkException(List<String> reasons) {
        super("Lockstep cannot check this network:\n  " + String.join("\n  ", reasons));
    }
}
