/** What a terminal is and accepts: immutable configuration, and its form as JSON. */
package dev.solvo.emv.config;
