"""Reads Prometheus' XOR chunks and the frames that they are streamed in, from the published facts of the formats."""
import struct

CRC_POLYNOMIAL = 0x82F63B78  # CRC-32C, reflected
MAX_64 = (1 << 64) - 1


def crc_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (CRC_POLYNOMIAL if byte & 1 else 0)
        table.append(byte)
    return table


CRC_TABLE = crc_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


class Bits:
    """Reads from the highest bit of each byte on."""

    def __init__(self, data):
        self.number = int.from_bytes(data, "big")
        self.left = 8 * len(data)

    def take(self, count):
        assert count <= self.left, "the chunk is too short"
        self.left -= count
        return self.number >> self.left & (1 << count) - 1

    def varint(self):
        result, shift = 0, 0
        while True:
            byte = self.take(8)
            result |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return result

    def zigzag(self):
        number = self.varint()
        return number >> 1 ^ -(number & 1)

    def ones(self, most):
        count = 0
        while count < most and self.take(1):
            count += 1
        return count

    def signed(self, count):
        """From -(2^(n-1) - 1) to 2^(n-1), which is how these chunks hold a difference."""
        number = self.take(count)
        return number - (1 << count) if number > 1 << count - 1 else number


def float_of(bits):
    return struct.unpack(">d", bits.to_bytes(8, "big"))[0]


def second_difference(bits):
    width = (0, 14, 17, 20, 64)[bits.ones(4)]
    if width < 64:
        return bits.signed(width) if width else 0
    number = bits.take(64)
    return number - (1 << 64) if number >> 63 else number


class Values:
    """Each value is given by the bits in which it differs from the one before."""

    def __init__(self, first):
        self.now = first
        self.leading = self.width = 0

    def next(self, bits):
        if bits.take(1):
            if bits.take(1):
                self.leading = bits.take(5)
                self.width = bits.take(6) or 64
            difference = bits.take(self.width)
            self.now ^= difference << 64 - self.leading - self.width
        return float_of(self.now & MAX_64)


def samples_of(data):
    """[(instant in ms, value)] of one chunk."""
    bits = Bits(data)
    count = bits.take(16)
    at = bits.zigzag()
    values = Values(bits.take(64))
    samples = [(at, float_of(values.now))]
    step = 0
    while len(samples) < count:
        step += bits.varint() if len(samples) == 1 else second_difference(bits)
        at += step
        samples.append((at, values.next(bits)))
    # Prometheus begins a byte when it has filled one, so that the last may be empty.
    assert bits.left <= 8 and bits.take(bits.left) == 0, "bytes are left over"
    return samples


def frames_of(body):
    """The messages of a stream: each its length as a varint, its CRC-32C, and its bytes."""
    at = 0
    while at < len(body):
        length = shift = 0
        while True:
            byte = body[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        crc, message = int.from_bytes(body[at:at + 4], "big"), body[at + 4:at + 4 + length]
        assert len(message) == length, "the last frame is cut off"
        assert crc32c(message) == crc, "a frame was damaged"
        at += 4 + length
        yield message
