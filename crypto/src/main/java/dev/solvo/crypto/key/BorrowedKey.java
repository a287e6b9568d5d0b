package dev.solvo.crypto.key;

/** Another's key, used but not owned: closing gives it back and leaves it open. */
final class BorrowedKey implements SymmetricKey {
    private final SymmetricKey owner;
    private volatile boolean closed;

    BorrowedKey(SymmetricKey owner) {
        this.owner = owner;
    }

    @Override
    public KeyAlgorithm algorithm() {
        return owner.algorithm();
    }

    @Override
    public int lengthBytes() {
        return owner.lengthBytes();
    }

    @Override
    public byte[] encrypt(byte[] blocks) {
        return open().encrypt(blocks);
    }

    @Override
    public byte[] decrypt(byte[] blocks) {
        return open().decrypt(blocks);
    }

    @Override
    public byte[] encryptCbc(byte[] initialVector, byte[] blocks) {
        return open().encryptCbc(initialVector, blocks);
    }

    @Override
    public byte[] decryptCbc(byte[] initialVector, byte[] blocks) {
        return open().decryptCbc(initialVector, blocks);
    }

    @Override
    public byte[] mac(MacAlgorithm macAlgorithm, byte[] data) {
        return open().mac(macAlgorithm, data);
    }

    @Override
    public SymmetricKey deriveByEncryption(byte[] data, int derivedLengthBytes, ParityPolicy parity) {
        return open().deriveByEncryption(data, derivedLengthBytes, parity);
    }

    @Override
    public SymmetricKey deriveByXor(byte[] data, ParityPolicy parity) {
        return open().deriveByXor(data, parity);
    }

    @Override
    public KeyCheckValue keyCheckValue(KeyCheckValue.Method method, int valueLengthBytes) {
        return open().keyCheckValue(method, valueLengthBytes);
    }

    @Override
    public void close() {
        closed = true;
    }

    private SymmetricKey open() {
        if (closed) {
            throw new IllegalStateException("the key is closed");
        }
        return owner;
    }
}
