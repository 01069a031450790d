/**
 * The keys of a config, and what has to fit between them.
 *
 * <p>Each concept of a config is a {@link lockstep.yaml.Form}, declared once in its own file ({@code NetworkForm}, {@code
 * OptimizerForm}, ...). The reading, the messages, the resolved config and the JSON Schema all come from that one declaration,
 * so no part can fall behind. A new key is one {@link lockstep.yaml.Key} and its place in the record.
 */
@NullMarked
package lockstep.config.form;

import org.jspecify.annotations.NullMarked;
