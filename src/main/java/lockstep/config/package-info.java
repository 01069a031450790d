/**
 * YAML in, a validated immutable {@link lockstep.config.ExperimentConfig} out; the only package that knows YAML.
 *
 * <p>Each concept of a config is a {@link lockstep.config.Form}, declared once in its own file ({@code NetworkForm},
 * {@code OptimizerForm}, ...). From that one declaration come the reading, the messages, the resolved config and the JSON
 * Schema, so none of them can fall behind. A new key is one {@link lockstep.config.Key} and its place in the record.
 */
@NullMarked
package lockstep.config;

import org.jspecify.annotations.NullMarked;
