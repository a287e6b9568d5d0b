/** WeChat Pay: shown codes by APIv3, payment codes by v2 or APIv3, refunds, bills, notifications. */
package dev.solvo.qr.wechat;
