#!/bin/sh
# The options in the code, in the sample and in the manual are the same, with the same defaults.
. "${0%/*}/lib.sh"
. t/ctl.sh
code() {	# NAME DEFAULT of every option, as the sample spells it
	{ sed -n 's/^	CFG_\([A-Z_]*\)("\([^"]*\)", \(.*\), CFGF_NONE),$/\1|\2|\3/p' lib/base/conf.c
	sed -n 's/^\([A-Z]*\)([a-z0-9_]*, *"\([^"]*\)", *\(.*\))$/\1|\2|\3/p' lib/base/conf_operator.def; } |
	awk -F'|' '$1 != "SEC" {
		if ($3 == "none") $3 = "{}"
		if ($3 == "english") $3 = "{\"en\"}"
		if ($3 == "sim_only") $3 = "{\"eap-aka\"}"
		if ($3 == "by_sms") $3 = "{\"sms\"}"
		if ($3 == "cfg_false") $3 = "false"
		sub(/^ECS_SYSCONFDIR "/, "\"SYSCONFDIR", $3)
		sub(/^ECS_DATADIR$/, "\"DATADIR\"", $3)
		print $2, $3
	}' | sort
}
sample() { sed -n 's/^	*# \([a-z0-9-]*\) = \(.*\)$/\1 \2/p' conf/entitled.conf | sort; }
given="id plmns"	# the sample sets these for its operator
code >"$T/$$.code"
ok 'the code has options' [ "$(wc -l <"$T/$$.code")" -gt 80 ]
is 'and those of an operator are all read' "$(grep -c '^[A-Z]*(' lib/base/conf_operator.def)" \
    "$(sed -n 's/^[A-Z]*([a-z0-9_]*, *"[^"]*", *.*)$/x/p' lib/base/conf_operator.def | wc -l)"
is 'the sample has every option with its default' "$(sample)" "$(grep -vE "^($(echo $given | tr ' ' '|')) " "$T/$$.code")"
is 'and sets what has no default' "$(sed -n 's/^	\([a-z0-9-]*\) = .*/\1/p' conf/entitled.conf | xargs)" "$given"
is 'the manual has every option' "$(sed -n 's/^\.It Cm \([a-z0-9-]*\)$/\1/p' man/entitled.conf.5 | sort)" "$(cut -d' ' -f1 "$T/$$.code")"
manual() {	# NAME DEFAULT as the manual tells it, where it is a number or a text
	awk '/^\.It Cm / { name = $3; want = 0 } /^Default:/ { d = $0; sub(/^Default:? */, "", d); want = 1 }
	     want && /^\.Li / { d = $0; sub(/^\.Li /, "", d); sub(/ \.$/, "", d) } want && name != "" && d != "" {
		gsub(/\\\(dq/, "\"", d); sub(/\.$/, "", d); sub(/,.*/, "", d); if (d == "none") d = "{}"
		print name, d; name = d = ""; want = 0 }' man/entitled.conf.5 | sort
}
is 'with the same defaults' "$(manual | grep -vE '^(key-dir|secret-dir|data-dir) ')" \
    "$(grep -vE '^(key-dir|secret-dir|data-dir) ' "$T/$$.code")"
sed 's/^\(	*\)# \([a-z0-9-]* = .*\|[a-z]* {\|}\)$/\1\2/' conf/entitled.conf >"$T/$$.all"
is 'with all of it switched on it is read' "$("$BUILD/bin/ecsctl" -c "$T/$$.all" check 2>/dev/null | head -n 1)" "ok     configuration $T/$$.all"
is 'so it is as it stands' "$("$BUILD/bin/ecsctl" -c conf/entitled.conf check 2>/dev/null | head -n 1)" 'ok     configuration conf/entitled.conf'
is 'its sections' "$(sed -n 's/^\([a-z]*\) {$/\1/p' "$T/$$.all" | xargs)" 'database limits outbox'
done_testing
