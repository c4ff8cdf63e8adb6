#!/bin/sh
# The software phone's SIM file, its exit codes without a server, and its help.
. "${0%/*}/lib.sh"
U=${BUILD:-.}/bin/uesim
XDG_STATE_HOME=$T/uesim.$$
export XDG_STATE_HOME
file=$XDG_STATE_HOME/entitled/uesim-001010000000001.json
code() { "$@" >"$T/$$.out" 2>&1; echo $?; }

sim=$("$U" sim show)
case $sim in
*465b5ce8b199b49faa5f0a2ee238a6bc*cd63cb71954a9f4e48a5994e37a02baf*) r=0 ;; *) r=1 ;;
esac
is 'without options it is the demonstration line' $r 0
# 3GPP TS 35.208 test set 1: OPc from OP; TS 35.233 test set 1: TOPc from TOP
case $("$U" sim show --op cdc202d5123e20f62b6d676ac72cb318) in
*cd63cb71954a9f4e48a5994e37a02baf*) r=0 ;; *) r=1 ;; esac
is 'OPc is computed from OP' $r 0
case $("$U" sim show --alg tuak --k abababababababababababababababab \
	--op 5555555555555555555555555555555555555555555555555555555555555555) in
*bd04d9530e87513c5d837ac2ad954623a8e2330c115305a73eb45d1f40cccbff*) r=0 ;; *) r=1 ;; esac
is 'TOPc is computed from TOP' $r 0

imei=$(printf '%s\n' "$sim" | sed -n 's/^terminal_id *//p')
is 'the made-up IMEI has a right Luhn digit' "$(echo "$imei" | awk '{
	for (i = 1; i <= 15; i++) { d = substr($0, i, 1) * (i % 2 ? 1 : 2); s += d > 9 ? d - 9 : d }
	print length($0), s % 10 }')" '15 0'
ok 'looking at the SIM writes no file' test ! -e "$file"

is 'nobody listens: 2' "$(code "$U" status --url http://127.0.0.1:1/)" 2
is 'the file is private' "$(stat -c %a "$file")" 600
is 'its folder is private' "$(stat -c %a "$XDG_STATE_HOME/entitled")" 700
is 'resynchronising moves the counter' "$(code "$U" status --resync --url http://127.0.0.1:1/)" 2
case $("$U" sim show) in *'1048576 at IND 0, the highest'*) r=0 ;; *) r=1 ;; esac
is 'and the file remembers it' $r 0
is 'reset' "$(code "$U" sim reset)" 0
ok 'the file is gone' test ! -e "$file"
is 'reset twice' "$(code "$U" sim reset)" 0

is 'another line needs its key: 1' "$(code "$U" status --imsi 262010000000007)" 1
is 'a short key: 1' "$(code "$U" status --k 00)" 1
is 'a key that is not hexadecimal: 1' "$(code "$U" status --k 465b5ce8b199b49faa5f0a2ee238a6bx)" 1
is 'letters in an IMSI: 1' "$(code "$U" status --imsi 26201000000000x)" 1
is 'an unknown client: 1' "$(code "$U" status --as nokia)" 1
is 'an unknown option: 1' "$(code "$U" status --bogus)" 1
is 'a number out of range: 1' "$(code "$U" status --parallel 65)" 1
is 'an option of another command: 1' "$(code "$U" parse --wrong-key x)" 1
is 'no command: 1' "$(code "$U")" 1
is 'a file that is not there: 1' "$(code "$U" parse t/docs/none.xml)" 1
mkdir -p "${file%/*}"
echo '{' >"$file"
is 'a broken state file: 1' "$(code "$U" status --url http://127.0.0.1:1/)" 1
is 'which --forget removes' "$(code "$U" status --forget --url http://127.0.0.1:1/)" 2

is 'an attack with a card needs one: 1' "$(code "$U" attack race --msisdn 15550100109 --url http://127.0.0.1:1/)" 1
is 'so do many authentications: 1' "$(code "$U" status --repeat 2 --msisdn 15550100109 --url http://127.0.0.1:1/)" 1
is 'without SIM it asks all the same: 2' "$(code "$U" status --msisdn 15550100109 --url http://127.0.0.1:1/)" 2
ok 'and has a file of its own' test -s "${file%/*}/uesim-15550100109.json"
case $("$U" --help) in *'  otp '*'  attack '*) r=0 ;; *) r=1 ;; esac
is 'the help lists every command' $r 0

for c in status wifi-calling otp sim parse attack; do
	is "$c --help" "$(code "$U" $c --help)" 0
done
rm -rf "$XDG_STATE_HOME"
done_testing
