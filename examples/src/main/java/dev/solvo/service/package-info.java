/**
 * An example of a merchant's service: tills pay over HTTP, each with a token of its own, and none of them has the database's
 * password.
 */
@NullMarked
package dev.solvo.service;

import org.jspecify.annotations.NullMarked;
