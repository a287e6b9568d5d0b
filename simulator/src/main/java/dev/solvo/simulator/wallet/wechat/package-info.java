/** WeChat Pay in software: API v3 with JSON and headers, and v2 with XML. */
package dev.solvo.simulator.wallet.wechat;
