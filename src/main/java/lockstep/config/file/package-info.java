/** From a YAML file to a config and back, and the JSON Schema of all of them. */
@NullMarked
package lockstep.config.file;

import org.jspecify.annotations.NullMarked;
