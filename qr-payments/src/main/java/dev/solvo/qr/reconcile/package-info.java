/**
 * Our books against the wallet's bill: what is missing, what differs, on which side.
 *
 * <p>{@link dev.solvo.qr.reconcile.WeChatPayBill} and {@link dev.solvo.qr.reconcile.AlipayBill} read what these wallets
 * give, as far as public sources show it; each names them. UnionPay's is open: its demonstration code (acpsdk,
 * {@code DemoBase.parseZMFile}) shows that the file ZM of an ACP settlement is GBK text in columns of fixed width, and
 * refers for their meaning to 全渠道平台接入接口规范 第3部分 文件接口, which is not public; and a refund's row names its payment
 * only by UnionPay's own number. Bring it into the form of {@link dev.solvo.qr.reconcile.NeutralBill}.
 */
package dev.solvo.qr.reconcile;
