#!/bin/sh
# The table of doors, the programs in the tree and what the fronts get from the table agree.
. "${0%/*}/lib.sh"

doors() { awk '!/^#/ && NF' conf/doors; }
front() {	# front FRONT LISTENER
	awk -f conf/doors.awk -v front="$1" -v listener="$2" -v fcgi=/f -v run=/r -v conf=/c \
	    -v workers=3 conf/doors
}

is 'every program of the tree has a door, and every door a program' \
    "$(doors | awk '{ print $3 }' | sort -u)" \
    "$(for d in fcgi-bin/*/main.c; do basename "${d%/main.c}"; done | sort)"
is 'a door is a listener, a path that ends in a slash, a program' \
    "$(doors | grep -vE '^(device|machine)[	 ]+/([a-z0-9/_-]+/)?[	 ]+[a-z0-9-]{1,15}$')" ''
is 'no path twice on a listener' "$(doors | awk '{ print $1, $2 }' | sort | uniq -d)" ''
is 'longer paths come first' \
    "$(doors | awk 'length($2) > last[$1] && last[$1] { print } { last[$1] = length($2) }')" ''
is 'a device listener answers at /' "$(doors | awk '$1 == "device" && $2 == "/"' | wc -l)" 1
for listener in device machine; do
	want=$(doors | awk -v l=$listener '$1 == l { print $2, $3 }')
	is "lighttpd, $listener: all of them in order" "$(front lighttpd $listener |
	    awk '/=> \(\($/ { path = $1 } /bin-path/ { sub(/.*\/f\//, ""); sub(/\.fcgi.*/, "")
	    gsub(/"/, "", path); print path, $0 }')" "$want"
	is "Apache, $listener: all of them in order" "$(front apache $listener |
	    awk '{ gsub(/"/, ""); path = $2; sub(/.*fcgi:\/\//, ""); sub(/\/.*/, ""); print path, $0 }')" \
	    "$want"
done
is 'programs, each once' "$(front programs '' | sort)" "$(doors | awk '{ print $3 }' | sort -u)"
is 'systemd starts them as lighttpd does' \
    "$(grep -o 'multiwatch .*--' 'conf/systemd/entitled-fcgi@.service' | sed 's/-f 16/-f 3/')" \
    "$(front lighttpd device | grep -o 'multiwatch .*--' | sort -u)"
done_testing
