#!/bin/sh
# What each kind of phone makes of a document, right or wrong (TS.43 v12 2.9 to 15).
. "${0%/*}/lib.sh"

uesim() { "${BUILD:-.}/bin/uesim" parse "$@" 2>&1; echo "exit $?"; }

judge() {	# judge NAME SENTENCE EXIT   $out holds the sentence and ends with the exit code
	case $out in
	*"$2"*"exit $3") ok "$1: $2" true ;;
	*) ok "$1: $2" false; printf '%s\n' "$out" | sed 's/^/# got: /' ;;
	esac
}
reads() {	# reads CLIENT APPS FILE EXIT SENTENCE
	name="$1 $3" sentence=$5 code=$4
	# shellcheck disable=SC2046,SC2086  # the apps are words of their own
	out=$(uesim --as "$1" $(printf -- '--app %s ' $2) "t/docs/$3")
	judge "$name" "$sentence" "$code"
}
reads_json() {	# reads_json APP FILE EXIT SENTENCE   the strict client, asking for JSON
	out=$(uesim --as strict --json --app "$1" "t/docs/$2")
	judge "strict --json $2" "$4" "$3"
}

ims='ap2004 ap2003 ap2005'
for c in aosp samsung huawei strict; do
	reads $c "$ims" all-on.xml 0 'Wi-Fi calling      can be activated'
done

# VERS: phones switch everything off without it
reads aosp    ap2005 no-vers.xml    4 'switches every service off: it has no VERS'
reads samsung ap2005 no-vers.xml    4 'it has no VERS'
reads strict  ap2005 no-vers.xml    4 'it has no VERS'
reads aosp    ap2005 vers-text.xml  4 'throws the document away: VERS is "seven"'
reads aosp    ap2005 vers-empty.xml 4 'it has no VERS'
reads strict  ap2005 vers-empty.xml 4 'VERS is ""'
reads aosp    ap2005 vers-0.xml     5 'goes back to its defaults'
reads aosp    ap2005 vers-1.xml     5 'stops asking until the SIM changes'
reads samsung ap2005 vers-2.xml     5 'until the user turns the service on'
reads strict  ap2005 vers-second.xml 4 'VERS does not come first'

# TOKEN
reads aosp    ap2005 no-token.xml 0 'No TOKEN: Android will authenticate again'
reads strict  ap2005 no-token.xml 4 'TOKEN is missing'

# TOKEN missing, an error in its place: the login failed (2.8.4)
for c in aosp samsung huawei strict; do
	reads $c ap2005 error-leg.xml 3 'would open https://es.example/sorry'
	reads $c ap2009 error-leg-named.xml 3 'would open https://es.example/sorry'
	reads $c ap2009 error-with-token.xml 5 'refused: OperationResult 100'
done

# the form: positions, spelling, number of attributes
reads aosp    ap2005 swapped.xml          4 'it has no VERS'
reads samsung ap2005 swapped.xml          4 'it has no VERS'
reads huawei  ap2005 swapped.xml          4 'it has no VERS'
reads strict  ap2005 swapped.xml          4 'a parm lacks "name" in its place'
reads aosp    ap2005 lower-case.xml       5 'SMS over IP        not in the answer'
reads samsung ap2005 lower-case.xml       0 'SMS over IP        on'
reads strict  ap2005 lower-case.xml       4 'APPLICATION has no AppID'
reads samsung ap2005 three-attributes.xml 4 'a parm has 3 attributes, not two'
reads huawei  ap2005 three-attributes.xml 4 'it has no VERS'
reads strict  ap2005 three-attributes.xml 4 'a parm'
reads samsung ap2005 param.xml            0 'SMS over IP        on'
reads aosp    ap2005 param.xml            4 'it has no VERS'
reads strict  ap2005 param.xml            4 'unknown element "param"'
reads aosp    ap2005 cut-off.xml          4 'switches every service off'
reads samsung ap2005 cut-off.xml          4 'cannot be parsed'
reads strict  ap2005 unknown-parm.xml     4 'ap2005 knows no parameter "Surprise"'
reads aosp    ap2005 unknown-parm.xml     0 'SMS over IP        on'
reads strict  ap2005 appid-last.xml       4 'AppID is not the first parameter'
reads strict  ap2004 wifi-short.xml       4 'ap2004 lacks ServiceFlow_URL'
reads strict  ap2004 all-on.xml           4 'ap2003 was not asked for'
reads aosp    ap2004 nested-ap2004.xml    5 'not in the answer, so it cannot be offered'
reads strict  ap2004 nested-ap2004.xml    4 'unknown characteristic "Extra"'
reads aosp    ap2005 status-text.xml      4 'EntitlementStatus is "on", not a number'
reads samsung ap2005 status-text.xml      5 'read as 0'
reads strict  ap2005 status-text.xml      4 'EntitlementStatus may not be "on"'

# entities: only &amp; survives Android's work-around; Samsung escapes even that
reads aosp    ap2004 entities.xml 5 'would show: Calls &lt;here&gt; & there'
reads samsung ap2004 entities.xml 5 'would show: Calls &lt;here&gt; &amp; there'
reads huawei  ap2004 entities.xml 5 'would show: Calls <here> & there'
reads aosp    ap2004 bare-ampersand.xml 5 'would open https://portal.example.net/wfc?a=1&b=2'
reads strict  ap2004 bare-ampersand.xml 4 'not well-formed XML'

# ap2004: table 20, and where phones differ (files are named status-terms-address-provisioning)
reads aosp    ap2004 mode-0-0-1-1.xml 5 'details are missing'
reads strict  ap2004 mode-0-1-0-0.xml 5 'would open https://portal.example.net/wfc'
reads aosp    ap2004 mode-0-3-1-1.xml 5 'in progress: Android shows an error screen'
reads strict  ap2004 mode-0-3-1-1.xml 5 'details are being updated'
reads aosp    ap2004 mode-0-3-0-1.xml 5 'details are missing'
reads strict  ap2004 mode-0-1-1-0.xml 5 'being set up by the network'
reads aosp    ap2004 mode-0-1-1-0.xml 5 'in progress'
reads samsung ap2004 mode-0-1-1-0.xml 5 'details are missing'
reads samsung ap2004 mode-0-2-2-3.xml 5 'in progress'
reads strict  ap2004 mode-3-1-1-1.xml 5 'being set up by the network'
reads samsung ap2004 mode-3-1-1-1.xml 5 'Wi-Fi calling      off'
reads huawei  ap2004 mode-1-2-2-2.xml 0 'can be activated'
reads aosp    ap2004 mode-0-1-1-1.xml 5 'unexpected: EntitlementStatus 0'
reads aosp    ap2004 mode-1-0-1-1.xml 5 'unexpected: EntitlementStatus 1'
reads samsung ap2004 mode-1-0-1-1.xml 5 'Wi-Fi calling      off'
reads strict  ap2004 mode-1-0-1-1.xml 5 'no mode of table 20'
reads aosp    ap2004 mode-incompatible.xml 5 'would show: Not offered on this line'
reads aosp    ap2004 wifi-short.xml   0 'can be activated'
reads samsung ap2004 wifi-short.xml   5 'Wi-Fi calling      off'

# ap2003: flat, structured, and Android's order of looking rows up
reads aosp    ap2003 all-on.xml          0 'Voice over 4G/5G   LTE on'
reads aosp    ap2003 structured.xml      0 'LTE on, 5G on at home, off abroad'
reads strict  ap2003 structured.xml      0 'LTE on, 5G on at home, off abroad'
reads samsung ap2003 structured.xml      0 'LTE on, 5G on at home, off abroad'
reads aosp    ap2003 structured-home.xml 0 'LTE on, 5G on at home, on abroad'

# several ODSA apps overwrite each other in Android's library
reads aosp    'ap2006 ap2009' two-odsa.xml 5 'Companion device   not in the answer'
reads aosp    'ap2006 ap2009' two-odsa.xml 5 'APPLICATION comes again and replaces the first'
reads samsung 'ap2006 ap2009' two-odsa.xml 5 'Companion device   answered'

# JSON: only where the client reads it
reads aosp    ap2005 sms.json        4 'switches every service off'
reads samsung ap2005 sms.json        4 'cannot be parsed: this is not XML'
reads strict  ap2005 sms.json        4 'but text/vnd.wap.connectivity-xml was asked for'
reads aosp    ap2016 satellite.json  0 'Satellite          on, networks 90198 90199'
reads aosp    ap2016 satellite-case.json 4 'it has no object "ap2016"'
reads aosp    ap2016 all-on.xml      4 'it is not a JSON object'

reads_json ap2005 sms.json        0 'SMS over IP        on'
reads_json ap2005 sms-number.json 4 'EntitlementStatus is not a string'
reads_json ap2016 satellite.json  0 'on, networks 90198 90199'
reads_json ap2003 structured.json 0 'LTE on, 5G on at home'
reads_json ap2005 all-on.xml      4 'application/json was asked for'
done_testing
