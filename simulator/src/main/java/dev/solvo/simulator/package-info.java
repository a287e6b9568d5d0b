/** What the packages of the simulator share. */
package dev.solvo.simulator;
