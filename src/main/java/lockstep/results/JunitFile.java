package lockstep.results;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import lockstep.results.file.WholeFile;

/** A file in JUnit's XML, which CI servers show: a suite for each config, in it a case for each optimizer. */
public final class JunitFile {

    /** How a case ended. */
    public enum Outcome {
        PASSED,
        SKIPPED,
        FAILURE,
        ERROR;

        /** The element within a case. */
        private String element() {
            return this == PASSED ? "system-out" : name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A case.
     *
     * @param suite a config's name
     * @param name an optimizer's
     * @param file where a person would look for it
     * @param line counted from 1, or 0 where the whole file is meant
     * @param message what was found, in a line
     * @param text more of it; may be empty
     */
    public record Case(
            String suite, String name, Outcome outcome, String file, int line, String message, String text) {}

    private JunitFile() {}

    /** Writes the file, and the folder that it is in. It has no times: the same results give the same bytes. */
    public static void write(Path file, List<Case> cases) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            WholeFile.makeFolder(folder);
        }
        WholeFile.write(file, writer -> {
            try {
                write(writer, cases);
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        });
    }

    private static void write(Writer writer, List<Case> cases) throws XMLStreamException, IOException {
        // The JDK's own: DL4J has another on the class path.
        XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        Map<String, List<Case>> suites =
                cases.stream().collect(Collectors.groupingBy(Case::suite, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
            xml.writeCharacters("\n  ");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", legal(suite.getKey()));
            xml.writeAttribute("tests", Integer.toString(suite.getValue().size()));
            xml.writeAttribute("failures", count(suite.getValue(), Outcome.FAILURE));
            xml.writeAttribute("errors", count(suite.getValue(), Outcome.ERROR));
            xml.writeAttribute("skipped", count(suite.getValue(), Outcome.SKIPPED));
            for (Case each : suite.getValue()) {
                write(xml, each);
            }
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.flush();
        writer.write("\n");
    }

    private static void write(XMLStreamWriter xml, Case each) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", legal(each.suite()));
        xml.writeAttribute("name", legal(each.name()));
        xml.writeAttribute("file", legal(each.file()));
        if (each.line() > 0) {
            xml.writeAttribute("line", Integer.toString(each.line()));
        }
        xml.writeCharacters("\n      ");
        xml.writeStartElement(each.outcome().element());
        if (each.outcome() == Outcome.PASSED) {
            xml.writeCharacters(legal(each.message() + "\n" + each.text()));
        } else {
            xml.writeAttribute("message", legal(each.message().replaceAll("\\s+", " ")));
            xml.writeCharacters(legal(each.text()));
        }
        xml.writeEndElement();
        xml.writeCharacters("\n    ");
        xml.writeEndElement();
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return Long.toString(
                cases.stream().filter(each -> each.outcome() == outcome).count());
    }

    /** A program's last words may have what XML 1.0 has no way to write: a colour's escape, half of a surrogate pair. */
    private static String legal(String text) {
        return text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || (c >= 0x20 && c < 0xD800)
                                || (c >= 0xE000 && c < 0xFFFE)
                                || c > 0xFFFF
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
