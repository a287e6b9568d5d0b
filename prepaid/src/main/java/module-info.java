/** Prepaid cards: accounts, their books on several engines, balances that live in the card, terminals without a network. */
@org.jspecify.annotations.NullMarked
module dev.solvo.prepaid {
    requires transitive dev.solvo.crypto;
    requires transitive dev.solvo.tlv;
    requires transitive java.sql;
    requires transitive org.joda.money;
    requires static com.zaxxer.hikari;
    // Flyway gives its module no name of its own; this is what its file's name comes to.
    requires static flyway.core;
    requires static org.jspecify;
    requires static org.xerial.sqlitejdbc;

    exports dev.solvo.prepaid.account;
    exports dev.solvo.prepaid.ledger;
    exports dev.solvo.prepaid.offline;
    exports dev.solvo.prepaid.purse;
    exports dev.solvo.prepaid;
}
