/**
 * Keys and the data that select them: types that carry their purpose, are closed after use, and print no content.
 *
 * <p>{@link dev.solvo.crypto.key.SymmetricKey} is the port: what a key can do, wherever it lives.
 * {@link dev.solvo.crypto.key.SoftwareKey} is the key that lives in this process.
 */
package dev.solvo.crypto.key;
