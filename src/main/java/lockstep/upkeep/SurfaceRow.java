package lockstep.upkeep;

import lockstep.model.Activation;
import lockstep.parity.Parity;

/**
 * A combination of optimizer, activation and loss, and what the parity check says about it.
 *
 * @param activation the one that the row is about: of the hidden layer, and of the output layer too unless that has another
 * @param twin what the optimizer is compared with
 * @param inFloat the same in single precision
 * @param remark why the output layer has another activation, or the empty string
 */
public record SurfaceRow(Activation activation, String twin, String remark, Parity parity, Parity inFloat) {}
