/** An issuer host in software: checks cryptograms and answers with cryptograms and scripts. */
package dev.solvo.simulator.issuer;
