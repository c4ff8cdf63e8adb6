#!/usr/bin/python3
"""The test card itself, against published vectors and what hostapd and eapol_test said."""
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import aka  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
VECTORS = HERE + "/vectors/"
done = failed = 0


def equal(text, got, want):
    global done, failed
    done += 1
    print("%sok %d - %s" % ("" if got == want else "not ", done, text))
    if got != want:
        failed += 1
        print("# got:  %s\n# want: %s" % (got, want))


def rows(name):
    with open(VECTORS + name) as f:
        return [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]


def milenage():
    for name, *hexed in rows("vectors_milenage.tsv"):
        k, rand, sqn, amf, _, opc, f1, f1s, f2, f5, f3, f4, f5s = map(bytes.fromhex, hexed)
        autn = aka.xor(sqn, f5) + amf + f1
        equal("%s: RES, CK, IK, SQN" % name, aka.answer(k, opc, rand, autn), (f2, f3, f4, sqn))
        equal("%s: f1*, f5*" % name,
              (aka.f1_star(k, opc, rand, sqn, amf), aka.f5_star(k, opc, rand)), (f1s, f5s))


def resynchronisation():
    """osmo-auc-gen as the AuC reads SQN_MS out of AUTS and goes on behind it."""
    k, opc = bytes(range(16)), bytes(range(16, 32))
    rand, sqn_ms = bytes(range(32, 48)), bytes.fromhex("0000000123e4")
    v = aka.auc_gen(k, opc, rand, "-A", aka.auts(k, opc, rand, sqn_ms).hex(), "-i", "4")
    equal("osmo-auc-gen takes our AUTS", v.get("SQN.MS"), str(0x123e4))


def derivation():
    v = {(a, b): bytes.fromhex(c) if len(c) > 8 else c.encode() for a, b, c in
         rows("vectors_kdf.tsv")}
    equal("FIPS 186-2", aka.fips186_prf(v["fips186-2-prf", "xkey"], 40), v["fips186-2-prf", "x"])
    c = {name: value for (case, name), value in v.items() if case == "rfc5448-c1"}
    equal("CK', IK'", aka.ck_ik_prime(c["CK"], c["IK"], c["AUTN"][:6], b"WLAN"),
          (c["CK'"], c["IK'"]))
    equal("K_aut of AKA'", aka.k_aut(aka.AKA_PRIME, b"0555444333222111", c["CK"], c["IK"],
                                     c["AUTN"], b"WLAN"), c["K_aut"])
    equal("MSK of AKA'", aka.prf_prime(c["IK'"] + c["CK'"], b"EAP-AKA'0555444333222111",
                                       208)[80:144], c["MSK"])


def exchange(name, more):
    """The captured challenge gets the captured answer, octet for octet."""
    with open(VECTORS + name) as f:
        v = json.load(f)
    packets = [bytes.fromhex(p) for _, p in v["packets"]]
    at = next(i for i, p in enumerate(packets) if p[0] == 1 and p[5] == aka.CHALLENGE)
    identity = packets[at - 1][12:]     # AT_IDENTITY of the AKA-Identity answer before it
    identity = identity[:int.from_bytes(packets[at - 1][10:12], "big")].decode()
    code = aka.attributes(packets[at + 1])[aka.AT_CHECKCODE][2:]
    out = subprocess.run([HERE + "/card", "--k", v["k"], "--opc", v["opc"], "--packet",
                          packets[at].hex(), "--identity", identity, "--checkcode", code.hex(),
                          "--hex", *more], capture_output=True, text=True)
    equal(name, out.stdout.strip(), packets[at + 1].hex())


milenage()
resynchronisation()
derivation()
exchange("vectors_eap_aka.json", [])
exchange("vectors_eap_aka_prime.json", ["--prime"])
print("1..%d" % done)
sys.exit(failed != 0)
