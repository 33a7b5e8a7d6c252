package io.verdict.connectors.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The commitment to a test split (LAB-4) against RFC 6962. */
class MerkleTreeTest {

    /** Leaves of the test vectors that Certificate Transparency's implementations share. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void shouldGiveThePublishedRoots() {
        MerkleTree tree = new MerkleTree();
        List<String> roots = new ArrayList<>();
        for (String leaf : LEAVES) {
            tree.add(HexFormat.of().parseHex(leaf));
            roots.add(HexFormat.of().formatHex(tree.root()));
        }
        assertThat(roots).isEqualTo(ROOTS);
    }

    @Test
    void shouldGiveTheRootThatIsWorkedOutByHand() throws Exception {
        MerkleTree tree = tree(3);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        byte[] left = sha.digest(joined(1, leaf(sha, 0), leaf(sha, 1)));
        assertThat(tree.root()).isEqualTo(sha.digest(joined(1, left, leaf(sha, 2))));
        assertThat(tree.inclusionProof(2)).containsExactly(left);
        assertThat(tree.inclusionProof(0)).containsExactly(leaf(sha, 1), leaf(sha, 2));
    }

    @Test
    void shouldHashNothingWhereThereIsNoLeaf() {
        assertThat(HexFormat.of().formatHex(new MerkleTree().root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThatThrownBy(() -> new MerkleTree().inclusionProof(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Property(tries = 100)
    void shouldProveEveryLeafAndNothingElse(
            @ForAll @IntRange(min = 1, max = 70) int size, @ForAll @IntRange(max = 69) int any) {
        int index = any % size;
        MerkleTree tree = tree(size);
        List<byte[]> proof = tree.inclusionProof(index);
        byte[] data = data(index);

        assertThat(MerkleTree.includes(tree.root(), size, index, data, proof)).isTrue();
        assertThat(MerkleTree.includes(tree.root(), size, index, data(size), proof))
                .isFalse();
        assertThat(MerkleTree.includes(tree.root(), size, size, data, proof)).isFalse();
        assertThat(MerkleTree.includes(tree.root(), size, -1, data, proof)).isFalse();
        if (size > 1) {
            assertThat(MerkleTree.includes(tree.root(), size, (index + 1) % size, data, proof))
                    .isFalse();
            assertThat(MerkleTree.includes(tree.root(), size, index, data, proof.subList(1, proof.size())))
                    .isFalse();
        }
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(new byte[32]);
        assertThat(MerkleTree.includes(tree.root(), size, index, data, longer)).isFalse();
    }

    private static MerkleTree tree(int size) {
        MerkleTree tree = new MerkleTree();
        for (int leaf = 0; leaf < size; leaf++) {
            tree.add(data(leaf));
        }
        return tree;
    }

    private static byte[] data(int leaf) {
        return ("line " + leaf).getBytes(UTF_8);
    }

    private static byte[] leaf(MessageDigest sha, int leaf) {
        return sha.digest(joined(0, data(leaf)));
    }

    private static byte[] joined(int prefix, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(prefix);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
