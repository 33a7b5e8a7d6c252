package io.verdict.inference.image;

/** Big-endian reads from a file in memory; reading past its end means the file was cut short. */
record ByteView(byte[] bytes) {

    int length() {
        return bytes.length;
    }

    int u8(long at) throws ImageRefusedException {
        if (at < 0 || at >= bytes.length) {
            throw new ImageRefusedException(
                    ImageFault.CORRUPT_IMAGE, "The file ends at byte %d inside its header".formatted(bytes.length));
        }
        return bytes[(int) at] & 0xff;
    }

    int u16(long at) throws ImageRefusedException {
        return u8(at) << 8 | u8(at + 1);
    }

    long u32(long at) throws ImageRefusedException {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    long u64(long at) throws ImageRefusedException {
        return u32(at) << 32 | u32(at + 4);
    }
}
