"""aka.py - AKA and EAP-AKA of the device's side, for tests.

Shares no code with the programs under test: MILENAGE comes from Debian's osmo-auc-gen, f1* and f5*
(which it does not print) from openssl's AES, and the key derivations are written here from
RFC 4187 and RFC 9048.
"""
import base64
import hashlib
import hmac
import json
import re
import subprocess

AKA, AKA_PRIME = 23, 50
CHALLENGE, REJECT, SYNC_FAILURE, IDENTITY, NOTIFICATION, CLIENT_ERROR = 1, 2, 4, 5, 12, 14
AT_RAND, AT_AUTN, AT_RES, AT_AUTS, AT_MAC = 1, 2, 3, 4, 11
AT_NOTIFICATION, AT_IDENTITY, AT_CLIENT_ERROR_CODE, AT_KDF_INPUT, AT_KDF = 12, 14, 22, 23, 24
AT_CHECKCODE, AT_RESULT_IND = 134, 135


class Refused(Exception):
    """The card does not accept the network: AUTN has a wrong MAC."""


def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


# --- the card

def auc_gen(k, opc, rand, *more):
    out = subprocess.run(
        ["osmo-auc-gen", "-3", "-a", "MILENAGE", "-k", k.hex(), "-o", opc.hex(), "-r", rand.hex(),
         *more], check=True, capture_output=True, text=True).stdout
    return dict(re.findall(r"^([\w.]+):\s*(\S+)$", out, re.M))


def vector(k, opc, rand, sqn, amf):
    """RES, CK, IK, AUTN for a 48-bit SQN; all bytes."""
    v = auc_gen(k, opc, rand, "-s", str(int.from_bytes(sqn, "big")), "-f", amf.hex())
    return tuple(bytes.fromhex(v[name]) for name in ("RES", "CK", "IK", "AUTN"))


def answer(k, opc, rand, autn):
    """What the card says: RES, CK, IK and the SQN that AUTN hides."""
    amf, some_sqn = autn[6:8], bytes(5) + b"\x20"
    ak = xor(vector(k, opc, rand, some_sqn, amf)[3][:6], some_sqn)
    sqn = xor(autn[:6], ak)
    res, ck, ik, right = vector(k, opc, rand, sqn, amf)
    if right != autn:
        raise Refused("AUTN does not come from this card's network")
    return res, ck, ik, sqn


def aes(k, block):
    return subprocess.run(["openssl", "enc", "-aes-128-ecb", "-nopad", "-K", k.hex()], input=block,
                          check=True, capture_output=True).stdout


def rotate(block, bits):
    return block[bits // 8:] + block[:bits // 8]


def constant(last):
    return bytes(15) + bytes([last])


def f1_star(k, opc, rand, sqn, amf):
    """TS 35.206 4.1: OUT1, of which f1* is the second half."""
    temp = aes(k, xor(rand, opc))
    in1 = (sqn + amf) * 2
    return xor(aes(k, xor(xor(temp, rotate(xor(in1, opc), 64)), constant(0))), opc)[8:]


def f5_star(k, opc, rand):
    temp = aes(k, xor(rand, opc))
    return xor(aes(k, xor(rotate(xor(temp, opc), 96), constant(8))), opc)[:6]


def auts(k, opc, rand, sqn_ms):
    """TS 33.102 6.3.3: SQN_MS xor AK*, MAC-S; the AMF is all zero."""
    return xor(sqn_ms, f5_star(k, opc, rand)) + f1_star(k, opc, rand, sqn_ms, b"\0\0")


# --- keys

def sha1_block(state, block):
    """The compression function alone, which FIPS 186-2 uses without padding."""
    def rol(x, n):
        return (x << n | x >> (32 - n)) & 0xffffffff
    w = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
    for t in range(16, 80):
        w.append(rol(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1))
    a, b, c, d, e = state
    for t in range(80):
        f, constant_t = (
            (b & c | ~b & d, 0x5a827999), (b ^ c ^ d, 0x6ed9eba1),
            (b & c | b & d | c & d, 0x8f1bbcdc), (b ^ c ^ d, 0xca62c1d6))[t // 20]
        a, b, c, d, e = (rol(a, 5) + f + e + constant_t + w[t]) & 0xffffffff, a, rol(b, 30), c, d
    return [(x + y) & 0xffffffff for x, y in zip(state, (a, b, c, d, e))]


def fips186_prf(xkey, n):
    """FIPS 186-2 change notice 1, as RFC 4187 appendix A has it: b = 160, no XSEED."""
    start = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
    key, out = int.from_bytes(xkey, "big"), b""
    while len(out) < n:
        w = b"".join(x.to_bytes(4, "big")
                     for x in sha1_block(start, key.to_bytes(20, "big") + bytes(44)))
        key = (1 + key + int.from_bytes(w, "big")) % (1 << 160)
        out += w
    return out[:n]


def prf_prime(key, seed, n):
    """RFC 9048 3.4.1."""
    out, t, i = b"", b"", 0
    while len(out) < n:
        i += 1
        t = hmac.new(key, t + seed + bytes([i]), hashlib.sha256).digest()
        out += t
    return out[:n]


def ck_ik_prime(ck, ik, sqn_ak, network):
    """RFC 9048 3.3, TS 33.402 annex A.2."""
    s = (b"\x20" + network + len(network).to_bytes(2, "big") + sqn_ak +
         len(sqn_ak).to_bytes(2, "big"))
    both = hmac.new(ck + ik, s, hashlib.sha256).digest()
    return both[:16], both[16:]


def k_aut(method, identity, ck, ik, autn, network):
    if method == AKA:       # K_encr comes first
        return fips186_prf(hashlib.sha1(identity + ik + ck).digest(), 32)[16:]
    ck, ik = ck_ik_prime(ck, ik, autn[:6], network)
    return prf_prime(ik + ck, b"EAP-AKA'" + identity, 48)[16:]


# --- packets

def attributes(packet):
    """The attributes of an EAP-AKA packet by type: what follows type and length."""
    found, at = {}, 8
    while at < len(packet):
        n = packet[at + 1] * 4
        found[packet[at]] = packet[at + 2:at + n]
        at += n
    return found


def attribute(kind, value):
    value += bytes(-(len(value) + 2) % 4)
    return bytes([kind, (len(value) + 2) // 4]) + value


def response(identifier, method, subtype, attrs):
    return (bytes([2, identifier]) + (8 + len(attrs)).to_bytes(2, "big") +
            bytes([method, subtype, 0, 0]) + attrs)


def identity(request, name):
    """The answer to an AKA-Identity request."""
    if request[5] != IDENTITY:
        raise ValueError("not an AKA-Identity request")
    name = name.encode()
    return response(request[1], request[4], IDENTITY,
                    attribute(AT_IDENTITY, len(name).to_bytes(2, "big") + name))


def mac(method, key, packet):
    """Over a packet whose last attribute is AT_MAC, still zero."""
    return hmac.new(key, packet, "sha1" if method == AKA else "sha256").digest()[:16]


def relay(packet):
    """The JSON of TS.43 2.8.1."""
    return json.dumps({"eap-relay-packet": base64.b64encode(packet).decode()})


def unrelay(text):
    return base64.b64decode(json.loads(text)["eap-relay-packet"], validate=True)
