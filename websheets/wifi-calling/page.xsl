<?xml version="1.0" encoding="UTF-8"?>
<!--
page.xsl - Wi-Fi calling: ask, edit, wait, manage, withdraw, withdrawn, refused.

/page/@kind says which.  Texts that differ by country have the country as a suffix:
label-a1-US.  What a field lacks is the text missing-NAME, format-NAME or refused.
texts of the program: countries
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="../../templates/layout.xsl"/>

<xsl:variable name="here">/websheet/wifi-calling</xsl:variable>
<xsl:variable name="country" select="/page/address/@country"/>
<xsl:variable name="faults" select="/page/terms[@fault] | /page/address/field[@fault]"/>

<!-- What a page is about; asking is about what is asked for. -->
<xsl:variable name="topic">
	<xsl:value-of select="/page/@kind"/>
	<xsl:if test="/page/@kind = 'ask'">
		<xsl:choose>
			<xsl:when test="/page/terms and /page/address"/>
			<xsl:when test="/page/terms">-terms</xsl:when>
			<xsl:when test="/page/address">-address</xsl:when>
			<xsl:otherwise>-again</xsl:otherwise>
		</xsl:choose>
	</xsl:if>
</xsl:variable>

<xsl:template match="page" mode="title">
	<xsl:if test="$faults"><xsl:value-of select="$t/error-prefix"/><xsl:text> </xsl:text></xsl:if>
	<xsl:call-template name="word">
		<xsl:with-param name="key" select="concat('title-', $topic)"/>
	</xsl:call-template>
</xsl:template>

<xsl:template match="page[@kind = 'wait']" mode="poll"><xsl:choose><xsl:when test="@slow">10</xsl:when><xsl:otherwise>2</xsl:otherwise></xsl:choose></xsl:template>

<!-- Terms and address, first time or again. -->

<xsl:template match="page[@kind = 'ask' or @kind = 'edit']" mode="main">
	<div class="intro">
		<xsl:call-template name="icon"><xsl:with-param name="name" select="'wifi'"/></xsl:call-template>
		<h1><xsl:call-template name="word"><xsl:with-param name="key" select="concat('title-', $topic)"/></xsl:call-template></h1>
		<p class="lead"><xsl:call-template name="word"><xsl:with-param name="key" select="concat('lead-', $topic)"/></xsl:call-template></p>
	</div>
	<xsl:call-template name="why"/>
	<xsl:if test="$faults"><xsl:call-template name="summary"/></xsl:if>
	<form method="post" action="{$here}" novalidate="novalidate" accept-charset="UTF-8">
		<!-- What Enter in a field presses: the first button of a form. -->
		<button class="unseen" name="action" value="submit" tabindex="-1" aria-hidden="true"><xsl:value-of select="$t/submit"/></button>
		<xsl:call-template name="tokens"/>
		<xsl:apply-templates select="address" mode="form"/>
		<xsl:apply-templates select="terms"/>
		<div class="actions">
			<button class="main" name="action" value="submit">
				<xsl:choose>
					<xsl:when test="terms and address"><xsl:value-of select="$t/submit"/></xsl:when>
					<xsl:when test="terms"><xsl:value-of select="$t/submit-terms"/></xsl:when>
					<xsl:when test="address"><xsl:value-of select="$t/submit-address"/></xsl:when>
					<xsl:otherwise><xsl:value-of select="$t/submit-again"/></xsl:otherwise>
				</xsl:choose>
			</button>
			<xsl:choose>
				<xsl:when test="@kind = 'edit'"><a class="quiet" href="{$here}"><xsl:value-of select="$t/back"/></a></xsl:when>
				<xsl:otherwise>
					<xsl:call-template name="call-button">
						<xsl:with-param name="method" select="'dismissFlow'"/>
						<xsl:with-param name="label" select="$t/not-now"/>
					</xsl:call-template>
				</xsl:otherwise>
			</xsl:choose>
			<xsl:if test="@kind = 'ask' and @may-withdraw"><xsl:call-template name="withdraw-link"/></xsl:if>
		</div>
	</form>
</xsl:template>

<xsl:template name="tokens">
	<input type="hidden" name="csrf" value="{/page/csrf}"/>
	<input type="hidden" name="form" value="{/page/form}"/>
</xsl:template>

<!-- Why the person is asked again. -->
<xsl:template name="why">
	<xsl:variable name="key">
		<xsl:choose>
			<xsl:when test="@refused and @on">again-refused-on</xsl:when>
			<xsl:when test="@refused">again-refused</xsl:when>
			<xsl:when test="@failed">again-failed</xsl:when>
			<xsl:when test="@prov-failed">again-prov-failed</xsl:when>
			<xsl:when test="@why = 'TERMS_OUTDATED' or @why = 'ADDRESS_EXPIRED'"><xsl:value-of select="concat('again-', @why)"/></xsl:when>
		</xsl:choose>
	</xsl:variable>
	<xsl:if test="@kind = 'ask' and $key != ''">
		<xsl:call-template name="notice">
			<xsl:with-param name="kind" select="'warn'"/>
			<xsl:with-param name="title" select="$t/*[name() = concat($key, '-title')]"/>
			<xsl:with-param name="text" select="$t/*[name() = $key]"/>
		</xsl:call-template>
	</xsl:if>
</xsl:template>

<xsl:template name="summary">
	<div class="summary" id="errors" role="alert" tabindex="-1" autofocus="autofocus" aria-labelledby="errors-title">
		<h2 id="errors-title"><xsl:value-of select="$t/errors"/></h2>
		<ul>
			<xsl:apply-templates select="/page/address" mode="faults"/>
			<xsl:if test="/page/terms[@fault]"><li><a href="#terms"><xsl:value-of select="$t/missing-terms"/></a></li></xsl:if>
		</ul>
	</div>
</xsl:template>

<xsl:template match="terms">
	<fieldset class="card">
		<legend><h2 id="terms-title"><xsl:value-of select="$t/terms"/></h2></legend>
		<div class="terms" role="region" tabindex="0" aria-labelledby="terms-title" lang="{@lang}" dir="{@dir}">
			<xsl:for-each select="h | p">
				<xsl:choose>
					<xsl:when test="self::h"><h3><xsl:value-of select="."/></h3></xsl:when>
					<xsl:otherwise><p><xsl:value-of select="."/></p></xsl:otherwise>
				</xsl:choose>
			</xsl:for-each>
		</div>
		<div>
			<xsl:attribute name="class">tick<xsl:if test="@fault"> fault</xsl:if></xsl:attribute>
			<xsl:if test="@fault"><p class="message" id="terms-message"><xsl:call-template name="icon"><xsl:with-param name="name" select="'warn'"/></xsl:call-template><xsl:value-of select="$t/missing-terms"/></p></xsl:if>
			<label for="terms">
				<input type="checkbox" id="terms" name="terms" value="{@version}" required="required">
					<xsl:if test="@ticked"><xsl:attribute name="checked">checked</xsl:attribute></xsl:if>
					<xsl:if test="@fault">
						<xsl:attribute name="aria-invalid">true</xsl:attribute>
						<xsl:attribute name="aria-describedby">terms-message</xsl:attribute>
					</xsl:if>
				</input>
				<span><xsl:value-of select="$t/accept"/></span>
			</label>
		</div>
	</fieldset>
</xsl:template>

<xsl:template match="address" mode="form">
	<fieldset class="card">
		<legend><h2><xsl:value-of select="$t/address"/></h2></legend>
		<p class="help"><xsl:value-of select="$t/address-help"/></p>
		<p class="help"><xsl:value-of select="$t/required-note"/></p>
		<xsl:apply-templates select="field[@name = 'country']"/>
		<xsl:call-template name="in-order"/>
	</fieldset>
</xsl:template>

<xsl:template match="address" mode="faults">
	<xsl:apply-templates select="field[@name = 'country' and @fault]" mode="link"/>
	<xsl:call-template name="in-order"><xsl:with-param name="links" select="true()"/></xsl:call-template>
</xsl:template>

<!-- Fields, or links to those at fault, in the order in which the country writes them. -->
<xsl:variable name="order">
	<xsl:call-template name="variant">
		<xsl:with-param name="key" select="'order'"/>
		<xsl:with-param name="variant" select="$country"/>
	</xsl:call-template>
</xsl:variable>

<xsl:template name="in-order">
	<xsl:param name="names" select="$order"/>
	<xsl:param name="links" select="false()"/>
	<xsl:variable name="name" select="substring-before(concat($names, ' '), ' ')"/>
	<xsl:if test="$name != ''">
		<xsl:choose>
			<xsl:when test="$links"><xsl:apply-templates select="/page/address/field[@name = $name and @fault]" mode="link"/></xsl:when>
			<xsl:otherwise><xsl:apply-templates select="/page/address/field[@name = $name]"/></xsl:otherwise>
		</xsl:choose>
		<xsl:call-template name="in-order">
			<xsl:with-param name="names" select="substring-after($names, ' ')"/>
			<xsl:with-param name="links" select="$links"/>
		</xsl:call-template>
	</xsl:if>
</xsl:template>

<xsl:template match="field" mode="link">
	<li><a href="#{@name}"><xsl:apply-templates select="." mode="fault"/></a></li>
</xsl:template>

<xsl:template match="field" mode="label">
	<xsl:call-template name="variant">
		<xsl:with-param name="key" select="concat('label-', @name)"/>
		<xsl:with-param name="variant" select="$country"/>
	</xsl:call-template>
</xsl:template>

<xsl:template match="field" mode="fault">
	<xsl:choose>
		<xsl:when test="@fault = 'refused'">
			<xsl:call-template name="fill">
				<xsl:with-param name="text" select="$t/refused-field"/>
				<xsl:with-param name="place" select="'field'"/>
				<xsl:with-param name="value"><xsl:apply-templates select="." mode="label"/></xsl:with-param>
			</xsl:call-template>
		</xsl:when>
		<xsl:otherwise>
			<xsl:call-template name="variant">
				<xsl:with-param name="key" select="concat(@fault, '-', @name)"/>
				<xsl:with-param name="variant" select="$country"/>
			</xsl:call-template>
		</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template match="field">
	<xsl:variable name="hint">
		<xsl:call-template name="variant">
			<xsl:with-param name="key" select="concat('hint-', @name)"/>
			<xsl:with-param name="variant" select="$country"/>
		</xsl:call-template>
	</xsl:variable>
	<div>
		<xsl:attribute name="class">field <xsl:value-of select="@name"/><xsl:if test="@fault"> fault</xsl:if></xsl:attribute>
		<label for="{@name}">
			<xsl:apply-templates select="." mode="label"/>
			<xsl:if test="not(@required)"><xsl:text> </xsl:text><span class="optional"><xsl:value-of select="$t/optional"/></span></xsl:if>
		</label>
		<xsl:if test="$hint != ''"><p class="hint" id="{@name}-hint"><xsl:value-of select="$hint"/></p></xsl:if>
		<xsl:if test="@fault"><p class="message" id="{@name}-message"><xsl:call-template name="icon"><xsl:with-param name="name" select="'warn'"/></xsl:call-template><xsl:apply-templates select="." mode="fault"/></p></xsl:if>
		<xsl:apply-templates select="." mode="control"><xsl:with-param name="hint" select="$hint"/></xsl:apply-templates>
	</div>
</xsl:template>

<xsl:template name="field-attributes">
	<xsl:param name="hint"/>
	<xsl:attribute name="id"><xsl:value-of select="@name"/></xsl:attribute>
	<xsl:attribute name="name"><xsl:value-of select="@name"/></xsl:attribute>
	<xsl:if test="@required"><xsl:attribute name="required">required</xsl:attribute></xsl:if>
	<xsl:if test="@fault"><xsl:attribute name="aria-invalid">true</xsl:attribute></xsl:if>
	<xsl:if test="$hint != '' or @fault">
		<xsl:attribute name="aria-describedby">
			<xsl:if test="@fault"><xsl:value-of select="concat(@name, '-message')"/></xsl:if>
			<xsl:if test="@fault and $hint != ''"><xsl:text> </xsl:text></xsl:if>
			<xsl:if test="$hint != ''"><xsl:value-of select="concat(@name, '-hint')"/></xsl:if>
		</xsl:attribute>
	</xsl:if>
</xsl:template>

<xsl:template match="field" mode="control">
	<xsl:param name="hint"/>
	<input type="text" value="{@value}" maxlength="{@max}" autocapitalize="words" spellcheck="false">
		<xsl:call-template name="field-attributes"><xsl:with-param name="hint" select="$hint"/></xsl:call-template>
		<xsl:if test="@value != ''"><xsl:attribute name="dir">auto</xsl:attribute></xsl:if>
		<xsl:attribute name="autocomplete">
			<xsl:choose>
				<xsl:when test="@name = 'rd'">address-line1</xsl:when>
				<xsl:when test="@name = 'loc'">address-line2</xsl:when>
				<xsl:when test="@name = 'a3'">address-level2</xsl:when>
				<xsl:when test="@name = 'a1'">address-level1</xsl:when>
				<xsl:when test="@name = 'pc'">postal-code</xsl:when>
				<xsl:otherwise>off</xsl:otherwise>
			</xsl:choose>
		</xsl:attribute>
	</input>
</xsl:template>

<xsl:template match="field[@name = 'country']" mode="control">
	<xsl:param name="hint"/>
	<div class="choose">
		<select autocomplete="country" data-press="country-fields">
			<xsl:call-template name="field-attributes"><xsl:with-param name="hint" select="$hint"/></xsl:call-template>
			<xsl:for-each select="../country">
				<option value="{.}">
					<xsl:if test=". = $country"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if>
					<xsl:apply-templates select="." mode="name"/>
				</option>
			</xsl:for-each>
		</select>
		<button class="small" id="country-fields" name="action" value="country"><xsl:value-of select="$t/country-fields"/></button>
	</div>
</xsl:template>

<!-- An operator may call a country otherwise: country-XX. -->
<xsl:template match="country" mode="name">
	<xsl:variable name="name" select="$t/*[name() = concat('country-', current())]"/>
	<xsl:choose>
		<xsl:when test="$name"><xsl:value-of select="$name"/></xsl:when>
		<xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- All is there. -->

<xsl:template match="page[@kind = 'manage']" mode="main">
	<xsl:call-template name="hero">
		<xsl:with-param name="icon" select="'ok'"/>
		<xsl:with-param name="title" select="$t/title-manage"/>
		<xsl:with-param name="text" select="$t/lead-manage"/>
	</xsl:call-template>
	<xsl:if test="expires[@near]">
		<xsl:call-template name="notice">
			<xsl:with-param name="kind" select="'warn'"/>
			<xsl:with-param name="title" select="$t/expires-soon-title"/>
			<xsl:with-param name="filled">
				<xsl:call-template name="fill">
					<xsl:with-param name="text" select="$t/expires-soon"/>
					<xsl:with-param name="place" select="'date'"/>
					<xsl:with-param name="value" select="expires/date"/>
				</xsl:call-template>
				<span class="line">
					<xsl:call-template name="counted">
						<xsl:with-param name="key" select="'expires-days'"/>
						<xsl:with-param name="n" select="expires/days"/>
					</xsl:call-template>
				</span>
			</xsl:with-param>
		</xsl:call-template>
	</xsl:if>
	<xsl:apply-templates select="address" mode="shown"/>
	<div class="actions">
		<xsl:if test="@may-edit">
			<a href="{$here}?view=address">
				<xsl:attribute name="class"><xsl:choose><xsl:when test="expires[@near]">main</xsl:when><xsl:otherwise>second</xsl:otherwise></xsl:choose></xsl:attribute>
				<xsl:choose><xsl:when test="expires[@near]"><xsl:value-of select="$t/confirm-address"/></xsl:when><xsl:otherwise><xsl:value-of select="$t/change-address"/></xsl:otherwise></xsl:choose>
			</a>
		</xsl:if>
		<xsl:call-template name="call-button">
			<xsl:with-param name="method" select="'dismissFlow'"/>
			<xsl:with-param name="label" select="$t/close"/>
		</xsl:call-template>
		<xsl:if test="@may-withdraw"><xsl:call-template name="withdraw-link"/></xsl:if>
	</div>
</xsl:template>

<xsl:template name="withdraw-link">
	<a class="away" href="{$here}?view=withdraw"><xsl:value-of select="$t/withdraw-link"/></a>
</xsl:template>

<xsl:template match="address" mode="shown">
	<section class="card address" aria-labelledby="address-title">
		<xsl:call-template name="icon"><xsl:with-param name="name" select="'home'"/></xsl:call-template>
		<div>
			<h2 id="address-title"><xsl:value-of select="$t/address"/></h2>
			<address>
				<xsl:call-template name="lines">
					<xsl:with-param name="lines">
						<xsl:call-template name="variant">
							<xsl:with-param name="key" select="'lines'"/>
							<xsl:with-param name="variant" select="@country"/>
						</xsl:call-template>
					</xsl:with-param>
				</xsl:call-template>
				<span class="line"><xsl:apply-templates select="country[. = $country]" mode="name"/></span>
			</address>
			<xsl:if test="/page/expires and not(/page/expires/@near)">
				<p class="hint">
					<xsl:call-template name="fill">
						<xsl:with-param name="text" select="$t/expires"/>
						<xsl:with-param name="place" select="'date'"/>
						<xsl:with-param name="value" select="/page/expires/date"/>
					</xsl:call-template>
				</p>
			</xsl:if>
		</div>
	</section>
</xsl:template>

<!-- "hno rd|loc|a3": lines of fields; those without a value are left out. -->
<xsl:template name="lines">
	<xsl:param name="lines"/>
	<xsl:if test="$lines != ''">
		<xsl:variable name="line">
			<xsl:call-template name="values">
				<xsl:with-param name="names" select="substring-before(concat($lines, '|'), '|')"/>
			</xsl:call-template>
		</xsl:variable>
		<xsl:if test="normalize-space($line) != ''"><span class="line"><bdi><xsl:value-of select="normalize-space($line)"/></bdi></span></xsl:if>
		<xsl:call-template name="lines">
			<xsl:with-param name="lines" select="substring-after($lines, '|')"/>
		</xsl:call-template>
	</xsl:if>
</xsl:template>

<xsl:template name="values">
	<xsl:param name="names"/>
	<xsl:variable name="name" select="substring-before(concat($names, ' '), ' ')"/>
	<xsl:if test="$name != ''">
		<xsl:value-of select="/page/address/field[@name = $name]/@value"/>
		<xsl:text> </xsl:text>
		<xsl:call-template name="values">
			<xsl:with-param name="names" select="substring-after($names, ' ')"/>
		</xsl:call-template>
	</xsl:if>
</xsl:template>

<!-- On its way. -->

<xsl:template match="page[@kind = 'wait']" mode="main">
	<div role="status">
		<div class="hero wait">
			<span class="badge spin" aria-hidden="true"><xsl:text/></span>
			<h1><xsl:value-of select="$t/title-wait"/></h1>
			<p><xsl:choose><xsl:when test="@slow and @on"><xsl:value-of select="$t/lead-wait-slow-on"/></xsl:when><xsl:when test="@slow"><xsl:value-of select="$t/lead-wait-slow"/></xsl:when><xsl:when test="@on"><xsl:value-of select="$t/lead-wait-on"/></xsl:when><xsl:otherwise><xsl:value-of select="$t/lead-wait"/></xsl:otherwise></xsl:choose></p>
		</div>
	</div>
	<p class="help centre"><xsl:value-of select="$t/wait-help"/></p>
	<div class="actions">
		<xsl:call-template name="call-button">
			<xsl:with-param name="method" select="'entitlementChanged'"/>
			<xsl:with-param name="label" select="$t/close"/>
		</xsl:call-template>
	</div>
</xsl:template>

<!-- Not for this line, device or place. -->

<xsl:template match="page[@kind = 'refused']" mode="main">
	<xsl:call-template name="hero">
		<xsl:with-param name="icon" select="'info'"/>
		<xsl:with-param name="title" select="$t/title-refused"/>
		<xsl:with-param name="text"><xsl:call-template name="word"><xsl:with-param name="key" select="@why"/></xsl:call-template></xsl:with-param>
	</xsl:call-template>
	<section class="card">
		<h2><xsl:value-of select="$t/next"/></h2>
		<p><xsl:call-template name="variant"><xsl:with-param name="key" select="'next-step'"/><xsl:with-param name="variant" select="@why"/></xsl:call-template></p>
		<p><xsl:value-of select="$t/still-calls"/></p>
	</section>
	<div class="actions">
		<xsl:call-template name="call-button">
			<xsl:with-param name="method" select="'dismissFlow'"/>
			<xsl:with-param name="label" select="$t/close"/>
			<xsl:with-param name="class" select="'main'"/>
		</xsl:call-template>
	</div>
</xsl:template>

<!-- Consent withdrawn: asked, and done. -->

<xsl:template match="page[@kind = 'withdraw']" mode="main">
	<xsl:call-template name="hero">
		<xsl:with-param name="icon" select="'warn'"/>
		<xsl:with-param name="title" select="$t/title-withdraw"/>
	</xsl:call-template>
	<xsl:call-template name="notice">
		<xsl:with-param name="kind" select="'warn'"/>
		<xsl:with-param name="title" select="$t/withdraw-emergency-title"/>
		<xsl:with-param name="text" select="$t/withdraw-emergency"/>
	</xsl:call-template>
	<ul class="plain card">
		<li><xsl:value-of select="$t/withdraw-off"/></li>
		<li><xsl:value-of select="$t/withdraw-address"/></li>
		<li><xsl:value-of select="$t/withdraw-again"/></li>
	</ul>
	<form method="post" action="{$here}">
		<xsl:call-template name="tokens"/>
		<div class="actions">
			<a class="main" href="{$here}"><xsl:value-of select="$t/keep"/></a>
			<button class="danger" name="action" value="withdraw"><xsl:value-of select="$t/withdraw"/></button>
		</div>
	</form>
</xsl:template>

<xsl:template match="page[@kind = 'withdrawn']" mode="main">
	<xsl:call-template name="hero">
		<xsl:with-param name="icon" select="'off'"/>
		<xsl:with-param name="title" select="$t/title-withdrawn"/>
		<xsl:with-param name="text" select="$t/lead-withdrawn"/>
	</xsl:call-template>
	<div class="actions">
		<xsl:call-template name="call-button">
			<xsl:with-param name="method" select="'entitlementChanged'"/>
			<xsl:with-param name="label" select="$t/close"/>
			<xsl:with-param name="class" select="'main'"/>
		</xsl:call-template>
		<a class="quiet" href="{$here}"><xsl:value-of select="$t/set-up-again"/></a>
	</div>
</xsl:template>
</xsl:stylesheet>
