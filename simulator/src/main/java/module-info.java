/** Software cards, issuer hosts and wallets' servers for tests, labs and demonstrations; never a dependency of production code. */
@org.jspecify.annotations.NullMarked
module dev.solvo.simulator {
    requires transitive dev.solvo.crypto;
    requires transitive dev.solvo.tlv;
    requires com.fasterxml.jackson.databind;
    requires java.xml;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires static org.jspecify;

    exports dev.solvo.simulator;
    exports dev.solvo.simulator.card;
    exports dev.solvo.simulator.issuer;
    exports dev.solvo.simulator.pki;
    exports dev.solvo.simulator.purse;
    exports dev.solvo.simulator.trace;
    exports dev.solvo.simulator.wallet;
    exports dev.solvo.simulator.wallet.alipay;
    exports dev.solvo.simulator.wallet.unionpay;
    exports dev.solvo.simulator.wallet.wechat;
}
