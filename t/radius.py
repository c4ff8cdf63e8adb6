"""radius.py - RADIUS of the server's side, for tests (RFC 2865, RFC 3579).

Shares no code with the programs under test: hashlib and hmac only.
"""
import hashlib
import hmac

REQUEST, ACCEPT, REJECT, CHALLENGE = 1, 2, 3, 11
USER_NAME, STATE, NAS_IDENTIFIER, EAP_MESSAGE, MESSAGE_AUTHENTICATOR, CUI = 1, 24, 32, 79, 80, 89


def attribute(kind, value):
    return bytes([kind, 2 + len(value)]) + value


def pieces(eap):
    return b"".join(attribute(EAP_MESSAGE, eap[at:at + 253]) for at in range(0, len(eap), 253))


def parse(packet, secret):
    """(identifier, authenticator, attributes); ValueError when it is not to be trusted.

    The attributes are a list of (type, value) in their order.
    """
    length = int.from_bytes(packet[2:4], "big")
    if len(packet) < 20 or packet[0] != REQUEST or length != len(packet):
        raise ValueError("no Access-Request")
    found, signed, at = [], False, 20
    while at < length:
        kind, n = packet[at], packet[at + 1]
        value = packet[at + 2:at + n]
        if n < 2 or at + n > length:
            raise ValueError("an attribute past the end")
        if kind == MESSAGE_AUTHENTICATOR:
            zeroed = packet[:at + 2] + bytes(16) + packet[at + 18:]
            signed = hmac.compare_digest(hmac.new(secret, zeroed, "md5").digest(), value)
        found.append((kind, value))
        at += n
    if not signed:
        raise ValueError("Message-Authenticator is missing or wrong")
    return packet[1], packet[4:20], found


def joined(attributes, kind):
    return b"".join(value for k, value in attributes if k == kind)


def reply(code, identifier, authenticator, attrs, secret, signed=True, last=False):
    """A reply with these attributes (octets); Message-Authenticator first, last or not at all."""
    at = 0
    if signed:
        at = len(attrs) if last else 0
        attrs = attrs[:at] + attribute(MESSAGE_AUTHENTICATOR, bytes(16)) + attrs[at:]
    head = bytes([code, identifier]) + (20 + len(attrs)).to_bytes(2, "big")
    if signed:
        proof = hmac.new(secret, head + authenticator + attrs, "md5").digest()
        attrs = attrs[:at + 2] + proof + attrs[at + 18:]
    return head + hashlib.md5(head + authenticator + attrs + secret).digest() + attrs
