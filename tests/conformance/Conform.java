import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/**
 * Validates PDF files as PDF/UA-1 and as PDF/A-3a with veraPDF.
 *
 * <p>{@code Conform [--control BAD.pdf] FILE.pdf...} ends with 0 when every file passes both and the control fails both,
 * with 1 when not, with 2 when there was nothing to validate.
 */
public final class Conform {
    private record Standard(String name, PDFAFlavour flavour, ValidationProfile profile) {
        static Standard of(String name, String flavour, String resource) throws Exception {
            String path = "org/verapdf/pdfa/validation/" + resource + ".xml";
            try (InputStream xml = Conform.class.getClassLoader().getResourceAsStream(path)) {
                return new Standard(name, PDFAFlavour.byFlavourId(flavour), Profiles.profileFromXml(xml));
            }
        }

        ValidationResult validate(File file) throws Exception {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
                return ValidatorFactory.createValidator(profile, 10_000, false, true, false).validate(parser);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<File> files = new ArrayList<>();
        File control = null;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--control")) {
                control = new File(arguments[++i]);
            } else {
                files.add(new File(arguments[i]));
            }
        }
        if (files.isEmpty()) {
            System.err.println("No file to validate.");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        List<Standard> standards = List.of(
            Standard.of("PDF/UA-1", "ua1", "PDFUA-1"), Standard.of("PDF/A-3a", "3a", "PDFA-3A"));
        boolean good = true;
        for (Standard standard : standards) {
            for (File file : files) {
                ValidationResult result = standard.validate(file);
                good &= result.isCompliant();
                report(standard, file, result);
            }
            if (control != null && standard.validate(control).isCompliant()) {
                System.out.printf("%-9s %s passes, though it must not: the validator does not validate%n",
                    standard.name(), control.getName());
                good = false;
            }
        }
        System.exit(good ? 0 : 1);
    }

    private static void report(Standard standard, File file, ValidationResult result) {
        System.out.printf("%-9s %s %s (%d checks)%n", standard.name(), result.isCompliant() ? "pass" : "FAIL",
            file.getName(), result.getTotalAssertions());
        Map<String, String> rules = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                rules.putIfAbsent(
                    assertion.getRuleId().getClause() + " test " + assertion.getRuleId().getTestNumber(),
                    assertion.getMessage() + " at " + assertion.getLocation().getContext());
            }
        }
        rules.forEach((rule, message) ->
            System.out.printf("    %s: %s%n", rule, message.substring(0, Math.min(300, message.length()))));
    }
}
