package io.verdict.connectors.datasets;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Merkle tree over a list of byte strings with SHA-256 (RFC 6962, section 2.1; RFC 9162, section 2.1): leaves are hashed
 * behind a 0, nodes behind a 1, so that neither passes for the other.
 *
 * <p>Holds 32 bytes per leaf. Immutable after the last {@link #add}; for one thread until then.
 */
public final class MerkleTree {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final List<byte[]> leaves = new ArrayList<>();

    /** Adds a leaf at the end. */
    public void add(byte[] data) {
        leaves.add(leafHash(data));
    }

    /** Number of leaves. */
    public int size() {
        return leaves.size();
    }

    /** The root; the hash of nothing where there is no leaf. */
    public byte[] root() {
        return leaves.isEmpty() ? Sha256.digest().digest() : root(0, leaves.size());
    }

    /**
     * The hashes that lead from a leaf to the root, from below (RFC 6962, section 2.1.1).
     *
     * @throws IndexOutOfBoundsException if there is no such leaf
     */
    public List<byte[]> inclusionProof(int leaf) {
        if (leaf < 0 || leaf >= leaves.size()) {
            throw new IndexOutOfBoundsException("no leaf %d among %d".formatted(leaf, leaves.size()));
        }
        List<byte[]> path = new ArrayList<>();
        collect(leaf, 0, leaves.size(), path);
        return path;
    }

    /**
     * Whether a proof shows that data is the leaf at an index of a tree of that size and root (RFC 9162, section
     * 2.1.3.2).
     */
    public static boolean includes(byte[] root, long size, long index, byte[] data, List<byte[]> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash(data);
        for (byte[] sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = nodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = nodeHash(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    private void collect(int leaf, int from, int to, List<byte[]> path) {
        if (to - from == 1) {
            return;
        }
        int middle = from + leftSize(to - from);
        if (leaf < middle) {
            collect(leaf, from, middle, path);
            path.add(root(middle, to));
        } else {
            collect(leaf, middle, to, path);
            path.add(root(from, middle));
        }
    }

    private byte[] root(int from, int to) {
        if (to - from == 1) {
            return leaves.get(from).clone();
        }
        int middle = from + leftSize(to - from);
        return nodeHash(root(from, middle), root(middle, to));
    }

    /** The largest power of two below the size. */
    private static int leftSize(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static byte[] leafHash(byte[] data) {
        MessageDigest digest = Sha256.digest();
        digest.update(LEAF);
        return digest.digest(data);
    }

    private static byte[] nodeHash(byte[] left, byte[] right) {
        MessageDigest digest = Sha256.digest();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }
}
