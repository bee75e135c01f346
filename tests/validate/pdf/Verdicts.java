import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * What veraPDF says of PDF files, as lines of fields with tabs between them:
 *
 *   verdict, profile, file, "true" or "false", how many checks were done
 *   broken, profile, file, rule, how often, message
 *
 * Arguments: profiles with commas between them (PDFUA-1,PDFA-3A), then the files.
 */
public class Verdicts {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : arguments[0].split(",")) {
            String path = "org/verapdf/pdfa/validation/" + name + ".xml";
            ValidationProfile profile =
                    Profiles.profileFromXml(ValidationProfile.class.getClassLoader().getResourceAsStream(path));
            for (int i = 1; i < arguments.length; i++) {
                tell(name, profile, arguments[i]);
            }
        }
    }

    private static void tell(String name, ValidationProfile profile, String file) throws Exception {
        try (FileInputStream input = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(input, profile.getPDFAFlavour());
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
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
    }

    private static void line(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.length() > 0 ? "\t" : "").append(String.valueOf(field).replaceAll("\\s+", " "));
        }
        System.out.println(line);
    }
}
