package lockstep.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The pages' templates, compiled with the program, and what they have in common: styles and scripts. */
final class Templates {

    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/";
    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "lockstep.page");

    /** Texts that go into every page as they are. */
    record Assets(String styles, String scripts) {}

    private Templates() {}

    static String render(String template, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put(
                "assets",
                new Assets(
                        text(CHARTS + "dist/uPlot.min.css") + text("report.css"),
                        "/* " + text(CHARTS + "LICENSE") + " */\n" // which asks to go with every copy
                                + text(CHARTS + "dist/uPlot.iife.min.js")
                                + text("tables.js")
                                + text("picture.js")
                                + text("charts.js")
                                + text("plane.js")));
        StringOutput html = new StringOutput();
        ENGINE.render(template, all, html);
        return html.toString();
    }

    private static String text(String resource) {
        try (InputStream stream = Templates.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
