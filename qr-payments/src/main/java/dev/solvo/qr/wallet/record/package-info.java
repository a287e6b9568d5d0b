/** What a till keeps of collections and refunds, and where: in files or in a database. */
package dev.solvo.qr.wallet.record;
