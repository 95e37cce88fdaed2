import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates PDF files with veraPDF, for tests/verapdf/__init__.py. Arguments: flavours, «--», files.
 *
 * Prints tab-separated lines: «file, flavour, number of checks», each followed by a line «!, clause, times, message,
 * where» per rule that failed.
 */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        int split = java.util.Arrays.asList(arguments).indexOf("--");
        for (int f = 0; f < split; f++) {
            for (int i = split + 1; i < arguments.length; i++) {
                validate(arguments[f], arguments[i]);
            }
        }
    }

    private static void validate(String flavour, String file) throws Exception {
        try (InputStream pdf = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(pdf, PDFAFlavour.fromString(flavour));
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profileOf(flavour), false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println(String.join("\t", file, flavour, String.valueOf(result.getTotalAssertions())));
            Map<String, Integer> times = new TreeMap<>();
            Map<String, TestAssertion> examples = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    times.merge(clause, 1, Integer::sum);
                    examples.putIfAbsent(clause, assertion);
                }
            }
            for (Map.Entry<String, TestAssertion> example : examples.entrySet()) {
                String message = example.getValue().getMessage().replaceAll("\\s+", " ");
                String where = String.valueOf(example.getValue().getLocation().getContext());
                String count = times.get(example.getKey()).toString();
                System.out.println(String.join("\t", "!", example.getKey(), count, message, where));
            }
        }
    }

    /** The jar holds the profiles as files and does not register them by itself. */
    private static ValidationProfile profileOf(String flavour) throws Exception {
        String name = flavour.startsWith("ua") ? "PDFUA-" + flavour.substring(2) : "PDFA-" + flavour;
        String path = "org/verapdf/pdfa/validation/" + name.toUpperCase(Locale.ROOT) + ".xml";
        try (InputStream profile = Validate.class.getClassLoader().getResourceAsStream(path)) {
            return Profiles.profileFromXml(profile);
        }
    }
}
