import java.io.FileInputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * What veraPDF says of PDF files, as lines of fields with tabs between them:
 *
 *   verdict, profile, file, "true" or "false", how many checks were done
 *   broken, profile, file, rule, how often, message
 *
 * Arguments: profiles with commas between them (PDFUA_1,PDFA_3_A), then the files. A file is gone through once, for all
 * profiles together.
 */
public class Verdicts {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> profiles = Stream.of(arguments[0].split(",")).map(PDFAFlavour::valueOf).toList();
        for (int i = 1; i < arguments.length; i++) {
            tell(profiles, arguments[i]);
        }
    }

    private static void tell(List<PDFAFlavour> profiles, String file) throws Exception {
        try (FileInputStream input = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(input, profiles.get(0));
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profiles)) {
            parser.setFlavours(profiles);
            for (ValidationResult result : validator.validateAll(parser)) {
                tell(result.getPDFAFlavour().name(), file, result);
            }
        }
    }

    private static void tell(String name, String file, ValidationResult result) {
        line("verdict", name, file, result.isCompliant(), result.getTotalAssertions());
        Map<String, Integer> times = new TreeMap<>();
        Map<String, String> messages = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                times.merge(rule, 1, Integer::sum);
                messages.putIfAbsent(rule, assertion.getMessage());
            }
        }
        times.forEach((rule, many) -> line("broken", name, file, rule, many, messages.get(rule)));
    }

    private static void line(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.length() > 0 ? "\t" : "").append(String.valueOf(field).replaceAll("\\s+", " "));
        }
        System.out.println(line);
    }
}
