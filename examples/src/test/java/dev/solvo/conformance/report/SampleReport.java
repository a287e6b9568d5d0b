package dev.solvo.conformance.report;

import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseOrigin;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports as runs could give them: each verdict, each kind of event, Chinese, long answers, and text that wants to be markup. */
final class SampleReport {
    static final String HOSTILE =
            "Shown as it is: </script><img src=x onerror=alert(1)> & \"quotes\" 'too' ${x} <!-- ]]>";

    private static final CaseEvent SELECT = new CaseEvent.Exchange(
            "00A404000E315041592E5359532E444446303100",
            "6F1E840E315041592E5359532E4444463031A50C8801015F2D047A68656E9F1101 9000".replace("9F1101", "9F110101"),
            "SELECT 1PAY.SYS.DDF01",
            List.of(
                    "6F File Control Information (FCI) Template",
                    "  84 Dedicated File (DF) Name: 1PAY.SYS.DDF01",
                    "  A5 File Control Information (FCI) Proprietary Template",
                    "    88 Short File Identifier (SFI): 1",
                    "    5F2D Language Preference: zh, en"));
    private static final CaseEvent READ = new CaseEvent.Exchange(
            "00B2010C00",
            "70435F24032912315A08541333******00195F3401019F0702FF008E0E000000000000000042031E031F039F0D05B8508000009F0E0500000000009F0F05B8708098008C159F02069F03069F1A0295055F2A029A039C019F3704 9000",
            "READ RECORD 1 of file 1",
            List.of(
                    "70 READ RECORD Response Message Template",
                    "  5F24 Application Expiration Date: 2029-12-31",
                    "  5A Application Primary Account Number (PAN): 541333******0019",
                    "  9F07 Application Usage Control: FF00",
                    "    valid for domestic cash transactions, valid for international cash transactions",
                    "  8E Cardholder Verification Method (CVM) List",
                    "    enciphered PIN verified online, if terminal supports the CVM; otherwise next",
                    "    signature, if terminal supports the CVM; otherwise next",
                    "    no CVM required, if terminal supports the CVM; otherwise fail"));
    private static final CaseEvent GENERATE = new CaseEvent.Exchange(
            "80AE80001D00000000100000000000000000097800000000000978260301001234567800",
            "77299F2701809F360200019F26088899AABBCCDDEEFF9F10120110A00003220000000000000000000000FF 9000",
            "GENERATE AC: ARQC",
            List.of(
                    "77 Response Message Template Format 2",
                    "  9F27 Cryptogram Information Data: ARQC",
                    "  9F36 Application Transaction Counter (ATC): 1",
                    "  9F26 Application Cryptogram: 8899AABBCCDDEEFF"));
    private static final CaseEvent USAGE = new CaseEvent.Decision(
            "Application Usage Control",
            "Application Usage Control FF00, Issuer Country Code 0276, Terminal Country Code 0276",
            "allowed",
            "EMV 4.4 Book 3, 10.4.2");
    private static final CaseEvent CVM = new CaseEvent.Decision(
            "Cardholder verification rule 1 of 3",
            "enciphered PIN verified online, if terminal supports the CVM; Terminal Capabilities E0F8C8",
            "performed, successful",
            "EMV 4.4 Book 3, 10.5");

    private SampleReport() {}

    /** 30 results. */
    static ConformanceReport report() {
        List<CaseResult> results = new ArrayList<>();
        results.add(passed("attacks", "attack-relay-delay", "A relayed card is too slow", "C-2 2.11, 3.10"));
        results.add(with(
                passed(
                        "attacks",
                        "attack-wedge",
                        "A man in the middle who claims that the PIN was right",
                        "EMV 4.4 Book 3, 10.5"),
                Verdict.TIMED_OUT,
                "no outcome within 10 s; the last command was GENERATE AC",
                List.of(),
                List.of(
                        SELECT,
                        READ,
                        new CaseEvent.NoAnswer("80AE8000", "GENERATE AC: ARQC", "the card did not answer"))));
        results.add(
                passed("contact-cvm", "contact-cvm-list-empty", "A CVM list without rules", "EMV 4.4 Book 3, 10.5"));
        results.add(new CaseResult(
                "contact-cvm-verify-last-try",
                "contact-cvm",
                "A wrong PIN at the last try fails the method, and the PIN counts as blocked",
                List.of("EMV 4.4 Book 3, 10.5.1", "EMV 4.4 Book 3, 6.5.12"),
                new CaseOrigin("contact-cvm/verify-last-try.yaml", 3),
                Verdict.FAILED,
                Optional.empty(),
                List.of(
                        check("outcome", "DECLINED", "APPROVED", false, "EMV 4.4 Book 3, 10.5.1"),
                        check("tvr", "00C0000000", "0080000000", false, ""),
                        check("tvr b3b6", "set", "clear", false, "EMV 4.4 Book 3, C5"),
                        check("cvmResults", "010002", "010002", true, ""),
                        check("commands[4]", "0020008008**", "0020008008****************", true, ""),
                        check("field55 9F10", "06*", "absent", false, "")),
                List.of(
                        SELECT,
                        READ,
                        new CaseEvent.Step("cardholder: PIN entered"),
                        new CaseEvent.Exchange(
                                "0020008008****************",
                                "63C0",
                                "VERIFY: plaintext PIN",
                                List.of("no tries left")),
                        CVM,
                        USAGE,
                        GENERATE,
                        new CaseEvent.Step("issuer: APPROVED 3030"))));
        results.add(with(
                passed(
                        "contact-cvm",
                        "contact-cvm-biometric",
                        "A finger that the card does not know",
                        "EMV 4.4 Book 3, 10.5.6"),
                Verdict.INAPPLICABLE,
                "applies: biometric-finger; the conformance statement has no biometric-finger",
                List.of(),
                List.of()));
        results.add(with(
                passed("contact-errors", "contact-errors-hostile", HOSTILE, "EMV 4.4 Book 3, <6.3.5>"),
                Verdict.CRASHED,
                "java.lang.IllegalStateException: </details><script>alert(2)</script>",
                List.of(check("outcome", "<b>TERMINATED</b>", "</td></table><img src=x>", false, "<i>clause</i>")),
                List.of(
                        SELECT,
                        new CaseEvent.Step("</li><script>alert(3)</script>"),
                        new CaseEvent.Exchange(
                                "00",
                                "6F00",
                                "<img src=x onerror=alert(4)>",
                                List.of("</script>", "\u001B[31mred\u0000")))));
        results.add(with(
                passed(
                        "contact-errors",
                        "contact-errors-broken",
                        "A case whose card image is missing",
                        "EMV 4.4 Book 3, 6.3.5"),
                Verdict.BROKEN,
                "contact-errors/broken.yaml, line 7: card.image: expected an image of the simulator, not pin-plain; did you mean pin-plaintext?",
                List.of(),
                List.of()));
        results.add(new CaseResult(
                "contact-read-chinese",
                "contact-read",
                "持卡人姓名为中文的记录：“王小明”，超长数据",
                List.of("JR/T 0025.5—2018，7.2"),
                new CaseOrigin("银行/读记录.yaml", 1),
                Verdict.FAILED,
                Optional.of("终端未读取第二条记录"),
                List.of(
                        check("explanation", "包含“读取记录 2”", "", false, ""),
                        check("messages", "[请输入密码]", "[请输入密码]", true, "")),
                List.of(SELECT, READ, longAnswer(), new CaseEvent.Step("持卡人：取消"))));
        for (int i = 1; i <= 8; i++) {
            results.add(passed(
                    "contact-restrictions",
                    "contact-restrictions-usage-" + i,
                    "Usage control, row " + i,
                    "EMV 4.4 Book 3, 10.4.2"));
        }
        for (int i = 1; i <= 6; i++) {
            results.add(passed(
                    "entry-point",
                    "entry-point-combination-" + i,
                    "Combination " + i + " of the candidate list",
                    "EMV Contactless Book B, 3.3.2"));
        }
        for (int i = 1; i <= 8; i++) {
            results.add(contactless(i));
        }
        return new ConformanceReport(
                "0.1.0-SNAPSHOT",
                "Solvo contact kernel",
                "6E3F0A1122334455",
                "own kernel, simulated cards",
                20_261_130L,
                results);
    }

    /** A run of so many cases, each with a sequence of its own length; only every tenth fails. */
    static ConformanceReport large(int cases) {
        List<CaseResult> results = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            CaseResult shape =
                    passed("suite-" + i * 20 / cases, "case-" + i, "Case number " + i, "EMV 4.4 Book 3, 10." + i % 30);
            List<CaseEvent> events = new ArrayList<>(List.of(SELECT, READ, longAnswer()));
            for (int j = 0; j < 30; j++) {
                events.add(new CaseEvent.Decision(
                        "Rule " + j,
                        "inputs of rule " + j + ", amount " + i % 50,
                        "allowed",
                        "EMV 4.4 Book 3, 10." + j));
            }
            events.add(new CaseEvent.Exchange(
                    "80AE8000",
                    "9F2608" + String.format("%016X", i * 7919L) + " 9000",
                    "GENERATE AC: ARQC",
                    List.of("cryptogram " + i)));
            results.add(with(
                    shape,
                    i % 10 == 3 ? Verdict.FAILED : Verdict.PASSED,
                    "",
                    List.of(
                            check("outcome", "APPROVED", i % 10 == 3 ? "DECLINED" : "APPROVED", i % 10 != 3, ""),
                            check("tvr", "0000000000", "0000000000", true, "")),
                    events));
        }
        return new ConformanceReport("0.1.0", "kernel", "", "own kernel, simulated cards", 1, results);
    }

    static CaseResult passed(String suite, String id, String title, String clause) {
        return new CaseResult(
                id,
                suite,
                title,
                List.of(clause),
                new CaseOrigin(suite + "/" + id + ".yaml", 1),
                Verdict.PASSED,
                Optional.empty(),
                List.of(
                        check("outcome", "APPROVED", "APPROVED", true, ""),
                        check("tvr", "0000008000", "0000008000", true, ""),
                        check(
                                "commands",
                                "00A404000E*, ..., 80AE80??*",
                                "00A404000E315041592E5359532E4444463031, 00B2010C, 80AE8000",
                                true,
                                clause)),
                List.of(SELECT, READ, USAGE, CVM, GENERATE, new CaseEvent.Step("issuer: APPROVED 3030")));
    }

    static CaseResult with(
            CaseResult result, Verdict verdict, String reason, List<ExpectationCheck> checks, List<CaseEvent> events) {
        return new CaseResult(
                result.id(),
                result.suite(),
                result.title(),
                result.clauses(),
                result.origin(),
                verdict,
                reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                checks,
                events);
    }

    static ExpectationCheck check(String what, String expected, String actual, boolean met, String clause) {
        return new ExpectationCheck(
                what, expected, actual, met, clause.isEmpty() ? Optional.empty() : Optional.of(clause));
    }

    /** All results of a report but those of an id, which are replaced. */
    static ConformanceReport replaced(ConformanceReport report, String id, CaseResult... results) {
        return RunIdentity.of(report)
                .report(report.results().stream()
                        .flatMap(result -> result.id().equals(id) ? Stream.of(results) : Stream.of(result))
                        .toList());
    }

    private static CaseResult contactless(int number) {
        CaseResult shape =
                passed("kernel2", "kernel2-relay-" + number, "Relay resistance, sample " + number, "C-2 2.11, 3.10");
        return with(
                shape,
                number == 8 ? Verdict.FAILED : Verdict.PASSED,
                "",
                List.of(
                        check("start", "B", number == 8 ? "A" : "B", number != 8, "EMV Contactless Book A, 5.8.2"),
                        check(
                                "uiRequest",
                                "PRESENT CARD AGAIN, READY TO READ",
                                "PRESENT CARD AGAIN, READY TO READ",
                                true,
                                ""),
                        check(
                                "outcomeParameters",
                                "20F0F0F020F0FF00",
                                number == 8 ? "10F0F0F020F0FF00" : "20F0F0F020F0FF00",
                                number != 8,
                                "")),
                List.of(
                        new CaseEvent.Step("field on, card in the field"),
                        new CaseEvent.Exchange(
                                "00A404000E325041592E5359532E444446303100",
                                "6F3A840E325041592E5359532E4444463031A528BF0C2561234F07A0000000041010870101 9000",
                                "SELECT 2PAY.SYS.DDF01",
                                List.of(
                                        "6F File Control Information (FCI) Template",
                                        "  BF0C FCI Issuer Discretionary Data",
                                        "    61 Application Template",
                                        "      4F Application Dedicated File (ADF) Name: A0000000041010")),
                        new CaseEvent.Exchange(
                                "80EA0000041234567800",
                                "800ABBCCDDEE000100C80032 9000",
                                "EXCHANGE RELAY RESISTANCE DATA",
                                List.of(
                                        "Relay Resistance Entropy BBCCDDEE",
                                        "time 0.1 ms to 20 ms, transmission 5 ms")),
                        new CaseEvent.Decision(
                                "Relay resistance",
                                "measured 4.2 ms, Max Time 20 ms, attempt " + number,
                                "in time",
                                "C-2 3.10"),
                        GENERATE));
    }

    private static CaseEvent longAnswer() {
        StringBuilder hex = new StringBuilder("7081F09F4681EC");
        List<String> lines = new ArrayList<>(
                List.of("70 READ RECORD Response Message Template", "  9F46 ICC Public Key Certificate, 236 bytes"));
        for (int i = 0; i < 236; i++) {
            hex.append(String.format("%02X", i * 37 & 0xFF));
        }
        return new CaseEvent.Exchange("00B2021400", hex + " 9000", "READ RECORD 2 of file 2", lines);
    }
}
