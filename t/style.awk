# style.awk - C source seen three ways, for style.t.
#   mode=code       comments and the insides of strings and characters are gone; lines stay lines
#   mode=strings    FILE:LINE:TEXT of each string literal
#   mode=functions  FILE:LINE LENGTH NAME of each function, from its name to its last brace

function out_code(s) { if (mode == "code") print FILENAME ":" FNR ":" s }

# What is left of a line without comments; strings become "" and are told of.
function strip(line,    c, i, n, s, lit) {
	s = ""
	n = length(line)
	for (i = 1; i <= n; i++) {
		c = substr(line, i, 1)
		if (comment) {
			if (c == "*" && substr(line, i + 1, 1) == "/") { comment = 0; i++ }
			continue
		}
		if (c == "/" && substr(line, i + 1, 1) == "*") { comment = 1; i++; continue }
		if (c == "/" && substr(line, i + 1, 1) == "/")
			break
		if (c != "\"" && c != "'") { s = s c; continue }
		lit = ""
		for (i++; i <= n && substr(line, i, 1) != c; i++) {
			if (substr(line, i, 1) == "\\") { lit = lit "\\"; i++ }
			lit = lit substr(line, i, 1)
		}
		if (c == "\"" && mode == "strings" && s !~ /^#[ \t]*include/)
			print FILENAME ":" FNR ":" lit
		s = s c (s ~ /^#[ \t]*include/ ? lit : "") c
	}
	return s
}

FNR == 1 { comment = 0; open = 0; start = 0 }
{
	text = strip($0)
	out_code(text)
}
mode != "functions" { next }
# KNF: a function's name begins a line, and so do its first and its last brace.
text ~ /^[a-z_][a-z0-9_]*\(/ && !open { start = FNR; name = text; sub(/\(.*/, "", name) }
text ~ /^\{/ { open = 1 }
text ~ /^\}/ && open {
	print FILENAME ":" start " " FNR - start + 1 " " name
	open = 0
}
