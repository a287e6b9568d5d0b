/** EMVCo merchant-presented codes: read, checked and built, by EMVCo's rules or by a country's. */
package dev.solvo.qr.merchant;
