package lockstep.dl4j;

import java.util.List;

/** A network that Lockstep has no words for. The message says everything that stands in the way, one line each. */
public final class UnsupportedNetworkException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnsupportedNetworkException(List<String> reasons) {
        this("Lockstep cannot check this network:", reasons);
    }

    /** @param what cannot be done with it */
    UnsupportedNetworkException(String what, List<String> reasons) {
        super(what + "\n  " + String.join("\n  ", reasons));
    }
}
