/** Payment by codes that the merchant shows or scans: EMVCo, Alipay, WeChat Pay, UnionPay. Empty in this version. */
package dev.solvo.qr;
