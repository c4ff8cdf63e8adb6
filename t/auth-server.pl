#!/usr/bin/perl
# auth-server.pl - a small carrier without authentication to speak of: an entitlement server
# and the pages of its login, in one process. uesim is tested with it, the server never is.
#
# usage: auth-server.pl SCENARIO LOG [RAND AUTN]    prints its port, serves until it is killed
#
# What it was asked is in LOG.  SCENARIO is a list of words; any other means nothing.
#   EAP_ID gets 511, or with card the challenge RAND AUTN, whose answer it takes unseen; with
#   names AKA-Identity before it, with badcode an AT_CHECKCODE that covers nothing
#   without EAP_ID: 302 to the login, or open (200), nologin (511), nowhere (302 without
#   Location), other (303), mailto, bare (no nonce)
#   the call-back: 200, or factor (once a page for a code), endless (always), never (511),
#   broken (500), error, errtext (a document without TOKEN); loose takes any call-back
#   msisdn: an empty 200 with a cookie, or plain (no cookie), filled, unknown (403), fresh (a
#   new cookie after each wrong code); the code is 4711
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
use MIME::Base64;

my ($scenario, $log, $rand, $autn) = @ARGV;
my %how = map { $_ => 1 } split /,/, $scenario;
my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 64, ReuseAddr => 1) or die $!;
my $own = 'http://127.0.0.1:' . $s->sockport . '/';
my $op = 'http://localhost:' . $s->sockport;	# another host: the provider
my (%state, %used, $number, $cookie);
$number = 0;
open my $l, '>', $log or die $!;
$l->autoflush(1);
$| = 1;
print $s->sockport, "\n";

my @xml = ('text/vnd.wap.connectivity-xml');
my @html = ('text/html; charset=utf-8');
my @eap = ('application/vnd.gsma.eap-relay.v1.0+json');

sub document {
	my ($inner, $token) = @_;
	return '<?xml version="1.0"?><wap-provisioningdoc version="1.1">' .
	    '<characteristic type="VERS"><parm name="version" value="3"/>' .
	    '<parm name="validity" value="86400"/></characteristic>' .
	    ($token ? '<characteristic type="TOKEN"><parm name="token" value="t' . ++$number .
	    '"/></characteristic>' : '') .
	    "<characteristic type=\"APPLICATION\">$inner</characteristic></wap-provisioningdoc>";
}

sub services {
	my ($app, $inner) = (shift, '');
	$inner = '<parm name="OperationResult" value="1"/>' if $app eq 'ap2009';
	return (200, '', @xml, document("<parm name=\"AppID\" value=\"$app\"/>" . ($inner ||
	    '<parm name="EntitlementStatus" value="1"/>'), 1));
}

sub error_leg {
	return (200, '', @xml, document('<parm name="AppID" value="ap2005"/>' . ($how{errtext} ?
	    '<parm name="GeneralErrorText" value="Ask at the counter"/>' :
	    "<parm name=\"GeneralErrorURL\" value=\"${own}sorry\"/>" .
	    '<parm name="GeneralErrorUserData" value="why=7"/>'), 0));
}

sub html {
	my ($title, $body) = @_;
	return (200, '', @html, "<!DOCTYPE html><html lang=en><head><title>$title</title></head>" .
	    "<body><h1>$title</h1>$body</body></html>");
}

# The provider: a login, a consent, the way back.

sub provider {
	my ($path, %q) = @_;
	if ($path eq '/login' && !defined $q{login}) {
		return html('Sign in', ($q{again} ? '<p role=alert>Wrong password.</p>' : '') .
		    "<form action=/login><input type=hidden name=state value=\"$q{state}\">" .
		    '<label>Phone number <input name=login></label>' .
		    '<label>Password <input type=password name=password></label>' .
		    "<button>Sign in</button></form><a href=\"/no?state=$q{state}\">Cancel</a>");
	}
	return (303, "Location: /login?state=$q{state}&again=1\r\nSet-Cookie: op=1; Path=/\r\n", '', '')
	    if $path eq '/login' && $q{password} eq 'wrong';
	return html('Allow?', '<form action=/back><button name=no value=deny>Deny</button>' .
	    "<input type=hidden name=state value=\"$q{state}\"><button>Allow</button></form>")
	    if $path eq '/login';
	return (302, "Location: $own?error=access_denied&state=$q{state}\r\n", '', '')
	    if $path eq '/no';
	return (303, "Location: $own?code=c$q{state}&state=$q{state}\r\n", '', '');
}

# The page of the code, which the server itself has.
sub factor {
	my %q = @_;
	return (302, "Location: $own?factor=done&state=$q{state}\r\n", '', '')
	    if ($q{otp} // '') eq '4711';
	return html('A code was sent', (defined $q{otp} ? '<p role=alert>That is not it.</p>' : '') .
	    "<form action=/factor><input type=hidden name=state value=\"$q{state}\">" .
	    '<label>Code <input name=otp autocomplete=one-time-code></label>' .
	    '<button>Continue</button></form>');
}

# The entitlement server.

sub call_back {
	my %q = @_;
	return services('ap2005') if $how{loose};
	return (511, '', '', '') if $how{never} || !$state{$q{state}};
	return (500, '', '', '') if $how{broken};
	return error_leg() if defined $q{error} || $how{error} || $how{errtext};
	return (511, '', '', '') if !defined $q{factor} && $q{code} ne "c$q{state}";
	return (302, "Location: ${own}factor?state=$q{state}\r\n", '', '')
	    if $how{endless} || ($how{factor} && !defined $q{factor});
	my $key = join '&', map { "$_=$q{$_}" } sort keys %q;
	$used{$q{state}} //= [$key, services('ap2005')];
	my ($of, @reply) = @{$used{$q{state}}};
	return $of eq $key ? @reply : (403, '', '', '');
}

sub login {
	return services('ap2005') if $how{open};
	return (511, '', '', '') if $how{nologin};
	return (302, '', '', '') if $how{nowhere};
	return (302, "Location: mailto:x\@y.example\r\n", '', '') if $how{mailto};
	my $state = 'St' . ++$number . 'x7';
	$state{$state} = 1;
	(my $way = $own) =~ s/([^A-Za-z0-9])/sprintf '%%%02X', ord $1/ge;
	return ($how{other} ? 303 : 302, "Location: $op/login?response_type=code&scope=openid" .
	    "&client_id=es&redirect_uri=$way&state=$state" . ($how{bare} ? '' : '&nonce=n1') .
	    "\r\n", '', '');
}

sub one_time {
	my ($sent, %q) = @_;
	return (403, '', '', '') if $how{unknown};
	if (!defined $q{OTP}) {
		$cookie = 'otp' . ++$number;
		return (200, $how{plain} ? '' : "Set-Cookie: id=$cookie; Path=/\r\n", @xml,
		    $how{filled} ? 'hello' : '');
	}
	return (400, '', '', '') if $sent ne "id=$cookie";
	return services($q{app}) if $q{OTP} eq '4711';
	$cookie = 'otp' . ++$number if $how{fresh};
	return (511, $how{fresh} ? "Set-Cookie: id=$cookie; Path=/\r\n" : '', '', '');
}

sub packet {
	my ($subtype, $attributes) = @_;
	my $p = pack('CCnCCn', 1, ++$number & 255, 8 + length $attributes, 23, $subtype, 0);
	return (200, "Set-Cookie: eap=1; Path=/\r\n", @eap,
	    '{"eap-relay-packet":"' . encode_base64($p . $attributes, '') . '"}');
}

sub challenge {
	return packet(1, pack('CCnH32', 1, 5, 0, $rand) . pack('CCnH32', 2, 5, 0, $autn) .
	    ($how{badcode} ? pack('CCnH40', 134, 6, 0, '5a' x 20) : '') .
	    pack('CCnH32', 11, 5, 0, '00' x 16));
}

sub eap {
	my $body = shift;
	my ($text) = $body =~ /"eap-relay-packet":\s*"([^"]*)"/;
	my @octet = unpack 'C*', decode_base64($text // '');
	return $octet[5] == 5 ? challenge() : $octet[5] == 14 ? (403, '', '', '') :
	    services('ap2005');
}

sub answer {
	my ($method, $path, $cookie, $body, %q) = @_;
	return html('That did not work', '<button type=button ' .
	    'data-call="ODSAServiceFlow.dismissFlow">Close</button>') if $path eq '/sorry';
	return factor(%q) if $path eq '/factor';
	return (404, '', '', '') if $path =~ /favicon/;
	return provider($path, %q) if $path ne '/';
	return eap($body) if $method eq 'POST';
	return call_back(%q) if defined $q{state};
	return one_time($cookie, %q) if defined $q{msisdn};
	return services($q{app}) if defined $q{token};
	return login() if !defined $q{EAP_ID};
	return (511, '', '', '') if !$how{card};
	return $how{names} ? packet(5, pack('CCn', 13, 1, 0)) : challenge();
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
	print $l "$method $url cookie=", $h{cookie} // '', " accept=", $h{accept} // '', "\n";
	my ($path, $query) = split /\?/, $url, 2;
	my %q = map { my ($n, $v) = split /=/, $_, 2; $v =~ s/%(..)/chr hex $1/ge; ($n, $v) }
	    split /&/, $query // '';
	my @r = answer($method, $path, $h{cookie} // '', $body, %q);
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
