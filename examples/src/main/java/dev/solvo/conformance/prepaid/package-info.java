/** Cases about prepaid cards: operations on the books, step by step, each with the answer that it must have. */
@org.jspecify.annotations.NullMarked
package dev.solvo.conformance.prepaid;
