/** Alipay's codes by the V2 gateway and by V3: requests, answers, notifications. */
package dev.solvo.qr.alipay;
