package dev.solvo.cli.qr;

/** The names of the objects. EMVCo QRCPS Merchant-Presented Mode 1.1, 4.8. */
final class MerchantFieldName {
    private static final int ADDITIONAL_DATA = 62;
    private static final int LANGUAGE = 64;

    private MerchantFieldName() {}

    static String of(int id) {
        return switch (id) {
            case 0 -> "Payload Format Indicator";
            case 1 -> "Point of Initiation Method";
            case 2, 3 -> "Merchant Account Visa";
            case 4, 5 -> "Merchant Account Mastercard";
            case 9, 10 -> "Merchant Account Discover";
            case 11, 12 -> "Merchant Account American Express";
            case 13, 14 -> "Merchant Account JCB";
            case 15, 16 -> "Merchant Account UnionPay";
            case 52 -> "Merchant Category Code";
            case 53 -> "Transaction Currency";
            case 54 -> "Transaction Amount";
            case 55 -> "Tip or Convenience Indicator";
            case 56 -> "Value of Convenience Fee Fixed";
            case 57 -> "Value of Convenience Fee Percentage";
            case 58 -> "Country Code";
            case 59 -> "Merchant Name";
            case 60 -> "Merchant City";
            case 61 -> "Postal Code";
            case ADDITIONAL_DATA -> "Additional Data Field Template";
            case 63 -> "CRC";
            case LANGUAGE -> "Merchant Information - Language Template";
            default -> range(id);
        };
    }

    static String of(int template, int id) {
        if (template == LANGUAGE) {
            return switch (id) {
                case 0 -> "Language Preference";
                case 1 -> "Merchant Name - Alternate Language";
                case 2 -> "Merchant City - Alternate Language";
                default -> "Reserved";
            };
        }
        if (template == ADDITIONAL_DATA) {
            return additionalData(id);
        }
        return id == 0 ? "Globally Unique Identifier" : "Payment Network Specific";
    }

    private static String additionalData(int id) {
        return switch (id) {
            case 1 -> "Bill Number";
            case 2 -> "Mobile Number";
            case 3 -> "Store Label";
            case 4 -> "Loyalty Number";
            case 5 -> "Reference Label";
            case 6 -> "Customer Label";
            case 7 -> "Terminal Label";
            case 8 -> "Purpose of Transaction";
            case 9 -> "Additional Consumer Data Request";
            default -> id >= 50 ? "Payment System Specific Template" : "Reserved";
        };
    }

    private static String range(int id) {
        if (id <= 25) {
            return "Merchant Account reserved by EMVCo";
        }
        if (id <= 51) {
            return "Merchant Account Information Template";
        }
        return id < 80 ? "Reserved by EMVCo" : "Unreserved Template";
    }
}
