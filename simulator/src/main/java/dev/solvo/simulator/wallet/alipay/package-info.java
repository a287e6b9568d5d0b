/** Alipay's gateway in software: V2 ({@code gateway.do}) and V3, with public keys or certificates. */
package dev.solvo.simulator.wallet.alipay;
