package dev.solvo.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class SolvoVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Solvo.class.getPackage().getImplementationVersion();
        return new String[] {
            "solvo " + (version == null ? "(not from a jar)" : version),
            "Not approved or certified by EMVCo or any payment scheme."
        };
    }
}
