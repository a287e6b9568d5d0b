/** EMV's data elements as values: parsing, their bits and text, what is known in a transaction, the tag dictionary. */
package dev.solvo.emv.data;
