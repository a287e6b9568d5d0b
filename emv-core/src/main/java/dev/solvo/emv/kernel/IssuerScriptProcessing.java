package dev.solvo.emv.kernel;

final class IssuerScriptProcessing implements TransactionFunction {
    static IssuerScriptProcessing beforeFinalGenerateAc() {
        return new IssuerScriptProcessing();
    }

    static IssuerScriptProcessing afterFinalGenerateAc() {
        return new IssuerScriptProcessing();
    }

    @Override
    public Next begin(Transaction t) {
        return Next.proceed();
    }
}
