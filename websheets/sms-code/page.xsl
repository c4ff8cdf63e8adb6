<?xml version="1.0" encoding="UTF-8"?>
<!--
page.xsl - the code from an SMS: ask, over.

/page/@said says how the last form went: first, wrong, missing, again, soon, many.  The number
that the SMS went to is only hinted at, by its end.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="../../templates/layout.xsl"/>

<xsl:variable name="here">/websheet/sms-code</xsl:variable>
<xsl:variable name="fault" select="/page/@said = 'wrong' or /page/@said = 'missing'"/>

<xsl:template match="page" mode="title">
	<xsl:if test="$fault"><xsl:value-of select="$t/error-prefix"/><xsl:text> </xsl:text></xsl:if>
	<xsl:call-template name="word"><xsl:with-param name="key" select="concat('title-', @kind)"/></xsl:call-template>
</xsl:template>

<xsl:template match="page[@kind = 'over']" mode="main">
	<xsl:call-template name="hero">
		<xsl:with-param name="icon" select="'warn'"/>
		<xsl:with-param name="title" select="$t/title-over"/>
		<xsl:with-param name="text" select="$t/lead-over"/>
	</xsl:call-template>
</xsl:template>

<xsl:template match="page[@kind = 'ask']" mode="main">
	<div class="intro">
		<xsl:call-template name="icon"><xsl:with-param name="name" select="'info'"/></xsl:call-template>
		<h1><xsl:value-of select="$t/title-ask"/></h1>
		<p class="lead">
			<xsl:call-template name="fill">
				<xsl:with-param name="text" select="$t/lead-ask"/>
				<xsl:with-param name="place" select="'digits'"/>
				<xsl:with-param name="value" select="number"/>
			</xsl:call-template>
		</p>
	</div>
	<xsl:if test="@said = 'again' or @said = 'soon' or @said = 'many'">
		<div role="status">
			<xsl:call-template name="notice">
				<xsl:with-param name="kind"><xsl:choose><xsl:when test="@said = 'again'">info</xsl:when><xsl:otherwise>warn</xsl:otherwise></xsl:choose></xsl:with-param>
				<xsl:with-param name="title" select="$t/*[name() = concat('said-', /page/@said, '-title')]"/>
				<xsl:with-param name="text" select="$t/*[name() = concat('said-', /page/@said)]"/>
			</xsl:call-template>
		</div>
	</xsl:if>
	<form method="post" action="{$here}" novalidate="novalidate" accept-charset="UTF-8">
		<xsl:call-template name="tokens"/>
		<div class="card">
			<div>
				<xsl:attribute name="class">field code<xsl:if test="$fault"> fault</xsl:if></xsl:attribute>
				<label for="code"><xsl:value-of select="$t/label-code"/></label>
				<p class="hint" id="code-hint"><xsl:value-of select="$t/hint-code"/></p>
				<xsl:if test="$fault">
					<p class="message" id="code-message" role="alert">
						<xsl:call-template name="icon"><xsl:with-param name="name" select="'warn'"/></xsl:call-template>
						<xsl:call-template name="word"><xsl:with-param name="key" select="concat('said-', @said)"/></xsl:call-template>
					</p>
				</xsl:if>
				<input type="text" id="code" name="code" value="" maxlength="16" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" required="required" autofocus="autofocus">
					<xsl:if test="$fault"><xsl:attribute name="aria-invalid">true</xsl:attribute></xsl:if>
					<xsl:attribute name="aria-describedby"><xsl:if test="$fault">code-message </xsl:if>code-hint</xsl:attribute>
				</input>
			</div>
		</div>
		<div class="actions">
			<button class="main" name="action" value="submit"><xsl:value-of select="$t/submit"/></button>
		</div>
	</form>
	<form method="post" action="{$here}">
		<xsl:call-template name="tokens"/>
		<div class="actions">
			<button class="quiet" name="action" value="again"><xsl:value-of select="$t/again"/></button>
		</div>
	</form>
	<p class="help centre"><xsl:value-of select="$t/warning"/></p>
</xsl:template>

<xsl:template name="tokens">
	<input type="hidden" name="csrf" value="{/page/csrf}"/>
	<input type="hidden" name="state" value="{/page/state}"/>
</xsl:template>
</xsl:stylesheet>
