/** Prepaid cards: issue, load, query, spend. Empty in this version. */
package dev.solvo.prepaid;
