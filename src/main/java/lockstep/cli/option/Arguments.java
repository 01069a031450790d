package lockstep.cli.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import lockstep.jobs.Slice;
import lockstep.model.Precision;
import lockstep.optim.Convention;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How arguments are read. Each reader says what it expected of a text; {@link #message} says what was found, and where. */
public final class Arguments {

    private static final String PATH = "a path (if it is a variable of the shell: it is not set)";

    private Arguments() {}

    /** Gives a program and its commands these readers. */
    public static CommandLine readBy(CommandLine program) {
        return program.registerConverter(Path.class, Arguments::path)
                .registerConverter(Long.TYPE, Arguments::wholeNumber)
                .registerConverter(Double.class, Arguments::number);
    }

    /** What is wrong with a command line, in a sentence without its full stop. */
    public static String message(ParameterException e) {
        // To picocli, one of several that cannot be read is left over.
        if (e instanceof UnmatchedArgumentException left && left.getUnmatched().contains("")) {
            return "an argument is empty; expected " + PATH;
        }
        ArgSpec argument = e.getArgSpec();
        if (argument == null || !(e.getCause() instanceof TypeConversionException expected)) {
            return String.valueOf(e.getMessage());
        }
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        String found = e.getValue().isEmpty() ? "empty" : "\"" + e.getValue() + "\"";
        return name + " is " + found + "; expected " + expected.getMessage();
    }

    /** To Java an empty path is the current folder: a script that forgot to set a variable would fill it with results. */
    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException(PATH);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("a path in the characters of this locale, "
                    + System.getProperty("sun.jnu.encoding") + " (LC_ALL=C.UTF-8 has them all)");
        }
    }

    private static long wholeNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("a whole number");
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("a number");
        }
    }

    private static int from(int least, String text) {
        String expected = "a whole number, from " + least + " to " + Integer.MAX_VALUE;
        try {
            int value = Integer.parseInt(text);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException(expected);
        }
        throw new TypeConversionException(expected);
    }

    /** Reads a number of things, at least one. */
    public static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return from(1, text);
        }
    }

    /** Reads a share of the jobs. */
    public static final class OfSlice implements ITypeConverter<Slice> {
        @Override
        public Slice convert(String text) {
            return Slice.read(text).orElseThrow(() -> new TypeConversionException("K/N, a shard from 1/N to N/N"));
        }
    }

    /** Reads a precision. */
    static final class OfConvention implements ITypeConverter<Convention> {
        @Override
        public Convention convert(String text) {
            return Convention.named(text)
                    .orElseThrow(() -> new TypeConversionException("one of "
                            + Arrays.stream(Convention.values())
                                    .map(Convention::key)
                                    .collect(Collectors.joining(", "))));
        }
    }

    static final class OfPrecision implements ITypeConverter<Precision> {
        @Override
        public Precision convert(String text) {
            for (Precision precision : Precision.values()) {
                if (precision.key().equals(text)) {
                    return precision;
                }
            }
            throw new TypeConversionException("double, float or bfloat16");
        }
    }

    /** Reads the number of a thing, counted from 0. */
    public static final class Index implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return from(0, text);
        }
    }
}
