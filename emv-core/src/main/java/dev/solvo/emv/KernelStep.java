package dev.solvo.emv;

/**
 * What a kernel waits for. Each step has the only answers that are legal at this point; giving one returns the next step.
 *
 * <p>A step may be answered once, from any thread, however much later; a second answer is an
 * {@link IllegalStateException}. A suspended transaction lives in memory only.
 */
public sealed interface KernelStep
        permits TransmitApdu,
                ChooseApplication,
                EnterPin,
                VerifyBiometric,
                ShowMessage,
                ShowUserInterface,
                PresentCard,
                FieldOff,
                LookUpEarlierSales,
                LookUpExceptionFile,
                LookUpTornTransaction,
                StoreTornTransaction,
                SupplyData,
                AuthoriseOnline,
                ReferToIssuer,
                Completed {}
