package dev.solvo.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class SolvoVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"solvo " + number(), "Not approved or certified by EMVCo or any payment scheme."};
    }

    /** Version of the jar, or that there is none. */
    static String number() {
        String version = Solvo.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }
}
