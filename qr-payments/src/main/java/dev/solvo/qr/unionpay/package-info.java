/** UnionPay's codes by ACP 5.1.0, product 000000: requests, answers, notifications. */
package dev.solvo.qr.unionpay;
