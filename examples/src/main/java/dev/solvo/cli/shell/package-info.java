/** What all commands share: exit codes, wrong input, files and the person at the prompt. */
@NullMarked
package dev.solvo.cli.shell;

import org.jspecify.annotations.NullMarked;
