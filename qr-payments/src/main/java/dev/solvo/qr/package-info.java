/** Payment by codes that the merchant shows or scans: EMVCo, Alipay, WeChat Pay, UnionPay. */
package dev.solvo.qr;
