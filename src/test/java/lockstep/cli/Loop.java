package lockstep.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockstep.work.Interruption;

/** A loop in Python that {@code docs/traces.md} shows, to be run, changed and judged. It writes {@code run.jsonl}. */
record Loop(String recorder, String text) {

    /** A distribution's PyTorch belongs to its own Python, which need not be the first on the path. */
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private static final Map<String, Optional<String>> WITH = new ConcurrentHashMap<>();

    /** What a program said, or a command. */
    record Said(int status, String out) {

        /** In one line, however it was wrapped. */
        String unwrapped() {
            return out.replaceAll("\\s+", " ");
        }
    }

    /** The page's loop with a recorder. */
    static Loop shown(String recorder) throws IOException {
        return Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "traces.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("import " + recorder + "\n"))
                .findFirst()
                .map(block -> new Loop(recorder, block))
                .orElseThrow();
    }

    /** The same with something replaced: {@code old, new, old, new, ...}; each old text has to be there. */
    Loop with(String... replacements) {
        String changed = text;
        for (int r = 0; r < replacements.length; r += 2) {
            if (!changed.contains(replacements[r])) {
                throw new IllegalArgumentException("docs/traces.md has to have this: " + replacements[r]);
            }
            changed = changed.replace(replacements[r], replacements[r + 1]);
        }
        return new Loop(recorder, changed);
    }

    /** A Python that has a library; empty if none has. */
    static Optional<String> python(String library) {
        return WITH.computeIfAbsent(
                library,
                name -> PYTHONS.stream()
                        .filter(python -> execute(Path.of("."), python, "-c", "import " + name).status == 0)
                        .findFirst());
    }

    /** Runs it in a folder. */
    Said run(String python, Path folder) throws IOException {
        return execute(
                folder,
                python,
                Files.writeString(folder.resolve("loop.py"), text).toString());
    }

    /** Runs it as a notebook's cells are: one after the other, with the same names; a cell ends at an empty line. */
    Said runAsCells(String python, Path folder) throws IOException {
        String cells = Stream.of(text.split("\n\n"))
                .map(cell -> "{\"cell_type\": \"code\", \"source\": [\""
                        + cell.replace("\"", "\\\"").replace("\n", "\\n\", \"") + "\"]}")
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        Files.writeString(folder.resolve("loop.ipynb"), "{\"cells\": [" + cells + "], \"nbformat\": 4}");
        String every = "import json; names = {}; [exec(''.join(cell['source']), names) for cell in"
                + " json.load(open('loop.ipynb'))['cells']]";
        return execute(folder, python, "-c", every);
    }

    /** What {@code verify --trace} says of the run. */
    static Said verify(Path folder) {
        StringWriter out = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(
                        "verify",
                        "--trace",
                        folder.resolve("run.jsonl").toString(),
                        "--out",
                        folder.resolve("results").toString());
        return new Said(status, out.toString());
    }

    private static Said execute(Path folder, String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        String others = builder.environment().getOrDefault("PYTHONPATH", "");
        builder.environment().put("PYTHONPATH", Path.of("examples").toAbsolutePath() + File.pathSeparator + others);
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), out);
        } catch (IOException e) {
            return new Said(-1, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said(-1, "interrupted");
        }
    }
}
