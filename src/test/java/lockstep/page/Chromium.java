package lockstep.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless browser with one page, told what to do in the Chrome DevTools Protocol. */
final class Chromium implements AutoCloseable {

    private static final long SECONDS = 30;
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages;
    /** What the page did since it was opened that is not drawing: messages on its console, errors, requests. */
    private final List<String> noise = new ArrayList<>();

    private int sent;
    private boolean loaded;

    private Chromium(Process process, WebSocket socket, BlockingQueue<JsonNode> messages) {
        this.process = process;
        this.socket = socket;
        this.messages = messages;
    }

    /** The program, where there is one. */
    private static Optional<Path> program() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it; where there is none, the test that asks is skipped.
     *
     * @param profile an empty folder for what it wants to keep
     */
    static Chromium start(Path profile) throws IOException, InterruptedException {
        Optional<Path> program = program();
        assumeTrue(
                program.isPresent(),
                "no chromium on the PATH: the page is not tested in a browser (apt-get install chromium)");
        return start(program.get(), profile);
    }

    private static Chromium start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox", // in a container there is none
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        for (int tenths = 0; tenths < 10 * SECONDS && (!Files.exists(port) || Files.size(port) == 0); tenths++) {
            Thread.sleep(100);
        }
        String address = "http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list";
        HttpClient client = HttpClient.newHttpClient();
        String pages = client.send(
                        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        String page = JSON.readTree(pages).get(0).get("webSocketDebuggerUrl").asString();
        BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(SECONDS))
                .buildAsync(URI.create(page), new Listener(messages))
                .join();
        Chromium chromium = new Chromium(process, socket, messages);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            chromium.send(domain + ".enable", Map.of());
        }
        return chromium;
    }

    /** Puts the pieces of a message together. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> messages;
        private final StringBuilder message = new StringBuilder();

        Listener(BlockingQueue<JsonNode> messages) {
            this.messages = messages;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                messages.add(JSON.readTree(message.toString()));
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    /** How wide the window is, and whether the reader likes it dark. */
    void look(int width, boolean dark) throws InterruptedException {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        prefer("prefers-color-scheme", dark ? "dark" : "light");
    }

    /** What the reader's system says of one of their preferences; of the others it says nothing. */
    void prefer(String feature, String value) throws InterruptedException {
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** Opens a page and waits until it has been loaded. */
    void open(Path page) throws InterruptedException {
        open(page, "");
    }

    /** @param part of the page, {@code #curves} */
    void open(Path page, String part) throws InterruptedException {
        loaded = false;
        noise.clear();
        send("Page.navigate", Map.of("url", page.toUri() + part));
        while (!loaded) {
            see(next());
        }
        // Two frames later the observers of sizes have had their say.
        evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String script) throws InterruptedException {
        JsonNode result = send(
                "Runtime.evaluate",
                Map.of("expression", script, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.toString());
        }
        return result.get("result").path("value");
    }

    List<String> noise() {
        return List.copyOf(noise);
    }

    void press(String key) throws InterruptedException {
        send("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key));
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    private JsonNode send(String method, Map<String, Object> parameters) throws InterruptedException {
        sent++;
        socket.sendText(JSON.writeValueAsString(Map.of("id", sent, "method", method, "params", parameters)), true)
                .join();
        while (true) {
            JsonNode message = next();
            if (message.path("id").asInt(0) == sent) {
                if (message.has("error")) {
                    throw new IllegalStateException(method + ": " + message.get("error"));
                }
                return message.get("result");
            }
            see(message);
        }
    }

    private JsonNode next() throws InterruptedException {
        JsonNode message = messages.poll(SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IllegalStateException("no answer from Chromium");
        }
        return message;
    }

    private void see(JsonNode message) {
        String method = message.path("method").asString("");
        JsonNode parameters = message.path("params");
        switch (method) {
            case "Page.loadEventFired" -> loaded = true;
            case "Network.requestWillBeSent" ->
                noise.add("request: " + parameters.path("request").path("url").asString());
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
                noise.add(method + ": " + parameters);
            case "Page.javascriptDialogOpening" -> noise.add("dialog: " + parameters);
            default -> {
                // The protocol tells of much else.
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
