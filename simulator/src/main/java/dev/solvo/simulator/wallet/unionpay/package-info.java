/** UnionPay's gateway in software: ACP 5.1.0, bizType 000000. */
package dev.solvo.simulator.wallet.unionpay;
