# doors.awk - the web server's lines for the doors of one listener
# usage: awk -f doors.awk -v front=lighttpd -v listener=device -v fcgi=/usr/libexec/entitled \
#            -v run=/run/entitled -v conf=/etc/entitled/entitled.conf -v workers=16 doors
#
# front: "lighttpd" starts the programs itself; "apache" wants their sockets made by
# systemd/entitled-fcgi@.service; "programs" lists the programs of every listener.
BEGIN {
	if (front == "lighttpd")
		print "fastcgi.server = ("
}
/^#/ || NF == 0 || (front != "programs" && $1 != listener) { next }
front == "programs" && !seen[$3]++ { print $3 }
front == "apache" {
	printf "ProxyPass \"%s\" \"unix:%s/%s.sock|fcgi://%s%s\" retry=0 timeout=60\n", $2, run, $3, $3, $2
}
front == "lighttpd" {
	printf "\t\"%s\" => ((\n", $2
	printf "\t\t\"socket\" => \"%s/%s.sock\",\n", run, $3
	printf "\t\t\"bin-path\" => \"/usr/bin/multiwatch -s TERM -r 20 -t 500 -f %d -- ", workers
	printf "%s/%s.fcgi -c %s\",\n", fcgi, $3, conf
	printf "\t\t\"bin-copy-environment\" => (\"PATH\", \"LC_ALL\", \"ENTITLED_SERVE\"),\n"
	printf "\t\t\"max-procs\" => 1,\n\t\t\"check-local\" => \"disable\",\n"
	printf "\t\t\"listen-backlog\" => 1024\n\t)),\n"
}
END {
	if (front == "lighttpd")
		print ")"
}
