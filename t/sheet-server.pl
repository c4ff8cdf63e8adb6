#!/usr/bin/perl
# sheet-server.pl - a small carrier: ap2004 by token, and its page, in one process.
#
# usage: sheet-server.pl SCENARIO LOG    prints its port, serves until it is killed
#
# What it was asked is in LOG.  SCENARIO is a list of words: on (it is on already), get (no
# user data), elsewhere (the page has another host), quick and slow (its wait), silent (it
# does not call the phone), mute (it has no script), stubborn (it takes no address), late
# (details stay missing), interrupts (an edit takes the service away), keeps (so does no
# withdrawal), loop, script, pdf, used, down (it is no page); any other word means nothing.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my ($scenario, $log) = @ARGV;
my %how = map { $_ => 1 } split /,/, $scenario;
my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 16, ReuseAddr => 1) or die $!;
my $base = 'http://127.0.0.1:' . $s->sockport;
my ($terms, $hno, $pending, $forms, $sessions, $notice, $editing) = (0, '', 0, 0, 0, '', 0);
($terms, $hno) = (1, '120') if $how{on};
open my $l, '>', $log or die $!;
$l->autoflush(1);
$| = 1;
print $s->sockport, "\n";

sub entitled { $terms && $hno ne '' && !($how{interrupts} && $pending) && !$how{late} }

sub document {
	my %v = entitled() ? (EntitlementStatus => 1, TC_Status => 1, AddrStatus => 1,
	    ProvStatus => 1, AddrIdentifier => "LOC-$hno", AddrExpiry => '2030-01-01T00:00:00Z') :
	    (EntitlementStatus => 0, TC_Status => 0, AddrStatus => 0, ProvStatus => 0);
	my $host = $how{elsewhere} ? 'http://localhost:' . $s->sockport : $base;
	$v{ServiceFlow_URL} = "$host/sheet";
	$v{MessageForIncompatible} = 'Not on this line';
	$v{ServiceFlow_UserData} = $how{get} ? '' : 'ticket=a-b_c%3D';
	my $x = join '', map { qq(<parm name="$_" value="$v{$_}"/>) } sort keys %v;
	return <<"X";
<?xml version="1.0"?><wap-provisioningdoc version="1.1">
<characteristic type="VERS"><parm name="version" value="3"/>
<parm name="validity" value="86400"/></characteristic>
<characteristic type="TOKEN"><parm name="token" value="t"/></characteristic>
<characteristic type="APPLICATION"><parm name="AppID" value="ap2004"/>
$x</characteristic></wap-provisioningdoc>
X
}

sub html {
	my ($title, $body, $attr, $refresh) = (@_, '', '');
	return "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>$title</title>" .
	    $refresh . ($how{mute} ? '' :
	    '<script>addEventListener("load",function(){' .
	    'function c(n){var p=n.split("."),o=window[p[0]];if(o&&o[p[1]])o[p[1]]()}' .
	    'var d=document.body.dataset.call;if(d)c(d);' .
	    'document.querySelectorAll("button[data-call]").forEach(function(b){' .
	    'b.onclick=function(){c(b.dataset.call)}})})</script>') .
	    "</head><body $attr><h1>$title</h1>$body</body></html>";
}

my $not_now = '<button type=button data-call="VoWiFiWebServiceFlow.dismissFlow">Not now</button>';

sub ask {
	my ($error, $tick) = @_;
	return html('Wi-Fi calling', '<form method=post><input type=hidden name=csrf value=c>' .
	    "<input type=hidden name=form value=$forms>" . (!$tick ? '' :
	    '<input type=hidden name=terms_version value=2>' .
	    '<section><h2>Terms of Wi-Fi calling</h2>' .
	    '<label><input type=checkbox name=accept value=1 required>I accept</label></section>') .
	    '<fieldset><legend>Emergency address</legend><label for=h>House number</label>' .
	    "<input id=h name=hno value='$hno'><label for=p>ZIP code</label><input id=p name=pc" .
	    ($error ? ' aria-invalid=true aria-describedby=e' : '') . '>' .
	    ($error ? "<p id=e role=alert>$error</p>" : '') . '</fieldset>' .
	    "<button name=action value=submit>Continue</button></form>$not_now");
}

sub page {
	if ($pending) {
		$pending--;
		return html('One moment', 'The address is being checked.', '',
		    '<meta http-equiv="refresh" content="1">');
	}
	return html('Wi-Fi calling is ready', '', $how{silent} ? '' :
	    'data-call="VoWiFiWebServiceFlow.entitlementChanged"') if $forms && $notice eq '';
	return ask($notice, !entitled()) if !entitled() || $notice ne '' || $editing;
	return html('Wi-Fi calling is on', '<form method=post><button name=action value=edit>' .
	    'Change the address</button></form><form method=post><button name=action ' .
	    "value=withdraw>Withdraw my consent</button></form>$not_now");
}

sub submit {
	my %f = map { split /=/, $_, 2 } split /&/, shift;
	my $action = $f{action} // '';
	return $editing = 1 if $action eq 'edit';
	$forms++;
	$notice = '';
	$editing = 0;
	return $terms = $how{keeps} // 0 if $action eq 'withdraw';
	return $notice = 'This is no ZIP code.' if $f{pc} !~ /^\d{5}$/ || $how{stubborn};
	$terms = 1;
	$hno = $f{hno};
	$pending = $how{slow} ? 100 : 2 if !$how{quick};
}

sub sheet {
	my ($method, $url, $cookie, $type, $body) = @_;
	return (503, '', 'text/plain', 'busy') if $how{down};
	return (403, '', 'text/html', html('This page has been used', '')) if $how{used};
	return (200, '', 'application/pdf', '%PDF') if $how{pdf};
	return (302, "Location: $base/sheet?again\r\n", '', '') if $how{loop};
	return (302, "Location: javascript:alert(1)\r\n", '', '') if $how{script};
	return (400, '', 'text/html', html("no ticket in \"$body\"", '')) if !$how{get} &&
	    $cookie eq '' && ($method ne 'POST' || $body ne 'ticket=a-b_c%3D' ||
	    $type ne 'application/x-www-form-urlencoded');
	return (303, "Location: /sheet\r\nSet-Cookie: ws=s" . ++$sessions .
	    "; Path=/sheet; HttpOnly; SameSite=Lax\r\n", '', '') if $cookie eq '';
	return (200, '', 'text/html; charset=utf-8', page()) if $method eq 'GET';
	submit($body);
	return (303, "Location: /sheet\r\n", '', '');
}

sub serve {
	my $c = shift;
	my ($head, $body, %h) = ('', '');
	while (my $line = <$c>) {
		$line =~ s/\r?\n$//;
		last if $line eq '';
		$head eq '' ? $head = $line : ($line =~ /^([^:]+):\s*(.*)/ and $h{lc $1} = $2);
	}
	my ($method, $url) = split / /, $head;
	return if !defined $url;
	read $c, $body, $h{'content-length'} if $h{'content-length'};
	print $l "$method $url", ($body eq '' ? '' : " $body"),
	    " cookie=", $h{cookie} // '', "\n";
	my @r = $url =~ m{^/sheet} ?
	    sheet($method, $url, $h{cookie} // '', $h{'content-type'} // '', $body) :
	    $url =~ /favicon/ ? (404, '', 'text/plain', '') :
	    (200, '', 'text/vnd.wap.connectivity-xml', document());
	print $c "HTTP/1.1 $r[0] X\r\n$r[1]" . ($r[2] eq '' ? '' : "Content-Type: $r[2]\r\n") .
	    "Content-Length: " . length($r[3]) . "\r\nConnection: close\r\n\r\n$r[3]";
}

# A browser opens connections in reserve: only those with a request are served.
my $ready = IO::Select->new($s);
while (1) {
	for my $c ($ready->can_read) {
		if ($c == $s) {
			$ready->add($s->accept);
			next;
		}
		serve($c);
		$ready->remove($c);
		close $c;
	}
}
