package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 5.4 and 9.2. The hashes were computed with another program. */
final class CardRiskManagementDataTest {
    private static final Tag CDOL1 = EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1;
    private static final Tag CDOL2 = EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_2;
    private static final String OF_NOTHING = "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709";

    private static String fill(Transaction transaction, Tag list) throws EmvDataException {
        return CardRiskManagementData.fill(transaction, list).toHex();
    }

    private static TransactionFixture card() {
        return new TransactionFixture().card("82", "0000");
    }

    @Nested
    final class TransactionCertificateHash {
        @Test
        void coversTheDataOfTheCardsTdol() throws EmvDataException {
            Transaction transaction = card().card("8C", "98149505")
                    .card("97", "9F0206")
                    .application(config -> config.defaultTdol(Bytes.fromHex("9A03")))
                    .build();
            assertEquals("6400302453D7F2559A93D5548CCE6641642508C9" + "0000000000", fill(transaction, CDOL1));
            assertEquals("0000000000", transaction.tvr().toBytes().toHex());
        }

        @Test
        void ofTheTerminalsDefault_isNotedInTheTvrThatIsSent() throws EmvDataException {
            Transaction transaction = card().card("8C", "95059814")
                    .application(config -> config.defaultTdol(Bytes.fromHex("9F02069A03")))
                    .build();
            assertEquals("0000000080" + "622E80D962F2F6AEC47CA6B2EB193B44AEC51F7C", fill(transaction, CDOL1));
            assertEquals("0000000080", transaction.tvr().toBytes().toHex());
        }

        @Test
        void withoutAnyTdol_coversNothing_andNothingIsNoted() throws EmvDataException {
            Transaction transaction = card().card("8C", "98149505").build();
            assertEquals(OF_NOTHING + "0000000000", fill(transaction, CDOL1));
        }

        @Test
        void notAskedFor_isNotMade() throws EmvDataException {
            Transaction transaction = card().card("8C", "9F02069505")
                    .application(config -> config.defaultTdol(Bytes.fromHex("9A03")))
                    .build();
            assertEquals("000000001000" + "0000000000", fill(transaction, CDOL1));
            assertFalse(
                    transaction.get(EmvTag.TRANSACTION_CERTIFICATE_HASH_VALUE).isPresent());
        }

        @Test
        void isMadeAgainForTheSecondList() throws EmvDataException {
            Transaction transaction = card().card("8C", "9814")
                    .card("8D", "9814")
                    .card("97", "8A02")
                    .build();
            assertEquals("1489F923C4DCA729178B3E3233458550D8DDDF29", fill(transaction, CDOL1));
            transaction.data().putIssuer(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("3030"));
            assertEquals("FB96549631C835EB239CD614CC6B5CB7D295121A", fill(transaction, CDOL2));
        }

        @Test
        void theTvrInItIsTheOneThatIsSent() throws EmvDataException {
            Transaction transaction = card().card("8C", "98149505")
                    .application(config -> config.defaultTdol(Bytes.fromHex("9505")))
                    .build();
            assertEquals("FA056D3EEBF1859A8B702D2520D3F879913CE8D7" + "0000000080", fill(transaction, CDOL1));
        }

        @Test
        void inAShorterField_isCutOnTheRight() throws EmvDataException {
            Transaction transaction = card().card("8C", "9804").build();
            assertEquals(OF_NOTHING.substring(0, 8), fill(transaction, CDOL1));
        }

        @Test
        void aTdolThatIsNoList_isAFormatError() {
            Transaction transaction =
                    card().card("8C", "9814").card("97", "9F02").build();
            assertThrows(EmvDataException.class, () -> fill(transaction, CDOL1));
        }
    }

    @Nested
    final class TheLists {
        @Test
        void theResponseCodeIsZerosUntilThereIsOne() throws EmvDataException {
            Transaction transaction =
                    card().card("8C", "8A02").card("8D", "8A0291049505").build();
            assertEquals("0000", fill(transaction, CDOL1));
            transaction.data().putIssuer(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("3035"));
            assertEquals("3035" + "00000000" + "0000000000", fill(transaction, CDOL2));
        }

        @ParameterizedTest
        @ValueSource(strings = {"9F", "9F02", "9F0206" + "95", "9F02FF9501"})
        void anUnreadableOrTooLongList_isAFormatError(String list) {
            Transaction transaction = card().card("8C", list).build();
            assertThrows(EmvDataException.class, () -> fill(transaction, CDOL1));
        }

        @Test
        void aMissingList_isAFormatError() {
            Transaction transaction = card().build();
            assertThrows(EmvDataException.class, () -> fill(transaction, CDOL1));
        }
    }
}
